/**
 * Builds the body of a chat completion request.
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
