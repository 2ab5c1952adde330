/**
 * Failures that nothing has handled.
 *
 * @module
 */
import { loggerOf } from "../../core/logging.ts";

/** Logs unhandled failures instead of ending the thread: each belongs to one session and must not end the others. */
export function surviveStrays(): void {
  const log = loggerOf("api");
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("unhandled: {reason}", { reason: event.reason?.stack ?? String(event.reason) });
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    log.error("uncaught: {reason}", { reason: event.error?.stack ?? event.message });
  });
}
