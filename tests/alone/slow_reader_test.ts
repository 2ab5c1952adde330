import assert from "node:assert/strict";
import { concat } from "../../src/core/bytes.ts";
import { collectGarbage } from "../../src/core/workers/garbage.ts";
import { serveOffline, SocketClient } from "../support/socket_client.ts";

const LIMIT_BYTES = 16 * 2 ** 20;

/** A client that opens a stream, asks for speech and never reads: the WebSocket handshake by hand, over plain TCP. */
async function stalledReader(base: string): Promise<Deno.TcpConn> {
  const body = JSON.stringify({ video: { width: 256, height: 256, fps: 25 } });
  const created = await (await fetch(`${base}/v1/sessions`, { method: "POST", body })).json();
  const url = new URL(created.stream_url);
  const conn = await Deno.connect({ hostname: url.hostname, port: Number(url.port) });
  const key = btoa("sixteen byte key");
  const handshake =
    `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`;
  await conn.write(new TextEncoder().encode(handshake));
  await conn.read(new Uint8Array(512));
  const text = JSON.stringify({ type: "user_text", text: "I go on and on and on. ".repeat(150), mode: "verbatim" });
  await conn.write(textFrame(text));
  return conn;
}

/** What the process holds after garbage was collected. */
function heldBytes(): number {
  collectGarbage();
  return Deno.memoryUsage().rss;
}

/** A masked text frame, with a mask of zeros (RFC 6455, 5.2). */
function textFrame(text: string): Uint8Array<ArrayBuffer> {
  const payload = new TextEncoder().encode(text);
  const header = new Uint8Array([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]);
  return concat([header, payload]);
}

Deno.test("a reader that stalls for 10 s costs at most the bound, and no other session an underrun", async () => {
  await using service = await serveOffline();
  await using other = await SocketClient.create(service.url, { video: { mode: "none" } });
  const before = heldBytes();
  const stalled = await stalledReader(service.url);
  other.send({
    type: "user_text",
    text: "Meanwhile I speak as if nothing were the matter. ".repeat(4),
    mode: "verbatim",
  });
  const complete = await other.message("turn_complete");
  const metrics = complete.metrics as Record<string, number>;
  assert.ok(metrics.audio_ms! > 9000, `${metrics.audio_ms} ms of speech meanwhile`);
  assert.equal(metrics.underruns, 0);
  const grown = heldBytes() - before;
  // The bound, the kernel's and the runtime's buffers, and what the other session's client here keeps.
  assert.ok(grown < LIMIT_BYTES + 32 * 2 ** 20, `${(grown / 2 ** 20).toFixed(1)} MiB`);
  stalled.close();
});
