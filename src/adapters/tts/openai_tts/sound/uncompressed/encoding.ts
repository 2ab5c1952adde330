/**
 * Detects the encoding of raw samples: the right one gives a smooth signal.
 *
 * @module
 */
import { LINEAR_END, MAX_CLIPPED_SHARE } from "./noise.ts";
import { arePlausible, frameBytes, type SampleFormat, toMono } from "../basics/samples.ts";

/** Other encodings that services use without declaring them. */
const OTHERS: readonly Pick<SampleFormat, "encoding" | "bytes" | "isBigEndian">[] = [
  { encoding: "int", bytes: 2, isBigEndian: false },
  { encoding: "int", bytes: 2, isBigEndian: true },
  { encoding: "float", bytes: 4, isBigEndian: false },
  { encoding: "float", bytes: 8, isBigEndian: false },
  { encoding: "float", bytes: 4, isBigEndian: true },
  { encoding: "float", bytes: 8, isBigEndian: true },
  { encoding: "int", bytes: 3, isBigEndian: false },
  { encoding: "int", bytes: 4, isBigEndian: false },
  { encoding: "int", bytes: 3, isBigEndian: true },
  { encoding: "int", bytes: 4, isBigEndian: true },
  { encoding: "mulaw", bytes: 1, isBigEndian: false },
  { encoding: "alaw", bytes: 1, isBigEndian: false },
  { encoding: "unsigned", bytes: 1, isBigEndian: false },
];

/** Bytes examined, starting with the first that is not silent. */
export const LOOK_BYTES = 1024;

/** Whole frames of one channel, whether a sample has 1, 2, 3, 4 or 8 bytes. */
export const ANY_FRAME_BYTES = 24;

/** How rough samples must be, to be doubted, and how smooth others, to be believed. Noise has 1.3, speech mostly 0.5. */
const DOUBTFUL = 0.8;
const BELIEVED = 0.5;

/** The same for samples whose first one is truncated: there are more ways to read those. */
const BELIEVED_CUT = 0.4;

/** How much smoother such a reading must be: wide samples with empty low bytes are nearly as smooth when read in shifts. */
const CUT_FACTOR = 2;

/** Rough samples of this average level are not the beginning of speech: a voice does not begin with its loudest sibilant. */
const ROUGH = 1;
const LOUD = 6000;

/** The largest constant offset of audio, as a share of how far samples are from their middle. */
const MAX_OFFSET = 0.5;

/** The largest step between neighbours, as a share of the same: the exponents of floats, read as integers, jump. */
const MAX_STEP = 1.5;

/** An encoding, and where its first whole frame begins. */
interface Reading {
  readonly format: SampleFormat;
  /** Bytes before the first whole frame, counted from a multiple of {@linkcode ANY_FRAME_BYTES}. */
  readonly phase: number;
}

/**
 * Detects the likeliest encoding.
 *
 * @param all The beginning of the samples, starting at a frame boundary.
 * @param told The declared encoding.
 * @returns The declared encoding, or another that gives a smooth signal; `undefined` while they are silent; `"noise"` if
 *   no encoding makes them the beginning of speech.
 */
export function likeliest(all: Uint8Array, told: SampleFormat): Reading | "noise" | undefined {
  const first = all.findIndex((byte) => byte !== 0);
  const from = Math.max(0, first - first % (ANY_FRAME_BYTES * told.channels));
  // The first bytes may be the rest of a header.
  const begin = all.length - from > 2 * ANY_FRAME_BYTES * told.channels ? ANY_FRAME_BYTES * told.channels : 0;
  const bytes = all.subarray(from + begin, from + begin + LOOK_BYTES);
  const own = measured(bytes, told);
  if (own === undefined) return undefined;
  const others = readingsFor(told).map((reading) => ({ ...reading, rough: roughnessOf(bytes, reading) }))
    .sort((a, b) => scoreOf(a) - scoreOf(b));
  // Floats read as integers are smooth too, but integers read as floats are hardly ever plausible samples.
  const best = others.find(({ format, rough }) => format.encoding === "float" && rough < BELIEVED) ?? others[0];
  if (best !== undefined && isBetter(best, own.rough, told)) return { format: best.format, phase: best.phase };
  return isLoudNoise(own) ? "noise" : { format: told, phase: 0 };
}

function scoreOf({ phase, rough }: Reading & { rough: number }): number {
  return phase === 0 ? rough : rough * CUT_FACTOR;
}

/**
 * Whether bytes, read in a format, cannot be the beginning of speech.
 *
 * @param bytes The beginning of the samples.
 * @param format Their declared encoding.
 */
export function isRough(bytes: Uint8Array, format: SampleFormat): boolean {
  const found = measured(bytes.subarray(0, LOOK_BYTES), format);
  return found !== undefined && isLoudNoise(found);
}

function isLoudNoise({ rough, level, clippedShare }: Measured): boolean {
  return rough > ROUGH && level > LOUD && clippedShare <= MAX_CLIPPED_SHARE;
}

function isBetter(best: Reading & { rough: number }, own: number, told: SampleFormat): boolean {
  // The byte order is often declared wrong: twice as smooth is enough to change it.
  const isOrder = best.format.encoding === told.encoding && best.format.bytes === told.bytes;
  if (isOrder) return best.rough * 2 < own;
  return best.rough < own && own > DOUBTFUL && best.rough < (best.phase === 0 ? BELIEVED : BELIEVED_CUT);
}

/** All ways to read samples whose declared encoding is doubtful; the first frame may be truncated. */
function readingsFor(told: SampleFormat): Reading[] {
  return OTHERS.flatMap((other) => {
    const format = { ...told, ...other };
    const phases = other.bytes > 2 ? frameBytes(format) : 1;
    return Array.from({ length: phases }, (_, phase) => ({ format, phase }));
  });
}

function roughnessOf(bytes: Uint8Array, { format, phase }: Reading): number {
  const found = measured(bytes.subarray(phase), format);
  if (found === undefined) return Infinity;
  // Zeros are no silence in the encodings of 8 bits, but constant full scale.
  const isOffset = format.bytes === 1 && Math.abs(found.mean) > found.level * MAX_OFFSET;
  return isOffset || found.largestStep > found.level * MAX_STEP ? Infinity : found.rough;
}

/** Statistics of samples. */
interface Measured {
  readonly mean: number;
  /** How far they are from their middle, on average. */
  readonly level: number;
  /** How much neighbours differ, as a share of the level. */
  readonly rough: number;
  readonly largestStep: number;
  readonly clippedShare: number;
}

/** @returns `undefined` for silence. */
function measured(bytes: Uint8Array, format: SampleFormat): Measured | undefined {
  const whole = bytes.subarray(0, bytes.length - bytes.length % frameBytes(format));
  if (!arePlausible(whole, format)) {
    return { mean: 0, level: 0, rough: Infinity, largestStep: Infinity, clippedShare: 0 };
  }
  const samples = toMono(whole, format);
  let [mean, steps, spread, largestStep] = [0, 0, 0, 0];
  for (const sample of samples) mean += sample / samples.length;
  for (let n = 1; n < samples.length; n++) {
    const step = Math.abs((samples[n] ?? 0) - (samples[n - 1] ?? 0));
    steps += step;
    largestStep = Math.max(largestStep, step);
    spread += Math.abs((samples[n] ?? 0) - mean);
  }
  const clippedShare = samples.filter((sample) => Math.abs(sample) >= LINEAR_END).length / samples.length;
  return spread === 0
    ? undefined
    : { mean, level: spread / samples.length, rough: steps / spread, largestStep, clippedShare };
}
