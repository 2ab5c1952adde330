/**
 * When words and phones are heard: exact, from the durations used for synthesis.
 *
 * @module
 */
import type { PhonePart, WordPart } from "../../../../contract/adapter.ts";
import type { Reading } from "../../../../reading/reading.ts";
import type { Phrase } from "../prosody/phrases.ts";
import { PAUSE, roleOf } from "../prosody/phones.ts";

/** A silence shorter than this is part of the phone before it: a closure, not a pause. ms */
const SHORTEST_PAUSE_MS = 60;

/**
 * Marks the words of an utterance, with times in the utterance and offsets in the source text.
 *
 * @param reading What is spoken.
 * @param phrase The range of its phonemes in the utterance.
 * @param boundariesMs When each phoneme begins, including the leading silence, and when the last one ends.
 */
export function wordMarks({ words }: Reading, { from, to }: Phrase, boundariesMs: Float32Array): WordPart[] {
  return words.flatMap(({ text, charStart, charEnd, phonemeStart, phonemeEnd }) => {
    // A word belongs to the utterance in which it begins.
    if (phonemeStart < from || phonemeStart >= to || phonemeEnd <= phonemeStart) return [];
    const end = Math.min(phonemeEnd, to);
    const [startMs, endMs] = [boundariesMs[phonemeStart - from + 1] ?? 0, boundariesMs[end - from + 1] ?? 0];
    return [{ type: "word" as const, text, startMs, endMs, charStart, charEnd }];
  });
}

/**
 * Marks the phones and silences of an utterance, without gaps from its first sample to its last.
 *
 * @param phonemes The phonemes of the utterance.
 * @param boundariesMs See {@linkcode wordMarks}.
 */
export function phoneMarks(phonemes: string, boundariesMs: Float32Array): PhonePart[] {
  const marks: PhonePart[] = [];
  let current = { phone: PAUSE, startMs: 0 };
  const begin = (phone: string, startMs: number) => {
    if (phone === PAUSE && current.phone === PAUSE) return;
    if (startMs > current.startMs) marks.push({ type: "phone", ...current, endMs: startMs });
    current = { phone, startMs };
  };
  /** Where a phone begins if the preceding symbol belongs to it. */
  let headMs: number | undefined;
  for (let index = 0; index < phonemes.length; index++) {
    const role = roleOf(phonemes.charAt(index), phonemes[index - 1]);
    const [startMs, endMs] = [boundariesMs[index + 1] ?? 0, boundariesMs[index + 2] ?? 0];
    if (role.type === "phone" || (role.type === "pause" && endMs - startMs >= SHORTEST_PAUSE_MS)) {
      begin(role.type === "phone" ? role.phone : PAUSE, headMs ?? startMs);
      headMs = undefined;
    } else if (role.type === "head") headMs ??= startMs;
    // The gap between two words is split in half, or belongs to the second if silence precedes it.
    else if (role.type === "blank") headMs ??= current.phone === PAUSE ? endMs : (startMs + endMs) / 2;
  }
  const endMs = boundariesMs.at(-1) ?? 0;
  begin(PAUSE, Math.min(endMs, boundariesMs[phonemes.length + 1] ?? endMs));
  if (endMs > current.startMs) marks.push({ type: "phone", ...current, endMs });
  return marks;
}
