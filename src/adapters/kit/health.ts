/**
 * Health of an adapter from a plain question to its provider.
 *
 * @module
 */
import type { Health } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import { messageOf } from "../../contract/errors.ts";
import { abortable } from "../../core/async.ts";

/**
 * Asks a provider whether it can serve. Never throws.
 *
 * @param clock What the time is measured on.
 * @param ask Asks, and resolves to what was found, for people. Throws if the provider cannot serve.
 * @param signal Ends the wait; the provider then counts as unable to serve.
 */
export async function probe(clock: Clock, ask: () => Promise<string>, signal?: AbortSignal): Promise<Health> {
  const startedAt = clock.now();
  try {
    const asking = Promise.try(ask);
    const detail = await (signal === undefined ? asking : abortable(asking, signal));
    return { healthy: true, latencyMs: clock.now() - startedAt, detail };
  } catch (error) {
    return { healthy: false, latencyMs: clock.now() - startedAt, detail: messageOf(error) };
  }
}
