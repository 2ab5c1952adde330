/**
 * What the adapter sends, in the types of the `openai` package.
 *
 * @module
 */
import type { ConversationItemCreateEvent, RealtimeClientEvent } from "openai/resources/realtime/realtime";
import type { RealtimeSessionCreateRequest } from "openai/resources/realtime/realtime";
import type { ChatMessage } from "../../../contract/adapter.ts";
import { DIRECTION_TOOL } from "./direction_tool.ts";
import type { RealtimeOptions } from "./options.ts";

/** A client event with an id that errors repeat. */
export type RealtimeCommand = RealtimeClientEvent & { event_id: string };

/** The part of a session that a turn may change. */
export interface VoiceConfig {
  readonly instructions: string;
  /** The provider's name for the voice. */
  readonly voice: string;
  /** Speaking rate, 0.25..1.5. */
  readonly speed: number;
  /** Whether the model may direct voice and face with a tool. */
  readonly directs: boolean;
}

/** The API's limits of `speed`. */
export const SPEED_RANGE = { min: 0.25, max: 1.5 } as const;

/** Clamps a speaking rate to the API's limits, with three decimals. */
export function speedOf(speechRate: number): number {
  return Math.round(Math.min(SPEED_RANGE.max, Math.max(SPEED_RANGE.min, speechRate)) * 1000) / 1000;
}

/** The first `session.update` of a connection. */
export function openingUpdate(eventId: string, config: VoiceConfig, options: RealtimeOptions): RealtimeCommand {
  const session: RealtimeSessionCreateRequest = {
    type: "realtime",
    instructions: config.instructions,
    output_modalities: ["audio"],
    audio: {
      input: { turn_detection: null },
      output: { format: { type: "audio/pcm", rate: 24_000 }, voice: config.voice, speed: config.speed },
    },
    ...(options.max_output_tokens !== null && { max_output_tokens: options.max_output_tokens }),
    ...(options.reasoning_effort !== null && { reasoning: { effort: options.reasoning_effort } }),
    ...(config.directs && { tools: [DIRECTION_TOOL] }),
  };
  return { type: "session.update", event_id: eventId, session };
}

/**
 * A later `session.update`, with only the changes.
 *
 * @returns `undefined` if nothing changes.
 */
export function changingUpdate(eventId: string, from: VoiceConfig, to: VoiceConfig): RealtimeCommand | undefined {
  const output = {
    ...(to.voice !== from.voice && { voice: to.voice }),
    ...(to.speed !== from.speed && { speed: to.speed }),
  };
  const session: RealtimeSessionCreateRequest = {
    type: "realtime",
    ...(to.instructions !== from.instructions && { instructions: to.instructions }),
    ...(Object.keys(output).length > 0 && { audio: { output } }),
    ...(to.directs !== from.directs && { tools: to.directs ? [DIRECTION_TOOL] : [] }),
  };
  return Object.keys(session).length > 1 ? { type: "session.update", event_id: eventId, session } : undefined;
}

/** A message for the conversation, as text. */
export function itemCreate(eventId: string, itemId: string, message: ChatMessage): RealtimeCommand {
  const { role, content: text } = message;
  const item: ConversationItemCreateEvent["item"] = role === "assistant"
    ? { id: itemId, type: "message", role, content: [{ type: "output_text", text }] }
    : { id: itemId, type: "message", role, content: [{ type: "input_text", text }] };
  return { type: "conversation.item.create", event_id: eventId, item };
}

/**
 * Requests a response.
 *
 * @param eventId The id by which errors refer to it.
 * @param tag Echoed in `response.created`, to identify the response.
 * @param instructions Replaces the session's instructions, if given.
 */
export function responseCreate(eventId: string, tag: string, instructions?: string): RealtimeCommand {
  const response = { metadata: { tth: tag }, ...(instructions !== undefined && { instructions }) };
  return { type: "response.create", event_id: eventId, response };
}

/** Answers the call of a tool, so that the model can go on. */
export function callOutput(eventId: string, callId: string): RealtimeCommand {
  const item = { type: "function_call_output", call_id: callId, output: "done" } as const;
  return { type: "conversation.item.create", event_id: eventId, item };
}

/** Stops a response. */
export function responseCancel(eventId: string, responseId: string): RealtimeCommand {
  return { type: "response.cancel", event_id: eventId, response_id: responseId };
}

/** Truncates an item to what was heard. */
export function itemTruncate(eventId: string, itemId: string, audioEndMs: number): RealtimeCommand {
  return {
    type: "conversation.item.truncate",
    event_id: eventId,
    item_id: itemId,
    content_index: 0,
    audio_end_ms: audioEndMs,
  };
}

/** Removes an item. */
export function itemDelete(eventId: string, itemId: string): RealtimeCommand {
  return { type: "conversation.item.delete", event_id: eventId, item_id: itemId };
}
