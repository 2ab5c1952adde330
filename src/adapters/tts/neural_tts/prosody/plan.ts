/**
 * Turns a reading into utterances: phonemes and their prosody.
 *
 * @module
 */
import type { Direction, Manner } from "../../../../contract/adapter.ts";
import type { VoiceSettings } from "../../../../contract/persona/voice_settings.ts";
import type { PauseKind, Reading } from "../../../../reading/reading.ts";
import type { PhonemeShapes, Utterance } from "./utterance.ts";
import { type Expression, expressionOf } from "./expression.ts";
import { applyIntonation, plainShapes } from "./intonation.ts";
import { type Phrase, phrasesOf } from "./phrases.ts";

/**
 * Pause durations, ms, at a rate of 1. The order and the durations of comma, clause and sentence are those of read
 * speech: E. Campione and J. Véronis, "A large-scale multilingual study of silent pause duration" (Speech Prosody 2002).
 */
const PAUSE_MS: Readonly<Record<PauseKind, number>> = {
  group: 90,
  comma: 130,
  parenthesis: 150,
  clause: 260,
  ellipsis: 420,
  line: 340,
  item: 340,
  sentence: 360,
  heading: 520,
  paragraph: 560,
};

/** The phoneme id at both ends. */
const END = 0;

/** The model's phoneme ids. */
export type Vocabulary = Readonly<Record<string, number>>;

/** What to say, and how. */
export interface PlanRequest extends Manner {
  readonly reading: Reading;
  /** Changes of manner: each from the first word at or after `charStart` in the reading's source. */
  readonly directions?: readonly Direction[];
  readonly voice: VoiceSettings;
  readonly vocabulary: Vocabulary;
}

/** A part of a reading that is synthesized as a unit. */
export interface PlannedPhrase extends Phrase {
  readonly utterance: Utterance;
}

/** Plans how a reading is spoken. The same request gives the same plan. */
export function planSpeech(request: PlanRequest): PlannedPhrase[] {
  const { reading, voice, vocabulary } = request;
  const { phonemes } = reading;
  const phases = phasesOf(request);
  const shapes = plainShapes(phonemes.length);
  applyIntonation(
    reading,
    shapes,
    (phoneme) => phases.findLast(({ from }) => from <= phoneme)?.expression.endSt ?? 0,
  );
  for (const { kind, phonemeIndex } of reading.pauses) shapes.pauseMs[phonemeIndex] = PAUSE_MS[kind] * voice.pauses;
  return phrasesOf(reading).map(({ from, to }) => {
    const part = phonemes.slice(from, to);
    const ids = new Uint8Array(part.length + 2).fill(END);
    for (let index = 0; index < part.length; index++) {
      ids[index + 1] = vocabulary[part.charAt(index)] ?? vocabulary[" "] ?? END;
    }
    const expressions = phasesWithin(phases, from, to);
    const utterance = { voice, expressions, ids, shapes: sliceShapes(shapes, from, to), seed: hashOf(part) };
    return { from, to, utterance };
  });
}

/** The expression from a phoneme on. */
interface Phase {
  readonly from: number;
  readonly expression: Expression;
}

/** The expressions of a reading, in order. */
function phasesOf({ reading, directions = [], ...manner }: PlanRequest): Phase[] {
  const later = directions.flatMap((direction) => {
    const word = reading.words.find(({ charStart }) => charStart >= direction.charStart);
    return word === undefined ? [] : [{ from: word.phonemeStart, expression: expressionOf(direction) }];
  });
  return [{ from: 0, expression: expressionOf(manner) }, ...later];
}

/** The expressions of a run of phonemes, by their index in it with silence at both ends. */
function phasesWithin(phases: readonly Phase[], from: number, to: number): Phase[] {
  const first = phases.findLastIndex((phase) => phase.from <= from);
  return phases.slice(first).filter((phase, index) => index === 0 || phase.from < to)
    .map(({ expression, ...phase }) => ({ from: phase.from <= from ? 0 : phase.from - from + 1, expression }));
}

/** The shapes of a run of phonemes with silence at both ends. */
function sliceShapes(shapes: PhonemeShapes, from: number, to: number): PhonemeShapes {
  const around = (values: Float32Array, ends: number) => {
    const part = new Float32Array(to - from + 2).fill(ends);
    part.set(values.subarray(from, to), 1);
    return part;
  };
  const pitchSt = new Float32Array(to - from + 3);
  pitchSt.set(shapes.pitchSt.subarray(from, to + 1), 1);
  pitchSt[0] = pitchSt[1] ?? 0;
  return {
    stretch: around(shapes.stretch, 1),
    pauseMs: around(shapes.pauseMs, 0),
    pitchSt,
    range: around(shapes.range, 1),
    effort: around(shapes.effort, 0),
    upheld: Uint8Array.of(0, ...shapes.upheld.subarray(from, to), 0),
  };
}

/** Hashes a text (FNV-1a). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
