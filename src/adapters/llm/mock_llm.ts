/**
 * A language model without a service: deterministic answers that show the emotion and use the history. Its marks let a
 * calm person feel on the word, if the persona allows them.
 *
 * @module
 */
import { z } from "zod";
import type { Clock } from "../../contract/clock.ts";
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
import { completeControl } from "../../contract/control_merge.ts";
import { replyTo, tokensOf } from "../mock/reply.ts";
import { generatedStream, readAll } from "../../core/streams.ts";

const Options = z.strictObject({
  word_delay_ms: z.number().min(0).max(2000).default(10).describe(
    "Time between words, in ms, on a beat that all replies share; 0: none.",
  ),
  seed: z.int().min(0).default(1).describe("Seed for the choice of words."),
});
type Options = z.output<typeof Options>;

/**
 * The steps of all replies: as in a model server, which makes the next word of all of them at once, a word comes in each
 * step of a common beat.
 */
class Steps {
  readonly #clock: Clock;
  readonly #stepMs: number;
  #replies = 0;
  #next: { readonly promise: Promise<void>; end(): void } | undefined;

  constructor(clock: Clock, stepMs: number) {
    this.#clock = clock;
    this.#stepMs = stepMs;
  }

  /** A reply takes part until its signal aborts. */
  join(signal: AbortSignal): void {
    signal.throwIfAborted();
    this.#replies++;
    signal.addEventListener("abort", () => --this.#replies === 0 && this.#next?.end(), { once: true });
  }

  /** Resolves at the next step, or when no reply takes part any more. */
  next(): Promise<void> {
    this.#next ??= this.#begin();
    return this.#next.promise;
  }

  #begin() {
    const { promise, resolve } = Promise.withResolvers<void>();
    const step = () => {
      this.#next = undefined;
      resolve();
    };
    // In whole ms, as timers count them.
    const cancel = this.#clock.setTimer(Math.ceil(this.#stepMs - this.#clock.now() % this.#stepMs), step);
    const end = () => {
      cancel();
      step();
    };
    return { promise, end };
  }
}

/** See the module. */
class MockLlm extends StreamingAdapter<ChatMessage, LlmPart> {
  readonly #options: Options;
  readonly #steps: Steps;

  constructor(options: Options, { clock }: AdapterHost) {
    super();
    this.#options = options;
    this.#steps = new Steps(clock, options.word_delay_ms);
  }

  override warmup(): Promise<void> {
    const messages = [{ role: "user", content: "Are you ready?" }] as const;
    replyTo({ messages, control: completeControl("default"), persona: { name: "" }, seed: this.#options.seed });
    return Promise.resolve();
  }

  override inferStream(input: ReadableStream<ChatMessage>, context: TurnContext): ReadableStream<LlmPart> {
    const { word_delay_ms: wordDelayMs, seed } = this.#options;
    const steps = this.#steps;
    return generatedStream(context.signal, async function* (signal) {
      const messages = await readAll(input, signal);
      const { control, persona } = context;
      const tokens = tokensOf(replyTo({ messages, control, persona, seed, marks: persona.marks === true }));
      steps.join(signal);
      for (const text of tokens) {
        if (wordDelayMs > 0) await steps.next();
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
