/**
 * Tells text from sound.
 *
 * @module
 */

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
