/**
 * The report to a client about text that the voice cannot speak.
 *
 * @module
 */

/** Characters of a text shown in a message. */
const SHOWN_CHARS = 80;

/**
 * Describes a part of a text that is not spoken, with a remedy.
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
