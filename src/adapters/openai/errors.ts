/**
 * Failures of OpenAI's services and compatible servers, as `ProviderError`s.
 *
 * The codes:
 *
 * | code | means | retryable | fatal |
 * |---|---|---|---|
 * | `provider_unauthorized` | the key is missing, wrong or deactivated | no | yes |
 * | `provider_quota` | the account has no credit left | no | yes |
 * | `provider_forbidden` | the key may not use this model or region | no | no |
 * | `provider_rejected` | the request is invalid | no | no |
 * | `provider_rate_limited` | too many requests or tokens for now | yes | no |
 * | `provider_unavailable` | the service cannot be reached, or failed | yes | no |
 * | `provider_disconnected` | the connection broke | yes | no |
 * | `provider_session_expired` | the provider ended the session by its age | yes | no |
 * | `provider_timeout` | an answer did not come by its deadline | yes | no |
 * | `provider_no_output` | an answer arrived without content | yes | no |
 * | `provider_protocol` | an answer arrived that cannot be read | yes | no |
 *
 * @module
 */
import { ProviderError } from "../../contract/errors.ts";
import { pauseInWords } from "./asked_pause.ts";

/** A code of the table above. */
export type ProviderErrorCode =
  | "provider_unauthorized"
  | "provider_quota"
  | "provider_forbidden"
  | "provider_rejected"
  | "provider_rate_limited"
  | "provider_unavailable"
  | "provider_disconnected"
  | "provider_session_expired"
  | "provider_timeout"
  | "provider_no_output"
  | "provider_protocol";

const RETRYABLE: ReadonlySet<ProviderErrorCode> = new Set<ProviderErrorCode>([
  "provider_rate_limited",
  "provider_unavailable",
  "provider_disconnected",
  "provider_session_expired",
  "provider_timeout",
  "provider_no_output",
  "provider_protocol",
]);

const FATAL: ReadonlySet<ProviderErrorCode> = new Set<ProviderErrorCode>(["provider_unauthorized", "provider_quota"]);

/** What OpenAI's own codes mean. */
const BY_WIRE_CODE: Readonly<Record<string, ProviderErrorCode>> = {
  invalid_api_key: "provider_unauthorized",
  account_deactivated: "provider_unauthorized",
  insufficient_quota: "provider_quota",
  billing_hard_limit_reached: "provider_quota",
  rate_limit_exceeded: "provider_rate_limited",
  server_error: "provider_unavailable",
  session_expired: "provider_session_expired",
  conversation_already_has_active_response: "provider_unavailable",
  content_filter: "provider_rejected",
  model_not_found: "provider_rejected",
  beta_api_shape_disabled: "provider_rejected",
  capacity_exceeded: "provider_unavailable",
};

const BY_WIRE_TYPE: Readonly<Record<string, ProviderErrorCode>> = {
  invalid_request_error: "provider_rejected",
  authentication_error: "provider_unauthorized",
  permission_error: "provider_forbidden",
  // LiteLLM without a database looks for any key but its master key there.
  no_db_connection: "provider_unauthorized",
  insufficient_quota: "provider_quota",
  rate_limit_error: "provider_rate_limited",
  tokens: "provider_rate_limited",
  requests: "provider_rate_limited",
};

const BY_STATUS: Readonly<Record<number, ProviderErrorCode>> = {
  401: "provider_unauthorized",
  402: "provider_quota",
  403: "provider_forbidden",
  408: "provider_timeout",
  429: "provider_rate_limited",
};

/** What failures are about whose code and status do not say it: the words of their code, type and message. */
const BY_WORDS: readonly (readonly [RegExp, ProviderErrorCode])[] = [
  [/insufficient[ _](account[ _])?(balance|credits?|funds)|balance is too low/i, "provider_quota"],
  [/out of credits|\b(any|more|enough|no) credits|credits (remaining|required)/i, "provider_quota"],
  [/exceeds your quota|exceeded_current_quota|\bquota_exceeded|arrear|recharge|余额不足|欠费/i, "provider_quota"],
  [/\b(monthly|weekly)\b.{0,20}\b(quota|limit)|all available credits/i, "provider_quota"],
  [/\b(invalid|incorrect|missing|expired|carry)\b.{0,20}\bapi[ _-]?(key|secret)\b/i, "provider_unauthorized"],
  [/\bapi[ _-]?key\b.{0,20}\b(not valid|invalid|missing|incorrect|required|expired)/i, "provider_unauthorized"],
  [/access token (is )?invalid|login fail/i, "provider_unauthorized"],
  [/rate[ _]?limit|too many requests/i, "provider_rate_limited"],
];

/** An error in wire form, as far as it could be read. */
export interface WireFailure {
  /** HTTP status, if any. */
  status?: number | undefined;
  /** The provider's own code. */
  code?: string | null | undefined;
  /** The provider's own type. */
  type?: string | null | undefined;
  /** The provider's message. */
  message?: string | undefined;
  /** The parameter that the provider names as wrong. */
  param?: string | undefined;
  /** The pause that the headers ask for, ms. */
  pauseMs?: number | undefined;
}

