/**
 * Errors of the client.
 *
 * @module
 */
import { CLOSE_CODES } from "../../contract/protocol/names.ts";

/** Details of a {@linkcode ClientError}. */
export interface ClientErrorOptions {
  /** HTTP status. */
  status?: number;
  /** Whether the same text may succeed later. */
  retryable?: boolean;
  /** When a retry may succeed, in ms from the response. */
  retryAfterMs?: number | null;
  /** The underlying error. */
  cause?: unknown;
}

/** An error of the client. `code` is stable; `message` says what failed and what to do. */
export class ClientError extends Error {
  /** The service's code (`problem+json`), or one of `closed`, `lost`, `unreachable`, `bad_answer`, `no_url`, `no_grant`, `slow_reader`, `no_audio`, `no_canvas`, `no_face`. */
  readonly code: string;
  /** HTTP status, if there was a response. */
  readonly status: number | null;
  /** Whether the same text or call may succeed later; `null` if unknown. */
  readonly retryable: boolean | null;
  /** When a retry may succeed according to the service, in ms from the response; `null` if unknown. */
  readonly retryAfterMs: number | null;

  /** An error with a stable `code`, and a `message` for people. */
  constructor(code: string, message: string, options: ClientErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ClientError";
    this.code = code;
    this.status = options.status ?? null;
    this.retryable = options.retryable ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** The error for calls that need an open session. */
export function closedError(message: string): ClientError {
  return new ClientError("closed", message);
}

/** What a close code means for the client. */
interface CloseMeaning {
  /** Whether the session continues and can be joined again. */
  readonly resumable: boolean;
  /** What happened and what to do, for people. */
  readonly message: string;
}

const FINAL: Readonly<Record<number, string>> = {
  [CLOSE_CODES.ended]: "The session was ended. Start a new one to continue.",
  [CLOSE_CODES.unauthorized]: "The session's token is no longer valid. Start a new session.",
  [CLOSE_CODES.unknown_session]:
    "The service does not know this session: it expired or the service restarted. Start a new one.",
  [CLOSE_CODES.replaced]: "The session was opened somewhere else. Close it there, or start a new one here.",
};

const RESUMABLE: Readonly<Record<number, string>> = {
  [CLOSE_CODES.slow_client]: "The connection is too slow for the stream. Ask for smaller video, or for poses.",
  [CLOSE_CODES.rate_limited]: "Too many messages in a short time. Wait a moment.",
  [CLOSE_CODES.too_large]: "The message was too large. Send a shorter text.",
  [CLOSE_CODES.going_away]: "The service is restarting.",
};

const LOST = "The connection was lost. Check that the service is running, and that proxies pass WebSockets.";

/** What `code` means; an unknown code counts as a lost connection. */
export function closeMeaning(code: number): CloseMeaning {
  const final = FINAL[code];
  if (final !== undefined) return { resumable: false, message: final };
  return { resumable: true, message: RESUMABLE[code] ?? LOST };
}
