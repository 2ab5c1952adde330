/**
 * The stream of a turn: text segments in, marks and audio out, computed on demand.
 *
 * @module
 */
import type { Direction, Manner, SpeechPart, SpeechSegment, TurnContext } from "../../../contract/adapter.ts";
import type { Clock } from "../../../contract/clock.ts";
import { samplesToMs } from "../../../contract/pcm.ts";
import type { VoiceSettings } from "../../../contract/persona/voice_settings.ts";
import type { WorkerPool } from "../../../core/workers/pool.ts";
import type { PronunciationTable } from "../../../reading/pronunciations.ts";
import type { Reader } from "../../../reading/reader.ts";
import type { Reading } from "../../../reading/reading.ts";
import { generatedStream, readInput } from "../../../core/streams.ts";
import { phoneMarks, wordMarks } from "./marks/marks.ts";
import { type PlannedPhrase, planSpeech, type Vocabulary } from "./prosody/plan.ts";
import type { SpeakingSetup, SpeechPiece, Utterance } from "./prosody/utterance.ts";

/** The inputs of a turn's speech. */
export interface SpeakingTurn {
  readonly workers: Pick<WorkerPool<SpeakingSetup, Utterance, SpeechPiece>, "run">;
  readonly reader: Reader;
  readonly vocabulary: Vocabulary;
  readonly voice: VoiceSettings;
  readonly pronunciations: PronunciationTable | undefined;
  readonly clock: Clock;
  readonly context: Pick<TurnContext, "signal">;
}

/**
 * Speaks segments in order. Computes nothing before the returned stream is read, and at most
 * one piece ahead of the reader.
 */
export function speakSegments(input: ReadableStream<SpeechSegment>, turn: SpeakingTurn): ReadableStream<SpeechPart> {
  return generatedStream(turn.context.signal, async function* (signal) {
    const voice = new TurnVoice(turn, signal);
    for await (const segment of readInput(input, signal)) yield* voice.speak(segment);
  });
}

/** A segment's reading, and where its text begins in it. */
interface ReadSegment {
  readonly reading: Reading;
  readonly text: string;
  readonly offset: number;
}

class TurnVoice {
  readonly #turn: SpeakingTurn;
  readonly #signal: AbortSignal;
  /** When the audio sent so far will have been played, if it plays without a pause. */
  #endsMs = -Infinity;

  constructor(turn: SpeakingTurn, signal: AbortSignal) {
    this.#turn = turn;
    this.#signal = signal;
  }

  async *speak(segment: SpeechSegment): AsyncGenerator<SpeechPart, void> {
    const { index, text, directions = [] } = segment;
    const written: NonNullable<SpeechSegment["written"]> = segment.written ?? { text, offset: 0 };
    yield { type: "segment", index, text };
    const { reader, voice, vocabulary, pronunciations } = this.#turn;
    const reading = reader.read(written.text, {
      ...(pronunciations === undefined ? {} : { pronunciations }),
      ...(written.pronunciations === undefined ? {} : { inline: written.pronunciations }),
    });
    const read = { reading, text, offset: written.offset };
    yield* unspeakableParts(read);
    let offsetMs = 0;
    const offset = (direction: Direction) => ({ ...direction, charStart: direction.charStart + written.offset });
    const request = { ...mannerOf(segment), reading, voice, vocabulary, directions: directions.map(offset) };
    for (const phrase of planSpeech(request)) {
      offsetMs = yield* this.#speakPhrase(read, phrase, offsetMs);
    }
  }

  /** Speaks a phrase; returns where it ends in the segment, ms. */
  async *#speakPhrase(
    segment: ReadSegment,
    phrase: PlannedPhrase,
    offsetMs: number,
  ): AsyncGenerator<SpeechPart, number> {
    const { workers, clock } = this.#turn;
    let endMs = offsetMs;
    const dueMs = () => Math.max(this.#endsMs, clock.now());
    for await (const { pcm, boundariesMs } of workers.run(phrase.utterance, { dueMs, signal: this.#signal })) {
      if (boundariesMs !== undefined) yield* marksOf(segment, phrase, boundariesMs.map((ms) => ms + offsetMs));
      if (pcm.length === 0) continue;
      const durationMs = samplesToMs(pcm.length);
      this.#endsMs = dueMs() + durationMs;
      endMs += durationMs;
      yield { type: "audio", pcm: new Uint8Array(pcm.buffer) };
    }
    return endMs;
  }
}

function mannerOf({ control, whispers = false, gainDb = 0 }: SpeechSegment): Manner {
  return { control, whispers, gainDb };
}

function* marksOf(
  { reading, text, offset }: ReadSegment,
  phrase: PlannedPhrase,
  boundariesMs: Float32Array,
): Generator<SpeechPart, void> {
  for (const mark of wordMarks(reading, phrase, boundariesMs)) {
    const charStart = clamp(mark.charStart - offset, text.length);
    const charEnd = clamp(mark.charEnd - offset, text.length);
    if (charEnd > charStart) yield { ...mark, text: text.slice(charStart, charEnd), charStart, charEnd };
  }
  yield* phoneMarks(reading.phonemes.slice(phrase.from, phrase.to), boundariesMs);
}

/** Reports the parts of a segment that the voice cannot say. */
function* unspeakableParts({ reading, text, offset }: ReadSegment): Generator<SpeechPart, void> {
  for (const { charStart, charEnd, script } of reading.unspeakable) {
    const [start, end] = [clamp(charStart - offset, text.length), clamp(charEnd - offset, text.length)];
    if (end > start) yield { type: "unspeakable", charStart: start, charEnd: end, reason: script };
  }
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
