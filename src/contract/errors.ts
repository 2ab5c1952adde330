/**
 * The errors of TTH. Each carries a stable `code` for programs and a message for people that says what failed,
 * with what value, and what to do.
 *
 * @module
 */

/** Options of every TTH error. */
interface TthErrorInit {
  /** Stable, machine-readable, snake_case. */
  code: string;
  /** Whether the same request may succeed later. Default: `false`. */
  retryable?: boolean;
  /** Whether the session must end. Default: `false`. */
  fatal?: boolean;
  /** The underlying error. */
  cause?: unknown;
}

/** Base of all errors that may reach a person. */
export class TthError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly fatal: boolean;

  constructor(message: string, init: TthErrorInit) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = new.target.name;
    this.code = init.code;
    this.retryable = init.retryable ?? false;
    this.fatal = init.fatal ?? false;
  }
}

/** Options of a {@linkcode ProviderError}. */
interface ProviderErrorInit extends TthErrorInit {
  provider: string;
  /** Whether the request is at fault, not the provider. Default: `false`. */
  isRequestFault?: boolean;
}

/**
 * A provider failed. `retryable` says whether the same provider may be tried again soon; the circuit breaker and
 * the failover act on it. The message must never contain a secret.
 */
export class ProviderError extends TthError {
  /** The adapter's name, e.g. `openai_realtime`. */
  readonly provider: string;
  /**
   * Whether the request is at fault, such as a text that the provider cannot process or that a filter refuses. Others
   * may succeed, so the circuit breaker does not count it.
   */
  readonly isRequestFault: boolean;

  constructor(message: string, init: ProviderErrorInit) {
    super(message, init);
    this.provider = init.provider;
    this.isRequestFault = init.isRequestFault ?? false;
  }
}

/** A request that cannot be served; becomes `application/problem+json` or an `error` event. */
export class RequestError extends TthError {
  /** HTTP status. */
  readonly status: number;
  /** Milliseconds after which a retry may succeed; absent if unknown. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, init: TthErrorInit & { status: number; retryAfterMs?: number }) {
    super(message, init);
    this.status = init.status;
    this.retryAfterMs = init.retryAfterMs;
  }
}

/** The message of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether `error` is what an aborted signal throws, rather than a failure. */
export function isAbort(error: unknown, signal?: AbortSignal): boolean {
  if (signal?.aborted && error === signal.reason) return true;
  return error instanceof DOMException && error.name === "AbortError";
}
