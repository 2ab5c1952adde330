/**
 * Makes a film from an order.
 *
 * @module
 */
import type { Service } from "../../../src/api/service.ts";
import { remedyFor } from "../../../src/core/suggest.ts";
import type { FilmOrder } from "./order.ts";
import { CaptionsOutput } from "./outputs/captions_output.ts";
import { JsonOutput } from "./outputs/json_output.ts";
import type { FilmOutput } from "./outputs/output.ts";
import { PngOutput } from "./outputs/png_output.ts";
import { WavOutput } from "./outputs/wav_output.ts";
import { WebmOutput } from "./outputs/webm_output.ts";
import { PartFile } from "./part_file.ts";
import { perform, startFilmService } from "./performance.ts";
import { Progress, type ProgressScreen } from "./progress.ts";
import { namesOf, readLines } from "./script_text.ts";
import { UsageError } from "../command.ts";

/** A film that was made. */
export interface Film {
  /** Its length, ms. */
  readonly durationMs: number;
  /** What was not as asked for, for people. */
  readonly warnings: readonly string[];
}

/** Who watches a film being made. */
export interface FilmWatcher {
  readonly screen: ProgressScreen;
  /** Ends the film early; what is made by then is kept. */
  readonly signal: AbortSignal;
}

/** Kinds without a picture. */
const SOUND_ONLY: readonly string[] = ["wav", "vtt", "srt"];

/**
 * Makes a film.
 *
 * @throws {UsageError} If the order cannot be carried out; there is no file then.
 * @throws {Error} If a provider fails; there is no file then.
 */
export async function makeFilm(order: FilmOrder, watcher: FilmWatcher): Promise<Film> {
  if (order.text.trim() === "") {
    throw new UsageError("there is nothing to say: give a text, or see deno task say --help");
  }
  const file = await PartFile.create(order.out);
  try {
    await using service = await startFilmService(order.profile);
    const film = await record(order, { service, file }, watcher);
    await file.commit();
    return film;
  } finally {
    await file.discard();
  }
}

async function record(
  order: FilmOrder,
  { service, file }: { service: Service; file: PartFile },
  { screen, signal }: FilmWatcher,
): Promise<Film> {
  const { personas, session } = service.loaded.config;
  const personaId = order.personaId ?? session.persona_id;
  if (!Object.hasOwn(personas, personaId)) {
    throw new UsageError(`--persona ${personaId}: unknown, ${remedyFor(personaId, Object.keys(personas))}`);
  }
  const lines = readLines(order.text, { names: namesOf(personas), personaId }, order.isScript);
  const output = await openOutput(order, service, file);
  const progress = new Progress(lines, screen);
  const enough = new AbortController();
  const video = SOUND_ONLY.includes(order.kind) ? undefined : order.size;
  const warnings: string[] = [];
  let durationMs = 0;
  const options = { control: order.control, video, signal: AbortSignal.any([signal, enough.signal]) };
  for await (const part of perform(service, lines, options)) {
    await output.take(part);
    progress.take(part);
    if (output.done) enough.abort();
    if (part.event.type === "error") warnings.push(part.event.message);
    if (part.event.type !== "audio_chunk") continue;
    durationMs = part.offsetMs + part.event.timestamp_ms + part.event.duration_ms;
  }
  progress.end();
  if (durationMs === 0) throw new UsageError(warnings[0] ?? "nothing of this text can be said");
  await output.end();
  return { durationMs, warnings };
}

async function openOutput(order: FilmOrder, { loaded }: Service, file: PartFile): Promise<FilmOutput> {
  const { personas, looks } = loaded.config;
  const { kind, size, background, burnsCaptions } = order;
  switch (kind) {
    case "wav":
      return new WavOutput(file);
    case "vtt":
    case "srt":
      return new CaptionsOutput(file, kind);
    case "json":
      return new JsonOutput(file);
    case "png":
      return new PngOutput(file, { personas, looks, background, ...size });
    case "webm":
      return await WebmOutput.open(file, { personas, looks, background, burnsCaptions, ...size });
  }
}
