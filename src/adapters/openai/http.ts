/**
 * Requests to an OpenAI-compatible server, and the meaning of their failures.
 *
 * @module
 */
import { isAbort, ProviderError } from "../../contract/errors.ts";
import { pauseInHeaders } from "./asked_pause.ts";
import { type Endpoint, shownUrl } from "./endpoint.ts";
import { failureInText } from "./error_words.ts";
import type { WireFailure } from "./errors.ts";
import { whyUnreachable } from "./unreachable.ts";

/** How much of a body is read by default, such as an error's, in bytes. */
const MAX_ERROR_BYTES = 65_536;

/** A request failed, as described by the server or the network. */
export class RequestFailedError extends Error {
  /** The attempted request, such as `POST http://127.0.0.1:11434/v1/chat/completions`. */
  readonly request: string;
  readonly failure: WireFailure;
  /** Whether there was no response: nothing listens at the address, or the connection broke. */
  readonly isDisconnected: boolean;

  constructor(request: string, failure: WireFailure, options: { isDisconnected?: boolean } = {}) {
    super(failure.message ?? `status ${failure.status}`);
    this.request = request;
    this.failure = failure;
    this.isDisconnected = options.isDisconnected ?? false;
  }

  /** The same as an error of the contract. */
  told({ failures, baseUrl }: Endpoint): ProviderError {
    const { status } = this.failure;
    const hint = status === 404 || status === 405 ? pathHint(baseUrl, this.failure) : "";
    const message = `${this.failure.message ?? ""}${hint}` || undefined;
    return failures.fromWire(`${this.request} failed`, { ...this.failure, message }, {
      hasContent: this.request.startsWith("POST "),
    });
  }
}

/**
 * Posts JSON.
 *
 * @param endpoint The server.
 * @param path Its service, such as `/chat/completions`.
 * @param body What to send.
 * @param signal Ends the request.
 * @returns The response, if successful.
 * @throws {RequestFailedError} If it failed, or there was no response.
 * @throws The signal's reason when it aborts.
 */
export async function post(endpoint: Endpoint, path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  const url = endpoint.url(path);
  const headers = { "content-type": "application/json", accept: "*/*", ...endpoint.headers };
  const response = await asking(url, { method: "POST", headers, body: JSON.stringify(body), signal });
  if (response.ok) return unpacked(response, `POST ${shownUrl(url)}`);
  throw await refusalOf(response, `POST ${shownUrl(url)}`);
}

/** Codings of bodies that `fetch` decodes, and that are none. */
const DECODED: ReadonlySet<string> = new Set(["", "gzip", "br", "identity"]);

/** Codings that are decoded here. */
const DECODERS: Readonly<Record<string, CompressionFormat>> = { deflate: "deflate", "x-gzip": "gzip" };

/**
 * A response whose body is decompressed, also where `fetch` leaves it as it is.
 *
 * @throws {RequestFailedError} If its coding is unknown.
 */
function unpacked(response: Response, request: string): Response {
  const { status, body } = response;
  const coding = response.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (DECODED.has(coding) || body === null) return response;
  const format = DECODERS[coding];
  if (format === undefined) {
    void body.cancel();
    const message = `the answer is compressed as ${JSON.stringify(coding)}; have the server or its proxy send gzip`;
    throw new RequestFailedError(request, { message, status });
  }
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  return new Response(body.pipeThrough(new DecompressionStream(format)), { status, headers });
}

/**
 * Fetches JSON.
 *
 * @param endpoint The server.
 * @param url The whole address.
 * @param signal Ends the request.
 * @returns The value; `undefined` if it is not JSON.
 * @throws {RequestFailedError} If the server refused, or cannot be reached.
 */
export async function getJson(endpoint: Endpoint, url: string, signal?: AbortSignal): Promise<unknown> {
  const response = await asking(url, { headers: endpoint.headers, ...(signal && { signal }) });
  if (!response.ok) throw await refusalOf(response, `GET ${shownUrl(url)}`);
  try {
    return JSON.parse(await headOf(response, MAX_LIST_BYTES));
  } catch {
    return undefined;
  }
}

