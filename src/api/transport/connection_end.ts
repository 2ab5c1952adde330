/**
 * How the connections of a guard end: once, after one request, and not before the client has its answer.
 *
 * @module
 */
import { concat } from "../../core/bytes.ts";
import type { ByteConnection } from "./websocket/framed_socket.ts";
import { closingResponse } from "./handshake.ts";
import { writeAll } from "./relay.ts";

const READ_BYTES = 2048;

/** Bytes that are read and ignored after the answer. */
const MAX_IGNORED_BYTES = 65_536;

/**
 * Sends the last answer of a connection, then reads until the client ends it: closing while bytes are unread resets the
 * connection, which could take the answer from the client.
 *
 * @param conn The connection; the caller closes it.
 * @param connection The same, as it was accepted.
 * @param response The answer.
 */
export async function answerLast(conn: ByteConnection, connection: Deno.TcpConn, response: Response): Promise<void> {
  await writeAll(conn, await closingResponse(response));
  await connection.closeWrite();
  const buffer = new Uint8Array(READ_BYTES);
  for (let ignored = 0; ignored < MAX_IGNORED_BYTES;) {
    const count = await conn.read(buffer);
    if (count === null) return;
    ignored += count;
  }
}

/** A connection that is closed once, however many have a reason to. */
export function onceClosed(connection: Deno.TcpConn, closed: () => void): ByteConnection {
  let isClosed = false;
  return {
    read: (buffer) => connection.read(buffer),
    write: (bytes) => connection.write(bytes),
    close() {
      if (isClosed) return;
      isClosed = true;
      closed();
      connection.close();
    },
  };
}

const CR = 13;
const LF = 10;

const CLOSE = new TextEncoder().encode("Connection: close\r\n");

/**
 * A request after which the server ends the connection, so that the next request comes on a new connection, where the
 * guard sees it: a proxy may send a handshake on a connection that it has used for other requests.
 *
 * @param start The beginning of the request; the header is put after its first line.
 */
export function asLast(start: Uint8Array): Uint8Array {
  // Empty lines may come before a request (RFC 9112, 2.2).
  const line = start.findIndex((byte) => byte !== CR && byte !== LF);
  const at = start.indexOf(LF, Math.max(0, line)) + 1;
  return concat([start.subarray(0, at), CLOSE, start.subarray(at)]);
}
