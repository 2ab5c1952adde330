/**
 * What the adapter says to a Realtime server, in the types of the `openai` package.
 *
 * @module
 */
import type {
  ConversationItemCreateEvent,
  RealtimeClientEvent,
  RealtimeSessionCreateRequest,
} from "openai/resources/realtime/realtime";
import type { ChatMessage } from "../../../contract/adapter.ts";
import type { RealtimeOptions } from "./options.ts";

/** A client event that carries an id, by which an error can name it. */
export type ClientEvent = RealtimeClientEvent & { event_id: string };

/** The part of a session that a turn may change. */
export interface VoiceConfig {
  readonly instructions: string;
  /** The provider's name for the voice. */
  readonly voice: string;
  /** Speaking rate, 0.25..1.5. */
  readonly speed: number;
}

/** The API's limits of `speed`. */
export const SPEED_RANGE = { min: 0.25, max: 1.5 } as const;

/** Brings a speaking rate into the API's limits, to three decimals. */
export function speedOf(speechRate: number): number {
  return Math.round(Math.min(SPEED_RANGE.max, Math.max(SPEED_RANGE.min, speechRate)) * 1000) / 1000;
}

/** The first `session.update` of a connection. */
export function openingUpdate(eventId: string, config: VoiceConfig, options: RealtimeOptions): ClientEvent {
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
  };
  return { type: "session.update", event_id: eventId, session };
}

/**
 * A later `session.update`, with nothing but what changes.
 *
 * @returns `undefined` when nothing does.
 */
export function changingUpdate(eventId: string, from: VoiceConfig, to: VoiceConfig): ClientEvent | undefined {
  const output = {
    ...(to.voice !== from.voice && { voice: to.voice }),
    ...(to.speed !== from.speed && { speed: to.speed }),
  };
  const session: RealtimeSessionCreateRequest = {
    type: "realtime",
    ...(to.instructions !== from.instructions && { instructions: to.instructions }),
    ...(Object.keys(output).length > 0 && { audio: { output } }),
  };
  return Object.keys(session).length > 1 ? { type: "session.update", event_id: eventId, session } : undefined;
}

/** A message for the conversation, as text. */
export function itemCreate(eventId: string, itemId: string, message: ChatMessage): ClientEvent {
  const { role, content: text } = message;
  const item: ConversationItemCreateEvent["item"] = role === "assistant"
    ? { id: itemId, type: "message", role, content: [{ type: "output_text", text }] }
    : { id: itemId, type: "message", role, content: [{ type: "input_text", text }] };
  return { type: "conversation.item.create", event_id: eventId, item };
}

/**
 * Asks for a response.
 *
 * @param eventId By which an error names it.
 * @param tag Echoed in `response.created`, to tell whose response it is.
 * @param instructions In place of the session's, when given.
 */
export function responseCreate(eventId: string, tag: string, instructions?: string): ClientEvent {
  const response = { metadata: { tth: tag }, ...(instructions !== undefined && { instructions }) };
  return { type: "response.create", event_id: eventId, response };
}

/** Stops a response. */
export function responseCancel(eventId: string, responseId: string): ClientEvent {
  return { type: "response.cancel", event_id: eventId, response_id: responseId };
}

/** Shortens an item to what was heard. */
export function itemTruncate(eventId: string, itemId: string, audioEndMs: number): ClientEvent {
  return {
    type: "conversation.item.truncate",
    event_id: eventId,
    item_id: itemId,
    content_index: 0,
    audio_end_ms: audioEndMs,
  };
}

/** Removes an item. */
export function itemDelete(eventId: string, itemId: string): ClientEvent {
  return { type: "conversation.item.delete", event_id: eventId, item_id: itemId };
}
