/**
 * What a client is told about text that the voice cannot say.
 *
 * @module
 */

/** Characters of a text that a message shows. */
const SHOWN_CHARS = 80;

/**
 * Names a part of a text that is left out, and what to do about it.
 *
 * @param text The part as it is written.
 * @param reason What it is: a script, such as `Cyrillic`.
 */
export function unspeakableMessage(text: string, reason: string): string {
  const shown = text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
  return `the voice cannot say ${
    JSON.stringify(shown)
  } (${reason}) and leaves it out; choose a voice that speaks this ` +
    "language in components.tts, or write this part in a language of the voice";
}
