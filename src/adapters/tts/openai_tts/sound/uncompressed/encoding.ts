/**
 * Detects the encoding of raw samples: the right one gives a smooth signal.
 *
 * @module
 */
import { arePlausible, frameBytes, type SampleFormat, toMono } from "../basics/samples.ts";

/** Other encodings that services use without declaring them. */
const OTHERS: readonly Pick<SampleFormat, "encoding" | "bytes" | "isBigEndian">[] = [
  { encoding: "int", bytes: 2, isBigEndian: false },
  { encoding: "int", bytes: 2, isBigEndian: true },
  { encoding: "float", bytes: 4, isBigEndian: false },
  { encoding: "int", bytes: 3, isBigEndian: false },
  { encoding: "int", bytes: 4, isBigEndian: false },
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

/**
 * Detects the likeliest encoding.
 *
 * @param all The beginning of the samples, starting at a frame boundary.
 * @param told The declared encoding.
 * @returns The declared encoding, or another that gives a smooth signal; `undefined` while they are silent.
 */
export function likeliest(all: Uint8Array, told: SampleFormat): SampleFormat | undefined {
  const first = all.findIndex((byte) => byte !== 0);
  const from = Math.max(0, first - first % (ANY_FRAME_BYTES * told.channels));
  const bytes = all.subarray(from, from + LOOK_BYTES);
  const own = roughness(bytes, told);
  if (own === undefined) return undefined;
  const others = OTHERS.map((other) => ({ ...told, ...other }))
    .map((format) => ({ format, rough: roughness(bytes, format) ?? Infinity }))
    .sort((a, b) => a.rough - b.rough);
  // Floats read as integers are smooth too, but integers read as floats are hardly ever plausible samples.
  const best = others.find(({ format, rough }) => format.encoding === "float" && rough < BELIEVED) ?? others[0];
  if (best === undefined || best.rough >= own) return told;
  // The byte order is often declared wrong: twice as smooth is enough to change it.
  const isOrder = best.format.encoding === told.encoding && best.format.bytes === told.bytes;
  const isBetter = isOrder ? best.rough * 2 < own : own > DOUBTFUL && best.rough < BELIEVED;
  return isBetter ? best.format : told;
}

/** How much neighbours differ, as a share of how far samples are from their middle; `undefined` for silence. */
function roughness(bytes: Uint8Array, format: SampleFormat): number | undefined {
  const whole = bytes.subarray(0, bytes.length - bytes.length % frameBytes(format));
  if (!arePlausible(whole, format)) return Infinity;
  const samples = toMono(whole, format);
  let [mean, steps, spread] = [0, 0, 0];
  for (const sample of samples) mean += sample / samples.length;
  for (let n = 1; n < samples.length; n++) {
    steps += Math.abs((samples[n] ?? 0) - (samples[n - 1] ?? 0));
    spread += Math.abs((samples[n] ?? 0) - mean);
  }
  return spread === 0 ? undefined : steps / spread;
}
