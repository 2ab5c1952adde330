/**
 * The melody of a voice: its pitch as the prosody wants it, and the rise at the end of a question.
 *
 * @module
 */
import { isVowel } from "./align.ts";
import { changePitch } from "./dsp/psola.ts";
import type { Prosody } from "./prosody.ts";
import type { Span, TimedPhone, Utterance } from "./utterance.ts";
import type { Voice } from "./voices.ts";
import { FLITE_HZ } from "./wav.ts";

/** Changes smaller than this (as a factor, up or down) are not worth touching the voice for. */
const AUDIBLE_PITCH = 1.01;
const AUDIBLE_RANGE = 1.08;

/**
 * How far a question rises, in octaves. That a terminal rise is heard as a question: K. Hadding-Koch and
 * M. Studdert-Kennedy, "An experimental study of some intonation contours", Phonetica 11 (1964). The size is our own.
 */
const RISE_OCTAVES = 0.6;

/** The rise fades in over this, in ms, so that the voice has no seam where it begins. */
const SEAM_MS = 8;

/** Words that ask for something: a question that begins with one falls at its end like a statement. */
const QUESTION_WORDS = new Set("who whom whose what what's which where where's when why how how's".split(" "));

/** Whether the prosody moves the pitch of a voice so far that it can be heard. */
export function changesPitch({ pitch, range }: Prosody, { widening }: Voice): boolean {
  const audible = (factor: number, threshold: number) => factor > threshold || factor < 1 / threshold;
  return audible(pitch, AUDIBLE_PITCH) || audible(range * widening, AUDIBLE_RANGE);
}

/** Moves the pitch of a voice that Flite cannot move. */
export function setPitch(sound: Float32Array<ArrayBuffer>, voice: Voice, prosody: Prosody): Float32Array<ArrayBuffer> {
  if (voice.nativePitch || !changesPitch(prosody, voice)) return sound;
  const [minHz, maxHz] = voice.rangeHz;
  return changePitch(sound, {
    sampleRate: FLITE_HZ,
    minHz,
    maxHz,
    // The spread is scaled in octaves, so that no pitch falls below zero however wide it gets.
    target: (pitchHz) => voice.meanHz * prosody.pitch * (pitchHz / voice.meanHz) ** (prosody.range * voice.widening),
  });
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
  { tokens, to }: Utterance,
  spans: readonly Span[],
  phones: readonly TimedPhone[],
): Span | undefined {
  const last = spans.at(-1);
  if (last === undefined || to < tokens.length || tokens.at(-1)?.pause !== "question") return undefined;
  const clause = tokens.findLastIndex(({ pause }, index) => pause !== "none" && index < tokens.length - 1) + 1;
  const opening = tokens.slice(clause, clause + 2).map(({ words }) => words);
  if (opening.some((word) => QUESTION_WORDS.has(word))) return undefined;
  const vowel = phones.find(({ phone, startMs }) => startMs >= last.startMs && isVowel(phone));
  return { startMs: vowel?.startMs ?? last.startMs, endMs: last.endMs };
}

/** Lets the pitch rise towards the end of a span. */
export function raise(sound: Float32Array<ArrayBuffer>, rise: Span, { rangeHz }: Voice, { pitch }: Prosody): void {
  const from = Math.round(rise.startMs * FLITE_HZ / 1000);
  const part = sound.slice(from);
  const length = (rise.endMs - rise.startMs) * FLITE_HZ / 1000;
  const raised = changePitch(part, {
    sampleRate: FLITE_HZ,
    minHz: rangeHz[0] * pitch,
    maxHz: rangeHz[1] * pitch,
    target: (pitchHz, at) => pitchHz * 2 ** (RISE_OCTAVES * Math.min(1, at / length)),
  });
  const seam = SEAM_MS * FLITE_HZ / 1000;
  for (let i = 0; i < raised.length; i++) {
    const share = Math.min(1, i / seam);
    sound[from + i] = (1 - share) * (part[i] ?? 0) + share * (raised[i] ?? 0);
  }
}
