/**
 * The `tth.v1.json` codec: every message is a JSON text frame, media bytes are base64 in `data`.
 *
 * @module
 */
import type { MediaEvent } from "./binary.ts";
import type { ClientMessage, ServerEvent } from "./messages.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { type Decoded, ProtocolError } from "./decoded.ts";
import { isJsonObject } from "../shape.ts";
import { isServerMessage, isServerMessageType } from "./shapes.ts";

/** Characters of an invalid message shown in its error. */
const SHOWN_CHARS = 80;

/** Encodes a server event as a JSON text frame. */
export function encodeJson(event: ServerEvent): string {
  if (event.type !== "audio_chunk" && event.type !== "video_frame") return JSON.stringify(event);
  const parts = jsonParts(event);
  return parts[0] + parts[1] + parts[2];
}

/** A media message, which is the larger part of all that is sent, as the parts of a JSON text frame. */
export function jsonParts(event: MediaEvent): readonly [head: string, data: string, end: string] {
  // Written by hand: base64 and names of the protocol need no escaping, so that nothing is scanned or copied.
  return [event.type === "audio_chunk" ? audioHead(event) : videoHead(event), toBase64(event.data), `"}`];
}

function audioHead(event: Extract<MediaEvent, { type: "audio_chunk" }>): string {
  const { timestamp_ms, duration_ms, encoding, sample_rate } = event;
  return `{"type":"audio_chunk",${headOf(event)},"timestamp_ms":${timestamp_ms},"duration_ms":${duration_ms},` +
    `"encoding":"${encoding}","sample_rate":${sample_rate},"data":"`;
}

function videoHead(event: Extract<MediaEvent, { type: "video_frame" }>): string {
  const { timestamp_ms, frame_index, drift_ms, width, height, content_type, idle, dropped_frames } = event;
  const extra = (idle === undefined ? "" : `"idle":${idle},`) +
    (dropped_frames === undefined ? "" : `"dropped_frames":${dropped_frames},`);
  return `{"type":"video_frame",${headOf(event)},"timestamp_ms":${timestamp_ms},"frame_index":${frame_index},` +
    `"drift_ms":${drift_ms},"width":${width},"height":${height},"content_type":"${content_type}",${extra}"data":"`;
}

function headOf({ seq, turn, turn_id }: ServerEvent): string {
  return `"seq":${seq},"turn":${turn},"turn_id":${turn_id === null ? null : JSON.stringify(turn_id)}`;
}

/**
 * Decodes a JSON text frame of the server. Checks that every required field is there and of the right kind.
 *
 * @throws {ProtocolError} When the text is not a message.
 */
export function decodeJson(text: string): Decoded {
  const message = parseObject(text);
  const { type, seq } = message;
  if (typeof type !== "string") {
    throw new ProtocolError(`Cannot read message as 'type' is not a string: ${shown(text)}`);
  }
  if (!isServerMessageType(type)) return { known: false, type, seq: typeof seq === "number" ? seq : null };
  let misfit = "";
  if (!isServerMessage(message, (field) => misfit = field)) {
    throw new ProtocolError(`Cannot read '${type}' as '${misfit}' is missing or of the wrong kind: ${shown(text)}`);
  }
  if (message.type !== "audio_chunk" && message.type !== "video_frame") return { known: true, event: message };
  return { known: true, event: { ...message, data: mediaOf(message.data, type) } };
}

/** Encodes a message of the client as a JSON text frame; the client sends no media, so both subprotocols use it. */
export function encodeClientMessage(message: ClientMessage): string {
  return JSON.stringify(message);
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ProtocolError(`Cannot read message as it is not JSON: ${shown(text)}`, { cause });
  }
  if (!isJsonObject(value)) throw new ProtocolError(`Cannot read message as it is not a JSON object: ${shown(text)}`);
  return value;
}

function mediaOf(data: string, type: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(data);
  } catch (cause) {
    throw new ProtocolError(`Cannot read '${type}' as 'data' is not base64: ${shown(data)}`, { cause });
  }
}

function shown(text: string): string {
  return text.length <= SHOWN_CHARS ? text : `${text.slice(0, SHOWN_CHARS)}… (${text.length} characters)`;
}