/**
 * Finds the code of {@linkcode ProviderErrorCode} for a failure. The provider's code weighs most, then its type, its
 * words, and the HTTP status; an unknown failure counts as a fault of the service.
 */
export function classify(failure: WireFailure): ProviderErrorCode {
  const { code, type, status } = failure;
  const named = (code && BY_WIRE_CODE[code]) || (type && BY_WIRE_TYPE[type]) || undefined;
  // A 401 or 429 says more than the "invalid_request_error" that may come along with it.
  if (named !== undefined && named !== "provider_rejected") return named;
  // Servers say 400, 403, 429 or nothing for a wrong key or an empty account; a 5xx may only quote another service.
  const told = status === undefined || status < 500 ? codeInWords(failure) : undefined;
  if (told !== undefined || status === undefined) return told ?? named ?? "provider_unavailable";
  return BY_STATUS[status] ?? (status >= 300 && status < 500 ? "provider_rejected" : named ?? "provider_unavailable");
}

function codeInWords({ code, type, message = "" }: WireFailure): ProviderErrorCode | undefined {
  const words = `${code ?? ""} ${type ?? ""} ${message}`;
  return BY_WORDS.find(([pattern]) => pattern.test(words))?.[1];
}

/**
 * Whether a refusal is about the content of a request, such as its text; others are about the address or the model,
 * which all requests share.
 */
function isAboutContent({ status, code, param }: WireFailure): boolean {
  const isAddress = status !== undefined && (status < 400 || status === 404 || status === 405);
  return !isAddress && code !== "model_not_found" && param !== "model";
}

/** The pause that a provider asks for, ms: in its headers, or else in its words. */
export function askedPauseMs({ pauseMs, message = "" }: WireFailure): number | undefined {
  return pauseMs ?? pauseInWords(message);
}

/** Creates the errors of one adapter, which never contain its key. */
export class Failures {
  readonly #provider: string;
  readonly #secrets: readonly string[];
  readonly #keyHint: string;

  /**
   * @param provider The adapter's name.
   * @param options `secrets`: values that must never be shown. `keyHint`: the environment variables that hold the key.
   */
  constructor(provider: string, options: { secrets: readonly string[]; keyHint: string }) {
    this.#provider = provider;
    this.#secrets = options.secrets;
    this.#keyHint = options.keyHint;
  }

  /**
   * An error with a code of the table.
   *
   * @param message What failed, with which value, and what to do.
   * @param options `isRequestFault`: whether other requests may succeed. Default: `false`.
   */
  make(code: ProviderErrorCode, message: string, { isRequestFault = false } = {}): ProviderError {
    const text = redact(`${this.#provider}: ${message}`, this.#secrets);
    return new ProviderError(text, {
      code,
      retryable: RETRYABLE.has(code),
      fatal: FATAL.has(code),
      provider: this.#provider,
      isRequestFault,
    });
  }

  /**
   * An error for a failure that the provider described.
   *
   * @param what The attempted action, such as `the response failed`.
   * @param failure The failure.
   * @param options `hasContent`: whether a text was sent, which the provider may have refused. Default: `false`.
   */
  fromWire(what: string, failure: WireFailure, { hasContent = false } = {}): ProviderError {
    const code = classify(failure);
    const names = [failure.status, failure.code ?? failure.type].map((part) => String(part ?? ""));
    const named = names.filter((part, at) => part !== "" && names.indexOf(part) === at);
    const words = failure.message ? `: ${shortened(redact(failure.message, this.#secrets))}` : "";
    const label = named.length > 0 ? ` (${named.join(", ")})` : "";
    const remedy = this.#remedy(code, failure);
    const message = `${what}${label}${remedy === "" ? words : words.replace(/[.;]$/, "")}${remedy}`;
    const isRequestFault = hasContent && code === "provider_rejected" && isAboutContent(failure);
    return this.make(code, message, { isRequestFault });
  }

  #remedy(code: ProviderErrorCode, failure: WireFailure): string {
    if (code === "provider_unauthorized") return `; check ${this.#keyHint}`;
    if (code === "provider_quota") return "; check the account's plan and billing";
    const waitMs = code === "provider_rate_limited" ? askedPauseMs(failure) : undefined;
    return waitMs === undefined || waitMs === 0 ? "" : `; the provider asks to wait ${Math.ceil(waitMs / 1000)} s`;
  }
}

/** How much of a provider's message is passed on, in characters. */
const MAX_WORDS = 300;

/** A provider's message as one line of bounded length, without control characters. */
function shortened(words: string): string {
  const line = words.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS)}…` : line;
}

/**
 * Redacts secrets, and anything that looks like an OpenAI key.
 *
 * @param text Text that may contain them.
 * @param secrets The known secrets.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text);
  return known.replace(/\b(?:sk|sess|ek)[-_][\w*.-]{6,}/g, "[redacted]");
}
