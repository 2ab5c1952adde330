/**
 * The formats of sound, by the bytes that they begin with.
 *
 * @module
 */
import { ascii, viewOf } from "./bytes.ts";

/** Whether a WAVE file begins at a place. */
export function isWave(bytes: Uint8Array, at = 0): boolean {
  return /^(RIFF|RIFX|RF64|BW64)$/.test(ascii(bytes, at, 4)) && ascii(bytes, at + 8, 4) === "WAVE";
}

/** Formats by the letters at a place of their beginning. */
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

/** The bytes by which a format is told. */
export const FORMAT_BYTES = 12;

/** Formats whose letters are long enough to be looked for within samples: chance makes five right bytes in weeks. */
const RARE_BYTES = 5;

/**
 * The format that begins at a place.
 *
 * @param bytes The bytes.
 * @param at The place.
 * @returns Its name; `undefined` when no letters tell.
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

/** ID3 version 2.2 to 2.4, whose length is in four bytes of seven bits. */
function isId3(bytes: Uint8Array, at: number): boolean {
  if (ascii(bytes, at, 3) !== "ID3") return false;
  const [version = 0, , flags = 0, ...length] = bytes.subarray(at + 3, at + 10);
  return version >= 2 && version <= 4 && (flags & 0x0f) === 0 && length.length === 4 &&
    length.every((byte) => byte < 128);
}

/** The first bytes of formats that are looked for within samples. */
const FIRST_BYTES = new Set(
  ["R", "B", "O", "f", "I", "F", "\x1a", "0", ".", "c", "#", "L"].map((letter) => letter.charCodeAt(0)),
);

/**
 * Where another format, or the notes of a WAVE file, begin within samples.
 *
 * @param bytes Samples, perhaps with something behind them.
 * @returns The place; -1 if there is none.
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

/** A box of a plausible length with a brand of letters. */
function isMp4(bytes: Uint8Array, at: number): boolean {
  if (ascii(bytes, at + 4, 4) !== "ftyp") return false;
  return viewOf(bytes).getUint32(at) <= 256 && /^[\w ]{4}$/.test(ascii(bytes, at + 8, 4));
}

/** The head of EBML, whose first element is its version. */
function isWebm(head: string): boolean {
  return head.startsWith("\x1aE\xdf\xa3") &&
    ["B\x82", "B\x86", "B\xf2", "B\xf3", "B\xf7"].some((id) => head.includes(id, 4));
}

/** The notes of a WAVE file whose length is not told. */
export function isNotes(head: string): boolean {
  return head.startsWith("LIST") && /^(INFO|adtl)/.test(head.slice(8));
}

/** How far into a body the head of a file is looked for that was cut, in bytes. */
const CUT_HEAD_BYTES = 256;

/**
 * The end of the head of a WAVE or AIFF file whose first letters were cut off.
 *
 * @param bytes The beginning of a body.
 * @returns Where its samples begin; 0 when no head is left.
 */
export function cutHeadEnd(bytes: Uint8Array): number {
  const head = ascii(bytes, 0, Math.min(bytes.length, CUT_HEAD_BYTES));
  const wave = head.lastIndexOf("data");
  if (wave >= 0) return wave + 8;
  const aiff = head.lastIndexOf("SSND");
  return aiff < 0 ? 0 : aiff + 16;
}
