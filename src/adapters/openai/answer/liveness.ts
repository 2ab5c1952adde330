/**
 * Distinguishes a server that loads a model, which may take minutes, from one that hangs: most servers answer other
 * requests while they load.
 *
 * @module
 */
import { type Clock, delay } from "../../../contract/clock.ts";
import { isAbort, type ProviderError } from "../../../contract/errors.ts";
import { deadline } from "../../../core/async.ts";
import { type Endpoint, shownUrl } from "../endpoint.ts";
import { modelsUrl } from "../health.ts";
import { getJson } from "../http.ts";
import type { Limit } from "./residency.ts";

/** The part of the time for which a server is silent before it is asked for a sign of life. */
const SILENT_PART = 1 / 3;

/** How to watch a server. */
interface LivenessOptions {
  readonly endpoint: Endpoint;
  /** The answering party, for people: `the model`. */
  readonly who: string;
  readonly clock: Clock;
  /** How long a server may be silent that answers nothing else either. */
  readonly limit: Limit;
  /** How long it has been silent, ms; `undefined` once the answer is not awaited any more. */
  readonly silentMs: () => number | undefined;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/**
 * Asks a silent server for its models, again and again.
 *
 * @returns Why it counts as hanging; `undefined` once the answer is not awaited any more.
 */
export async function hangOf(options: LivenessOptions): Promise<ProviderError | undefined> {
  const { clock, limit: { ms: limitMs }, silentMs, signal } = options;
  const askAfterMs = limitMs * SILENT_PART;
  try {
    for (let silent = silentMs(); silent !== undefined; silent = silentMs()) {
      if (silent < askAfterMs) await delay(clock, askAfterMs - silent, { signal });
      else if (await answers(options)) await delay(clock, askAfterMs, { signal });
      else if ((silentMs() ?? 0) >= limitMs) return hanging(options);
    }
    return undefined;
  } catch (error) {
    if (isAbort(error, signal)) return undefined;
    throw error;
  }
}

/** Whether the server answers in time, whatever it answers. */
async function answers({ endpoint, clock, limit, signal }: LivenessOptions): Promise<boolean> {
  const asking = new AbortController();
  const onTimeout = () => new HangingError();
  try {
    const asked = getJson(endpoint, modelsUrl(endpoint), AbortSignal.any([signal, asking.signal]));
    await deadline(asked, { clock, limitMs: limit.ms * (1 - SILENT_PART), onTimeout, signal });
    return true;
  } catch (error) {
    if (isAbort(error, signal)) throw error;
    return !(error instanceof HangingError);
  } finally {
    asking.abort();
  }
}

/** The server did not answer in time. */
class HangingError extends Error {}

function hanging({ endpoint, who, limit }: LivenessOptions): ProviderError {
  return endpoint.failures.make(
    "provider_timeout",
    `${who} does not begin: nothing for ${Math.round(limit.ms)} ms, and GET ${shownUrl(modelsUrl(endpoint))} is not ` +
      `answered either: restart the server, or raise adapters.${endpoint.adapter}.${limit.option} if it loads longer ` +
      "than that or answers one request at a time",
  );
}
