/**
 * Where a server that speaks OpenAI's protocols is, and what it is shown there.
 *
 * @module
 */
import type { AdapterHost, Health } from "../../contract/adapter.ts";
import { messageOf } from "../../contract/errors.ts";
import { classify, Failures, type WireFailure } from "./errors.ts";

/** OpenAI's own service. */
export const OPENAI_BASE_URL = "https://api.openai.com/v1";

/** Environment variables that hold the key for OpenAI; the first that is set counts. */
const OPENAI_KEYS = ["TTH_OPENAI_API_KEY", "OPENAI_API_KEY"] as const;

/** Environment variable with the address of a server to be used in place of OpenAI, with OpenAI's key. */
const BASE_URL_VARIABLE = "OPENAI_BASE_URL";

/** Environment variable with an adapter's own key, for a server that is not OpenAI: `OPENAI_CHAT_API_KEY`; of an alias: `GROQ_API_KEY`. */
function ownKeyVariable(name: string): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_API_KEY`;
}

/** The environment variables that an adapter asks for, by the name under which it is configured. */
export function openAiSecrets(_options: unknown, name: string): readonly string[] {
  return [ownKeyVariable(name), ...OPENAI_KEYS, BASE_URL_VARIABLE];
}

/** What servers without keys are shown, since clients must show something. */
const NO_KEY = "no-key";

/** A server and the key for it. */
export interface Endpoint {
  /** HTTP address without a slash at its end, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** What the server is shown as the bearer token. */
  readonly apiKey: string;
  /** Whether that is a real key. */
  readonly hasKey: boolean;
  /** Whether it is OpenAI's own service. */
  readonly isOpenAi: boolean;
  /** Makes the adapter's errors, which never hold the key. */
  readonly failures: Failures;
}

/**
 * Finds the server and the key.
 *
 * OpenAI's key is shown to OpenAI, and to the server that `OPENAI_BASE_URL` puts in its place. A server that only the
 * adapter's options name sees the adapter's own key or none: a key does not wander to where it does not belong.
 *
 * @param options `base_url` of the adapter's options; it wins over the environment.
 * @param host The adapter's name, and where the environment's values come from.
 */
export function endpointOf(options: { base_url: string | null }, host: Pick<AdapterHost, "name" | "secret">): Endpoint {
  const secret = (name: string) => host.secret(name) || undefined;
  const givenUrl = secret(BASE_URL_VARIABLE) ?? OPENAI_BASE_URL;
  const baseUrl = withoutSlash(options.base_url ?? givenUrl);
  const isOpenAi = URL.canParse(baseUrl) && /(^|\.)openai\.com$/.test(new URL(baseUrl).hostname);
  const ownKey = secret(ownKeyVariable(host.name));
  const sharesKey = isOpenAi || baseUrl === withoutSlash(givenUrl);
  const key = ownKey ?? (sharesKey ? OPENAI_KEYS.map(secret).find((value) => value !== undefined) : undefined);
  const keyHint = sharesKey ? OPENAI_KEYS.join(" or ") : ownKeyVariable(host.name);
  const failures = new Failures(host.name, { secrets: key === undefined ? [] : [key], keyHint });
  return { baseUrl, apiKey: key ?? NO_KEY, hasKey: key !== undefined, isOpenAi, failures };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

/**
 * Refuses to call OpenAI without a key, instead of waiting for its refusal.
 *
 * @throws ProviderError `provider_unauthorized`.
 */
export function requireKey({ isOpenAi, hasKey, baseUrl, failures }: Endpoint): void {
  if (!isOpenAi || hasKey) return;
  throw failures.make("provider_unauthorized", `${shownUrl(baseUrl)} needs a key: set ${OPENAI_KEYS.join(" or ")}`);
}

/** An address as it may be shown: without name, password and query. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return "(no valid address)";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/**
 * Asks a server for its models: the cheapest question that proves address and key.
 *
 * @param endpoint Whom to ask.
 * @param signal Ends the question.
 * @returns What came back; `undefined` when the server is well. A server without such a list counts as well.
 */
export async function probeModels(endpoint: Endpoint, signal?: AbortSignal): Promise<WireFailure | undefined> {
  try {
    const headers = { authorization: `Bearer ${endpoint.apiKey}` };
    const response = await fetch(`${endpoint.baseUrl}/models`, { headers, ...(signal && { signal }) });
    await response.body?.cancel();
    if (response.ok || response.status === 404 || response.status === 405) return undefined;
    return { status: response.status, retryAfter: response.headers.get("retry-after") };
  } catch (error) {
    return { message: messageOf(error) };
  }
}

/**
 * Health by {@linkcode probeModels}. Never throws.
 *
 * @param endpoint Whom to ask.
 * @param options The host's clock, and the signal that ends the question.
 */
export async function healthOf(
  endpoint: Endpoint,
  options: { now: () => number; signal?: AbortSignal | undefined },
): Promise<Health> {
  if (endpoint.isOpenAi && !endpoint.hasKey) {
    return { healthy: false, latencyMs: null, detail: `no key: set ${OPENAI_KEYS.join(" or ")}` };
  }
  const begun = options.now();
  const failure = await probeModels(endpoint, options.signal);
  const latencyMs = options.now() - begun;
  const place = shownUrl(endpoint.baseUrl);
  if (failure === undefined) return { healthy: true, latencyMs, detail: `${place} answers` };
  const { message } = endpoint.failures.fromWire(`${place} does not answer as it should`, failure);
  return { healthy: false, latencyMs, detail: `${message} [${classify(failure)}]` };
}
