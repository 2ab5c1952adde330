/**
 * The environment of programs that must not depend on the settings of the person who starts them.
 *
 * @module
 */

import { DOTENV_VARIABLE } from "../../../src/core/config/environment.ts";

/** Settings of the service and of its telemetry, marks of a hosting platform, colours; not what tests take. */
const SETTINGS =
  /^(?:TTH_(?!CHROMIUM$|DENOS$|FUZZ_MESSAGES$|TEST_RUNS$)|OPENAI_|OTEL_|PORT$|DENO_DEPLOY|DENO_TIMELINE$|DENO_SERVE_ADDRESS$|FORCE_COLOR$)/;

/**
 * An environment without settings, in which those of the file `.env` are not read either.
 *
 * @param env The environment of this process.
 * @returns The rest of it: paths, proxies, certificates, the language.
 */
export function withoutSettings(env: Readonly<Record<string, string>>): Record<string, string> {
  const rest = Object.entries(env).filter(([name]) => !SETTINGS.test(name));
  return { ...Object.fromEntries(rest), [DOTENV_VARIABLE]: "off" };
}
