/**
 * What a Realtime server says, read with tolerance: the names of the GA protocol and of the beta that some servers still
 * speak, with or without the optional parts. What cannot be read is told apart from what is merely unknown; neither is
 * an error.
 *
 * @module
 */
import { fromBase64 } from "../../../contract/protocol/base64.ts";
import type { WireFailure } from "../../openai/errors.ts";

/** A server event, reduced to what the adapter acts on. */
export type ServerEvent =
  | { readonly kind: "session_created"; readonly expiresAtS: number | undefined }
  | { readonly kind: "session_updated" }
  | { readonly kind: "response_created"; readonly responseId: string; readonly tag: string | undefined }
  | { readonly kind: "item_added"; readonly itemId: string; readonly responseId: string | undefined }
  | {
    readonly kind: "text";
    readonly itemId: string;
    readonly responseId: string | undefined;
    readonly text: string;
    /** True for a whole transcript, which counts only when no piece of it came before. */
    readonly whole: boolean;
  }
  | {
    readonly kind: "audio";
    readonly itemId: string;
    readonly responseId: string | undefined;
    readonly bytes: Uint8Array<ArrayBuffer>;
  }
  | { readonly kind: "item_done"; readonly itemId: string; readonly responseId: string | undefined }
  | {
    readonly kind: "response_done";
    readonly responseId: string | undefined;
    readonly status: string;
    readonly reason: string | undefined;
    readonly failure: WireFailure | undefined;
    readonly usage: Readonly<Record<string, number>> | undefined;
  }
  | { readonly kind: "error"; readonly failure: WireFailure; readonly clientEventId: string | undefined }
  /** Known, and of no consequence. */
  | { readonly kind: "ignored" }
  /** A type that this adapter has never heard of. */
  | { readonly kind: "unknown"; readonly type: string }
  /** No event at all, or a known one without what it needs. */
  | { readonly kind: "malformed"; readonly why: string };

/** Names of the beta protocol, and what the GA protocol calls the same. */
const GA_NAMES: Readonly<Record<string, string>> = {
  "conversation.item.created": "conversation.item.added",
  "response.audio.delta": "response.output_audio.delta",
  "response.audio.done": "response.output_audio.done",
  "response.audio_transcript.delta": "response.output_audio_transcript.delta",
  "response.audio_transcript.done": "response.output_audio_transcript.done",
  "response.text.delta": "response.output_text.delta",
  "response.text.done": "response.output_text.done",
};

const OF_NO_CONSEQUENCE: ReadonlySet<string> = new Set([
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

type Json = Readonly<Record<string, unknown>>;
type Reader = (event: Json) => ServerEvent;

const READERS: Readonly<Record<string, Reader>> = {
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
 * @param data What the WebSocket brought.
 * @returns The event; never throws.
 */
export function readServerEvent(data: unknown): ServerEvent {
  if (typeof data !== "string") return { kind: "malformed", why: "a binary frame" };
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { kind: "malformed", why: "broken JSON" };
  }
  if (!isObject(value)) return { kind: "malformed", why: "JSON that is no object" };
  const given = value.type;
  if (typeof given !== "string") return { kind: "malformed", why: "an event without a type" };
  const type = GA_NAMES[given] ?? given;
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (reader) return reader(value);
  return OF_NO_CONSEQUENCE.has(type) ? { kind: "ignored" } : { kind: "unknown", type };
}

function readAudio(event: Json): ServerEvent {
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

function readText(event: Json, key: string, whole: boolean): ServerEvent {
  return withId(event, ["item_id"], (itemId) => {
    const text = stringAt(event, key);
    if (text === undefined) return { kind: "malformed", why: "a transcript without text" };
    return { kind: "text", itemId, responseId: responseIdOf(event), text, whole };
  });
}

function readDone(event: Json): ServerEvent {
  return {
    kind: "response_done",
    responseId: stringAt(event, "response", "id"),
    status: stringAt(event, "response", "status") ?? "completed",
    reason: stringAt(event, "response", "status_details", "reason"),
    failure: failureAt(event, "response", "status_details", "error"),
    usage: usageAt(event),
  };
}

function failureAt(event: Json, ...path: string[]): WireFailure | undefined {
  const error = valueAt(event, path);
  if (typeof error === "string") return { message: error };
  if (!isObject(error)) return undefined;
  return { code: stringAt(error, "code"), type: stringAt(error, "type"), message: stringAt(error, "message") };
}

/** Draws nested counts into one level: `output_token_details.audio_tokens` becomes `output_audio_tokens`. */
function usageAt(event: Json): Readonly<Record<string, number>> | undefined {
  const usage = valueAt(event, ["response", "usage"]);
  if (!isObject(usage)) return undefined;
  const flat: Record<string, number> = {};
  for (const [key, value] of Object.entries(usage)) {
    if (typeof value === "number") flat[key] = value;
    const details = /^(input|output)_token_details$/.exec(key)?.[1];
    if (details === undefined || !isObject(value)) continue;
    for (const [part, count] of Object.entries(value)) {
      if (typeof count === "number") flat[`${details}_${part}`] = count;
    }
  }
  return flat;
}

function withId(event: Json, path: readonly string[], make: (id: string) => ServerEvent): ServerEvent {
  const id = valueAt(event, path);
  return typeof id === "string"
    ? make(id)
    : { kind: "malformed", why: `${String(event.type)} without ${path.join(".")}` };
}

function responseIdOf(event: Json): string | undefined {
  return stringAt(event, "response_id");
}

function stringAt(event: Json, ...path: string[]): string | undefined {
  const value = valueAt(event, path);
  return typeof value === "string" ? value : undefined;
}

function numberAt(event: Json, ...path: string[]): number | undefined {
  const value = valueAt(event, path);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function valueAt(event: Json, path: readonly string[]): unknown {
  let value: unknown = event;
  for (const key of path) {
    if (!isObject(value)) return undefined;
    value = value[key];
  }
  return value;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
