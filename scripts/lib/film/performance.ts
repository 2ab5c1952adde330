/**
 * The performance of a film: the lines of its text, spoken one after the other.
 *
 * @module
 */
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
    if (signal.aborted) return;
    const performer = opened.get(personaId) ?? await performers.open(personaId, options);
    opened.set(personaId, performer);
    const offsetMs = Math.ceil((endMs + pauseMs) / frameMs - 1e-6) * frameMs;
    for await (const event of performer.speak(text, signal)) {
      if (event.type === "audio_chunk") endMs = offsetMs + event.timestamp_ms + event.duration_ms;
      yield { event, personaId, offsetMs };
    }
  }
}
