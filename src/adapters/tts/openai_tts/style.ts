/**
 * Builds requests: speed and instructions from the control, and texts split to the service's limit.
 *
 * @module
 */
import { styleHints } from "../../../control/prompt.ts";
import { isRefusal } from "../../openai/concessions.ts";
import type { WireFailure } from "../../openai/errors.ts";
import type { Control, Persona } from "../../../contract/controls.ts";

/** The API's range of `speed`. */
const SPEED_RANGE = { min: 0.25, max: 4 } as const;

/** Relative speed-up at full arousal and expressivity: small enough to still sound like the same voice. */
const AROUSAL_SHARE = 0.15;

/** The speaking rate: the persona's, slightly raised or lowered by its arousal. */
export function speedOf({ emotion, character }: Control): number {
  const speed = character.speech_rate * (1 + AROUSAL_SHARE * emotion.arousal * character.expressivity);
  return Math.round(Math.min(SPEED_RANGE.max, Math.max(SPEED_RANGE.min, speed)) * 100) / 100;
}

/** Instructions for a model that accepts them. They omit the tempo, which has its own parameter. */
export function directionsOf(control: Control, persona: Persona): string {
  return styleHints({ ...control, character: { ...control.character, speech_rate: 1 } }, persona);
}

/**
 * Splits a text to the service's limit: after a sentence, else between words, else anywhere.
 *
 * @param text The text.
 * @param maxChars Maximum length of a piece, in UTF-16 code units.
 */
export function piecesOf(text: string, maxChars: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > maxChars) {
    const window = rest.slice(0, maxChars + 1);
    const sentence = window.search(/[.!?…][^.!?…]*$/u);
    const space = window.lastIndexOf(" ");
    const end = sentence > 0 ? sentence + 1 : space > 0 ? space : wholePoint(rest, maxChars);
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest === "" ? pieces : [...pieces, rest];
}

/** The shortest text that is cut because a server calls it too long, in UTF-16 code units. */
const LEAST_CHARS = 40;

/** How servers say that a text is too long: OpenAI's, FastAPI's, Deepgram's, ElevenLabs', Google's. */
const TOO_LONG =
  /\b(text|input|characters?|string)\b.{0,60}\b(too long|at most|exceed\w*|longer than|less than|maximum|limit)|\bmax\w*\b.{0,20}\b(characters?|length)/i;

/**
 * The length to which texts are cut after a refusal.
 *
 * @param text The refused text.
 * @param failure The server's error.
 * @returns UTF-16 code units; `undefined` if the text was not refused for its length.
 */
export function fewerChars(text: string, failure: WireFailure): number | undefined {
  const { message = "" } = failure;
  if (text.length <= LEAST_CHARS || !(isRefusal(failure) || failure.status === 413)) return undefined;
  if (failure.status !== 413 && !TOO_LONG.test(message)) return undefined;
  const limits = [...message.matchAll(/\d[\d,]*/g)].map(([number]) => Number(number.replaceAll(",", "")))
    .filter((limit) => limit >= LEAST_CHARS && limit < text.length);
  return limits.length > 0 ? Math.max(...limits) : Math.max(LEAST_CHARS, text.length >> 1);
}

/** The last index up to `end` that does not split a surrogate pair. */
function wholePoint(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code < 0xdc00 && end > 1 ? end - 1 : end;
}
