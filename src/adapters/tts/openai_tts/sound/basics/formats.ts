/**
 * Detects audio formats by their first bytes.
 *
 * @module
 */
import { ascii, viewOf } from "./bytes.ts";

/** Whether a WAVE file begins at an index. */
function isWave(bytes: Uint8Array, at = 0): boolean {
  return /^(RIFF|RIFX|RF64|BW64)$/.test(ascii(bytes, at, 4)) && ascii(bytes, at + 8, 4) === "WAVE";
}

/** Formats by their magic bytes. */
const LETTERS: readonly (readonly [letters: string, at: number, name: string])[] = [
  ["OggS\0", 0, "Ogg"],
  ["fLaC\0\0\0\x22", 0, "FLAC"],
  ["ftyp", 4, "MP4 or M4A (AAC)"],
  ["\x1aE\xdf\xa3", 0, "WebM"],
  ["ADIF", 0, "AAC"],
  [".snd\0\0\0", 0, "AU"],
  ["caff\0\x01", 0, "CAF"],
  ["#!AMR", 0, "AMR"],
  ["#!SILK_V3", 0, "SILK"],
  ["#!SILK_V3", 1, "SILK"],
  ["wvpk", 0, "WavPack"],
  ["MAC ", 0, "Monkey's Audio"],
  ["0&\xb2u\x8ef\xcf\x11", 0, "WMA"],
  ["\x1f\x8b\x08", 0, "gzip"],
  ["PK\x03\x04", 0, "ZIP"],
  ["%PDF", 0, "PDF"],
  ["\x89PNG", 0, "PNG"],
];

/** Number of bytes needed to detect a format. */
export const FORMAT_BYTES = 12;

/** Formats whose magic is long enough to search for within samples: five bytes match by chance once in weeks. */
const RARE_BYTES = 5;

/**
 * Detects the format that begins at an index.
 *
 * @param bytes The bytes.
 * @param at The index.
 * @returns Its name; `undefined` if no magic matches.
 */
export function formatAt(bytes: Uint8Array, at = 0): string | undefined {
  if (isWave(bytes, at)) return "WAVE";
  const head = ascii(bytes, at, FORMAT_BYTES);
  if (isId3(bytes, at)) return "MP3";
  if (head.startsWith("FORM") && /^AIF[FC]$/.test(head.slice(8))) return "AIFF";
  if (head.startsWith("RIFF") && head.length === FORMAT_BYTES && /^[ -~]{4}$/.test(head.slice(8))) {
    return "RIFF without WAVE";
  }
  return LETTERS.find(([letters, place]) => head.startsWith(letters, place))?.[2];
}

/** ID3 version 2.2 to 2.4, with its length as four 7-bit bytes. */
function isId3(bytes: Uint8Array, at: number): boolean {
  if (ascii(bytes, at, 3) !== "ID3") return false;
  const [version = 0, , flags = 0, ...length] = bytes.subarray(at + 3, at + 10);
  return version >= 2 && version <= 4 && (flags & 0x0f) === 0 && length.length === 4 &&
    length.every((byte) => byte < 128);
}

/** The first bytes of the formats that are searched for within samples. */
const FIRST_BYTES = new Set(
  ["R", "B", "O", "f", "I", "F", "\x1a", "0", ".", "c", "#", "L"].map((letter) => letter.charCodeAt(0)),
);

/**
 * Finds another format, or a WAVE file's metadata, within samples.
 *
 * @param bytes Samples, possibly followed by something else.
 * @returns Its index; -1 if there is none.
 */
export function formatWithin(bytes: Uint8Array): number {
  for (let at = 0; at + FORMAT_BYTES <= bytes.length; at++) {
    if (!FIRST_BYTES.has(bytes[at] ?? 0) && bytes[at + 4] !== 0x66) continue;
    const head = ascii(bytes, at, FORMAT_BYTES);
    const name = formatAt(bytes, at);
    const isRare = name === "WAVE" || name === "MP3" || name === "AIFF" || isMp4(bytes, at) || isWebm(head) ||
      LETTERS.some(([letters, place, named]) => named === name && place === 0 && letters.length >= RARE_BYTES);
    if (isRare || isNotes(head)) return at;
  }
  return -1;
}

/** An MP4 box with a plausible length and an alphabetic brand. */
function isMp4(bytes: Uint8Array, at: number): boolean {
  if (ascii(bytes, at + 4, 4) !== "ftyp") return false;
  return viewOf(bytes).getUint32(at) <= 256 && /^[\w ]{4}$/.test(ascii(bytes, at + 8, 4));
}

/** An EBML header; its first element is the version. */
function isWebm(head: string): boolean {
  return head.startsWith("\x1aE\xdf\xa3") &&
    ["B\x82", "B\x86", "B\xf2", "B\xf3", "B\xf7"].some((id) => head.includes(id, 4));
}

/** The metadata of a WAVE file of unknown length. */
export function isNotes(head: string): boolean {
  return head.startsWith("LIST") && /^(INFO|adtl)/.test(head.slice(8));
}

/** How many bytes of a body are searched for a truncated file header. */
const CUT_HEAD_BYTES = 256;

/**
 * Finds the end of a WAVE or AIFF header whose first bytes are missing.
 *
 * @param bytes The beginning of a body.
 * @returns Where the samples begin; 0 if there is no such header.
 */
export function cutHeadEnd(bytes: Uint8Array): number {
  const head = ascii(bytes, 0, Math.min(bytes.length, CUT_HEAD_BYTES));
  const wave = head.lastIndexOf("data");
  if (wave >= 0) return wave + 8;
  const aiff = head.lastIndexOf("SSND");
  return aiff < 0 ? 0 : aiff + 16;
}
