import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { systemClock } from "../../../src/contract/clock.ts";
import { Guard, type GuardOptions } from "../../../src/api/transport/guard.ts";
import type { Caller, StreamUpgrade } from "../../../src/api/transport/caller.ts";
import { Ticker } from "../../../src/core/ticker.ts";
import { OPCODES } from "../../../src/api/transport/websocket/frames.ts";
import { clientFrame } from "../../support/client_frames.ts";
import { MuteClient, rawRequest } from "../../support/mute_client.ts";
import { SocketClient } from "../../support/socket_client.ts";
import { soon, until } from "../../support/waiting.ts";

const OPTIONS: GuardOptions = {
  clock: systemClock,
  ticker: new Ticker(systemClock, 10, assert.ifError),
  log: getLogger(["test"]),
  maxMessageBytes: 2000,
  maxBodyBytes: 1000,
  requestMs: 60_000,
  idleMs: 60_000,
  connections: 100,
  connectionsPerAddress: 100,
  trustedProxies: new Set(),
  requests: { isCut: () => false, refusal: () => undefined },
};

/** A guard before a handler that echoes: a stream its messages, a call its caller's address. */
function guarded(options: Partial<GuardOptions> = {}) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const closed: string[] = [];
  const answer = (request: Request, { address, upgrade }: Caller): Response | Promise<Response> => {
    if (request.url.endsWith("/large")) return refusedBody(request);
    if (request.url.endsWith("/stranger")) return new Response("no key", { status: 401 });
    if (request.headers.get("upgrade") === null) return new Response(address);
    const { socket, response } = upgraded(request, upgrade);
    if (socket === undefined) return response;
    socket.addEventListener("message", ({ data }) => socket.send(String(data)));
    socket.addEventListener("close", () => closed.push(request.url));
    return response;
  };
  const guard = new Guard(listener, answer, { ...OPTIONS, ...options });
  const url = `http://127.0.0.1:${listener.addr.port}`;
  return {
    url,
    closed,
    guard,
    async [Symbol.asyncDispose]() {
      await guard.cut();
    },
  };
}

/** Refuses a body once more of it has come than is allowed. */
async function refusedBody(request: Request): Promise<Response> {
  let bytes = 0;
  for await (const piece of request.body ?? []) {
    bytes += piece.length;
    if (bytes > OPTIONS.maxBodyBytes) break;
  }
  return new Response(`${OPTIONS.maxBodyBytes} bytes at most`, { status: 413 });
}

function upgraded(request: Request, upgrade: Caller["upgrade"]): Partial<StreamUpgrade> & { response: Response } {
  try {
    return upgrade(request, "tth.v1.json");
  } catch {
    return { response: new Response("bad handshake", { status: 400 }) };
  }
}

/** A connection on which the test writes and reads bytes. */
async function bytesTo(url: string, start: string): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(start));
  return connection;
}

/** All that comes until the peer ends the connection. */
async function rest(connection: Deno.TcpConn): Promise<string> {
  const text = new Response(connection.readable).text().catch(() => "reset");
  return await soon(text, "the end of the connection");
}

Deno.test("a guard relays calls with their caller's address, and serves streams", async () => {
  await using service = guarded();
  for (let i = 0; i < 3; i++) assert.equal(await (await fetch(service.url)).text(), "127.0.0.1");
  await using client = await SocketClient.open(service.url.replace("http", "ws"), ["tth.v1.json"]);
  assert.equal(client.protocol, "tth.v1.json");
  client.send({ type: "one", text: "é".repeat(100) });
  assert.equal((await client.message("one")).text, "é".repeat(100));
  await client.close();
  await until(() => service.closed.length === 1);
});

Deno.test("a refused handshake is answered with its reason, and the connection ends", async () => {
  await using service = guarded();
  using client = await MuteClient.open(`${service.url}/stranger`);
  assert.equal(client.status, 401);
  assert.match(client.answer, /connection: close\r\n\r\nno key$/);
});

