/**
 * Speech on its way from a source: on the turn's media clock, with the mouth shapes that go with it.
 *
 * @module
 */
import type { TimedViseme } from "../../contract/adapter.ts";
import { lipSyncStage } from "../../lipsync/lip_sync.ts";
import { mediaClock, type PlacedSpeech, type TimedSpeech } from "../../alignment/media_clock.ts";

/** How to time speech. */
export interface TimedSpeechOptions {
  /** Longest audio chunk, ms. */
  readonly chunkMs: number;
  /** Whether somebody looks at the lips. */
  readonly needsLips: boolean;
  /** Ends all stages. */
  readonly signal: AbortSignal;
}

/** Puts speech on the media clock: source ▷ media clock ▷ lip-sync. */
export function timedSpeech(
  speech: ReadableStream<PlacedSpeech>,
  { chunkMs, needsLips, signal }: TimedSpeechOptions,
): ReadableStream<TimedSpeech | TimedViseme> {
  return ReadableStream.from(failingInBand(speech))
    .pipeThrough(mediaClock({ chunkMs }), { signal })
    .pipeThrough(needsLips ? lipSyncStage() : new TransformStream<TimedSpeech>(), { signal });
}

/** Speech whose failure is its last part, so that no stage throws away what came before it. */
async function* failingInBand(speech: ReadableStream<PlacedSpeech>): AsyncGenerator<PlacedSpeech> {
  try {
    yield* speech;
  } catch (error) {
    yield { type: "failure", error };
  }
}
