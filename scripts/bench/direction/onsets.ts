/**
 * Where two recordings of the same text begin to differ: with a mark, and without it.
 *
 * @module
 */
import { quantiles } from "../../lib/report/quantiles.ts";
import type { Listener } from "./listener.ts";
import { pitchAt } from "./pitch.ts";

/** How far around a word a change is looked for, ms. */
const BEFORE_MS = 400;
const AFTER_MS = 600;
const STEP_MS = 10;

/**
 * A change of level or pitch that is heard, and how many windows it lasts. Until the word, the recordings differ by the
 * same, to a few tenths of these.
 */
const HEARD_DB = 2;
const HEARD_ST = 1;
const LASTS = 4;
/** Level of a 20 ms window below which it is silent, dB above one unit of a sample. */
const SILENT_DB = 34;

/**
 * When the face begins to differ, relative to a word.
 *
 * @param marked The recording with the mark, and when its word begins, ms.
 * @param plain The one without it.
 * @param shown The fields of a pose to look at, and which change of them counts.
 * @returns Ms; `undefined`: it does not.
 */
export function faceOnset(
  marked: [Listener, number],
  plain: [Listener, number],
  { shows = [], change = 0 }: { shows?: readonly string[]; change?: number },
): number | undefined {
  const [[one, wordMs], [other]] = [marked, plain];
  const before = new Map(other.poses.map(({ frameIndex, pose }) => [frameIndex, pose]));
  const differs = (pose: Readonly<Record<string, number>>, plain: Readonly<Record<string, number>>) =>
    shows.some((name) => Math.abs((pose[name] ?? 0) - (plain[name] ?? 0)) > change);
  const first = one.poses.find(({ frameIndex, timestampMs, pose }) => {
    const same = before.get(frameIndex);
    return Math.abs(timestampMs - wordMs) <= AFTER_MS && same !== undefined && differs(pose, same);
  });
  return first && first.timestampMs - wordMs;
}

/** A change counts from this time before a word on, ms; the movement until then is taken to continue for this long. */
const EARLY_MS = 40;
const GOES_ON_MS = 120;

/**
 * When the face begins to move otherwise than before a word, relative to the word: without another recording.
 *
 * @returns Ms; `undefined`: it does not.
 */
export function faceStep(
  { poses }: Listener,
  wordMs: number,
  { shows = [], change = 0 }: { shows?: readonly string[]; change?: number },
): number | undefined {
  const [from, last] = poses.filter(({ timestampMs }) => timestampMs <= wordMs - EARLY_MS).slice(-2);
  if (from === undefined || last === undefined) return undefined;
  const expected = (name: string, ms: number) => {
    const [before = 0, value = 0] = [from.pose[name], last.pose[name]];
    const speed = (value - before) / (last.timestampMs - from.timestampMs);
    return value + speed * Math.min(GOES_ON_MS, ms - last.timestampMs);
  };
  const first = poses.find(({ timestampMs, pose }) =>
    timestampMs > last.timestampMs && timestampMs < wordMs + AFTER_MS &&
    shows.some((name) => Math.abs((pose[name] ?? 0) - expected(name, timestampMs)) > change)
  );
  return first && first.timestampMs - wordMs;
}

/**
 * When the voice begins to differ otherwise than before, relative to a word; see {@linkcode faceOnset}.
 *
 * @param marked The recording with the mark, and when its word begins, ms.
 * @param plain The one without it.
 * @param laterMs How much later the words before begin in `plain`. The word itself may differ from that by a few ms, as its
 *   beginning depends on its pace.
 * @returns Ms; `undefined`: it does not.
 */
export function voiceOnset(
  marked: [Listener, number],
  plain: [Listener, number],
  laterMs: number,
): number | undefined {
  const sounds = (ms: number) => soundAt(marked[0].samples, marked[1] + ms);
  const before = (ms: number) => soundAt(plain[0].samples, ms < 0 ? marked[1] + laterMs + ms : plain[1] + ms);
  const differences = (ms: number) => differenceOf(sounds(ms), before(ms));
  const usual = usualOf(
    Array.from({ length: BEFORE_MS / STEP_MS - LASTS }, (_, i) => differences(i * STEP_MS - BEFORE_MS)),
  );
  const changed = (ms: number) => isHeard(differences(ms), usual);
  for (let ms = -BEFORE_MS; ms < AFTER_MS; ms += STEP_MS) {
    if (Array.from({ length: LASTS }, (_, i) => ms + i * STEP_MS).every(changed)) return ms;
  }
  return undefined;
}

interface Sound {
  readonly levelDb: number;
  readonly hz: number | undefined;
}

function soundAt(samples: Int16Array, ms: number): Sound {
  const window = samples.subarray(Math.max(0, Math.round(ms * 24)), Math.max(0, Math.round((ms + 20) * 24)));
  const power = window.reduce((sum, sample) => sum + sample ** 2, 0) / Math.max(1, window.length);
  return { levelDb: 10 * Math.log10(power + 1), hz: pitchAt(samples, ms) };
}

/**
 * When the first voiced sound of a word begins, relative to the word: a change of the voice can be heard from there on.
 *
 * @returns Ms, at most 300.
 */
export function voicedFrom({ samples }: Listener, wordMs: number): number {
  for (let ms = 0; ms < 300; ms += STEP_MS) {
    const { levelDb, hz } = soundAt(samples, wordMs + ms);
    if (hz !== undefined && levelDb >= SILENT_DB) return ms;
  }
  return 0;
}

/** How a sound differs from the plain one. */
interface Difference {
  readonly db: number;
  readonly semitones: number;
}

/** Only voiced sounds of the plain recording are compared: bursts are short, and a few ms move them out of a window. */
function differenceOf(one: Sound, plain: Sound): Difference | undefined {
  if (plain.hz === undefined || plain.levelDb < SILENT_DB) return undefined;
  const semitones = one.hz === undefined ? Number.NaN : 12 * Math.log2(one.hz / plain.hz);
  // An octave is a mistake of the measurement.
  return { db: one.levelDb - plain.levelDb, semitones: Math.abs(semitones) < 10 ? semitones : Number.NaN };
}

/** The median of differences. */
function usualOf(differences: readonly (Difference | undefined)[]): Difference {
  const median = (values: readonly number[]) => {
    const known = values.filter(Number.isFinite);
    return known.length === 0 ? 0 : quantiles(known).p50;
  };
  const known = differences.filter((each) => each !== undefined);
  return { db: median(known.map(({ db }) => db)), semitones: median(known.map(({ semitones }) => semitones)) };
}

function isHeard(difference: Difference | undefined, usual: Difference): boolean {
  if (difference === undefined) return false;
  return Math.abs(difference.db - usual.db) > HEARD_DB || Math.abs(difference.semitones - usual.semitones) > HEARD_ST;
}
