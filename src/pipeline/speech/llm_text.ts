/**
 * The reply's text from a chain of language models.
 *
 * @module
 */
import type { FinishPart, LlmAdapter, LlmPart, UsagePart } from "../../contract/adapter.ts";
import { type Clock, delay } from "../../contract/clock.ts";
import { streamOf } from "../../core/streams.ts";
import { streamFrom } from "../provider/adapter_stream.ts";
import { attempt } from "../provider/attempt.ts";
import type { ProviderChain } from "../provider/chain.ts";
import { PartReader, type SilenceLimits } from "../provider/part_reader.ts";
import type { Turn } from "../turn_context.ts";
import { messagesFor } from "./messages.ts";
import type { SpeechSink } from "./speech.ts";

/** The longest reply of any model, in UTF-16 code units: a day of speech. Adapters have lower limits, which people set. */
const MAX_REPLY_CHARS = 1_000_000;

/** Maximum number of text parts of a burst that are read before what was made of them leaves. */
const PORTION = 8;

/** A portion that took longer, ms, was not one burst: its parts were waited for, and what was made of them has left. */
const BURST_MS = 20;

/** What {@linkcode llmText} works with. */
interface LlmTextOptions {
  readonly limits: SilenceLimits;
  /** Reply text that was already sent, from a provider that failed. */
  readonly begun: string;
  /** Receives the text, piece by piece; returns whether any was sent. */
  say(text: string): boolean;
  /** Makes segments of what was sent. Called when that may have left. */
  split(): void;
  /** Receives what the model reports besides its text. */
  note(part: UsagePart | FinishPart): void;
}

/**
 * Generates a reply with a language model. A model that fails is replaced by the next one, which is asked to continue
 * the text that the client already has.
 *
 * @throws ProviderError The last model's error when every model failed.
 */
export async function llmText(
  chain: ProviderChain<LlmAdapter>,
  turn: Turn,
  { replaced }: Pick<SpeechSink, "replaced">,
  { limits, begun, say, split, note }: LlmTextOptions,
): Promise<void> {
  let said = begun;
  const portions = new Portions(limits.clock);
  const options = { kind: "llm", signal: turn.signal, replaced } as const;
  await attempt(chain.candidates(), options, async ({ name, adapter }) => {
    const model = adapter();
    const stream = streamFrom(name, "inferStream", () => model.inferStream(streamOf(messagesFor(turn, said)), turn));
    const source = { stream, kind: "llm", adapter: model, provider: name, waitingFor: "text" } as const;
    using parts = new PartReader<LlmPart>(source, turn, limits);
    await parts.each((part) => {
      if (part.type !== "text") return note(part);
      const text = part.text.slice(0, MAX_REPLY_CHARS - said.length);
      said += text;
      const isSent = text !== "" && say(text);
      if (text.length < part.text.length) {
        note({ type: "finish", finish: "length" });
        return parts[Symbol.dispose]();
      }
      // The first text leaves before more is read, and the first speech before all of a reply that comes at once.
      const leaving = isSent ? portions.sent() : undefined;
      return leaving === undefined ? split() : leaving.then(split);
    });
  });
}

/** Lets text leave before more is read: the first part of it, and each portion of a burst. */
class Portions {
  readonly #clock: Clock;
  #sent = 0;
  /** When the current portion began, on the clock. */
  #begunAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes a part of text that was sent; the promise, if any, resolves when it has left. */
  sent(): Promise<void> | undefined {
    if (this.#sent++ % PORTION > 0) return undefined;
    const tookMs = this.#begin();
    // Other work that runs meanwhile does not count.
    if (this.#sent === 1 || tookMs < BURST_MS) return delay(this.#clock, 0).then(() => void this.#begin());
    return undefined;
  }

  /** A portion begins; returns how long the last one took, ms. */
  #begin(): number {
    const lastAt = this.#begunAt;
    this.#begunAt = this.#clock.now();
    return this.#begunAt - lastAt;
  }
}
