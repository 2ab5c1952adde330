/**
 * WebSocket frames (RFC 6455), read with bounds that Deno's own server does not have: on the size of a message that
 * arrives in fragments, and on the number of its fragments.
 *
 * @module
 */

/** Opcodes (RFC 6455, 5.2). */
export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Status codes of a close that the reader demands (RFC 6455, 7.4.1). */
const CLOSES = { protocol: 1002, notUtf8: 1007, policy: 1008, tooLarge: 1009 } as const;

/** Fragments of one message. Clients send a message of the sizes accepted here in one frame, or in a few. */
const MAX_FRAGMENTS = 128;

/** Longest payload of a control frame (RFC 6455, 5.5). */
const MAX_CONTROL_BYTES = 125;

/** Longest header: two bytes, a length of eight, a mask of four. */
const MAX_HEADER_BYTES = 14;

/** The peer broke the protocol or a limit; the connection must be closed with `code`. */
export class FrameError extends Error {
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** What a reader delivers. */
export interface FrameEvents {
  /** A complete message: text, or the bytes of a binary one. */
  message(data: string | Uint8Array<ArrayBuffer>): void;
  ping(payload: Uint8Array<ArrayBuffer>): void;
  pong(): void;
  /** The peer closes; `code` is 1005 if it gave none. Nothing follows. */
  close(code: number): void;
}

/** The header of a frame whose payload is being read. */
interface Frame {
  readonly isFinal: boolean;
  readonly opcode: number;
  readonly length: number;
  readonly mask: Uint8Array;
  read: number;
  readonly control: Uint8Array<ArrayBuffer> | undefined;
}

/** Reads the frames of one client. Holds at most one message and one control frame. */
export class FrameReader {
  readonly #maxBytes: number;
  readonly #events: FrameEvents;
  readonly #header = new Uint8Array(MAX_HEADER_BYTES);
  #headerBytes = 0;
  #frame: Frame | undefined;
  /** Opcode of the message whose fragments are arriving. */
  #opcode: number | undefined;
  #message = new Uint8Array(0);
  #messageBytes = 0;
  #fragments = 0;
  #closed = false;

  /**
   * @param maxBytes Largest message, bytes.
   * @param events Called while {@linkcode FrameReader.read} runs.
   */
  constructor(maxBytes: number, events: FrameEvents) {
    this.#maxBytes = maxBytes;
    this.#events = events;
  }

