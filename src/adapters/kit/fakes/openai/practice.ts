/**
 * Default answers of the fakes.
 *
 * @module
 */
import type { ChatMessage } from "../../../../contract/adapter.ts";
import { replyTo } from "../../../mock/reply.ts";
import { resolveControl } from "../../../../control/mapper.ts";

const PERSONA = { name: "Ava", control: {} };
const CONTROL = resolveControl({ persona: PERSONA, personaId: "default" });

/**
 * Answers the last user message; remembers earlier ones.
 *
 * @param messages The conversation.
 */
export function practiceReply(messages: readonly ChatMessage[]): string {
  return replyTo({ messages, control: CONTROL, persona: PERSONA, seed: 1 });
}
