/**
 * Distinguishes text from audio.
 *
 * @module
 */
import { concat } from "../../../../../core/bytes.ts";
import { NotSoundError, type Sound, type SoundReader } from "./sound.ts";

/** Bytes examined, and the minimum needed if nothing else indicates text. */
const LOOK_BYTES = 512;
const MIN_BYTES = 16;

/** Control characters that occur in text: whitespace and terminal escapes. */
const TEXT_CONTROLS = new RegExp(`[\\s${String.fromCharCode(27)}]`, "g");

/**
 * Decodes bytes that are text.
 *
 * @param bytes The beginning of a body, or all of it.
 * @param options `isExpected`: whether something else indicates text; `isWhole`: whether no more bytes follow.
 * @returns The text; `undefined` if the bytes are not text.
 */
export function textIn(
  bytes: Uint8Array,
  { isExpected = false, isWhole = true }: { isExpected?: boolean; isWhole?: boolean } = {},
): string | undefined {
  const look = bytes.subarray(0, LOOK_BYTES);
  if (look.length === 0 || (look.length < MIN_BYTES && !isExpected && !isWhole)) return undefined;
  if ((look[0] === 0xff && look[1] === 0xfe) || (look[0] === 0xfe && look[1] === 0xff)) {
    const wide = new TextDecoder(look[0] === 0xff ? "utf-16le" : "utf-16be").decode(look);
    return /^[ -~\s]+$/.test(wide) ? wide : undefined;
  }
  // A character may be cut off at the end of the examined bytes; that is not an error.
  const text = new TextDecoder().decode(look, { stream: true });
  return /[\p{Cc}\ufffd]/u.test(text.replace(TEXT_CONTROLS, "")) ? undefined : text;
}

/** Maximum length of a text that is quoted in an error, in bytes. */
const MAX_WORDS_BYTES = 4096;

/** Reads text received in place of audio. */
export class WordsReader implements SoundReader {
  #text: Uint8Array<ArrayBuffer> = new Uint8Array();

  push(bytes: Uint8Array): Sound[] {
    this.#text = concat([this.#text, bytes]);
    return this.#text.length < MAX_WORDS_BYTES ? [] : this.end();
  }

  /** @throws {NotSoundError} With the text. */
  end(): never {
    const wide = this.#text[0] === 0xff ? "utf-16le" : this.#text[0] === 0xfe ? "utf-16be" : "utf-8";
    throw new NotSoundError("text", new TextDecoder(wide).decode(this.#text));
  }

  close(): void {}
}