Deno.test("a handshake after another request, or with a flaw, opens nothing", async () => {
  await using service = guarded();
  const handshake = [
    "Host: 127.0.0.1",
    "Connection: close, Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
  ];
  const flawed = await rawRequest(service.url, ["GET / HTTP/1.1", ...handshake, "Sec-WebSocket-Key: short"]);
  assert.match(flawed, /^HTTP\/1\.1 400/);
  const second = ["GET / HTTP/1.1", ...handshake, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="].join("\r\n");
  const both = await rawRequest(service.url, ["GET / HTTP/1.1", "Host: 127.0.0.1", "", second]);
  assert.doesNotMatch(both, /101/);
});

Deno.test("fragments without end are closed with 1009, and cost no more than a message", async () => {
  await using service = guarded();
  using client = await MuteClient.open(`${service.url}/`);
  assert.equal(client.status, 101);
  await client.write(clientFrame(OPCODES.text, "x".repeat(1500), { isFinal: false }));
  await client.write(clientFrame(OPCODES.continuation, "x".repeat(1500), { isFinal: false }));
  assert.deepEqual([...(await client.read()).subarray(0, 4)], [0x88, 44, 1009 >> 8, 1009 & 0xff]);
  await until(() => service.closed.length === 1, "the connection to end without the answer to its close");
});

Deno.test("a request that does not arrive in time, or a body without end, ends the connection", async () => {
  await using service = guarded({ requestMs: 300 });
  for (const start of ["", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "POST / HTTP/1.1\r\nHost: x\r\n"]) {
    assert.equal(await rest(await bytesTo(service.url, start)), "", JSON.stringify(start));
  }
  const body = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n";
  const connection = await bytesTo(service.url, body);
  const drip = (async () => {
    const piece = new Uint8Array(16_384);
    for (let sent = 0; sent < 10_000_000;) sent += await connection.write(piece);
  })();
  await assert.rejects(soon(drip, "the connection to end while the body is sent"), /reset|pipe|closed|connection/i);
  connection.close();
});

Deno.test("a client that sends a body far beyond the limit reads why it is refused", async () => {
  await using service = guarded();
  const response = await fetch(`${service.url}/large`, { method: "POST", body: new Uint8Array(1_500_000) });
  assert.equal(response.status, 413);
  assert.equal(await response.text(), "1000 bytes at most");
});

Deno.test("empty lines may come before a request", async () => {
  await using service = guarded();
  const answer = await rawRequest(service.url, ["", "", "GET /call HTTP/1.1", "Host: 127.0.0.1"]);
  assert.match(answer, /^HTTP\/1\.1 200 [^]*127\.0\.0\.1/);
});

Deno.test("a call ends its connection, so that a proxy sends the next handshake on a new one", async () => {
  await using service = guarded();
  const answer = await rest(await bytesTo(service.url, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  assert.match(answer, /200 OK[^]*connection: close[^]*127\.0\.0\.1$/);
});

Deno.test("connections per address are limited, and a closed one makes room", async () => {
  await using service = guarded({ connectionsPerAddress: 2 });
  const first = await bytesTo(service.url, "GET");
  const second = await bytesTo(service.url, "GET");
  assert.equal(await rest(await bytesTo(service.url, "")), "");
  first.close();
  second.close();
  await until(() => fetch(service.url).then((answer) => answer.text(), () => "").then(Boolean), "a place for a call");
});

Deno.test("an address that asks too often reads 429, even with a body on its way, and its streams still open", async () => {
  const counted: string[] = [];
  const refusal = (peer: string, head: Uint8Array) => {
    counted.push(`${peer} ${new TextDecoder().decode(head).split(" ")[1]}`);
    return new Response("too many", { status: 429 });
  };
  await using service = guarded({ requests: { isCut: () => false, refusal } });
  const answer = await fetch(`${service.url}/calls`, { method: "POST", body: "x".repeat(50_000) });
  assert.deepEqual([answer.status, await answer.text()], [429, "too many"]);
  await using client = await SocketClient.open(service.url.replace("http", "ws"), ["tth.v1.json"]);
  await client.close();
  using stranger = await MuteClient.open(`${service.url}/stranger`);
  assert.equal(stranger.status, 429);
  assert.deepEqual(counted, ["127.0.0.1 /calls", "127.0.0.1 /stranger"]);
});

Deno.test("a connection of an address that is cut ends unread", async () => {
  await using service = guarded({ requests: { isCut: (peer) => peer === "127.0.0.1", refusal: () => undefined } });
  assert.match(await rest(await bytesTo(service.url, "")), /^(reset)?$/);
});

Deno.test("where all places are taken, the connection that has waited longest for its request makes room", async () => {
  await using service = guarded({ connections: 2 });
  const idle = await bytesTo(service.url, "");
  const other = await bytesTo(service.url, "");
  assert.equal(await (await fetch(service.url)).text(), "127.0.0.1");
  assert.equal(await rest(idle), "");
  other.close();
});

Deno.test("a guard that refuses accepts no connection, and its open streams go on", async () => {
  await using service = guarded();
  await using client = await SocketClient.open(service.url.replace("http", "ws"), ["tth.v1.json"]);
  service.guard.refuse();
  await soon(service.guard.finished, "the end of accepting");
  await assert.rejects(Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(service.url).port) }));
  client.send({ type: "one", text: "still here" });
  assert.equal((await client.message("one")).text, "still here");
  await client.close();
});

Deno.test("a guard that shuts down answers what was asked, and then accepts nothing", async () => {
  await using service = guarded();
  await (await fetch(service.url)).text();
  await service.guard.shutdown();
  await soon(service.guard.finished, "the end of accepting");
  await assert.rejects(fetch(service.url));
});
