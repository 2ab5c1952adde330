/**
 * How long each phoneme lasts.
 *
 * @module
 */
import type { PhonemeShapes } from "../prosody/utterance.ts";

/** Frames are 12.5 ms. */
const FRAME_MS = 12.5;
/** The model plans durations in units of two frames. */
export const FRAMES_PER_UNIT = 2;

/**
 * The model plans about 350 ms of silence before the first phoneme. This is what the onset of the first sound needs,
 * which begins before its phoneme does. Units.
 */
const LEAD_UNITS = 3;

/** Maximum duration of a phoneme, units: longer ones are model errors or marks. */
const MAX_UNITS = 40;

/**
 * The model extends the last phoneme before a long pause by about 300 ms, mostly silence. This is what it
 * needs to decay, units; the rest belongs to the pause.
 */
const LAST_UNITS = 6;
/** The same if no pause follows, and the silence after it. */
const CUT_UNITS = 4;
const END_UNITS = 1;
/** Silence at the end of these, ms. */
const SILENT_TAIL_MS = 50;

/** Minimum duration of a phoneme in fast speech, unless the model's is shorter, frames: it stays articulate. */
const FLOOR_FRAMES = 2.2;

/** Shortest and longest silence at a mark, frames. */
const PAUSE_FRAMES = [1, 320] as const;

/** Exponent of the rate for pauses. */
const PAUSE_YIELD = 0.8;

/** Number of steps in the search for the compression that gives the target length. */
const SEARCH_STEPS = 24;

/** Durations of phonemes, including those at both ends. */
export interface Timing {
  /** The model's durations, in units of two frames, for its prosody. */
  readonly units: Uint16Array;
  /** The actual durations, in frames. */
  readonly frames: Uint16Array;
}

/** How fast speech is from a phoneme on. */
export interface Pace {
  /** Index of the phoneme. */
  readonly from: number;
  /** Of speech, as a factor. */
  readonly rate: number;
  /** Length of pauses, as a factor. */
  readonly pauses: number;
}

/**
 * Times an utterance. A later pace does not change the phonemes before it.
 *
 * @param logDurations For each phoneme, log(1 + duration), in units.
 * @param shapes The prosody of the phonemes.
 * @param paces In order; the first from phoneme 0.
 */
export function timePhonemes(logDurations: Float32Array, shapes: PhonemeShapes, paces: readonly Pace[]): Timing {
  const count = logDurations.length;
  const units = Uint16Array.from(logDurations, (log) => clamp(Math.round(Math.exp(log) - 1), 1, MAX_UNITS));
  units[0] = Math.min(units[0] ?? 1, LEAD_UNITS);
  units[count - 1] = END_UNITS;
  if (count > 2 && (shapes.pauseMs[count - 2] ?? 0) === 0) {
    units[count - 2] = Math.min(units[count - 2] ?? 1, CUT_UNITS);
  }
  const isLast = (index: number) => index === count - 2 || (shapes.pauseMs[index + 1] ?? 0) > 0;
  const tails = new Set<number>();
  for (let index = 1; index < count - 1; index++) {
    if ((units[index] ?? 0) <= LAST_UNITS || (shapes.pauseMs[index] ?? 0) > 0 || !isLast(index)) continue;
    units[index] = LAST_UNITS;
    tails.add(index);
  }
  const own = Float64Array.from(units, (unit, index) => unit * FRAMES_PER_UNIT * (shapes.stretch[index] ?? 1));
  const wanted = new Float64Array(count);
  for (const [nth, { from, rate, pauses }] of paces.entries()) {
    const to = paces[nth + 1]?.from ?? count;
    // As if all were spoken at this rate: what comes later does not change how much a phoneme shrinks.
    wanted.set(scale(own, rate).subarray(from, to), from);
    for (let index = from; index < to; index++) {
      const pauseMs = (shapes.pauseMs[index] ?? 0) - (tails.has(index - 1) ? SILENT_TAIL_MS : 0);
      if (pauseMs > 0) wanted[index] = clamp(pauseMs * pauses / rate ** PAUSE_YIELD / FRAME_MS, ...PAUSE_FRAMES);
    }
  }
  // The onset of the first sound has the same length at any rate.
  wanted[0] = own[0] ?? 1;
  return { units, frames: rounded(wanted) };
}

/** Scales durations. Short ones shrink less than long ones. */
function scale(own: Float64Array, rate: number): Float64Array {
  if (rate <= 1) return own.map((frames) => frames / rate);
  const floor = own.map((frames) => Math.min(frames, FLOOR_FRAMES));
  const total = sum(own) / rate;
  const compressed = (by: number) =>
    own.map((frames, index) => (floor[index] ?? 0) + (frames - (floor[index] ?? 0)) / by);
  if (sum(floor) >= total) return floor.map((frames) => frames * total / sum(floor));
  let [least, most] = [1, 64];
  for (let step = 0; step < SEARCH_STEPS; step++) {
    const middle = Math.sqrt(least * most);
    if (sum(compressed(middle)) > total) least = middle;
    else most = middle;
  }
  return compressed(most);
}

/** Rounds to whole frames, at least one each; the rounding error carries over to the next phoneme. */
function rounded(wanted: Float64Array): Uint16Array {
  const frames = new Uint16Array(wanted.length);
  let owed = 0;
  for (let index = 0; index < wanted.length; index++) {
    const due = (wanted[index] ?? 0) + owed;
    const whole = Math.max(1, Math.round(due));
    frames[index] = whole;
    owed = clamp(due - whole, -1, 1);
  }
  return frames;
}

/** The sound of a phoneme precedes its frames: by this constant, ms, … */
const EARLY_MS = 15;
/** … plus this at the model's own durations, in proportion to them. */
const EARLY_OWN_MS = 40;

/** The same at the model's own durations, frames. */
export const EARLY_FRAMES = 4;

/**
 * When phonemes are heard. Fitted to spectra of 20 sentences at three rates: the phonemes explain most of the sound's variance
 * if they are assumed to be 45, 55 and 65 ms earlier than their frames, at 1.3, 1 and 0.8 times the model's rate.
 *
 * @returns When each phoneme begins, ms, and when the last ends: the end of the sound.
 */
export function heardBoundaries({ units, frames }: Timing): Float32Array<ArrayBuffer> {
  const boundaries = new Float32Array(frames.length + 1);
  let at = 0;
  for (let index = 0; index < frames.length; index++) {
    const scale = index === 0 ? 1 : Math.min(2, localScale(units, frames, index));
    const heard = at - EARLY_MS - EARLY_OWN_MS * scale;
    boundaries[index] = Math.max(index === 0 ? 0 : boundaries[index - 1]!, heard);
    at += (frames[index] ?? 0) * FRAME_MS;
  }
  boundaries[frames.length] = at;
  return boundaries;
}

/** How much longer a phoneme and its neighbours are than the model predicts. */
function localScale(units: Uint16Array, frames: Uint16Array, index: number): number {
  let [own, spoken] = [0, 0];
  for (let at = Math.max(1, index - 2); at <= Math.min(frames.length - 2, index + 1); at++) {
    own += (units[at] ?? 0) * FRAMES_PER_UNIT;
    spoken += frames[at] ?? 0;
  }
  return own === 0 ? 1 : spoken / own;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
