/**
 * Makes a film from an order.
 *
 * @module
 */
import { loadBackgrounds } from "../../../src/adapters/avatar/drawn_face/backgrounds.ts";
import { completeControl } from "../../../src/contract/control_merge.ts";
import type { Background } from "../../../src/contract/persona/background.ts";
import { abortable } from "../../../src/core/async.ts";
import { remedyFor } from "../../../src/core/suggest.ts";
import type { FilmOrder } from "./order.ts";
import { AnimationOutput } from "./outputs/animation_output.ts";
import { CaptionsOutput } from "./outputs/captions_output.ts";
import { JsonOutput } from "./outputs/json_output.ts";
import { Mp4Output } from "./outputs/mp4_output.ts";
import type { FilmOutput } from "./outputs/output.ts";
import type { PicturesOptions } from "./outputs/pictures.ts";
import { PngOutput } from "./outputs/png_output.ts";
import { WavOutput } from "./outputs/wav_output.ts";
import { WebmOutput } from "./outputs/webm_output.ts";
import { PartFile } from "./part_file.ts";
import { perform } from "./performance.ts";
import { startLocalPerformers } from "./performers/local_performers.ts";
import { FilmFailure, type Performers } from "./performers/performers.ts";
import { connectPerformers } from "./performers/remote_performers.ts";
import { Progress, type ProgressScreen } from "./progress.ts";
import { doubtfulMarks, type Line, namesOf, readLines } from "./script_text.ts";
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

const NOTHING_SAID = "ended before anything was said: there is no file";

/** Maximum number of people side by side. */
const MAX_SIDE_BY_SIDE = 4;

/**
 * Makes a film.
 *
 * @throws {UsageError} If the order cannot be carried out; there is no file then.
 * @throws {FilmFailure} If a provider fails, or it ends before anything was said; there is no file then.
 */
export async function makeFilm(order: FilmOrder, watcher: FilmWatcher): Promise<Film> {
  if (order.text.trim() === "") {
    throw new UsageError("there is nothing to say: give a text, or see deno task say --help");
  }
  await checkBackground(order.background);
  const file = await PartFile.create(order.out);
  try {
    await using performers = await startPerformers(order, watcher.signal);
    const film = await record(order, { performers, file }, watcher);
    await file.commit();
    return film;
  } finally {
    await file.discard();
  }
}

/** Gives up on a service that is slow to answer as soon as the film is cancelled. */
async function startPerformers({ server, profile }: FilmOrder, signal: AbortSignal): Promise<Performers> {
  const starting = server === undefined
    ? startLocalPerformers(profile)
    : connectPerformers({ url: server, apiKey: Deno.env.get("TTH_API_KEY") });
  return await abortable(starting, signal).catch((error: unknown) => {
    throw signal.aborted ? new FilmFailure(NOTHING_SAID) : error;
  });
}

async function checkBackground(background: Background | undefined): Promise<void> {
  const name = background?.image;
  if (name === undefined) return;
  const known = [...(await loadBackgrounds()).keys()];
  if (known.includes(name)) return;
  const remedy = known.length > 0 ? remedyFor(name, known) : "give a colour, or put the picture there";
  throw new UsageError(`--background ${name}: no such picture in config/backgrounds; ${remedy}`);
}

async function record(
  order: FilmOrder,
  { performers, file }: { performers: Performers; file: PartFile },
  watcher: FilmWatcher,
): Promise<Film> {
  const { personas } = performers;
  const names = namesOf(personas);
  const { persona = performers.defaultPersonaId } = order;
  const personaId = names.get(persona.toLowerCase());
  if (personaId === undefined) {
    throw new UsageError(`--persona ${persona}: unknown, ${remedyFor(persona.toLowerCase(), names.keys())}`);
  }
  const lines = readLines(order.text, { names, personaId }, order.isScript);
  const output = await openOutput(order, picturesOf(order, performers, lines), file);
  try {
    return await shoot(lines, { order, performers, output }, watcher);
  } catch (error) {
    await output.abandon?.();
    throw error;
  }
}

async function shoot(
  lines: readonly Line[],
  { order, performers, output }: { order: FilmOrder; performers: Performers; output: FilmOutput },
  { screen, signal }: FilmWatcher,
): Promise<Film> {
  const progress = new Progress(lines, screen);
  const enough = new AbortController();
  const video = SOUND_ONLY.includes(order.kind) ? undefined : order.size;
  const warnings = doubtfulMarks(lines);
  let durationMs = 0;
  const options = { control: order.control, video, signal: AbortSignal.any([signal, enough.signal]) };
  try {
    for await (const part of perform(performers, lines, options)) {
      await output.take(part);
      progress.take(part);
      if (output.done) enough.abort();
      if (part.event.type === "error") warnings.push(part.event.message);
      if (part.event.type !== "audio_chunk") continue;
      durationMs = part.offsetMs + part.event.timestamp_ms + part.event.duration_ms;
    }
  } finally {
    progress.end();
  }
  if (durationMs === 0 && signal.aborted) throw new FilmFailure(NOTHING_SAID);
  if (durationMs === 0) throw new UsageError(warnings.at(-1) ?? "nothing of this text can be said: give it words");
  await output.end();
  return { durationMs, warnings };
}

function picturesOf(order: FilmOrder, { personas, looks }: Performers, lines: readonly Line[]): PicturesOptions {
  const { size, background, burnsCaptions, control } = order;
  const ids = [...new Set(lines.map(({ personaId }) => personaId))];
  const layout = order.layout ?? (ids.length <= MAX_SIDE_BY_SIDE ? "side-by-side" : "cuts");
  if (layout === "side-by-side" && ids.length > MAX_SIDE_BY_SIDE) {
    throw new UsageError(
      `--layout side-by-side: ${ids.length} people speak, at most ${MAX_SIDE_BY_SIDE} fit; use cuts`,
    );
  }
  const cast = new Map(ids.map((id) => [id, completeControl(id, personas[id]?.control, control)]));
  const isTransparent = ids.some((id) => {
    const { look = "", background: own } = personas[id] ?? {};
    return (background ?? own ?? looks[look]?.background)?.transparent ?? false;
  });
  return {
    picture: { personas, looks, background, width: size.width, height: size.height },
    stage: { layout, cast, fps: size.fps },
    isTransparent,
    burnsCaptions,
  };
}

async function openOutput({ kind }: FilmOrder, options: PicturesOptions, file: PartFile): Promise<FilmOutput> {
  switch (kind) {
    case "wav":
      return new WavOutput(file);
    case "vtt":
    case "srt":
      return new CaptionsOutput(file, kind);
    case "json":
      return new JsonOutput(file);
    case "png":
      return await PngOutput.open(file, options);
    case "gif":
    case "webp":
      return await AnimationOutput.open(kind, file, options);
    case "webm":
      return await WebmOutput.open(file, options);
    case "mp4":
      return await Mp4Output.open(file.partPath, { ...options, isTransparent: false });
  }
}
