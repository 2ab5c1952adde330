/**
 * The performance of a film: the lines of its text, spoken one after the other.
 *
 * @module
 */
import { abortable } from "../../../src/core/async.ts";
import type { FilmEvent } from "./outputs/output.ts";
import type { PerformanceOptions, Performer, Performers } from "./performers/performers.ts";
import type { Line } from "./script_text.ts";

/** Pictures per second of a film without pictures: its turns still begin on this grid. */
const DEFAULT_FPS = 25;

/**
 * Performs lines, one after the other.
 *
 * @param performers Who speaks.
 * @param lines The lines.
 * @param options The signal ends the performance in the middle of a word.
 * @returns The events, each at its place in the film. Turns begin on the grid of the pictures.
 * @throws {FilmFailure} If a turn fails.
 */
export async function* perform(
  performers: Performers,
  lines: readonly Line[],
  { signal, ...options }: PerformanceOptions & { readonly signal: AbortSignal },
): AsyncGenerator<FilmEvent> {
  const opened = new Map<string, Performer>();
  const frameMs = 1000 / (options.video?.fps ?? DEFAULT_FPS);
  let endMs = 0;
  for (const { personaId, text, pauseMs } of lines) {
    const performer = opened.get(personaId) ?? await unlessAborted(performers.open(personaId, options), signal);
    if (performer === undefined || signal.aborted) return;
    opened.set(personaId, performer);
    const offsetMs = Math.ceil((endMs + pauseMs) / frameMs - 1e-6) * frameMs;
    for await (const event of performer.speak(text, signal)) {
      if (event.type === "audio_chunk") endMs = offsetMs + event.timestamp_ms + event.duration_ms;
      yield { event, personaId, offsetMs };
    }
  }
}

/** What a promise resolves to; `undefined` as soon as the signal aborts. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await abortable(promise, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
