/**
 * The `openai` package's client for chat and speech, made to be an adapter's: no environment, no retries and logs of its
 * own, and its failures told as `ProviderError`s.
 *
 * @module
 */
import { APIConnectionError, APIError, OpenAI } from "openai";
import { isAbort, messageOf, ProviderError } from "../../contract/errors.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Failures, ProviderErrorCode } from "./errors.ts";

/** Deadlines are the adapters' own; the client's only has to be later than all of them. */
const CLIENT_TIMEOUT_MS = 3_600_000;

/** Failures after which the same request is likely to succeed at once. */
const WORTH_ASKING_AGAIN: ReadonlySet<string> = new Set<ProviderErrorCode>([
  "provider_unavailable",
  "provider_disconnected",
]);

/** Makes a client for a server. */
export function openAiClient(endpoint: Endpoint): OpenAI {
  return new OpenAI({
    apiKey: endpoint.apiKey,
    baseURL: endpoint.baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: CLIENT_TIMEOUT_MS,
    logLevel: "off",
    fetch: async (input, init) => await explained(await fetch(input, init)),
  });
}

/** Rewrites an error's body into OpenAI's shape: servers put it under `error`, `detail` or nothing, as text or as a list. */
async function explained(response: Response): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  headers.delete("content-encoding");
  return Response.json({ error: errorIn(text) }, { status: response.status, headers });
}

function errorIn(text: string): { message: string; type?: unknown; code?: unknown } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { message: text.trim() };
  }
  const held = field(body, "error") ?? field(body, "detail") ?? body;
  const one: unknown = Array.isArray(held) ? held[0] : held;
  const message = typeof one === "string" ? one : field(one, "message") ?? field(one, "msg") ?? JSON.stringify(one);
  return { message: String(message), type: field(one, "type"), code: field(one, "code") };
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/**
 * Tells what was thrown during a request as an error of the contract.
 *
 * @param error What was thrown.
 * @param failures Makes the errors.
 * @param options `signal`: its reason is passed on as it is. `begun`: whether the answer had begun.
 */
export function failureOf(
  error: unknown,
  failures: Failures,
  options: { signal: AbortSignal; begun: boolean },
): unknown {
  const { signal, begun } = options;
  if (signal.aborted) return signal.reason;
  if (error instanceof ProviderError || isAbort(error)) return error;
  if (error instanceof APIConnectionError) {
    return failures.make("provider_unavailable", `the server cannot be reached: ${causesOf(error)}`);
  }
  if (error instanceof APIError) {
    const retryAfter = error.headers?.get("retry-after");
    const { status, code, type } = error;
    return failures.fromWire("the request failed", { status, code, type, message: wordsOf(error), retryAfter });
  }
  if (error instanceof SyntaxError) {
    return failures.make("provider_protocol", `the server's answer cannot be read: ${error.message}`);
  }
  return failures.make(
    begun ? "provider_disconnected" : "provider_unavailable",
    `the connection broke: ${messageOf(error)}`,
  );
}

/** The provider's words alone, which the package puts behind the status. */
function wordsOf(error: APIError): string {
  return error.message.replace(/^\d{3} /, "");
}

function causesOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/**
 * Runs a request, and once more when it failed before its first part in a way that may pass at once.
 *
 * @param request Makes the parts of one attempt.
 */
export async function* asked<T>(request: () => AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  let begun = false;
  try {
    for await (const part of request()) {
      begun = true;
      yield part;
    }
    return;
  } catch (error) {
    if (begun || !(error instanceof ProviderError) || !WORTH_ASKING_AGAIN.has(error.code)) throw error;
  }
  yield* request();
}
