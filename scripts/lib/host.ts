/**
 * An adapter's host for scripts that run adapters outside the service.
 *
 * @module
 */
import type { AdapterHost } from "../../src/contract/adapter.ts";
import { SharedParts } from "../../src/contract/shared_parts.ts";
import { systemClock } from "../../src/contract/clock.ts";
import { loggerOf } from "../../src/core/logging.ts";

/**
 * A host on the machine's clock, without secrets.
 *
 * @param area What its log lines are about, e.g. `adapter.mock_tts`.
 */
export function hostOf(area: string): AdapterHost {
  return { clock: systemClock, log: loggerOf(area), shared: new SharedParts(), secret: () => undefined };
}
