/**
 * The binary frames of `tth.v1.binary`: `audio_chunk` and `video_frame` as a fixed header and the payload's bytes,
 * without base64. All other messages are the JSON text frames of `tth.v1.json`.
 *
 * All numbers are little-endian. The header is 48 bytes long, so that 16-bit samples behind it are aligned.
 *
 * | offset | type | `audio_chunk` | `video_frame` |
 * |---|---|---|---|
 * | 0 | 3 × u8 | magic `TTH` (0x54 0x54 0x48) | same |
 * | 3 | u8 | version, 1 | same |
 * | 4 | u8 | kind, 1 | kind, 2 |
 * | 5 | u8 | encoding: 1 `pcm` | content type: 1 `raw_rgb`, 2 `jpeg`, 3 `webp`, 4 `png` |
 * | 6 | u8 | flags: bit 0 outside of a turn (`turn_id` is `null`) | and bit 1 `idle`, bit 2 `dropped_frames` is given |
 * | 7 | u8 | 0 | 0 |
 * | 8 | u32 | `seq` | same |
 * | 12 | u32 | `turn` | same |
 * | 16 | f64 | `timestamp_ms` | same |
 * | 24 | f64 | `duration_ms` | `drift_ms` |
 * | 32 | u32 | `sample_rate`, Hz | `frame_index` |
 * | 36 | u16 | 0 | `width`, pixels |
 * | 38 | u16 | 0 | `height`, pixels |
 * | 40 | u32 | 0 | `dropped_frames`, 0 when not given |
 * | 44 | u32 | bytes of the payload | same |
 *
 * `turn_id` is not sent: the client knows it from the turn's `turn_started`.
 *
 * @module
 */
import type { ServerEvent } from "./messages.ts";
import { type Decoded, ProtocolError } from "./decoded.ts";

/** Length of the header. */
export const HEADER_BYTES = 48;

const MAGIC_AND_VERSION = 0x01_48_54_54;
const AUDIO = 1;
const VIDEO = 2;
const OUTSIDE_TURN = 1;
const IDLE = 2;
const HAS_DROPPED = 4;
const ENCODINGS = ["pcm"] as const;
const CONTENT_TYPES = ["raw_rgb", "jpeg", "webp", "png"] as const;

/** The events sent as binary frames. */
export type MediaEvent = Extract<ServerEvent, { type: "audio_chunk" | "video_frame" }>;

/** Whether the event is sent as a binary frame. */
export function isMediaEvent(event: ServerEvent): event is MediaEvent {
  return event.type === "audio_chunk" || event.type === "video_frame";
}

/**
 * Encodes a media event as a binary frame.
 *
 * @param event The event; its payload is copied.
 * @returns The frame.
 * @throws {ProtocolError} When a number does not fit its field.
 */
export function encodeBinary(event: MediaEvent): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(HEADER_BYTES + event.data.length);
  write(event, frame, new DataView(frame.buffer));
  return frame;
}

/** Encodes media events one after the other in the same memory, for senders that copy a frame at once. */
export class BinaryEncoder {
  #memory = new Uint8Array(0);
  #view = new DataView(this.#memory.buffer);

