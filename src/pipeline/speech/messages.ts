/**
 * The conversation as a language model is given it. Many chat templates are strict: at most one system message, first;
 * then the user; then both sides by turns.
 *
 * @module
 */
import type { ChatMessage } from "../../contract/adapter.ts";
import type { Turn } from "../turn_context.ts";

/** Asked of a model that takes over a reply which another has begun. */
const CONTINUE =
  "Your last message is unfinished. Go on exactly where it stops, in the same voice, without repeating any of it.";

/**
 * The messages for a turn's model.
 *
 * @param turn The turn.
 * @param said What was said of the reply already, by a model that failed.
 * @returns One system message, then user and assistant by turns; the last one is the user's.
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
 * Joins neighbours of one role by a line break, as where a reply was interrupted before it was heard. A text that the
 * same side gave twice in a row, as after a failed turn, is kept once.
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
