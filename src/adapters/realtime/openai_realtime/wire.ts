/**
 * The Realtime protocol as this adapter implements it. Server events are parsed leniently: the names of the GA protocol
 * and of the beta that some servers still use, with or without the optional parts. An event that is unknown or cannot be
 * read is never an error.
 *
 * @module
 */
import type { ProviderError } from "../../../contract/errors.ts";
import { fromBase64 } from "../../../contract/protocol/base64.ts";
import { isJsonObject } from "../../../contract/shape.ts";
import { type Endpoint, shownUrl } from "../../openai/endpoint.ts";
import type { WireFailure } from "../../openai/errors.ts";
import { isBetaSession } from "./beta.ts";

/** Stands for the item of deltas that name none; it cannot be edited. */
export const NO_ITEM_ID = "";

/** The item of an event and, if given, its response. */
interface ItemRef {
  readonly itemId: string;
  readonly responseId: string | undefined;
}

/** A provider event, reduced to what the adapter needs. */
export type RealtimeEvent =
  /** `isBeta`: the server takes commands in the shape of the beta. */
  | { readonly kind: "session_created"; readonly expiresAtS: number | undefined; readonly isBeta: boolean }
  | { readonly kind: "session_updated" }
  | { readonly kind: "conversation_created" }
  | { readonly kind: "response_created"; readonly responseId: string; readonly tag: string | undefined }
  | ItemRef & { readonly kind: "item_added" }
  /** `text`: all of its words, if they are given; they count only if no piece of them came before. */
  | ItemRef & { readonly kind: "item_done"; readonly text?: string | undefined }
  /** `whole`: a whole transcript, which counts only if no piece of it came before. */
  | ItemRef & { readonly kind: "text"; readonly text: string; readonly whole: boolean }
  | ItemRef & { readonly kind: "audio"; readonly bytes: Uint8Array<ArrayBuffer> }
  /** The model calls a tool. */
  | ItemRef & { readonly kind: "call"; readonly callId: string; readonly name: string; readonly args: string }
  | {
    readonly kind: "response_done";
    readonly responseId: string | undefined;
    readonly status: string;
    readonly reason: string | undefined;
    readonly failure: WireFailure | undefined;
    readonly usage: Readonly<Record<string, number>> | undefined;
    /** All words of each of its items, if they are given, as in `item_done`. */
    readonly texts: readonly { readonly itemId: string; readonly text: string }[];
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
  "conversation.item.added",
  "conversation.item.done",
  "conversation.item.deleted",
  "conversation.item.truncated",
  "conversation.item.retrieved",
  "response.content_part.added",
  "response.function_call_arguments.delta",
  "response.function_call_arguments.done",
  "rate_limits.updated",
]);

/**
 * Close codes after which the same provider may be tried again: a broken connection (0 under Deno), going away, faults,
 * restarts.
 */
const PASSING: ReadonlySet<number> = new Set([0, 1000, 1001, 1005, 1006, 1011, 1012, 1013]);

/** An event in wire form. */
type RawEvent = Readonly<Record<string, unknown>>;
type EventReader = (event: RawEvent) => RealtimeEvent;

