/**
 * A model and a voice that need nothing: no network, no key, no files, and hardly any time.
 *
 * @module
 */
import {
  type Capabilities,
  type ChatMessage,
  type Health,
  type LlmPart,
  type SpeechPart,
  type SpeechSegment,
  StreamingAdapter,
  type TurnContext,
} from "../../contract/adapter.ts";
import { BYTES_PER_SAMPLE, msToSamples } from "../../contract/pcm.ts";
import { generatedStream, readAll, readInput } from "../../core/streams.ts";

/**
 * The replies, with what replies often have: clauses, sentences, a number. V8 compiles an expression once for texts of
 * Latin letters, and once for others.
 */
const REPLIES = [
  "Well, this is only a rehearsal, you know. It has two sentences, in 16 words or more.",
  "Well, it’s only a rehearsal, you know. It has “two” sentences – in 16 words or more.",
];

/** How long the voice takes for a word, ms. */
const WORD_MS = 80;

const HEALTHY: Health = { healthy: true, latencyMs: 0, detail: "" };

/** Replies with the same words to whatever it is asked. */
export class StandInModel extends StreamingAdapter<ChatMessage, LlmPart> {
  override inferStream(input: ReadableStream<ChatMessage>, context: TurnContext): ReadableStream<LlmPart> {
    return generatedStream(context.signal, async function* (signal) {
      await readAll(input, signal);
      const tokens = REPLIES[context.turn % REPLIES.length]?.match(/\s*\S+/g) ?? [];
      for (const text of tokens) yield { type: "text", text };
      yield { type: "usage", usage: { input_tokens: 1, output_tokens: tokens.length } };
    });
  }

  override health(): Promise<Health> {
    return Promise.resolve(HEALTHY);
  }

  override capabilities(): Capabilities {
    return { streams: ["text"], controls: {}, offline: true };
  }
}

/** Speaks silence, and marks each word of it. */
export class StandInVoice extends StreamingAdapter<SpeechSegment, SpeechPart> {
  override inferStream(input: ReadableStream<SpeechSegment>, { signal }: TurnContext): ReadableStream<SpeechPart> {
    return generatedStream(signal, async function* (signal) {
      for await (const { index, text } of readInput(input, signal)) {
        yield { type: "segment", index, text };
        let startMs = 0;
        for (const { 0: word, index: charStart } of text.matchAll(/\S+/g)) {
          const endMs = startMs + WORD_MS;
          yield { type: "word", text: word, startMs, endMs, charStart, charEnd: charStart + word.length };
          yield { type: "audio", pcm: new Uint8Array(msToSamples(WORD_MS) * BYTES_PER_SAMPLE) };
          startMs = endMs;
        }
      }
    });
  }

  override health(): Promise<Health> {
    return Promise.resolve(HEALTHY);
  }

  override capabilities(): Capabilities {
    return { streams: ["audio", "words"], controls: {}, offline: true };
  }
}
