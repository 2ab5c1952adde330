/**
 * Pictures and sound as AVI without compression: a stream for a program that compresses them.
 *
 * @module
 */
import { concat } from "../../../../src/core/bytes.ts";
import { SAMPLE_RATE_HZ } from "../../../../src/contract/pcm.ts";
import type { PictureSize } from "../../../../src/film/codecs.ts";

const SAMPLE_BYTES = 2;
/** Streams that are interleaved (`AVIF_ISINTERLEAVED`). */
const INTERLEAVED = 0x100;
/** Bits of a pixel in planes. */
const PIXEL_BITS = 12;
const PCM = 1;

/**
 * The beginning of a stream of unknown length. After it come {@linkcode pictureOf} and {@linkcode soundOf}, in any
 * order that plays.
 *
 * @param size Of the pictures.
 */
export function headOf({ width, height, fps }: PictureSize): Uint8Array<ArrayBuffer> {
  const pictureBytes = width * height * PIXEL_BITS / 8;
  const soundRate = SAMPLE_RATE_HZ * SAMPLE_BYTES;
  const main = [Math.round(1e6 / fps), pictureBytes * fps + soundRate, 0, INTERLEAVED, 0, 0, 2, pictureBytes];
  const bitmap = [longs(40, width, height, 1 | PIXEL_BITS << 16), text("I420"), longs(pictureBytes, 0, 0, 0, 0)];
  const wave = longs(PCM | 1 << 16, SAMPLE_RATE_HZ, soundRate, SAMPLE_BYTES | SAMPLE_BYTES * 8 << 16);
  const head = list("hdrl", [
    chunk("avih", longs(...main, width, height, 0, 0, 0, 0)),
    streamHead("vidsI420", { scale: 1, rate: fps, bufferBytes: pictureBytes, sampleBytes: 0 }, concat(bitmap)),
    streamHead("auds\0\0\0\0", {
      ...{ scale: SAMPLE_BYTES, rate: soundRate },
      ...{ bufferBytes: soundRate, sampleBytes: SAMPLE_BYTES },
    }, wave),
  ]);
  // Lengths of zero: until the end of the stream.
  return concat([text("RIFF"), longs(0), text("AVI "), head, text("LIST"), longs(0), text("movi")]);
}

/** The next picture: its planes Y, U and V. */
export function pictureOf(planes: Uint8Array): Uint8Array<ArrayBuffer> {
  return chunk("00db", planes);
}

/** The next samples. */
export function soundOf({ buffer, byteOffset, byteLength }: Int16Array): Uint8Array<ArrayBuffer> {
  return chunk("01wb", new Uint8Array(buffer, byteOffset, byteLength));
}

/** Fields of `strh`: `rate / scale` units pass in a second; `sampleBytes` of 0: a chunk is a unit. */
interface StreamRate {
  readonly scale: number;
  readonly rate: number;
  readonly bufferBytes: number;
  readonly sampleBytes: number;
}

function streamHead(
  kind: string,
  { scale, rate, bufferBytes, sampleBytes }: StreamRate,
  format: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const fields = longs(0, 0, 0, scale, rate, 0, 0, bufferBytes, 0, sampleBytes, 0, 0);
  return list("strl", [chunk("strh", concat([text(kind), fields])), chunk("strf", format)]);
}

function list(name: string, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return chunk("LIST", concat([text(name), ...parts]));
}

/** A chunk; each has an even length. */
function chunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat([text(name), longs(data.length), data, new Uint8Array(data.length % 2)]);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

function longs(...values: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, i) => bytes.setUint32(i * 4, value, true));
  return new Uint8Array(bytes.buffer);
}
