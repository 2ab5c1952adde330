/**
 * The stream of a turn: segments of text in, marks and audio out, computed as it is read.
 *
 * @module
 */
import type { SpeechPart, SpeechSegment, TurnContext } from "../../base.ts";
import { planUtterances } from "./plan.ts";
import type { SpeechPool } from "./pool.ts";
import { prosodyOf } from "./prosody.ts";
import { OUTPUT_HZ } from "./synthesizer.ts";
import { type SpokenToken, toSpokenTokens } from "./text/front_end.ts";
import type { Speech } from "./utterance.ts";
import type { VoiceName } from "./voices.ts";

/** Audio leaves in pieces of this length, in ms. */
const CHUNK_MS = 50;

/** What a turn's speech is made with. */
export interface SpeakingTurn {
  readonly pool: Pick<SpeechPool, "speak">;
  readonly voice: VoiceName;
  readonly context: Pick<TurnContext, "sessionId" | "signal">;
}

/**
 * Speaks segments, one after the other.
 *
 * Nothing is computed before the returned stream is read, and never more than one utterance ahead of the reader. When
 * the turn's signal aborts the stream errors with its reason at once; cancelling the stream ends the work as well.
 */
export function speakSegments(input: ReadableStream<SpeechSegment>, turn: SpeakingTurn): ReadableStream<SpeechPart> {
  const ended = new AbortController();
  const turnSignal = turn.context.signal;
  const signal = AbortSignal.any([turnSignal, ended.signal]);
  const reader = input.getReader();
  const parts = partsOf(reader, turn, signal);
  let onAbort = () => {};
  const finish = () => turnSignal.removeEventListener("abort", onAbort);
  const giveUpInput = (reason: unknown) => {
    // The input may have failed already; whoever made it knows.
    reader.cancel(reason).catch(() => {});
  };
  return new ReadableStream<SpeechPart>({
    start(controller) {
      onAbort = () => {
        controller.error(turnSignal.reason);
        giveUpInput(turnSignal.reason);
      };
      if (turnSignal.aborted) onAbort();
      else turnSignal.addEventListener("abort", onAbort, { once: true });
    },
    async pull(controller) {
      try {
        const { done, value } = await parts.next();
        if (turnSignal.aborted) return;
        if (!done) return controller.enqueue(value);
        finish();
        controller.close();
      } catch (error) {
        finish();
        if (turnSignal.aborted) return;
        giveUpInput(error);
        controller.error(error);
      }
    },
    cancel(reason) {
      finish();
      ended.abort(reason);
      giveUpInput(reason);
    },
  }, { highWaterMark: 0 });
}

async function* partsOf(
  reader: ReadableStreamDefaultReader<SpeechSegment>,
  turn: SpeakingTurn,
  signal: AbortSignal,
): AsyncGenerator<SpeechPart, void> {
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    yield* speakSegment(next.value, turn, signal);
  }
}

async function* speakSegment(
  { index, text, control }: SpeechSegment,
  { pool, voice, context }: SpeakingTurn,
  signal: AbortSignal,
): AsyncGenerator<SpeechPart, void> {
  yield { type: "segment", index, text };
  const prosody = prosodyOf(control);
  let offsetMs = 0;
  for (const tokens of planUtterances(toSpokenTokens(text), { opening: index === 0 })) {
    const spoken = tokens.map(({ words, pause }) => ({ words, pause }));
    const speech = await pool.speak({ tokens: spoken, voice, prosody }, { sessionId: context.sessionId, signal });
    yield* marksOf(speech, tokens, text, offsetMs);
    yield* chunksOf(speech.pcm);
    offsetMs += speech.pcm.length * 1000 / OUTPUT_HZ;
  }
}

function* marksOf(
  speech: Speech,
  tokens: readonly SpokenToken[],
  text: string,
  offsetMs: number,
): Generator<SpeechPart, void> {
  for (const [index, { charStart, charEnd }] of tokens.entries()) {
    const span = speech.tokens[index];
    if (span === undefined) continue;
    const [startMs, endMs] = [span.startMs + offsetMs, span.endMs + offsetMs];
    yield { type: "word", text: text.slice(charStart, charEnd), startMs, endMs, charStart, charEnd };
  }
  for (const { phone, startMs, endMs } of speech.phones) {
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
