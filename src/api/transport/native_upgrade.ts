/**
 * WebSockets of Deno's own server.
 *
 * @module
 */
import type { Subprotocol } from "../../contract/protocol/names.ts";
import type { Caller, StreamUpgrade } from "./caller.ts";

/**
 * Accepts a handshake that Deno's server received.
 *
 * @throws {TypeError} If the request is not a handshake.
 */
export function nativeUpgrade(request: Request, protocol: Subprotocol | null): StreamUpgrade {
  return protocol === null ? Deno.upgradeWebSocket(request) : upgradeWith(request, protocol);
}

/**
 * Upgrades with a subprotocol. Deno's option does not find one in a list without spaces; there the header is set on the
 * response, which Deno before 2.9 does not allow.
 */
function upgradeWith(request: Request, protocol: Subprotocol): StreamUpgrade {
  const listed = (request.headers.get("sec-websocket-protocol") ?? "").split(", ");
  if (listed.includes(protocol)) return Deno.upgradeWebSocket(request, { protocol });
  const upgraded = Deno.upgradeWebSocket(request);
  try {
    upgraded.response.headers.set("sec-websocket-protocol", protocol);
  } catch {
    // The client then sees no subprotocol, and gets JSON either way unless it asked for binary frames.
  }
  return upgraded;
}

/** The caller of a request that came over no connection. */
export const UNKNOWN_CALLER: Caller = { address: "", upgrade: nativeUpgrade };
