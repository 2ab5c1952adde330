/**
 * The Realtime protocol as this adapter implements it. Server events are parsed leniently: the names of the GA protocol
 * and of the beta that some servers still use, with or without the optional parts. An event that is unknown or cannot be
 * read is never an error. Client events are made in the types of the `openai` package.
 *
 * @module
 */
import type { ConversationItemCreateEvent, RealtimeClientEvent } from "openai/resources/realtime/realtime";
import type { RealtimeSessionCreateRequest } from "openai/resources/realtime/realtime";
import type { ChatMessage } from "../../../contract/adapter.ts";
import type { ProviderError } from "../../../contract/errors.ts";
import { fromBase64 } from "../../../contract/protocol/base64.ts";
import { isJsonObject } from "../../../contract/shape.ts";
import type { WireFailure } from "../../openai/errors.ts";
import type { RealtimeOptions } from "./options.ts";

/** The item of an event and, if given, its response. */
interface ItemRef {
  readonly itemId: string;
  readonly responseId: string | undefined;
}

/** A provider event, reduced to what the adapter needs. */
export type RealtimeEvent =
  | { readonly kind: "session_created"; readonly expiresAtS: number | undefined }
  | { readonly kind: "session_updated" }
  | { readonly kind: "response_created"; readonly responseId: string; readonly tag: string | undefined }
  | ItemRef & { readonly kind: "item_added" | "item_done" }
  /** `whole`: a whole transcript, which counts only if no piece of it came before. */
  | ItemRef & { readonly kind: "text"; readonly text: string; readonly whole: boolean }
  | ItemRef & { readonly kind: "audio"; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
    readonly kind: "response_done";
    readonly responseId: string | undefined;
    readonly status: string;
    readonly reason: string | undefined;
    readonly failure: WireFailure | undefined;
    readonly usage: Readonly<Record<string, number>> | undefined;
  }
  | { readonly kind: "error"; readonly failure: WireFailure; readonly clientEventId: string | undefined }
  /** A known event without consequences. */
  | { readonly kind: "ignored" }
  | { readonly kind: "unknown"; readonly type: string }
  /** Not an event, or a known one without a required part. */
  | { readonly kind: "malformed"; readonly why: string }
  /** The connection ended without being closed here. Created by the socket, always its last event. */
  | { readonly kind: "ended"; readonly error: ProviderError };

/** Event names of the beta protocol, with their names in the GA protocol. */
const GA_NAMES: Readonly<Record<string, string>> = {
  "conversation.item.created": "conversation.item.added",
  "response.audio.delta": "response.output_audio.delta",
  "response.audio.done": "response.output_audio.done",
  "response.audio_transcript.delta": "response.output_audio_transcript.delta",
  "response.audio_transcript.done": "response.output_audio_transcript.done",
  "response.text.delta": "response.output_text.delta",
  "response.text.done": "response.output_text.done",
};

const IGNORED: ReadonlySet<string> = new Set([
  "conversation.created",
  "conversation.item.added",
  "conversation.item.done",
  "conversation.item.deleted",
  "conversation.item.truncated",
  "conversation.item.retrieved",
  "response.content_part.added",
  "response.content_part.done",
  "rate_limits.updated",
]);

/** An event in wire form. */
type RawEvent = Readonly<Record<string, unknown>>;
type EventReader = (event: RawEvent) => RealtimeEvent;

const READERS: Readonly<Record<string, EventReader>> = {
  "session.created": (event) => ({
    kind: "session_created",
    expiresAtS: numberAt(event, "session", "expires_at"),
  }),
  "session.updated": () => ({ kind: "session_updated" }),
  "response.created": (event) =>
    withId(event, ["response", "id"], (responseId) => ({
      kind: "response_created",
      responseId,
      tag: stringAt(event, "response", "metadata", "tth"),
    })),
  "response.output_item.added": (event) =>
    withId(event, ["item", "id"], (itemId) => ({ kind: "item_added", itemId, responseId: responseIdOf(event) })),
  "response.output_item.done": (event) =>
    withId(event, ["item", "id"], (itemId) => ({ kind: "item_done", itemId, responseId: responseIdOf(event) })),
  "response.output_audio.done": (event) =>
    withId(event, ["item_id"], (itemId) => ({ kind: "item_done", itemId, responseId: responseIdOf(event) })),
  "response.output_audio.delta": readAudio,
  "response.output_audio_transcript.delta": (event) => readText(event, "delta", false),
  "response.output_audio_transcript.done": (event) => readText(event, "transcript", true),
  "response.output_text.delta": (event) => readText(event, "delta", false),
  "response.output_text.done": (event) => readText(event, "text", true),
  "response.done": readDone,
  "error": (event) => ({
    kind: "error",
    failure: failureAt(event, "error") ?? { message: stringAt(event, "message") },
    clientEventId: stringAt(event, "error", "event_id"),
  }),
};

