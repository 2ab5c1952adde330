/**
 * Speaks without workers, so that tests of what is spoken are quick.
 *
 * @module
 */
import type { Direction, PhonePart, WordPart } from "../../../../../src/contract/adapter.ts";
import type { PartialControl } from "../../../../../src/contract/controls.ts";
import type { VoiceSettings } from "../../../../../src/contract/persona/voice_settings.ts";
import { resolveControl } from "../../../../../src/control/mapper.ts";
import { phoneMarks, wordMarks } from "../../../../../src/adapters/tts/neural_tts/marks/marks.ts";
import { readModels, readVocabulary } from "../../../../../src/adapters/tts/neural_tts/models.ts";
import { planSpeech } from "../../../../../src/adapters/tts/neural_tts/prosody/plan.ts";
import { BUILT_IN_VOICES, DEFAULT } from "../../../../../src/adapters/tts/neural_tts/prosody/voices.ts";
import { Speaker } from "../../../../../src/adapters/tts/neural_tts/synthesis/speaker.ts";
import { WARMUP_TEXT } from "../../../../../src/adapters/tts/neural_tts/warmup.ts";
import { openReadingData, readReadingFiles } from "../../../../../src/reading/data.ts";
import { createReader } from "../../../../../src/reading/reader.ts";

const SAMPLES_PER_MS = 24;

const vocabulary = await readVocabulary();
const reader = createReader(openReadingData(await readReadingFiles()));

/** The voices of the project, by name. */
export const VOICES = Object.entries(BUILT_IN_VOICES);

/** A text as it is read. */
export const read = (text: string) => reader.read(text);

/** A resolved control. */
export function controlOf(turn: PartialControl = {}) {
  return resolveControl({ turn, persona: { control: {} }, personaId: "default" });
}

/** The plan of a text. */
export function planOf(
  text: string,
  turn?: PartialControl,
  voice: VoiceSettings = DEFAULT,
  directions: readonly Direction[] = [],
) {
  return planSpeech({ reading: read(text), control: controlOf(turn), voice, vocabulary, directions });
}

let speaker: Speaker | undefined;

async function theSpeaker(): Promise<Speaker> {
  const models = await readModels(BUILT_IN_VOICES, "neural_tts");
  return speaker ??= new Speaker(models, planOf(WARMUP_TEXT)[0]?.utterance.ids ?? []);
}

/** What was said. */
export interface Said {
  readonly pcm: Int16Array;
  readonly durationMs: number;
  readonly words: readonly WordPart[];
  readonly phones: readonly PhonePart[];
  /** Samples that the limiter changed. */
  readonly limited: number;
}

/** Says a text. */
export async function say(
  text: string,
  turn?: PartialControl,
  voice?: VoiceSettings,
  directions?: readonly Direction[],
): Promise<Said> {
  const speaker = await theSpeaker();
  const reading = read(text);
  const pieces: Int16Array[] = [];
  const said = { words: [] as WordPart[], phones: [] as PhonePart[] };
  let [samples, limited] = [0, 0];
  for (const phrase of planOf(text, turn, voice, directions)) {
    const offsetMs = samples / SAMPLES_PER_MS;
    const generator = speaker.speak(phrase.utterance);
    for (let next = generator.next();; next = generator.next()) {
      const { pcm, boundariesMs, limited: changed = 0 } = next.value;
      pieces.push(pcm);
      samples += pcm.length;
      limited += changed;
      if (boundariesMs !== undefined) {
        const times = boundariesMs.map((ms) => ms + offsetMs);
        said.words.push(...wordMarks(reading, phrase, times));
        said.phones.push(...phoneMarks(reading.phonemes.slice(phrase.from, phrase.to), times));
      }
      if (next.done) break;
    }
  }
  const pcm = new Int16Array(samples);
  let at = 0;
  for (const piece of pieces) {
    pcm.set(piece, at);
    at += piece.length;
  }
  return { pcm, durationMs: samples / SAMPLES_PER_MS, ...said, limited };
}
