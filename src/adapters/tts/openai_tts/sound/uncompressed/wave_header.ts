/**
 * Reads the header of a WAVE file: RIFF, RIFX (big-endian) and RF64 or BW64 (longer than 4 GB), EBU Tech 3306.
 *
 * @module
 */
import { NotSoundError } from "../basics/sound.ts";
import { ascii, viewOf } from "../basics/bytes.ts";
import { MAX_RATE_HZ, MIN_RATE_HZ, type SampleFormat } from "../basics/samples.ts";

/** A header is four letters, a length, `WAVE`; then chunks of four letters, a length, and that number of bytes. */
const RIFF_BYTES = 12;
export const CHUNK_HEAD_BYTES = 8;

/** Maximum length of a header: `LIST` chunks are short. */
const MAX_HEADER_BYTES = 65_536;

/** Streaming servers, which do not know the length, write a value from here on. */
const UNKNOWN_BYTES = 0x7f000000;

const MAX_CHANNELS = 32;

/** The content of a header. */
export interface WaveHeader {
  readonly format: SampleFormat;
  /** Where the samples begin. */
  readonly start: number;
  /** Their length in bytes; `Infinity`: until the next header or the end. */
  readonly length: number;
}

/**
 * Walks the chunks up to `data`.
 *
 * @param bytes The beginning of a WAVE file.
 * @returns The header; `undefined` if more bytes are needed.
 * @throws {NotSoundError} If there is none, or its sample encoding is not supported.
 */
export function waveHeader(bytes: Uint8Array): WaveHeader | undefined {
  const view = viewOf(bytes);
  const isBigEndian = ascii(bytes, 0, 4) === "RIFX";
  let format: SampleFormat | undefined;
  let longLength: number | undefined;
  for (let at = RIFF_BYTES; at + CHUNK_HEAD_BYTES <= bytes.length;) {
    const name = ascii(bytes, at, 4);
    const size = view.getUint32(at + 4, !isBigEndian);
    const body = at + CHUNK_HEAD_BYTES;
    if (name === "data") {
      if (format === undefined) throw new NotSoundError("a WAVE file without a format before its data");
      return { format, start: body, length: lengthOf(size, longLength) };
    }
    if (body + size > bytes.length) break;
    if (name === "fmt ") format = formatAt(view, body, size, isBigEndian);
    if (name === "ds64" && size >= 16) longLength = Number(view.getBigUint64(body + 8, true));
    at = body + size + (size & 1);
  }
  if (bytes.length > MAX_HEADER_BYTES) throw new NotSoundError("a WAVE file without data");
  return undefined;
}

function lengthOf(size: number, longLength: number | undefined): number {
  if (size === 0xffffffff && longLength !== undefined && longLength > 0 && longLength < Number.MAX_SAFE_INTEGER) {
    return longLength;
  }
  return size === 0 || size >= UNKNOWN_BYTES ? Infinity : size;
}

function formatAt(view: DataView, at: number, size: number, isBigEndian: boolean): SampleFormat {
  if (size < 16) throw new NotSoundError("a WAVE file with a format that is cut short");
  const u16 = (offset: number) => view.getUint16(at + offset, !isBigEndian);
  const [channels, rateHz, align, bits] = [u16(2), view.getUint32(at + 4, !isBigEndian), u16(12), u16(14)];
  // WAVE_FORMAT_EXTENSIBLE holds the format code in the first bytes of its GUID.
  const code = u16(0) === 0xfffe && size >= 26 ? u16(24) : u16(0);
  const bytes = align % channels === 0 && align >= channels ? align / channels : Math.ceil(bits / 8);
  const encoding = encodingOf(code, bytes);
  const isFit = channels >= 1 && channels <= MAX_CHANNELS && rateHz >= MIN_RATE_HZ && rateHz <= MAX_RATE_HZ;
  if (encoding === undefined || !isFit) {
    const what = `a WAVE file of ${nameOf(code)}, ${channels} channels, ${bits} bits, ${rateHz} Hz`;
    throw new NotSoundError(what);
  }
  return { encoding, bytes, channels, rateHz, isBigEndian };
}

function encodingOf(code: number, bytes: number): SampleFormat["encoding"] | undefined {
  if (code === 1) return bytes === 1 ? "unsigned" : bytes <= 4 ? "int" : undefined;
  if (code === 3) return bytes === 4 || bytes === 8 ? "float" : undefined;
  if (bytes !== 1) return undefined;
  return code === 6 ? "alaw" : code === 7 ? "mulaw" : undefined;
}

function nameOf(code: number): string {
  const names: Readonly<Record<number, string>> = { 2: "ADPCM", 0x11: "IMA ADPCM", 0x55: "MP3", 0xff: "AAC" };
  return names[code] ?? `format ${code}`;
}
