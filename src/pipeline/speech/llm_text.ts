/**
 * The reply's text from a chain of language models.
 *
 * @module
 */
import type { ChatMessage, FinishPart, LlmAdapter, UsagePart } from "../../contract/adapter.ts";
import { messageOf } from "../../contract/errors.ts";
import { countFailure, type Provider, type ProviderChain } from "../provider/providers.ts";
import { silenceLimitMs, type SpeechOptions, type SpeechTurn, within } from "./speech.ts";

/** Asked of a model that takes over a reply which another has begun. */
const CONTINUE =
  "Your last message is unfinished. Go on exactly where it stops, in the same voice, without repeating any of it.";

/** What {@linkcode llmText} needs beside the turn. */
export interface LlmTextOptions extends SpeechOptions {
  /** Reply text that is out already, from a provider that failed. */
  readonly begun?: string;
  readonly onNote: (note: UsagePart | FinishPart) => void;
}

/**
 * The reply's text, piece by piece. A model that fails is replaced by the next one; what it had already said stays,
 * and the next one is asked to go on from there, since the client has it.
 *
 * @throws ProviderError The last model's error when every model failed.
 */
export async function* llmText(
  chain: ProviderChain<LlmAdapter>,
  turn: SpeechTurn,
  options: LlmTextOptions,
): AsyncGenerator<string> {
  const candidates = chain.available();
  let said = options.begun ?? "";
  for (const [i, provider] of candidates.entries()) {
    try {
      for await (const text of oneModel(provider, messagesOf(turn, said), turn, options)) {
        said += text;
        yield text;
      }
      provider.breaker.succeed();
      return;
    } catch (error) {
      countFailure(provider, error, turn.context.signal);
      const next = candidates[i + 1];
      if (turn.context.signal.aborted || next === undefined) throw error;
      turn.onReplaced({ kind: "llm", from: provider.name, to: next.name, reason: messageOf(error) });
    }
  }
}

async function* oneModel(
  provider: Provider<LlmAdapter>,
  messages: readonly ChatMessage[],
  turn: SpeechTurn,
  options: LlmTextOptions,
): AsyncGenerator<string> {
  const reader = provider.adapter.inferStream(ReadableStream.from(messages), turn.context).getReader();
  const wait = { clock: options.clock, signal: turn.context.signal, provider: provider.name, waitingFor: "text" };
  let limitMs = options.firstPartMs;
  try {
    while (true) {
      const { done, value } = await within(reader.read(), silenceLimitMs(provider.adapter, limitMs), wait);
      if (done) return;
      if (value.type === "progress") continue;
      if (value.type === "usage" || value.type === "finish") options.onNote(value);
      else if (value.text !== "") yield value.text;
      limitMs = options.stallMs;
    }
  } finally {
    // Ends the model's work when nobody reads on; harmless when the stream is over.
    reader.cancel(turn.context.signal.reason).catch(() => {});
  }
}

function messagesOf(turn: SpeechTurn, said: string): ChatMessage[] {
  const messages: ChatMessage[] = [
    { role: "system", content: turn.instructions },
    ...turn.history,
    { role: "user", content: turn.text },
  ];
  if (said !== "") messages.push({ role: "assistant", content: said }, { role: "system", content: CONTINUE });
  return messages;
}
