/**
 * What the transport tells the API about a caller, and how the API opens a stream to it.
 *
 * @module
 */
import type { Subprotocol } from "../../contract/protocol/names.ts";
import type { StreamSocket } from "./websocket/stream_socket.ts";

/** A stream that opens when its response has been returned to the transport. */
export interface StreamUpgrade {
  readonly socket: StreamSocket;
  readonly response: Response;
}

/**
 * Accepts a WebSocket handshake.
 *
 * @param request The request, as the transport passed it to the API.
 * @param protocol The subprotocol that the service chose; `null`: none.
 * @throws If the request is not a handshake that this transport can accept.
 */
export type UpgradeStream = (request: Request, protocol: Subprotocol | null) => StreamUpgrade;

/** Where a request came from. */
export interface Caller {
  /** The peer's address, which may be a proxy's; empty if the transport has none. */
  readonly address: string;
  readonly upgrade: UpgradeStream;
}

/** Answers a request. */
export type Handler = (request: Request, caller: Caller) => Response | Promise<Response>;
