/**
 * A language model without a service: deterministic answers that show the emotion and use the history. Its marks let a
 * calm person feel on the word, if the persona allows them.
 *
 * @module
 */
import { z } from "zod";
import { delay } from "../../contract/clock.ts";
import {
  type AdapterHost,
  type Capabilities,
  type ChatMessage,
  defineAdapter,
  type Health,
  type LlmPart,
  StreamingAdapter,
  type TurnContext,
} from "../../contract/adapter.ts";
import { replyTo, tokensOf } from "../mock/reply.ts";
import { generatedStream, readInput } from "../kit/streams.ts";

const Options = z.strictObject({
  word_delay_ms: z.number().min(0).max(2000).default(10).describe(
    "Time between words, in ms, on a beat that all replies share; 0: none.",
  ),
  seed: z.int().min(0).default(1).describe("Seed for the choice of words."),
});
type Options = z.output<typeof Options>;

/**
 * How long until the next step, in whole ms: as in a model server, which makes the next word of all replies at once, a
 * word comes in each step of a common beat.
 */
function untilStep(nowMs: number, stepMs: number): number {
  return Math.ceil(stepMs - nowMs % stepMs);
}

/** See the module. */
class MockLlm extends StreamingAdapter<ChatMessage, LlmPart> {
  readonly #options: Options;
  readonly #host: AdapterHost;

  constructor(options: Options, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
  }

  override inferStream(input: ReadableStream<ChatMessage>, context: TurnContext): ReadableStream<LlmPart> {
    const { word_delay_ms: wordDelayMs, seed } = this.#options;
    const { clock } = this.#host;
    return generatedStream(context.signal, async function* (signal) {
      const messages = await Array.fromAsync(readInput(input, signal));
      const { control, persona } = context;
      const tokens = tokensOf(replyTo({ messages, control, persona, seed, marks: persona.marks === true }));
      for (const text of tokens) {
        if (wordDelayMs > 0) await delay(clock, untilStep(clock.now(), wordDelayMs), { signal });
        yield { type: "text", text };
      }
      // The system prompt is not counted: it is not read, because the control contains the same.
      const said = messages.filter(({ role }) => role !== "system");
      const read = said.reduce((sum, { content }) => sum + tokensOf(content).length, 0);
      yield { type: "usage", usage: { input_tokens: read, output_tokens: tokens.length } };
    });
  }

  override health(): Promise<Health> {
    return Promise.resolve({ healthy: true, latencyMs: 0, detail: "built in" });
  }

  override capabilities(): Capabilities {
    return {
      streams: ["text"],
      controls: {
        "emotion.label": "native",
        "emotion.intensity": "approximated",
        "character.persona_id": "approximated",
        "character.expressivity": "approximated",
      },
      languages: ["en"],
      offline: true,
      demonstration: true,
    };
  }
}

export default defineAdapter({
  kind: "llm",
  name: "mock_llm",
  summary: "Deterministic answers without a model, for demos, tests and offline work",
  options: Options,
  create: (options, host) => new MockLlm(options, host),
});
