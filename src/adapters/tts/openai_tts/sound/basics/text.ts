/**
 * Tells text from sound.
 *
 * @module
 */
import { joined } from "./bytes.ts";
import { NotSoundError, type Sound, type SoundReader } from "./sound.ts";

/** How much is looked at, in bytes, and the least that is enough where nothing else says that it is text. */
const LOOK_BYTES = 512;
const MIN_BYTES = 16;

/** Control characters that texts have: blanks, and what colours a terminal. */
const TEXT_CONTROLS = new RegExp(`[\\s${String.fromCharCode(27)}]`, "g");

/**
 * The text that bytes are.
 *
 * @param bytes The beginning of a body, or all of it.
 * @param options `isExpected`: whether something else says that they are text; `isWhole`: whether nothing follows.
 * @returns The text; `undefined` when they are none.
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
  // A character that is cut at the end of what is looked at is none of the text's fault.
  const text = new TextDecoder().decode(look, { stream: true });
  return /[\p{Cc}\ufffd]/u.test(text.replace(TEXT_CONTROLS, "")) ? undefined : text;
}

/** How much of a text is read for its words, in bytes. */
const MAX_WORDS_BYTES = 4096;

/** Reads the words that came in place of sound. */
export class WordsReader implements SoundReader {
  #text: Uint8Array<ArrayBuffer> = new Uint8Array();

  push(bytes: Uint8Array): Sound[] {
    this.#text = joined(this.#text, bytes);
    return this.#text.length < MAX_WORDS_BYTES ? [] : this.end();
  }

  /** @throws {NotSoundError} With the words. */
  end(): never {
    const wide = this.#text[0] === 0xff ? "utf-16le" : this.#text[0] === 0xfe ? "utf-16be" : "utf-8";
    throw new NotSoundError("text", new TextDecoder(wide).decode(this.#text));
  }

  close(): void {}
}
