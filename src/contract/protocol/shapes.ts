/**
 * The fields that each server message must have, as its decoder checks them.
 *
 * @module
 */
import { misfitOf, type Shape } from "../shape.ts";
import type { ServerMessage } from "./messages.ts";

type Shapes = { readonly [Type in ServerMessage["type"]]: Shape<Extract<ServerMessage, { type: Type }>> };

const envelope = { type: "string", seq: "number", turn: "number", turn_id: "string?" } as const;
const timed = { ...envelope, timestamp_ms: "number" } as const;
const frame = { ...timed, frame_index: "number", drift_ms: "number" } as const;
const span = { ...envelope, start_ms: "number", end_ms: "number" } as const;

const SHAPES: Shapes = {
  session_ready: {
    ...envelope,
    session_id: "string",
    protocol: "string",
    fps: "number",
    width: "number",
    height: "number",
    components: "object",
    resumed: "object?",
  },
  turn_started: { ...envelope, control: "object", fidelity: "object" },
  text_delta: { ...envelope, token: "string" },
  audio_chunk: { ...timed, data: "string", duration_ms: "number", encoding: "string", sample_rate: "number" },
  video_frame: { ...frame, data: "string", width: "number", height: "number", content_type: "string" },
  pose: { ...frame, pose: "object" },
  word: { ...span, text: "string", char_start: "number", char_end: "number" },
  viseme: { ...span, id: "string", weight: "number" },
  emotion: {
    ...timed,
    label: "string",
    intensity: "number",
    valence: "number",
    arousal: "number",
    source: "string",
  },
  cue: { ...timed, name: "string" },
  state: { ...envelope, state: "string" },
  video_changed: { ...envelope, video: "object?", reason: "string" },
  turn_complete: {
    ...envelope,
    status: "string",
    finish: "string",
    spoken_text: "string",
    heard_text: "string",
    heard_ms: "number",
    heard_source: "string",
    metrics: "object",
  },
  error: { ...envelope, code: "string", message: "string", retryable: "boolean", fatal: "boolean" },
  pong: { ...envelope, t: "number" },
};

/** Types of the messages that this version of the protocol knows. */
export const SERVER_MESSAGE_TYPES: readonly string[] = Object.keys(SHAPES);

/** Whether this version of the protocol knows the message type. */
export function isServerMessageType(type: string): type is ServerMessage["type"] {
  return Object.hasOwn(SHAPES, type);
}

/**
 * Whether a message has every required field of its type, of the right kind.
 *
 * @param message The message, of a known type.
 * @param report Called with the name of the first field that is wrong.
 */
export function isServerMessage(
  message: Readonly<Record<string, unknown>>,
  report: (field: string) => void,
): message is ServerMessage {
  const { type } = message;
  const known = typeof type === "string" && isServerMessageType(type);
  const misfit = known ? misfitOf(message, SHAPES[type]) : "type";
  if (misfit !== undefined) report(misfit);
  return misfit === undefined;
}
