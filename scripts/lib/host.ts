/**
 * An adapter's host for scripts that run adapters outside the service.
 *
 * @module
 */
import type { AdapterHost } from "../../src/contract/adapter.ts";
import { systemClock } from "../../src/contract/clock.ts";
import { loggerOf } from "../../src/core/logging.ts";

/**
 * A host on the machine's clock, without secrets.
 *
 * @param name The adapter's name.
 */
export function hostOf(name: string): AdapterHost {
  return { name, clock: systemClock, log: loggerOf(`adapter.${name}`), secret: () => undefined };
}
