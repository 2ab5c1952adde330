/**
 * Options of a session and its turns, and what a client reports.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import type { PartialControl } from "../../contract/controls.ts";
import type { Subprotocol } from "../../contract/protocol/names.ts";
import type { BackoffOptions } from "./timing/backoff.ts";
import type { CallOptions } from "./http.ts";

/** What a session uses of a WebSocket: the platform's own has it, and that of the package `ws`. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** A class of WebSockets. */
export type SocketClass = new (url: string, protocols: string[]) => SocketLike;

/** Options of the connection. */
export interface JoinOptions extends CallOptions {
  /** Binary frames save a quarter of the bytes and the base64. Default: `tth.v1.binary`. */
  subprotocol?: Subprotocol | undefined;
  /** How to reconnect after the connection was lost. */
  backoff?: BackoffOptions | undefined;
  /** Resume after this `seq`, for a page that was reloaded. */
  after?: number | undefined;
  /** The class of the connection, for runtimes without one: Node 20 takes that of the package `ws`. */
  webSocket?: SocketClass | undefined;
  /** The clock for waits and round trips. Default: the machine's. */
  clock?: Clock | undefined;
}

/** Options of `say` and `ask`. */
export interface TurnOptions {
  /** For this turn only. */
  control?: PartialControl | undefined;
  /** Media time that the user has heard of the running turn, which this one interrupts, ms. */
  playedMs?: number | undefined;
}

/** What the user has actually heard and seen. */
export interface PlaybackReport {
  /** The turn that is heard, by its epoch: 1, 2, 3 … */
  turn: number;
  /** Media time that is heard right now, ms. */
  positionMs: number;
  /** Speech that has arrived and was not heard yet, ms. */
  bufferedMs?: number | undefined;
  /** The picture on the screen right now, as its event numbers it. */
  frameIndex?: number | undefined;
}
