/**
 * What the close of a Realtime connection means.
 *
 * @module
 */
import type { ProviderError } from "../../../contract/errors.ts";
import { type Endpoint, shownUrl } from "../../openai/endpoint.ts";
import type { WireFailure } from "../../openai/errors.ts";

/**
 * Close codes after which the same provider may be tried again: a broken connection (0 under Deno), going away, faults,
 * restarts.
 */
const PASSING: ReadonlySet<number> = new Set([0, 1000, 1001, 1005, 1006, 1011, 1012, 1013]);

/**
 * The error for a connection that was not closed here.
 *
 * @param code The close code.
 * @param reason The close reason.
 * @param last The last error that named no command and came right before: usually the reason for the close.
 * @param endpoint Creates the error.
 */
export function closeError(
  code: number,
  reason: string,
  last: WireFailure | undefined,
  { failures, baseUrl }: Endpoint,
): ProviderError {
  const place = shownUrl(baseUrl);
  const what = `${place} closed the connection with code ${code}${reason ? ` (${reason})` : ""}`;
  if (last !== undefined) return failures.fromWire(what, last);
  // OpenAI writes `type.code` as the reason, such as `invalid_request_error.invalid_api_key`.
  const [, type, wireCode] = /^([a-z_]+)\.([a-z_]+)$/.exec(reason) ?? [];
  if (wireCode !== undefined) return failures.fromWire(what, { type, code: wireCode });
  if (PASSING.has(code)) {
    return failures.make("provider_disconnected", code === 0 ? `the connection to ${place} broke` : what);
  }
  return failures.make("provider_rejected", what);
}
