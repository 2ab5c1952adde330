/**
 * Finds MPEG audio frames (ISO/IEC 11172-3 and 13818-3), so that a decoder receives only those.
 *
 * @module
 */
import { ascii } from "../basics/bytes.ts";

/** A frame header. */
export interface FrameHead {
  /** Length of the whole frame, in bytes. */
  readonly length: number;
  readonly rateHz: number;
  /** The header fields that all frames of a stream share. */
  readonly kind: number;
}

/** Length of a frame header, in bytes. */
export const FRAME_HEAD_BYTES = 4;

/** Bit rates in kbit/s by index: layer II and III of MPEG-1, and of MPEG-2 and 2.5. */
const LAYER2_V1 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const LAYER3_V1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const LAYER23_V2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

const RATES_HZ = [44_100, 48_000, 32_000];

/**
 * Reads the header of a layer II or III frame.
 *
 * @param bytes The bytes.
 * @param at Where the header may be.
 * @returns The header; `undefined` if there is none.
 */
export function frameHead(bytes: Uint8Array, at: number): FrameHead | undefined {
  const [sync = 0, second = 0, third = 0] = bytes.subarray(at, at + FRAME_HEAD_BYTES);
  if (at + FRAME_HEAD_BYTES > bytes.length || sync !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const [version, layer] = [second >> 3 & 3, second >> 1 & 3];
  const [rateIndex, frequency] = [third >> 4, third >> 2 & 3];
  if (version === 1 || (layer !== 1 && layer !== 2) || rateIndex === 0 || rateIndex === 15 || frequency === 3) {
    return undefined;
  }
  const isV1 = version === 3;
  const kbits = (isV1 ? (layer === 1 ? LAYER3_V1 : LAYER2_V1) : LAYER23_V2)[rateIndex] ?? 0;
  const rateHz = (RATES_HZ[frequency] ?? 0) >> (isV1 ? 0 : version === 2 ? 1 : 2);
  const samplesPer8Bits = layer === 1 && !isV1 ? 72 : 144;
  const length = Math.floor(samplesPer8Bits * kbits * 1000 / rateHz) + (third >> 1 & 1);
  return { length, rateHz, kind: second & 0xfe | frequency << 8 };
}

/**
 * Finds the first frame that is followed by another of the same kind.
 *
 * @param bytes The bytes.
 * @param isWhole Whether no more bytes follow: then the last frame needs no successor.
 * @returns Its index; -1 if there is none.
 */
export function firstFrame(bytes: Uint8Array, isWhole: boolean): number {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const head = frameHead(bytes, at);
    if (head === undefined) continue;
    const next = frameHead(bytes, at + head.length);
    if (next?.kind === head.kind || (isWhole && at + head.length === bytes.length)) return at;
  }
  return -1;
}

/** The length of a leading ID3 tag: version 2, or the 128 bytes of version 1; 0 if there is none. */
export function tagLength(bytes: Uint8Array): number {
  if (ascii(bytes, 0, 3) === "TAG") return 128;
  if (ascii(bytes, 0, 3) !== "ID3" || bytes.length < 10) return 0;
  const [, , , , , flags = 0, a = 0, b = 0, c = 0, d = 0] = bytes;
  return 10 + (a << 21 | b << 14 | c << 7 | d) + (flags & 0x10 ? 10 : 0);
}
