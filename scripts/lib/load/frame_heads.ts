/**
 * Reads the heads of a WebSocket's frames and skips their payloads, so that a load generator takes little processor time.
 *
 * @module
 */
import { HEADER_BYTES } from "../../../src/contract/protocol/binary.ts";
import { BINARY_SUBPROTOCOL, type Subprotocol } from "../../../src/contract/protocol/names.ts";

/** A message: its first bytes, and when it was read. */
export interface RawMessage {
  /** Whether it is a text message: JSON. */
  readonly isText: boolean;
  /** At most the first {@linkcode HEAD_BYTES} bytes; valid until the next message. */
  readonly head: Uint8Array;
  /** `performance.now()`, ms. */
  readonly atMs: number;
}

/** How a stream is opened. */
export interface StreamOptions {
  /** The session's token, if it has one. */
  readonly token?: string | null;
  /** Default: binary. */
  readonly subprotocol?: Subprotocol;
}

/** Bytes of a message that are kept: the header of a binary one, or the beginning of a JSON object. */
const HEAD_BYTES = Math.max(HEADER_BYTES, 320);

const FIN_TEXT = 0x81;
const OPCODE_CLOSE = 0x8;
const OPCODE_PING = 0x9;

/** An unmasked pong without payload, as a client may send it: a mask of zeros. */
const PONG = new Uint8Array([0x8a, 0x80, 0, 0, 0, 0]);

const encoder = new TextEncoder();

/** The handshake of a stream, as bytes. */
export function handshakeOf(
  streamUrl: string,
  { token = null, subprotocol = BINARY_SUBPROTOCOL }: StreamOptions = {},
): Uint8Array<ArrayBuffer> {
  const { host, pathname, search } = new URL(streamUrl);
  const protocols = [subprotocol, ...token === null ? [] : [`tth.token.${token}`]].join(", ");
  return encoder.encode(
    `GET ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
      `sec-websocket-version: 13\r\nsec-websocket-key: ${btoa(crypto.randomUUID().slice(0, 16))}\r\n` +
      `sec-websocket-protocol: ${protocols}\r\n\r\n`,
  );
}

/**
 * The length of the answer to a handshake, bytes.
 *
 * @throws Error If it is a refusal.
 */
export function answerBytes(answer: Uint8Array): number {
  const text = new TextDecoder("latin1").decode(answer);
  const end = text.indexOf("\r\n\r\n");
  if (!text.startsWith("HTTP/1.1 101") || end < 0) throw new Error(`no stream: ${text.slice(0, 200)}`);
  return end + 4;
}

/** A message as one masked text frame. */
export function textFrame(message: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  const payload = encoder.encode(JSON.stringify(message));
  const size = payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255];
  // A mask of zeros leaves the payload as it is.
  const frame = new Uint8Array(1 + size.length + 4 + payload.length);
  frame.set([FIN_TEXT, ...size, 0, 0, 0, 0]);
  frame.set(payload, 1 + size.length + 4);
  return frame;
}

/** What a {@linkcode FrameHeads} tells. */
interface FrameHeadsOptions {
  /** Called with each message. */
  readonly onMessage: (message: RawMessage) => void;
  /** Called with the frame that answers a ping. */
  readonly onPing: (pong: Uint8Array<ArrayBuffer>) => void;
}

/** Finds the messages in the bytes of one connection. */
export class FrameHeads {
  readonly #options: FrameHeadsOptions;
  /** The head of the current frame, as far as it has arrived. */
  readonly #frame = new Uint8Array(10 + HEAD_BYTES);
  #filled = 0;
  #skip = 0;

  constructor(options: FrameHeadsOptions) {
    this.#options = options;
  }

  /** Takes bytes that have arrived. */
  take(bytes: Uint8Array): void {
    const atMs = performance.now();
    let offset = 0;
    while (offset < bytes.length) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, bytes.length - offset);
        this.#skip -= skipped;
        offset += skipped;
        continue;
      }
      offset += this.#fill(bytes.subarray(offset), atMs);
    }
  }

  /** Adds to the head of the current frame; returns how many bytes it took. */
  #fill(bytes: Uint8Array, atMs: number): number {
    const frame = this.#frame;
    const taken = Math.min(bytes.length, this.#wanted() - this.#filled);
    frame.set(bytes.subarray(0, taken), this.#filled);
    this.#filled += taken;
    const [start, length] = this.#size();
    if (start === 0 || this.#filled < Math.min(this.#wanted(), start + length)) return taken;
    const head = frame.subarray(start, this.#filled);
    this.#skip = start + length - this.#filled;
    this.#filled = 0;
    const opcode = frame[0]! & 0xf;
    if (opcode < OPCODE_CLOSE) this.#options.onMessage({ isText: opcode === 1, head, atMs });
    if (opcode === OPCODE_PING) this.#options.onPing(PONG);
    return taken;
  }

  /** How many bytes of the frame are kept, as far as is known. */
  #wanted(): number {
    if (this.#filled < 2) return 2;
    const [start, length] = this.#size();
    return start === 0 ? 2 + this.#sizeBytes() : Math.min(start + length, start + HEAD_BYTES);
  }

  #sizeBytes(): number {
    const short = this.#frame[1]! & 0x7f;
    return short < 126 ? 0 : short === 126 ? 2 : 8;
  }

  /** Where the payload starts, and its length; zeros while unknown. */
  #size(): [start: number, length: number] {
    const bytes = this.#sizeBytes();
    if (this.#filled < 2 + bytes) return [0, 0];
    let length = bytes === 0 ? this.#frame[1]! & 0x7f : 0;
    for (let i = 0; i < bytes; i++) length = length * 256 + this.#frame[2 + i]!;
    return [2 + bytes, length];
  }
}
