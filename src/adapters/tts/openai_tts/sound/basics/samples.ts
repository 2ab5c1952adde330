/**
 * Converts uncompressed samples of any encoding to signed 16-bit mono.
 *
 * @module
 */
import { viewOf } from "./bytes.ts";

/** The encoding of uncompressed samples. */
export interface SampleFormat {
  readonly encoding: "int" | "unsigned" | "float" | "alaw" | "mulaw";
  /** Bytes of one sample of one channel: 1, 2, 3, 4 or 8. */
  readonly bytes: number;
  readonly channels: number;
  readonly isBigEndian: boolean;
  /** Sample rate, Hz; `undefined` if unknown. */
  readonly rateHz: number | undefined;
}

/** Sample rates that can be resampled, Hz. */
export const MIN_RATE_HZ = 8000;
export const MAX_RATE_HZ = 192_000;

/** The format requested from speech services: signed 16-bit little-endian mono. */
export const S16_MONO: SampleFormat = {
  encoding: "int",
  bytes: 2,
  channels: 1,
  isBigEndian: false,
  rateHz: undefined,
};

/** Length of one frame, i.e. one sample of every channel, in bytes. */
export function frameBytes({ bytes, channels }: SampleFormat): number {
  return bytes * channels;
}

/** The smallest nonzero float that counts as a sample: -480 dB. */
const MIN_FLOAT = 1e-24;

/** The largest float that counts as a sample: somewhat above full scale. */
const MAX_FLOAT = 4;

/**
 * Whether bytes can be samples of a format: any bytes can be integers, but few are plausible floats.
 *
 * @param bytes Whole frames.
 * @param format Their expected encoding.
 */
export function arePlausible(bytes: Uint8Array, { encoding, bytes: size, isBigEndian }: SampleFormat): boolean {
  if (encoding !== "float") return true;
  const view = viewOf(bytes);
  for (let at = 0; at + size <= bytes.length; at += size) {
    const value = size === 8 ? view.getFloat64(at, !isBigEndian) : view.getFloat32(at, !isBigEndian);
    // NaN is not a sample, and a tiny nonzero value is most likely an integer.
    if (!(Math.abs(value) <= MAX_FLOAT) || (value !== 0 && Math.abs(value) < MIN_FLOAT)) return false;
  }
  return true;
}

/**
 * Converts whole frames.
 *
 * @param bytes Whole frames.
 * @param format How they are written.
 * @returns Mono samples: channels are averaged, values out of range are clipped.
 */
export function toMono(bytes: Uint8Array, format: SampleFormat): Int16Array<ArrayBuffer> {
  const size = frameBytes(format);
  const view = viewOf(bytes);
  const mono = new Int16Array(Math.floor(bytes.length / size));
  const read = readerOf(format);
  for (let frame = 0; frame < mono.length; frame++) {
    let sum = 0;
    for (let channel = 0; channel < format.channels; channel++) {
      sum += read(view, frame * size + channel * format.bytes);
    }
    mono[frame] = clipped(sum / format.channels);
  }
  return mono;
}

/**
 * Returns the samples of the first channel.
 *
 * @param bytes Whole frames.
 * @param format How they are written.
 */
export function firstChannel(bytes: Uint8Array, format: SampleFormat): Int16Array<ArrayBuffer> {
  const size = frameBytes(format);
  const view = viewOf(bytes);
  const read = readerOf(format);
  return Int16Array.from({ length: Math.floor(bytes.length / size) }, (_, frame) => clipped(read(view, frame * size)));
}

/**
 * Converts channels of floating-point samples, as decoders return them.
 *
 * @param channels One array per channel, -1..1.
 * @param count Samples per channel.
 */
export function floatsToMono(channels: readonly Float32Array[], count: number): Int16Array<ArrayBuffer> {
  const mono = new Int16Array(count);
  for (let n = 0; n < count; n++) {
    let sum = 0;
    for (const channel of channels) sum += channel[n] ?? 0;
    mono[n] = clipped(sum / channels.length * 32_768);
  }
  return mono;
}

function clipped(value: number): number {
  // NaN becomes silence.
  return Math.max(-32_768, Math.min(32_767, Math.round(value) || 0));
}

type ReadSample = (view: DataView, at: number) => number;

/** Reads one sample, scaled to 16 bits. */
function readerOf({ encoding, bytes, isBigEndian }: SampleFormat): ReadSample {
  const little = !isBigEndian;
  if (encoding === "alaw") return (view, at) => alaw(view.getUint8(at));
  if (encoding === "mulaw") return (view, at) => mulaw(view.getUint8(at));
  if (encoding === "float") {
    if (bytes === 8) return (view, at) => view.getFloat64(at, little) * 32_768;
    return (view, at) => view.getFloat32(at, little) * 32_768;
  }
  if (encoding === "unsigned") return (view, at) => (view.getUint8(at) - 128) * 256;
  if (bytes === 1) return (view, at) => view.getInt8(at) * 256;
  if (bytes === 2) return (view, at) => view.getInt16(at, little);
  if (bytes === 4) return (view, at) => view.getInt32(at, little) / 65_536;
  const [top, low] = isBigEndian ? [0, 1] : [2, 0];
  return (view, at) => view.getInt8(at + top) * 256 + view.getUint16(at + low, little) / 256;
}

/** A-law, ITU-T G.711. */
function alaw(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits & 0x70) >> 4;
  const step = ((bits & 0x0f) << 4) + 8;
  const size = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return bits & 0x80 ? size : -size;
}

/** µ-law, ITU-T G.711. */
function mulaw(code: number): number {
  const bits = ~code & 0xff;
  const size = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return bits & 0x80 ? -size : size;
}
