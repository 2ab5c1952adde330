/**
 * What the adapter sends: the configuration of a session, made from the adapter's options, and commands, in the types
 * of the `openai` package.
 *
 * @module
 */
import type {
  ConversationItemCreateEvent,
  RealtimeClientEvent,
  RealtimeSessionCreateRequest,
} from "openai/resources/realtime/realtime";
import { z } from "zod";
import type { ChatMessage } from "../../../contract/adapter.ts";
import { serverOptions } from "../../openai/endpoint.ts";
import { DIRECTION_TOOL } from "./direction_tool.ts";

const ms = (fallback: number, what: string) =>
  z.int().min(10).max(300_000).default(fallback).describe(`${what}, ms. Default: ${fallback}.`);

/** The adapter's options in the configuration. */
export const RealtimeOptions = z.strictObject({
  model: z.string().min(1).default("gpt-realtime-2.1").describe('The model. Default: "gpt-realtime-2.1".'),
  voice: z.string().min(1).default("marin")
    .describe('Voice of personas that name none for this adapter. Default: "marin".'),
  voices: z.record(z.string(), z.string()).default({})
    .describe("The server's names for voices that personas name, such as {marin: af_heart}. Default: the same names."),
  ...serverOptions("http://127.0.0.1:8080/v1"),
  max_output_tokens: z.int().min(1).max(4096).nullable().default(null)
    .describe("Longest response, tokens, 1..4096. Default: the model's own limit."),
  reasoning_effort: z.enum(["minimal", "low", "medium", "high", "xhigh"]).nullable().default(null)
    .describe("How much a reasoning model thinks before it speaks. Default: the model's own."),
  direction_tool: z.boolean().nullable().default(null)
    .describe(
      "Whether the model of a persona with `marks` directs voice and face with a tool. Default: with OpenAI's service only.",
    ),
  connect_ms: ms(5000, "Longest wait for the connection and its `session.created`"),
  configure_ms: ms(2000, "Longest wait for `session.updated`; servers that never send it are used without"),
  created_ms: ms(6000, "Longest wait for a response to begin"),
  stall_ms: ms(8000, "Longest silence within a response"),
  settle_ms: ms(2000, "Longest wait for a cancelled response to end before the connection is replaced"),
  error_grace_ms: ms(1000, "How long a response may stay silent after an error that names no request"),
  close_ms: ms(1000, "Longest wait for the provider to acknowledge a close"),
  session_ms: z.int().min(1000).max(86_400_000).default(3_600_000)
    .describe("Lifetime of a session at the provider, unless it announces one, ms. Default: 3600000."),
  renew_before_ms: z.int().min(0).max(3_600_000).default(120_000)
    .describe("How long before that end a new session is started, ms. Default: 120000."),
});

/** The options with all defaults filled in. */
export type RealtimeOptions = z.output<typeof RealtimeOptions>;

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
const SPEED_RANGE = { min: 0.25, max: 1.5 } as const;

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
