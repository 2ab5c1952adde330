/**
 * An adapter's host for scripts that run adapters outside the service.
 *
 * @module
 */
import type { AdapterHost } from "../../src/contract/adapter.ts";
import { systemClock } from "../../src/contract/clock.ts";
import type { Voices } from "../../src/contract/persona/voice_settings.ts";
import { loggerOf } from "../../src/core/logging.ts";

/**
 * A host on the machine's clock.
 *
 * @param name The adapter's name.
 * @param voices The voices of the configuration. Default: none.
 * @param secret The value of a secret. Default: there are none.
 */
export function hostOf(
  name: string,
  voices: Voices = {},
  secret: AdapterHost["secret"] = () => undefined,
): AdapterHost {
  return { name, clock: systemClock, log: loggerOf(`adapter.${name}`), voices, secret };
}
