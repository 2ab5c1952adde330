/**
 * The stream of a turn: segments of text in, marks and audio out, computed as it is read.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";
import type { SpeechPart, SpeechSegment, TurnContext } from "../../../contract/adapter.ts";
import { generatedStream, readInput } from "../../kit/streams.ts";
import { planBreaths } from "./plan.ts";
import type { SpeechPool } from "./pool.ts";
import { prosodyOf } from "./prosody.ts";
import { type SpokenToken, toSpokenTokens } from "./text/front_end.ts";
import { type Marks, OUTPUT_HZ } from "./utterance.ts";
import type { VoiceName } from "./voices.ts";

/** Audio leaves in pieces of this length, in ms. */
const CHUNK_MS = 50;

/** What a turn's speech is made with. */
export interface SpeakingTurn {
  readonly pool: Pick<SpeechPool, "speak">;
  readonly voice: VoiceName;
  readonly clock: Clock;
  readonly context: Pick<TurnContext, "signal" | "log">;
}

/**
 * Speaks segments, one after the other. Nothing is computed before the returned stream is read, and never more than
 * one utterance ahead of the reader.
 */
export function speakSegments(input: ReadableStream<SpeechSegment>, turn: SpeakingTurn): ReadableStream<SpeechPart> {
  return generatedStream(turn.context.signal, async function* (signal) {
    const sound = new SoundClock(turn.clock);
    for await (const segment of readInput(input, signal)) yield* speakSegment(segment, { ...turn, sound, signal });
  });
}

/** Knows when the sound that is out will have been heard, if its listener hears it without a pause. */
class SoundClock {
  readonly #clock: Clock;
  #endsMs = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** When more sound is needed, in ms on the clock: at once, where there is none. */
  get dueMs(): number {
    return Math.max(this.#endsMs, this.#clock.now());
  }

  add(durationMs: number): void {
    this.#endsMs = this.dueMs + durationMs;
  }
}

async function* speakSegment(
  { index, text, control }: SpeechSegment,
  { pool, voice, context, sound, signal }: SpeakingTurn & { sound: SoundClock; signal: AbortSignal },
): AsyncGenerator<SpeechPart, void> {
  yield { type: "segment", index, text };
  const prosody = prosodyOf(control);
  let offsetMs = 0;
  const breaths = planBreaths(toSpokenTokens(text), { opening: index === 0 });
  if (breaths.length === 0) context.log.debug("Segment {index} holds nothing that this voice can say.", { index });
  for (const breath of breaths) {
    const tokens = breath.map(({ words, pause }) => ({ words, pause }));
    const pieces = pool.speak({ tokens, voice, prosody }, { dueMs: sound.dueMs, signal });
    let durationMs = 0;
    for await (const { pcm, marks } of readInput(pieces, signal)) {
      if (marks !== undefined) {
        durationMs = marks.durationMs;
        sound.add(durationMs);
        yield* marksOf(marks, breath, text, offsetMs);
      }
      yield* chunksOf(pcm);
    }
    offsetMs += durationMs;
  }
}

function* marksOf(
  marks: Marks,
  tokens: readonly SpokenToken[],
  text: string,
  offsetMs: number,
): Generator<SpeechPart, void> {
  for (const [index, { charStart, charEnd }] of tokens.entries()) {
    const span = marks.tokens[index];
    if (span === undefined) continue;
    const [startMs, endMs] = [span.startMs + offsetMs, span.endMs + offsetMs];
    yield { type: "word", text: text.slice(charStart, charEnd), startMs, endMs, charStart, charEnd };
  }
  for (const { phone, startMs, endMs } of marks.phones) {
    yield { type: "phone", phone, startMs: startMs + offsetMs, endMs: endMs + offsetMs };
  }
}

function* chunksOf(pcm: Int16Array<ArrayBuffer>): Generator<SpeechPart, void> {
  const size = CHUNK_MS * OUTPUT_HZ / 1000;
  for (let at = 0; at < pcm.length; at += size) {
    // A copy, because the receiver owns the bytes and may pass them on.
    const samples = pcm.slice(at, at + size);
    yield { type: "audio", pcm: new Uint8Array(samples.buffer) };
  }
}
