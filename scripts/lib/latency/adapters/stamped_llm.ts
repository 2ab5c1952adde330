/**
 * A language model whose words say when they were sent.
 *
 * @module
 */
import {
  type Capabilities,
  type ChatMessage,
  defineAdapter,
  generatedStream,
  type Health,
  type LlmPart,
  readAll,
  StreamingAdapter,
  type TurnContext,
  z,
} from "../../../../src/adapters/kit/mod.ts";
import { messagesOf } from "./messages.ts";

class StampedLlm extends StreamingAdapter<ChatMessage, LlmPart> {
  override inferStream(input: ReadableStream<ChatMessage>, context: TurnContext): ReadableStream<LlmPart> {
    return generatedStream(context.signal, async function* (signal) {
      await readAll(input, signal);
      for await (const text of messagesOf<string>("text", signal)) yield { type: "text", text };
    });
  }

  override health(): Promise<Health> {
    return Promise.resolve({ healthy: true, latencyMs: 0, detail: "" });
  }

  override capabilities(): Capabilities {
    return { streams: ["text"], controls: {}, offline: true };
  }
}

export default defineAdapter({
  kind: "llm",
  name: "stamped_llm",
  summary: "Words that say when they were sent",
  options: z.strictObject({}),
  create: () => new StampedLlm(),
});
