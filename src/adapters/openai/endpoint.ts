/**
 * Where a server that speaks OpenAI's protocols is, and what it is shown there.
 *
 * @module
 */
import type { AdapterHost, Health } from "../base.ts";
import { messageOf } from "../../core/errors.ts";
import { classify, type Failures, type WireFailure } from "./errors.ts";

/** OpenAI's own service. */
export const OPENAI_BASE_URL = "https://api.openai.com/v1";

/** Environment variables that OpenAI's adapters ask for: the key, under either name, and the address. */
export const OPENAI_SECRETS = ["TTH_OPENAI_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL"] as const;

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
}

/**
 * Finds the server and the key.
 *
 * @param options `base_url` of the adapter's options; it wins over the environment.
 * @param host Where the environment's values come from.
 */
export function endpointOf(options: { base_url: string | null }, host: Pick<AdapterHost, "secret">): Endpoint {
  const baseUrl = (options.base_url ?? (host.secret("OPENAI_BASE_URL") || OPENAI_BASE_URL)).replace(/\/+$/, "");
  const key = host.secret("TTH_OPENAI_API_KEY") || host.secret("OPENAI_API_KEY") || undefined;
  return {
    baseUrl,
    apiKey: key ?? NO_KEY,
    hasKey: key !== undefined,
    isOpenAi: URL.canParse(baseUrl) && new URL(baseUrl).hostname.endsWith("openai.com"),
  };
}

/**
 * Refuses to call OpenAI without a key, instead of waiting for its refusal.
 *
 * @throws ProviderError `provider_unauthorized`.
 */
export function requireKey(endpoint: Endpoint, failures: Failures): void {
  if (!endpoint.isOpenAi || endpoint.hasKey) return;
  const message = `${shownUrl(endpoint.baseUrl)} needs a key: set TTH_OPENAI_API_KEY or OPENAI_API_KEY`;
  throw failures.make("provider_unauthorized", message);
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
 * @param failures Puts what is wrong into words without secrets.
 * @param options The host's clock, and the signal that ends the question.
 */
export async function healthOf(
  endpoint: Endpoint,
  failures: Failures,
  options: { now: () => number; signal?: AbortSignal | undefined },
): Promise<Health> {
  if (endpoint.isOpenAi && !endpoint.hasKey) {
    return { healthy: false, latency_ms: null, detail: "no key: set TTH_OPENAI_API_KEY or OPENAI_API_KEY" };
  }
  const begun = options.now();
  const failure = await probeModels(endpoint, options.signal);
  const latency_ms = options.now() - begun;
  const place = shownUrl(endpoint.baseUrl);
  if (failure === undefined) return { healthy: true, latency_ms, detail: `${place} answers` };
  const { message } = failures.fromWire(`${place} does not answer as it should`, failure);
  return { healthy: false, latency_ms, detail: `${message} [${classify(failure)}]` };
}
