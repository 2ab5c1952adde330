/**
 * Reads what clients send over a stream.
 *
 * @module
 */
import { asUnicode } from "../../contract/controls.ts";
import { RequestError } from "../../contract/errors.ts";
import { ClientMessage, MAX_ID_CHARS, UserText } from "../../contract/protocol/messages.ts";
import { isJsonObject } from "../../contract/shape.ts";
import { explain, formatProblems } from "../../core/validation.ts";

/** A message is larger than the limit: the connection must be closed. */
export class TooLarge extends Error {}

/** The size of a message; of a text, its UTF-16 units. */
export function bytesOf(data: unknown): number {
  if (typeof data === "string") return data.length;
  if (data instanceof Blob) return data.size;
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0;
}

/** Whether a message is larger than the limit. A UTF-16 unit is at most three bytes of UTF-8. */
function isTooLarge(data: unknown, maxBytes: number): boolean {
  const bytes = bytesOf(data);
  if (typeof data !== "string" || bytes > maxBytes) return bytes > maxBytes;
  return bytes * 3 > maxBytes && encoder.encode(data).byteLength > maxBytes;
}

const encoder = new TextEncoder();

/**
 * Reads a client's message.
 *
 * @throws {RequestError} Names the field, the problem of its value and the remedy.
 * @throws {TooLarge} The connection must be closed.
 */
export function readMessage(data: unknown, maxBytes: number): ClientMessage {
  if (isTooLarge(data, maxBytes)) throw new TooLarge(`message too large, the limit is ${maxBytes} bytes`);
  if (typeof data !== "string") {
    throw new RequestError("binary messages are not accepted; send a JSON object as a text message", {
      code: "binary_message",
      status: 400,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new RequestError("the message is not JSON; send one JSON object per message", {
      code: "invalid_json",
      status: 400,
    });
  }
  const plain = plainText(value) ?? plainPlayback(value);
  if (plain !== undefined) return plain;
  const parsed = ClientMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RequestError(formatProblems(explain(parsed.error, ClientMessage, value)), {
    code: "invalid_message",
    status: 400,
  });
}

/**
 * A valid `user_text` without controls, as its schema returns it; `undefined`: only the schema can tell. A turn waits for
 * this check, and a schema's code is rarely in the processor's caches when a turn begins.
 *
 * @param value Any JSON.
 */
export function plainText(value: unknown): UserText | undefined {
  if (!isJsonObject(value) || value.type !== "user_text") return undefined;
  const { id, text, mode } = value;
  if (typeof text !== "string" || text.trim() === "") return undefined;
  if (id !== undefined && (typeof id !== "string" || id.length > MAX_ID_CHARS)) return undefined;
  if (mode !== undefined && mode !== "reply" && mode !== "verbatim") return undefined;
  const others = Object.keys(value).length - (id === undefined ? 2 : 3) - (mode === undefined ? 0 : 1);
  if (others > 0) return undefined;
  return { type: "user_text", ...(id !== undefined && { id }), text: asUnicode(text), mode: mode ?? "reply" };
}

/**
 * A valid `playback` without text, as its schema returns it; `undefined`: only the schema can tell. Clients send these
 * the most, one at a time, and by the next one a schema's code has left the processor's caches.
 *
 * @param value Any JSON.
 */
export function plainPlayback(value: unknown): Extract<ClientMessage, { type: "playback" }> | undefined {
  if (!isJsonObject(value) || value.type !== "playback") return undefined;
  const { turn, position_ms, buffered_ms, frame_index } = value;
  if (!isCount(turn) || turn === 0 || !isDuration(position_ms)) return undefined;
  if (buffered_ms !== undefined && !isDuration(buffered_ms)) return undefined;
  if (frame_index !== undefined && !isCount(frame_index)) return undefined;
  const others = Object.keys(value).length - (buffered_ms === undefined ? 3 : 4) - (frame_index === undefined ? 0 : 1);
  if (others > 0) return undefined;
  return {
    type: "playback",
    turn,
    position_ms,
    ...(buffered_ms !== undefined && { buffered_ms }),
    ...(frame_index !== undefined && { frame_index }),
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && isDuration(value);
}

function isDuration(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}

/** The client's id of a rejected `user_text`, if it can be read. */
export function idOf(data: unknown): string | undefined {
  try {
    const { success, data: message } = UserText.pick({ type: true, id: true }).loose().safeParse(JSON.parse(`${data}`));
    return success ? message.id : undefined;
  } catch {
    return undefined;
  }
}
