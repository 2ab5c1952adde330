/**
 * The conversation in the form that language models accept. Many chat templates are strict: at most one system message,
 * first; then user and assistant alternate.
 *
 * @module
 */
import type { ChatMessage } from "../../contract/adapter.ts";
import type { Turn } from "../turn_context.ts";

/** The instruction for a model that continues another model's reply. */
const CONTINUE =
  "Your last message is unfinished. Go on exactly where it stops, in the same voice, without repeating any of it.";

/**
 * The messages for a turn's model.
 *
 * @param turn The turn.
 * @param said The part of the reply already given by a model that failed.
 * @returns One system message, then user and assistant alternating; the last one is the user's.
 */
export function messagesFor(
  turn: Pick<Turn, "instructions" | "history" | "text">,
  said: string,
): ChatMessage[] {
  const begun: ChatMessage[] = said === ""
    ? []
    : [{ role: "assistant", content: said }, { role: "user", content: CONTINUE }];
  const messages = alternating([...turn.history, { role: "user", content: turn.text }, ...begun]);
  const [first] = messages;
  if (first?.role !== "assistant") return [{ role: "system", content: turn.instructions }, ...messages];
  const content = `${turn.instructions}\n\nYou opened the conversation with these words: ${first.content}`;
  return [{ role: "system", content }, ...messages.slice(1)];
}

/**
 * Joins neighbours of one role with a line break, for example when a reply was interrupted before it was heard. A text
 * that the same side repeats, for example after a failed turn, is kept once.
 */
function alternating(messages: readonly ChatMessage[]): ChatMessage[] {
  const joined: ChatMessage[] = [];
  let last: ChatMessage | undefined;
  for (const message of messages) {
    const isSameSide = message.role === last?.role;
    if (isSameSide && message.content === last?.content) continue;
    if (isSameSide) joined.push({ ...message, content: `${joined.pop()!.content}\n${message.content}` });
    else joined.push(message);
    last = message;
  }
  return joined;
}
