/**
 * When the element tries again to begin a session.
 *
 * @module
 */
import { CLOSE_CODES } from "../../contract/protocol/names.ts";
import { ClientError } from "../net/errors.ts";
import { backoffMs, backoffOf } from "../net/timing/backoff.ts";

/** Bounds of the waits, also of one that the service states. */
const WAITS = backoffOf({ minMs: 1000, maxMs: 60_000 });

/** Errors without an answer of a server: it may only be out of reach. */
const PASSING: ReadonlySet<string> = new Set(["unreachable", "no_grant", "closed"]);

/** The close code of a client that leaves. */
const LEFT = 1000;

/**
 * How long to wait before the next attempt, ms.
 *
 * @param error Why the last one failed.
 * @param failures How many have failed before it.
 * @returns The wait; `null`: the same attempt would fail again.
 */
export function retryMsOf(error: unknown, failures: number): number | null {
  if (!(error instanceof ClientError)) return null;
  const { code, status, retryAfterMs } = error;
  if (retryAfterMs !== null) return Math.min(retryAfterMs, WAITS.maxMs);
  const mayPass = status === null ? PASSING.has(code) : status >= 500;
  return mayPass ? backoffMs(WAITS, failures, Math.random()) : null;
}

/** Whether another session may take the place of one that was closed with this code: unless somebody wanted it so. */
export function startsAgainAfter(code: number): boolean {
  return code !== LEFT && code !== CLOSE_CODES.replaced;
}
