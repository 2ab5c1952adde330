/**
 * The frames of one socket that wait to be written (RFC 6455). They lie together in memory that all sockets use in turns,
 * so that one write takes what is sent in one step, and no message leaves garbage behind.
 *
 * @module
 */
import { OPCODES } from "./frames.ts";

/** Holds what is sent in one step, such as audio with its pictures: a write costs as much for little as for much. */
const BUFFER_BYTES = 131_072;

/** How many buffers are kept until a socket needs them. */
const MAX_SPARE = 32;

/** Buffers that no socket uses. */
const spare: Uint8Array<ArrayBuffer>[] = [];

const encoder = new TextEncoder();

/** Frames that lie together. */
interface Batch {
  readonly buffer: Uint8Array<ArrayBuffer>;
  length: number;
}

/** Frames as a server sends them, unmasked and complete, in order. */
export class FrameQueue {
  readonly #batches: Batch[] = [];

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.#batches.length === 0;
  }

  /**
   * Adds a text message.
   *
   * @param parts Its text, in parts that are not joined before, as that would copy them once more.
   * @returns The length of the frame, bytes.
   */
  addText(parts: readonly string[]): number {
    let length = 0;
    for (const part of parts) length += part.length;
    const start = headerBytes(length);
    const batch = this.#batchFor(start + length);
    let at = batch.length + start;
    for (const part of parts) {
      const { read, written } = encoder.encodeInto(part, batch.buffer.subarray(at, at + part.length));
      // Almost all texts are ASCII.
      if (read !== part.length || written !== part.length) {
        return this.add(OPCODES.text, encoder.encode(parts.join("")));
      }
      at += written;
    }
    return end(batch, OPCODES.text, length);
  }

  /**
   * Adds a frame.
   *
   * @param opcode One of {@linkcode OPCODES}.
   * @param payload Copied.
   * @returns The length of the frame, bytes.
   */
  add(opcode: number, payload: Uint8Array): number {
    const start = headerBytes(payload.length);
    const batch = this.#batchFor(start + payload.length);
    batch.buffer.set(payload, batch.length + start);
    return end(batch, opcode, payload.length);
  }

  /** The frames of the next write, which are given back when it is over; `undefined`: none. */
  take(): Uint8Array<ArrayBuffer> | undefined {
    const batch = this.#batches.shift();
    return batch?.buffer.subarray(0, batch.length);
  }

  /** The memory of frames that were taken may be used again. */
  giveBack({ buffer }: Uint8Array<ArrayBuffer>): void {
    if (buffer.byteLength === BUFFER_BYTES && spare.length < MAX_SPARE) spare.push(new Uint8Array(buffer));
  }

  /** Removes what waits. */
  clear(): void {
    for (const { buffer } of this.#batches.splice(0)) this.giveBack(buffer);
  }

  /** The last batch, if it has room for a frame; otherwise a new one. */
  #batchFor(bytes: number): Batch {
    const last = this.#batches.at(-1);
    if (last !== undefined && last.length + bytes <= last.buffer.length) return last;
    if (last?.length === 0) this.#batches.pop();
    const buffer = bytes > BUFFER_BYTES ? new Uint8Array(bytes) : spare.pop() ?? new Uint8Array(BUFFER_BYTES);
    const batch = { buffer, length: 0 };
    this.#batches.push(batch);
    return batch;
  }
}

/** Completes a frame whose payload is written; returns its length. */
function end(batch: Batch, opcode: number, payloadBytes: number): number {
  const { buffer, length: at } = batch;
  const start = headerBytes(payloadBytes);
  buffer[at] = 0x80 | opcode;
  if (start === 2) buffer[at + 1] = payloadBytes;
  else if (start === 4) {
    buffer[at + 1] = 126;
    buffer[at + 2] = payloadBytes >> 8;
    buffer[at + 3] = payloadBytes;
  } else {
    buffer[at + 1] = 127;
    new DataView(buffer.buffer).setBigUint64(at + 2, BigInt(payloadBytes));
  }
  batch.length += start + payloadBytes;
  return start + payloadBytes;
}

/** Length of a frame's header without a mask. */
function headerBytes(payloadBytes: number): number {
  return payloadBytes < 126 ? 2 : payloadBytes < 65_536 ? 4 : 10;
}
