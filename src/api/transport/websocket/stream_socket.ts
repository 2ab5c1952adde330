/**
 * A WebSocket as a stream uses it.
 *
 * @module
 */

/** The part of `WebSocket` that a stream uses. */
export interface StreamSocket {
  /** As in `WebSocket`. */
  readonly readyState: number;
  /** Bytes that the network has not accepted yet. */
  readonly bufferedAmount: number;
  /** Copies `data` before it returns. */
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Sends a text that is not joined before, as that would copy it once more; absent: the socket would join it itself. */
  sendParts?(parts: readonly string[]): void;
  /** Starts the closing handshake. */
  close(code: number, reason: string): void;
  addEventListener(type: "open" | "close", listener: () => void): void;
  /** `data` is a string, or of any other type for a binary message. */
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}
