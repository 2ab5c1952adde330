/**
 * Bodies of speech in every format: a tone of 440 Hz, for which a test can listen.
 *
 * @module
 */
import { concat } from "../../../../src/core/bytes.ts";

/** The tone's frequency, in hertz, and its level. */
export const TONE_HZ = 440;
export const TONE_LEVEL = 8000;

/** How a WAVE file is written. */
export interface WaveStyle {
  readonly rateHz?: number;
  readonly channels?: number;
  readonly encoding?: "u8" | "s16" | "s24" | "s32" | "f32" | "f64" | "alaw" | "mulaw";
  readonly container?: "RIFF" | "RIFX" | "RF64" | "BW64";
  /** The length that the header tells of: the true one, or one that streaming servers write. */
  readonly length?: "exact" | "zero" | "ones" | "max" | "short";
  readonly isExtensible?: boolean;
  /** Default: {@linkcode TONE_LEVEL}. */
  readonly level?: number;
  /** Chunks around the samples. */
  readonly notes?: "none" | "before" | "behind" | "odd";
}

const BYTES = { u8: 1, s16: 2, s24: 3, s32: 4, f32: 4, f64: 8, alaw: 1, mulaw: 1 } as const;
const CODES = { u8: 1, s16: 1, s24: 1, s32: 1, f32: 3, f64: 3, alaw: 6, mulaw: 7 } as const;

/** Samples of the tone, -32768..32767. */
export function tone(rateHz: number, ms: number, level = TONE_LEVEL, hz = TONE_HZ): number[] {
  const step = 2 * Math.PI * hz / rateHz;
  const count = Math.round(rateHz * ms / 1000);
  const samples: number[] = [];
  for (let n = 0; n < count; n++) samples.push(level * Math.sin(step * n));
  return samples;
}

/** Raw samples: s16le mono. */
export function pcm(rateHz: number, ms: number, level = TONE_LEVEL): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Int16Array.from(tone(rateHz, ms, level), Math.round).buffer);
}

/** A WAVE file. */
export function wave(ms: number, style: WaveStyle = {}): Uint8Array<ArrayBuffer> {
  const { rateHz = 24_000, channels = 1, encoding = "s16", container = "RIFF", notes = "none" } = style;
  const isBig = container === "RIFX";
  const data = samples(tone(rateHz, ms, style.level), channels, encoding, isBig);
  const size = data.length;
  const told = {
    exact: size,
    zero: 0,
    ones: 0xffffffff,
    max: 0x7fffffff,
    short: Math.min(1000, size >> 2 << 1),
  }[style.length ?? "exact"];
  const isLong = container === "RF64" || container === "BW64";
  const format = formatChunk(rateHz, channels, encoding, style.isExtensible ?? false, isBig);
  const list = chunk("LIST", ascii("INFOISFT\x06\x00\x00\x00Lavf61"), isBig);
  const long = new Uint8Array(28);
  new DataView(long.buffer).setBigUint64(8, BigInt(size), true);
  const parts = [
    ...(isLong ? [chunk("ds64", long, false)] : []),
    ...(notes === "odd" ? [chunk("note", ascii("odd"), isBig)] : []),
    format,
    ...(notes === "before" ? [list] : []),
    concat([ascii("data"), u32(isLong ? 0xffffffff : told, isBig), data, new Uint8Array(told === size ? size & 1 : 0)]),
    ...(notes === "behind" ? [list] : []),
  ];
  const body = concat([ascii("WAVE"), ...parts]);
  return concat([ascii(container), u32(isLong ? 0xffffffff : body.length, isBig), body]);
}

