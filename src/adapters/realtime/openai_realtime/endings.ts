/**
 * What the end of a connection means.
 *
 * @module
 */
import type { ProviderError } from "../../../contract/errors.ts";
import type { Failures, WireFailure } from "../../openai/errors.ts";

/** How a WebSocket ended. Under Deno a connection that broke has code 0. */
export interface SocketEnd {
  readonly code: number;
  readonly reason: string;
}

/** Codes after which the same provider may be tried again: a break, going away, an internal fault, a restart, a full house. */
const PASSING: ReadonlySet<number> = new Set([0, 1000, 1001, 1005, 1006, 1011, 1012, 1013]);

/**
 * The error for a connection that ended by itself.
 *
 * @param end Code and reason.
 * @param last The last error that the provider sent without naming a request: mostly the explanation of the close.
 * @param failures Makes the error.
 */
export function endOf(end: SocketEnd, last: WireFailure | undefined, failures: Failures): ProviderError {
  const { code, reason } = end;
  const what = `the provider closed the connection with code ${code}${reason ? ` (${reason})` : ""}`;
  if (last !== undefined) return failures.fromWire(what, last);
  // OpenAI writes `type.code` as the reason, such as `invalid_request_error.invalid_api_key`.
  const [, type, wireCode] = /^([a-z_]+)\.([a-z_]+)$/.exec(reason) ?? [];
  if (wireCode !== undefined) return failures.fromWire(what, { type, code: wireCode });
  if (PASSING.has(code)) return failures.make("provider_disconnected", code === 0 ? "the connection broke" : what);
  return failures.make("provider_rejected", what);
}

/** The HTTP status in Deno's words for a refused handshake; over TLS there is none. */
export function statusOf(message: string): { status?: number } {
  const status = /status code: (\d{3})/i.exec(message)?.[1];
  return status === undefined ? {} : { status: Number(status) };
}