/** How much of a list is read, in bytes: OpenRouter's models are about 500 kB. */
const MAX_LIST_BYTES = 8_388_608;

async function asking(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetchHere(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw init.signal.reason;
    const words = whyUnreachable(error, url);
    throw new RequestFailedError(`${init.method ?? "GET"} ${shownUrl(url)}`, { message: words }, {
      isDisconnected: true,
    });
  }
}

/** Redirects, and those of them that repeat the request as it is; the others ask with `GET` (RFC 9110, 15.4). */
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const REPEATS: readonly number[] = [307, 308];

/** How many redirects are followed. */
const MAX_REDIRECTS = 5;

/**
 * Fetches an address, and follows redirects within its origin only: keys, further headers and texts are meant for this
 * server, and another one, such as an internal one of the network, must not be reached through it.
 *
 * @returns The response; where a redirect is not followed, the redirect.
 * @throws What `fetch` throws.
 */
export async function fetchHere(url: string, init: RequestInit): Promise<Response> {
  let place = new URL(url);
  let { body = null, method = "GET" } = init;
  for (let left = MAX_REDIRECTS;; left--) {
    const response = await fetch(place, { ...init, method, body, redirect: "manual" });
    const { status, headers } = response;
    const location = REDIRECTS.includes(status) ? headers.get("location") : null;
    const next = location === null ? null : URL.parse(location, place);
    if (left === 0 || next?.origin !== place.origin) return response;
    await response.body?.cancel();
    if (!REPEATS.includes(status)) [body, method] = [null, "GET"];
    place = next;
  }
}

async function refusalText(response: Response, request: string): Promise<string> {
  try {
    return await headOf(unpacked(response, request));
  } catch (error) {
    return error instanceof RequestFailedError ? error.message : "";
  }
}

async function refusalOf(response: Response, request: string): Promise<RequestFailedError> {
  const text = await refusalText(response, request);
  const failure = failureInText(text);
  const message = [failure.message, redirectHint(response)].filter((part) => part).join("; ");
  return new RequestFailedError(request, {
    ...failure,
    message: message || undefined,
    status: response.status,
    pauseMs: pauseInHeaders(response.headers),
  });
}

/** What to do about a server that sends its clients elsewhere. */
function redirectHint({ status, headers, url }: Response): string | undefined {
  if (status < 300 || status >= 400) return undefined;
  const place = headers.get("location");
  const shown = place === null ? "no address" : shownUrl(URL.parse(place, url)?.href ?? place);
  return `the server redirects to ${shown}; correct base_url`;
}

/** The beginning of a body as text; what follows it is not read. */
export async function headOf(response: Response, maxBytes = MAX_ERROR_BYTES): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    if (bytes >= maxBytes) break;
  }
  return text + decoder.decode();
}

/** The likely mistake in an address without such a service. */
function pathHint(baseUrl: string, { message = "" }: WireFailure): string {
  // A server that reports a missing model has the service.
  if (/model|deployment|voice/i.test(message)) return "";
  const path = URL.canParse(baseUrl) ? new URL(baseUrl).pathname : "";
  const service = /\/(chat\/completions|audio\/speech|completions|realtime|models)$/.exec(path)?.[0];
  if (service !== undefined) return `; leave ${service} out of base_url`;
  return /\/v\d/.test(path) ? "; the server has no such service" : `; base_url usually ends in /v1: ${baseUrl}/v1`;
}

/**
 * Converts an error thrown during a request into an error of the contract.
 *
 * @param error The thrown value.
 * @param endpoint The server.
 * @param options `signal`: its reason is passed on as it is. `begun`: whether the answer had begun.
 */
export function failureOf(
  error: unknown,
  endpoint: Endpoint,
  options: { signal: AbortSignal; begun: boolean },
): unknown {
  const { signal, begun } = options;
  if (signal.aborted) return signal.reason;
  if (error instanceof ProviderError || isAbort(error)) return error;
  if (error instanceof RequestFailedError) return error.told(endpoint);
  const code = begun ? "provider_disconnected" : "provider_unavailable";
  return endpoint.failures.make(code, whyUnreachable(error, endpoint.baseUrl));
}