function formatChunk(
  rateHz: number,
  channels: number,
  encoding: keyof typeof BYTES,
  isExtensible: boolean,
  isBig: boolean,
) {
  const bytes = BYTES[encoding];
  const body = new Uint8Array(isExtensible ? 40 : 16);
  const view = new DataView(body.buffer);
  view.setUint16(0, isExtensible ? 0xfffe : CODES[encoding], !isBig);
  view.setUint16(2, channels, !isBig);
  view.setUint32(4, rateHz, !isBig);
  view.setUint32(8, rateHz * channels * bytes, !isBig);
  view.setUint16(12, channels * bytes, !isBig);
  view.setUint16(14, bytes * 8, !isBig);
  if (isExtensible) {
    view.setUint16(16, 22, !isBig);
    view.setUint16(18, bytes * 8, !isBig);
    view.setUint16(24, CODES[encoding], !isBig);
  }
  return chunk("fmt ", body, isBig);
}

function samples(values: readonly number[], channels: number, encoding: keyof typeof BYTES, isBig: boolean) {
  const bytes = BYTES[encoding];
  const out = new Uint8Array(values.length * channels * bytes);
  const view = new DataView(out.buffer);
  values.forEach((value, n) => {
    for (let channel = 0; channel < channels; channel++) {
      write(view, (n * channels + channel) * bytes, value, encoding, !isBig);
    }
  });
  return out;
}

function write(view: DataView, at: number, value: number, encoding: keyof typeof BYTES, little: boolean): void {
  if (encoding === "u8") view.setUint8(at, Math.round(value / 256) + 128);
  if (encoding === "s16") view.setInt16(at, Math.round(value), little);
  if (encoding === "s32") view.setInt32(at, Math.round(value * 65_536), little);
  if (encoding === "f32") view.setFloat32(at, value / 32_768, little);
  if (encoding === "f64") view.setFloat64(at, value / 32_768, little);
  if (encoding === "mulaw") view.setUint8(at, mulaw(value));
  if (encoding === "alaw") view.setUint8(at, alaw(value));
  if (encoding !== "s24") return;
  const bits = Math.round(value * 256) & 0xffffff;
  [0, 8, 16].forEach((shift, n) => view.setUint8(at + (little ? n : 2 - n), bits >> shift & 0xff));
}

/** µ-law by its definition: the code whose value is nearest. */
function mulaw(value: number): number {
  const size = Math.min(32_635, Math.abs(Math.round(value))) + 132;
  const exponent = Math.max(0, Math.floor(Math.log2(size)) - 7);
  const mantissa = size >> exponent + 3 & 0x0f;
  return ~((value < 0 ? 0x80 : 0) | exponent << 4 | mantissa) & 0xff;
}

/** A-law by its definition. */
function alaw(value: number): number {
  const size = Math.min(32_767, Math.abs(Math.round(value)));
  const exponent = Math.max(0, Math.floor(Math.log2(Math.max(size, 1))) - 7);
  const mantissa = size >> (exponent === 0 ? 4 : exponent + 3) & 0x0f;
  return ((value < 0 ? 0 : 0x80) | exponent << 4 | mantissa) ^ 0x55;
}

/** A file of tests/adapters/tts/openai_tts/sounds: the tone, made with ffmpeg. */
export function sound(name: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(new URL(`./sounds/${name}`, import.meta.url));
}

/** The names of all sounds. */
export const SOUNDS = [
  "mono.mp3",
  "tagged.mp3",
  "stereo_44100.mp3",
  "layer2.mp2",
  "mono.opus",
  "stereo.opus",
  "mono.flac",
  "mono.aac",
  "mono.m4a",
  "mono.webm",
  "mono.ogg",
  "mono.aiff",
] as const;

/** Characters as bytes. */
export function ascii(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let n = 0; n < text.length; n++) bytes[n] = text.charCodeAt(n);
  return bytes;
}

/** Bytes in pieces of one length. */
export function cut(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.slice(n * size, (n + 1) * size));
}

function chunk(name: string, body: Uint8Array, isBig: boolean): Uint8Array<ArrayBuffer> {
  return concat([ascii(name), u32(body.length, isBig), body, new Uint8Array(body.length & 1)]);
}

function u32(value: number, isBig: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, !isBig);
  return bytes;
}
