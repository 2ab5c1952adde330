/**
 * A voice whose sound says when it was sent.
 *
 * @module
 */
import {
  type Capabilities,
  defineAdapter,
  generatedStream,
  type Health,
  readInput,
  type SpeechPart,
  type SpeechSegment,
  StreamingAdapter,
  type TurnContext,
  z,
} from "../../../../src/adapters/kit/mod.ts";
import { messagesOf } from "./messages.ts";

class StampedTts extends StreamingAdapter<SpeechSegment, SpeechPart> {
  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    return generatedStream(context.signal, async function* (signal) {
      for await (const { index, text } of readInput(input, signal)) {
        yield { type: "segment", index, text };
        for await (const sound of messagesOf<ArrayBuffer>("speech", signal)) {
          yield { type: "audio", pcm: new Uint8Array(sound) };
        }
      }
    });
  }

  override health(): Promise<Health> {
    return Promise.resolve({ healthy: true, latencyMs: 0, detail: "" });
  }

  override capabilities(): Capabilities {
    return { streams: ["audio"], controls: {}, offline: true };
  }
}

export default defineAdapter({
  kind: "tts",
  name: "stamped_tts",
  summary: "Sound that says when it was sent",
  options: z.strictObject({}),
  create: () => new StampedTts(),
});