/**
 * Reads one message of a server.
 *
 * @param data The WebSocket message.
 * @returns The event; never throws.
 */
export function readEvent(data: unknown): RealtimeEvent {
  if (typeof data !== "string") return { kind: "malformed", why: "a binary frame" };
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { kind: "malformed", why: "broken JSON" };
  }
  if (!isJsonObject(value)) return { kind: "malformed", why: "JSON that is not an object" };
  const given = value.type;
  if (typeof given !== "string") return { kind: "malformed", why: "an event without a type" };
  const type = GA_NAMES[given] ?? given;
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (reader) return reader(value);
  return IGNORED.has(type) ? { kind: "ignored" } : { kind: "unknown", type };
}

function readAudio(event: RawEvent): RealtimeEvent {
  return withId(event, ["item_id"], (itemId) => {
    const delta = stringAt(event, "delta");
    if (delta === undefined) return { kind: "malformed", why: "an audio delta without audio" };
    try {
      return { kind: "audio", itemId, responseId: responseIdOf(event), bytes: fromBase64(delta) };
    } catch {
      return { kind: "malformed", why: "an audio delta with broken base64" };
    }
  });
}

function readText(event: RawEvent, key: string, whole: boolean): RealtimeEvent {
  return withId(event, ["item_id"], (itemId) => {
    const text = stringAt(event, key);
    if (text === undefined) return { kind: "malformed", why: "a transcript without text" };
    return { kind: "text", itemId, responseId: responseIdOf(event), text, whole };
  });
}

function readDone(event: RawEvent): RealtimeEvent {
  return {
    kind: "response_done",
    responseId: stringAt(event, "response", "id"),
    status: stringAt(event, "response", "status") ?? "completed",
    reason: stringAt(event, "response", "status_details", "reason"),
    failure: failureAt(event, "response", "status_details", "error"),
    usage: usageAt(event),
  };
}

function failureAt(event: RawEvent, ...path: string[]): WireFailure | undefined {
  const error = valueAt(event, path);
  if (typeof error === "string") return { message: error };
  if (!isJsonObject(error)) return undefined;
  return { code: stringAt(error, "code"), type: stringAt(error, "type"), message: stringAt(error, "message") };
}

/** Flattens nested counts into one level: `output_token_details.audio_tokens` becomes `output_audio_tokens`. */
function usageAt(event: RawEvent): Readonly<Record<string, number>> | undefined {
  const usage = valueAt(event, ["response", "usage"]);
  if (!isJsonObject(usage)) return undefined;
  const flat: Record<string, number> = {};
  for (const [key, value] of Object.entries(usage)) {
    if (typeof value === "number") flat[key] = value;
    const details = /^(input|output)_token_details$/.exec(key)?.[1];
    if (details === undefined || !isJsonObject(value)) continue;
    for (const [part, count] of Object.entries(value)) {
      if (typeof count === "number") flat[`${details}_${part}`] = count;
    }
  }
  return flat;
}

function withId(event: RawEvent, path: readonly string[], make: (id: string) => RealtimeEvent): RealtimeEvent {
  const id = valueAt(event, path);
  return typeof id === "string"
    ? make(id)
    : { kind: "malformed", why: `${String(event.type)} without ${path.join(".")}` };
}

function responseIdOf(event: RawEvent): string | undefined {
  return stringAt(event, "response_id");
}

function stringAt(event: RawEvent, ...path: string[]): string | undefined {
  const value = valueAt(event, path);
  return typeof value === "string" ? value : undefined;
}

function numberAt(event: RawEvent, ...path: string[]): number | undefined {
  const value = valueAt(event, path);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function valueAt(event: RawEvent, path: readonly string[]): unknown {
  let value: unknown = event;
  for (const key of path) {
    if (!isJsonObject(value)) return undefined;
    value = value[key];
  }
  return value;
}

// ---------------------------------------------------------------------------------------------------------------
// What the adapter sends

/** A client event with an id that errors repeat. */
export type RealtimeCommand = RealtimeClientEvent & { event_id: string };

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