  /**
   * Reads the next bytes of the connection.
   *
   * @param chunk The bytes; they may be overwritten afterwards.
   * @throws {FrameError} The connection must be closed; later calls are ignored.
   */
  read(chunk: Uint8Array): void {
    let at = 0;
    try {
      while (!this.#closed && (at < chunk.length || this.#isDone())) {
        at += this.#frame === undefined ? this.#readHeader(chunk, at) : this.#readPayload(this.#frame, chunk, at);
      }
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Ignores all later bytes, and releases the message. */
  stop(): void {
    this.#closed = true;
    this.#reset();
  }

  /** Whether the current frame needs no more bytes. */
  #isDone(): boolean {
    return this.#frame !== undefined && this.#frame.read === this.#frame.length;
  }

  #readHeader(chunk: Uint8Array, from: number): number {
    const header = this.#header;
    let at = from;
    while (at < chunk.length) {
      header[this.#headerBytes++] = chunk[at++]!;
      if (this.#headerBytes < 2 || this.#headerBytes < headerBytes(header)) continue;
      this.#headerBytes = 0;
      this.#frame = this.#begin(header);
      break;
    }
    return at - from;
  }

  /** Checks a header before any of the payload is kept. */
  #begin(header: Uint8Array): Frame {
    const [first, second] = [header[0]!, header[1]!];
    const opcode = first & 0x0f;
    const isFinal = (first & 0x80) !== 0;
    if ((first & 0x70) !== 0) throw new FrameError(CLOSES.protocol, "no extension was agreed on");
    if ((second & 0x80) === 0) throw new FrameError(CLOSES.protocol, "a client must mask its frames");
    const length = payloadBytes(header);
    const mask = header.slice(headerBytes(header) - 4, headerBytes(header));
    if (opcode >= OPCODES.close) {
      if (opcode > OPCODES.pong) throw new FrameError(CLOSES.protocol, `unknown opcode ${opcode}`);
      if (!isFinal || length > MAX_CONTROL_BYTES) throw new FrameError(CLOSES.protocol, "a control frame is too long");
      return { isFinal, opcode, length, mask, read: 0, control: new Uint8Array(length) };
    }
    this.#beginData(opcode, length);
    return { isFinal, opcode, length, mask, read: 0, control: undefined };
  }

  #beginData(opcode: number, length: number): void {
    if (opcode > OPCODES.binary) throw new FrameError(CLOSES.protocol, `unknown opcode ${opcode}`);
    const continues = opcode === OPCODES.continuation;
    if (continues !== (this.#opcode !== undefined)) {
      throw new FrameError(CLOSES.protocol, continues ? "nothing to continue" : "a message began inside another");
    }
    if (!continues) this.#opcode = opcode;
    if (this.#messageBytes + length > this.#maxBytes) {
      throw new FrameError(CLOSES.tooLarge, `message too large, the limit is ${this.#maxBytes} bytes`);
    }
    if (++this.#fragments > MAX_FRAGMENTS) throw new FrameError(CLOSES.policy, "too many fragments in a message");
  }

  #readPayload(frame: Frame, chunk: Uint8Array, from: number): number {
    const count = Math.min(frame.length - frame.read, chunk.length - from);
    const target = frame.control ?? this.#roomFor(count);
    const offset = frame.control === undefined ? this.#messageBytes : frame.read;
    const { mask } = frame;
    for (let i = 0; i < count; i++) target[offset + i] = chunk[from + i]! ^ mask[(frame.read + i) & 3]!;
    frame.read += count;
    if (frame.control === undefined) this.#messageBytes += count;
    if (frame.read === frame.length) {
      this.#frame = undefined;
      this.#end(frame);
    }
    return count;
  }

  /** The message's buffer, grown for `count` more bytes; it grows with what has arrived, not with what was announced. */
  #roomFor(count: number): Uint8Array {
    const needed = this.#messageBytes + count;
    if (needed > this.#message.length) {
      const grown = new Uint8Array(Math.min(this.#maxBytes, Math.max(needed, 2 * this.#message.length)));
      grown.set(this.#message.subarray(0, this.#messageBytes));
      this.#message = grown;
    }
    return this.#message;
  }

  #end({ opcode, isFinal, control }: Frame): void {
    if (control === undefined) return isFinal ? this.#deliver() : undefined;
    if (opcode === OPCODES.ping) return this.#events.ping(control);
    if (opcode === OPCODES.pong) return this.#events.pong();
    this.stop();
    this.#events.close(closeCodeOf(control));
  }

  #deliver(): void {
    const bytes = this.#message.slice(0, this.#messageBytes);
    const isText = this.#opcode === OPCODES.text;
    this.#reset();
    this.#events.message(isText ? decodeText(bytes) : bytes);
  }

  #reset(): void {
    this.#opcode = undefined;
    this.#message = new Uint8Array(0);
    this.#messageBytes = this.#fragments = 0;
  }
}

/** Length of a header with a mask, from its first two bytes. */
function headerBytes(header: Uint8Array): number {
  const short = header[1]! & 0x7f;
  const mask = (header[1]! & 0x80) === 0 ? 0 : 4;
  return 2 + mask + (short === 127 ? 8 : short === 126 ? 2 : 0);
}

/** Length of a frame's payload; `Infinity` beyond 4 GB. */
function payloadBytes(header: Uint8Array): number {
  const short = header[1]! & 0x7f;
  const view = new DataView(header.buffer, header.byteOffset);
  if (short < 126) return short;
  if (short === 126) return view.getUint16(2);
  return view.getUint32(2) === 0 ? view.getUint32(6) : Infinity;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new FrameError(CLOSES.notUtf8, "a text message is not UTF-8");
  }
}

/** What a close frame without a code counts as (RFC 6455, 7.1.5). */
export const NO_CODE = 1005;

/** Codes below 3000 that may stand in a close frame (IANA's registry of close codes). */
const SENDABLE: readonly number[] = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014];

function closeCodeOf(payload: Uint8Array): number {
  if (payload.length === 0) return NO_CODE;
  if (payload.length === 1) throw new FrameError(CLOSES.protocol, "half a close code");
  const code = (payload[0]! << 8) | payload[1]!;
  const isValid = code < 3000 ? SENDABLE.includes(code) : code < 5000;
  if (!isValid) throw new FrameError(CLOSES.protocol, `no such close code: ${code}`);
  decodeText(payload.subarray(2));
  return code;
}

const encoder = new TextEncoder();

/** The payload of a close frame. */
export function closePayload(code: number, reason: string): Uint8Array<ArrayBuffer> {
  const text = encoder.encode(reason).subarray(0, MAX_CONTROL_BYTES - 2);
  const payload = new Uint8Array(2 + text.length);
  new DataView(payload.buffer).setUint16(0, code);
  payload.set(text, 2);
  return payload;
}