const READERS: Readonly<Record<string, EventReader>> = {
  "session.created": (event) => ({
    kind: "session_created",
    expiresAtS: numberAt(event, "session", "expires_at"),
    isBeta: isBetaSession(event.session),
  }),
  "session.updated": () => ({ kind: "session_updated" }),
  "conversation.created": () => ({ kind: "conversation_created" }),
  "response.created": (event) =>
    withId(event, ["response", "id"], (responseId) => ({
      kind: "response_created",
      responseId,
      tag: stringAt(event, "response", "metadata", "tth"),
    })),
  "response.output_item.added": (event) =>
    isCall(event)
      ? { kind: "ignored" }
      : withId(event, ["item", "id"], (itemId) => ({ kind: "item_added", itemId, responseId: responseIdOf(event) })),
  "response.output_item.done": (event) =>
    withId(
      event,
      ["item", "id"],
      (itemId) =>
        isCall(event)
          ? readCall(event, itemId)
          : { kind: "item_done", itemId, responseId: responseIdOf(event), text: wordsOf(event.item) },
    ),
  "response.output_audio.done": (event) => ({
    kind: "item_done",
    itemId: itemIdOf(event),
    responseId: responseIdOf(event),
  }),
  "response.content_part.done": (event) => {
    const text = wordsOfPart(event.part);
    const ids = { itemId: itemIdOf(event), responseId: responseIdOf(event) };
    return text === "" ? { kind: "ignored" } : { kind: "text", ...ids, text, whole: true };
  },
  "response.output_audio.delta": readAudio,
  "response.output_audio_transcript.delta": (event) => readText(event, "delta", false),
  "response.output_audio_transcript.done": (event) => readText(event, "transcript", true),
  "response.output_text.delta": (event) => readText(event, "delta", false),
  "response.output_text.done": (event) => readText(event, "text", true),
  "response.done": readDone,
  "error": (event) => ({
    kind: "error",
    failure: failureAt(event, "error") ?? { code: stringAt(event, "code"), message: stringAt(event, "message") },
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
  const isText = typeof data === "string";
  let value: unknown;
  try {
    // Google's Live API and gateways in front of it send their JSON in binary frames.
    value = JSON.parse(isText ? data : data instanceof ArrayBuffer ? new TextDecoder().decode(data) : "");
  } catch {
    return { kind: "malformed", why: isText ? "broken JSON" : "a binary frame" };
  }
  if (!isJsonObject(value)) return { kind: "malformed", why: "JSON that is not an object" };
  const given = value.type;
  if (typeof given !== "string") return { kind: "malformed", why: "an event without a type" };
  const type = GA_NAMES[given] ?? given;
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (reader) return reader(value);
  return IGNORED.has(type) ? { kind: "ignored" } : { kind: "unknown", type };
}

/**
 * The error for a connection that was not closed here.
 *
 * @param code The close code.
 * @param reason The close reason.
 * @param last The last error that named no command and came right before: usually the reason for the close.
 * @param endpoint Creates the error.
 */
export function closeError(
  code: number,
  reason: string,
  last: WireFailure | undefined,
  { failures, baseUrl }: Endpoint,
): ProviderError {
  const place = shownUrl(baseUrl);
  const what = `${place} closed the connection with code ${code}${reason ? ` (${reason})` : ""}`;
  if (last !== undefined) return failures.fromWire(what, last);
  // OpenAI writes `type.code` as the reason, such as `invalid_request_error.invalid_api_key`.
  const [, type, wireCode] = /^([a-z_]+)\.([a-z_]+)$/.exec(reason) ?? [];
  if (wireCode !== undefined) return failures.fromWire(what, { type, code: wireCode });
  if (PASSING.has(code)) {
    return failures.make("provider_disconnected", code === 0 ? `the connection to ${place} broke` : what);
  }
  return failures.make("provider_rejected", what);
}

function readAudio(event: RawEvent): RealtimeEvent {
  const delta = stringAt(event, "delta");
  if (delta === undefined) return { kind: "malformed", why: "an audio delta without audio" };
  try {
    return { kind: "audio", itemId: itemIdOf(event), responseId: responseIdOf(event), bytes: fromBase64(delta) };
  } catch {
    return { kind: "malformed", why: "an audio delta with broken base64" };
  }
}

function readText(event: RawEvent, key: string, whole: boolean): RealtimeEvent {
  const text = stringAt(event, key);
  if (text === undefined) return { kind: "malformed", why: "a transcript without text" };
  return { kind: "text", itemId: itemIdOf(event), responseId: responseIdOf(event), text, whole };
}

function isCall(event: RawEvent): boolean {
  return stringAt(event, "item", "type") === "function_call";
}

function readCall(event: RawEvent, itemId: string): RealtimeEvent {
  return withId(event, ["item", "call_id"], (callId) => {
    const [name = "", args = ""] = [stringAt(event, "item", "name"), stringAt(event, "item", "arguments")];
    return { kind: "call", itemId, responseId: responseIdOf(event), callId, name, args };
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
    texts: textsOf(valueAt(event, ["response", "output"])),
  };
}

/** The words of each item of a response that is over: some servers send them nowhere else. */
function textsOf(output: unknown): { itemId: string; text: string }[] {
  if (!Array.isArray(output)) return [];
  return output.filter(isJsonObject).flatMap((item) => {
    const [itemId, text] = [stringAt(item, "id"), wordsOf(item)];
    return itemId === undefined || text === undefined ? [] : [{ itemId, text }];
  });
}

/** The words of an item; `undefined` if it has none. */
function wordsOf(item: unknown): string | undefined {
  const content = isJsonObject(item) ? item.content : undefined;
  return Array.isArray(content) ? content.map(wordsOfPart).join("") || undefined : undefined;
}

function wordsOfPart(part: unknown): string {
  return isJsonObject(part) ? stringAt(part, "transcript") ?? stringAt(part, "text") ?? "" : "";
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
    if (isCount(value)) flat[key] = value;
    const details = /^(input|output)_token_details$/.exec(key)?.[1];
    if (details === undefined || !isJsonObject(value)) continue;
    for (const [part, count] of Object.entries(value)) {
      if (isCount(count)) flat[`${details}_${part}`] = count;
    }
  }
  return flat;
}

function isCount(value: unknown): value is number {
  return Number.isFinite(value) && Number(value) >= 0;
}

function withId(event: RawEvent, path: readonly string[], make: (id: string) => RealtimeEvent): RealtimeEvent {
  const id = valueAt(event, path);
  return typeof id === "string"
    ? make(id)
    : { kind: "malformed", why: `${String(event.type)} without ${path.join(".")}` };
}

/** The item of a delta; {@linkcode NO_ITEM_ID} where the server names none. */
function itemIdOf(event: RawEvent): string {
  return stringAt(event, "item_id") ?? NO_ITEM_ID;
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
