/**
 * Builds the body of a chat completion request: its fields, and the messages in a form that the server accepts.
 *
 * @module
 */
import type { ChatMessage } from "../../../contract/adapter.ts";
import type { RequestBody } from "../../openai/concessions.ts";
import type { WireFailure } from "../../openai/errors.ts";
import type { ChatOptions } from "./options.ts";

/**
 * The body of a request.
 *
 * @param options The adapter's options.
 * @param messages The conversation.
 * @param model The model to use.
 * @param isOpenAi Whether it goes to OpenAI, whose newer models refuse `max_tokens`; other servers do not support its
 *   successor.
 */
export function requestBody(
  options: ChatOptions,
  messages: readonly ChatMessage[],
  model: string,
  isOpenAi: boolean,
): RequestBody {
  const { temperature, max_tokens: maxTokens, reasoning_effort: effort, extra } = options;
  const body = {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    stream_options: { include_usage: true },
    ...(temperature !== null && { temperature }),
    ...(maxTokens !== null && { [isOpenAi ? "max_completion_tokens" : "max_tokens"]: maxTokens }),
    ...(effort !== null && { reasoning_effort: effort }),
  };
  const fields = Object.entries({ ...body, ...extra }).filter(([, value]) => value !== null);
  return Object.fromEntries(fields);
}

/**
 * Puts the system prompt in front of the first user message, for models without a system role.
 *
 * @param messages The conversation.
 * @returns The same content with only user and assistant messages.
 */
export function folded(messages: readonly ChatMessage[]): ChatMessage[] {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content).join("\n\n");
  const others = messages.filter(({ role }) => role !== "system");
  if (system === "") return others;
  const at = others.findIndex(({ role }) => role === "user");
  if (at < 0) return [{ role: "user", content: system }, ...others];
  return others.map((message, i) => i === at ? { ...message, content: `${system}\n\n${message.content}` } : message);
}

/** Whether a server refuses the system role: "System role not supported", and the like. */
export function refusesSystemRole({ message = "" }: WireFailure): boolean {
  return /system/i.test(message) && /role|prompt|message|instruction/i.test(message) &&
    /not support|unsupported|not (allowed|permitted)|invalid|unknown|unexpected|only .*(user|assistant)|must be/i
      .test(message);
}

/** How a conversation is cut after a refusal: to this part of what was refused, to leave room for the reply. */
const KEPT_PART = 0.75;

/** In how many steps the beginning of a long conversation is dropped. */
const CUT_STEPS = 4;

/**
 * The latest messages of a conversation that is too long.
 *
 * They begin at the same message for several turns: a server that has read them once need not do that again.
 *
 * @param messages The conversation; system messages and the last message are always kept.
 * @param maxBytes The longest conversation, bytes of UTF-8: those of a token vary less between languages than characters.
 */
export function shortened(messages: readonly ChatMessage[], maxBytes: number): readonly ChatMessage[] {
  const excess = bytesOf(messages) - maxBytes;
  if (excess <= 0) return messages;
  const stepBytes = maxBytes / CUT_STEPS;
  let left = Math.ceil(excess / stepBytes) * stepBytes;
  const last = messages.length - 1;
  // A conversation begins with the user, as the templates of some models demand.
  const at = messages.findIndex((message, n) => {
    if (n === last || (message.role === "user" && left <= 0)) return true;
    if (message.role !== "system") left -= bytesOf([message]);
    return false;
  });
  return messages.filter(({ role }, n) => role === "system" || n >= at);
}

/**
 * The length to which a refused conversation is cut.
 *
 * @param messages The refused conversation.
 * @returns Bytes of UTF-8, for {@linkcode shortened}; `undefined` if there is nothing to give up.
 */
export function shorterBytes(messages: readonly ChatMessage[]): number | undefined {
  const maxBytes = Math.floor(bytesOf(messages) * KEPT_PART);
  return shortened(messages, maxBytes).length < messages.length ? maxBytes : undefined;
}

function bytesOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + ENCODER.encode(content).length, 0);
}

const ENCODER = new TextEncoder();

/** Codes of servers for a conversation that their context does not hold. */
const OVERFLOW_CODES = /context_length|context_size|context_window/i;

/** Their words: OpenAI's, vLLM's, llama.cpp's, LM Studio's, TGI's, Google's, Anthropic's, xAI's, Groq's and others'. */
const OVERFLOW_WORDS = new RegExp(
  [
    "context[ _](length|size|window|limit|overflow)",
    "max(imum|_model|_seq)?[ _](context|prompt|model|seq|input)[ _]len",
    "(prompt|input)\\b.{0,40} too (long|large)",
    "request too large",
    "reduce (the length|your (prompt|message))",
    "too many (input |prompt )?tokens",
    "tokens?\\b.{0,40} exceeds? (the )?(maximum|limit)",
    "exceeded model token limit",
    "max_new_tokens` must be <=",
    "must have less than \\d+ tokens",
    "cannot exceed the total tokens limit",
    "range of input length",
    "prompt 超长",
  ].join("|"),
  "i",
);

/** Words of a request that is larger than all that a minute allows. */
const TOO_LARGE = /request too large/i;

/** Whether a server's context does not hold a conversation. */
export function exceedsContext({ status, code, type, message = "" }: WireFailure): boolean {
  // Tokens may be too many for this minute alone.
  if (status === 429) return TOO_LARGE.test(message);
  return OVERFLOW_CODES.test(`${code} ${type}`) || OVERFLOW_WORDS.test(message);
}
