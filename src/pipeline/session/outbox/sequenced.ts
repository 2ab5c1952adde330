/**
 * Messages as the outbox numbers and keeps them.
 *
 * @module
 */
import type { ServerEvent, Unsequenced } from "../../../contract/protocol/messages.ts";

/** Approximate size of a message without its media and texts. */
const OVERHEAD_BYTES = 200;

/** Gives an event its number and turn, in place: a copy would cost more than the rest of its way to the socket. */
export function numbered(event: Unsequenced, seq: number, turn: number, turnId: string | null): ServerEvent {
  // One that was sent before stays as it is.
  const target: Unsequenced & Partial<Pick<ServerEvent, "seq" | "turn" | "turn_id">> = "seq" in event
    ? { ...event }
    : event;
  target.seq = seq;
  target.turn = turn;
  target.turn_id = turnId;
  // What was missing has arrived.
  return target as ServerEvent;
}

/** The size of a kept audio message with `length` bytes of media. */
export function audioBytes(length: number): number {
  return OVERHEAD_BYTES + length;
}

/** The size of a kept event: its texts count too, because a client can make them long. */
export function bytesOf(event: ServerEvent): number {
  let bytes = OVERHEAD_BYTES;
  if (event.type === "audio_chunk") return audioBytes(event.data.byteLength);
  if (event.type === "text_delta") return bytes + event.token.length;
  for (const value of Object.values(event)) {
    if (typeof value === "string") bytes += value.length;
    else if (value instanceof Uint8Array) bytes += value.byteLength;
  }
  return bytes;
}