  /**
   * Encodes a media event as a binary frame.
   *
   * @returns The frame; valid until the next call.
   * @throws {ProtocolError} When a number does not fit its field.
   */
  encode(event: MediaEvent): Uint8Array<ArrayBuffer> {
    const size = HEADER_BYTES + event.data.length;
    if (size > this.#memory.length) {
      this.#memory = new Uint8Array(2 * size);
      this.#view = new DataView(this.#memory.buffer);
    }
    write(event, this.#memory, this.#view);
    return this.#memory.subarray(0, size);
  }
}

/** Writes a frame; all bytes of its header are set. */
function write(event: MediaEvent, frame: Uint8Array, view: DataView): void {
  const { data } = event;
  view.setUint32(0, MAGIC_AND_VERSION, true);
  view.setUint8(7, 0);
  setUint32(view, 8, "seq", event.seq);
  setUint32(view, 12, "turn", event.turn);
  view.setFloat64(16, event.timestamp_ms, true);
  view.setUint32(44, data.length, true);
  const outside = event.turn_id === null ? OUTSIDE_TURN : 0;
  if (event.type === "audio_chunk") {
    view.setUint8(4, AUDIO);
    view.setUint8(5, ENCODINGS.indexOf(event.encoding) + 1);
    view.setUint8(6, outside);
    view.setFloat64(24, event.duration_ms, true);
    setUint32(view, 32, "sample_rate", event.sample_rate);
    view.setFloat64(36, 0);
  } else {
    view.setUint8(4, VIDEO);
    view.setUint8(5, CONTENT_TYPES.indexOf(event.content_type) + 1);
    view.setUint8(6, outside | (event.idle ? IDLE : 0) | (event.dropped_frames === undefined ? 0 : HAS_DROPPED));
    view.setFloat64(24, event.drift_ms, true);
    setUint32(view, 32, "frame_index", event.frame_index);
    setUint16(view, 36, "width", event.width);
    setUint16(view, 38, "height", event.height);
    setUint32(view, 40, "dropped_frames", event.dropped_frames ?? 0);
  }
  frame.set(data, HEADER_BYTES);
}

/**
 * Decodes a binary frame. The payload is a view into `buffer`, not a copy.
 *
 * @param buffer The frame from the socket.
 * @param turnIdOf The id of a turn by its number; `null` when the client has not seen the turn begin.
 * @throws {ProtocolError} When the frame breaks the layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const frame = encodeBinary({
 *   type: "audio_chunk",
 *   seq: 3,
 *   turn: 1,
 *   turn_id: "t-1",
 *   data: new Uint8Array([1, 0, 2, 0]),
 *   timestamp_ms: 80,
 *   duration_ms: 2 / 24,
 *   encoding: "pcm",
 *   sample_rate: 24_000,
 * });
 * assert.equal(frame.length, HEADER_BYTES + 4);
 * const decoded = decodeBinary(frame.buffer, () => "t-1");
 * assert.ok(decoded.known && decoded.event.type === "audio_chunk");
 * assert.equal(decoded.event.timestamp_ms, 80);
 * ```
 */
export function decodeBinary(buffer: ArrayBuffer, turnIdOf: (turn: number) => string | null): Decoded {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new ProtocolError(`Cannot read frame as it is shorter than its header: ${buffer.byteLength} bytes`);
  }
  const view = new DataView(buffer);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC_AND_VERSION) {
    throw new ProtocolError(`Cannot read frame as it does not begin with 'TTH' and version 1: 0x${magic.toString(16)}`);
  }
  const seq = view.getUint32(8, true);
  const kind = view.getUint8(4);
  if (kind !== AUDIO && kind !== VIDEO) return { known: false, type: `binary kind ${kind}`, seq };
  const payloadBytes = view.getUint32(44, true);
  if (payloadBytes !== buffer.byteLength - HEADER_BYTES) {
    throw new ProtocolError(
      `Cannot read frame as it holds ${buffer.byteLength - HEADER_BYTES} bytes of payload, not ${payloadBytes}`,
    );
  }
  const turn = view.getUint32(12, true);
  const turnId = view.getUint8(6) & OUTSIDE_TURN ? null : turnIdOf(turn);
  const shared = {
    seq,
    turn,
    turn_id: turnId,
    timestamp_ms: timeAt(view, 16, "timestamp_ms"),
    data: new Uint8Array(buffer, HEADER_BYTES),
  };
  return { known: true, event: kind === AUDIO ? audioOf(view, shared) : videoOf(view, shared) };
}

type Shared = Pick<MediaEvent, "seq" | "turn" | "turn_id" | "timestamp_ms" | "data">;

function audioOf(view: DataView, shared: Shared): MediaEvent {
  return {
    type: "audio_chunk",
    ...shared,
    duration_ms: timeAt(view, 24, "duration_ms"),
    encoding: nameAt(view, ENCODINGS, "encoding"),
    sample_rate: view.getUint32(32, true),
  };
}

function videoOf(view: DataView, shared: Shared): MediaEvent {
  const flags = view.getUint8(6);
  return {
    type: "video_frame",
    ...shared,
    frame_index: view.getUint32(32, true),
    width: view.getUint16(36, true),
    height: view.getUint16(38, true),
    content_type: nameAt(view, CONTENT_TYPES, "content type"),
    drift_ms: finiteAt(view, 24, "drift_ms"),
    ...(flags & IDLE ? { idle: true } : {}),
    ...(flags & HAS_DROPPED ? { dropped_frames: view.getUint32(40, true) } : {}),
  };
}

function nameAt<Name extends string>(view: DataView, names: readonly Name[], field: string): Name {
  const code = view.getUint8(5);
  const name = names[code - 1];
  if (name === undefined) throw new ProtocolError(`Cannot read frame as its ${field} is unknown: ${code}`);
  return name;
}

function timeAt(view: DataView, offset: number, field: string): number {
  const value = finiteAt(view, offset, field);
  if (value < 0) throw new ProtocolError(`Cannot read frame as '${field}' is negative: ${value}`);
  return value;
}

function finiteAt(view: DataView, offset: number, field: string): number {
  const value = view.getFloat64(offset, true);
  if (!Number.isFinite(value)) throw new ProtocolError(`Cannot read frame as '${field}' is not finite: ${value}`);
  return value;
}

function setUint32(view: DataView, offset: number, field: string, value: number): void {
  if (value >>> 0 !== value) {
    throw new ProtocolError(`Cannot write frame as '${field}' is not a 32-bit count: ${value}`);
  }
  view.setUint32(offset, value, true);
}

function setUint16(view: DataView, offset: number, field: string, value: number): void {
  if ((value & 0xffff) !== value) {
    throw new ProtocolError(`Cannot write frame as '${field}' is not a 16-bit count: ${value}`);
  }
  view.setUint16(offset, value, true);
}
