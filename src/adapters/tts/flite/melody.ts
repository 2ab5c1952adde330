/**
 * The melody of a voice: its pitch as the prosody wants it, and the rise at the end of a question.
 *
 * @module
 */
import { isVowel } from "./align.ts";
import type { Prosody } from "./prosody.ts";
import type { Span, TimedPhone, Utterance } from "./utterance.ts";
import { FRAME_MS } from "./vocoder/parameters.ts";
import type { Voice } from "./voices.ts";

/**
 * How far a question rises, in octaves. That a terminal rise is heard as a question: K. Hadding-Koch and
 * M. Studdert-Kennedy, "An experimental study of some intonation contours", Phonetica 11 (1964). The size is our own.
 */
const RISE_OCTAVES = 0.6;

/** No pitch leaves this range, in Hz. */
const LIMITS_HZ = [40, 800] as const;

/** Words that ask for something: a question that begins with one falls at its end like a statement. */
const QUESTION_WORDS = new Set("who whom whose what what's which where where's when why how how's".split(" "));

/** What moves a melody. */
export interface MelodyChange {
  readonly voice: Voice;
  readonly prosody: Prosody;
  /** Where it rises, on top of that. */
  readonly rise: Span | undefined;
}

/**
 * Moves a melody: the spread of its pitch is scaled in octaves around the voice's mean, so that no pitch falls below
 * zero however wide it gets.
 *
 * @param pitchHz Pitch in Hz, frame by frame; 0 where unvoiced.
 */
export function moveMelody(pitchHz: Float32Array, { voice, prosody, rise }: MelodyChange): Float32Array {
  const range = prosody.range * voice.widening;
  return pitchHz.map((hz, frame) => {
    if (hz <= 0) return 0;
    const octaves = rise === undefined ? 0 : RISE_OCTAVES * shareOf(rise, frame * FRAME_MS);
    const moved = voice.meanHz * prosody.pitch * (hz / voice.meanHz) ** range * 2 ** octaves;
    return Math.min(LIMITS_HZ[1], Math.max(LIMITS_HZ[0], moved));
  });
}

/** How much of a span is over, 0..1. */
function shareOf({ startMs, endMs }: Span, atMs: number): number {
  return Math.min(1, Math.max(0, (atMs - startMs) / Math.max(1, endMs - startMs)));
}

/**
 * Where the end of an utterance rises, because it can be answered by yes or no.
 *
 * @param utterance What is spoken.
 * @param spans When its tokens are spoken.
 * @param phones Its phones.
 * @returns From the first vowel of the last word to the last sound; nothing for what is no such question.
 */
export function riseOf(
  { tokens }: Utterance,
  spans: readonly Span[],
  phones: readonly TimedPhone[],
): Span | undefined {
  const last = spans.at(-1);
  if (last === undefined || tokens.at(-1)?.pause !== "question") return undefined;
  const clause = tokens.findLastIndex(({ pause }, index) => pause !== "none" && index < tokens.length - 1) + 1;
  const opening = tokens.slice(clause, clause + 2).map(({ words }) => words);
  if (opening.some((word) => QUESTION_WORDS.has(word))) return undefined;
  const vowel = phones.find(({ phone, startMs }) => startMs >= last.startMs && isVowel(phone));
  return { startMs: vowel?.startMs ?? last.startMs, endMs: last.endMs };
}
