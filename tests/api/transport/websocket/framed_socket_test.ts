import assert from "node:assert/strict";
import { VirtualClock } from "../../../../src/adapters/kit/fakes/virtual_clock.ts";
import { type ByteConnection, FramedSocket } from "../../../../src/api/transport/websocket/framed_socket.ts";
import { closePayload, OPCODES } from "../../../../src/api/transport/websocket/frames.ts";
import { clientFrame } from "../../../support/client_frames.ts";
import { arrivals } from "../../../support/waiting.ts";

/** A peer in the test's hand. */
class Peer implements ByteConnection {
  /** First bytes of what came: opcode and length. */
  readonly got: Uint8Array[] = [];
  isClosed = false;
  /** Whether it takes what is written. */
  reads = true;
  #next = Promise.withResolvers<Uint8Array | null>();

  say(bytes: Uint8Array | null): Promise<void> {
    this.#next.resolve(bytes);
    this.#next = Promise.withResolvers();
    return arrivals(3);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    const bytes = await this.#next.promise;
    if (bytes === null) return null;
    buffer.set(bytes);
    return bytes.length;
  }

  write(bytes: Uint8Array): Promise<number> {
    this.got.push(bytes.slice());
    return this.reads ? Promise.resolve(bytes.length) : new Promise(() => {});
  }

  close(): void {
    this.isClosed = true;
    this.#next.resolve(null);
  }

  /** Close codes that came. */
  get closeCodes(): number[] {
    return this.got.filter(([first]) => first === 0x88).map((frame) => (frame[2]! << 8) | frame[3]!);
  }
}

function open() {
  const clock = new VirtualClock();
  const socket = new FramedSocket(clock, 1000);
  const peer = new Peer();
  const seen: unknown[] = [];
  socket.addEventListener("open", () => seen.push("open"));
  socket.addEventListener("message", ({ data }) => seen.push(data));
  socket.addEventListener("close", () => seen.push("close"));
  const served = socket.serve(peer, clientFrame(OPCODES.text, "early"));
  return { clock, socket, peer, seen, served };
}

Deno.test("a framed socket opens, delivers what came with the handshake, and sends", async () => {
  const { socket, peer, seen, served } = open();
  socket.send("hello");
  await peer.say(clientFrame(OPCODES.text, "late"));
  assert.deepEqual(seen, ["open", "early", "late"]);
  assert.deepEqual(peer.got, [new Uint8Array([0x81, 5, ...new TextEncoder().encode("hello")])]);
  assert.equal(socket.bufferedAmount, 0);
  await peer.say(null);
  await served;
  assert.deepEqual(seen.at(-1), "close");
  assert.ok(peer.isClosed);
});

Deno.test("what is sent in one step leaves in one write, in order, and a large message in its own", async () => {
  const { socket, peer } = open();
  for (const text of ["a", "b"]) socket.send(text);
  socket.send("c".repeat(131_072));
  socket.send("d");
  assert.equal(peer.got.length, 0);
  await arrivals(3);
  assert.deepEqual(peer.got[0], new Uint8Array([0x81, 1, 0x61, 0x81, 1, 0x62]));
  assert.deepEqual(peer.got.map(({ length }) => length), [6, 131_082, 3]);
  assert.equal(socket.bufferedAmount, 0);
});

Deno.test("a message too large is closed with 1009, and the connection ends without an answer", async () => {
  const { clock, socket, peer, seen } = open();
  await peer.say(clientFrame(OPCODES.text, "x".repeat(1001)));
  assert.deepEqual(peer.closeCodes, [1009]);
  await peer.say(clientFrame(OPCODES.text, "still here"));
  await clock.advance(2001);
  socket.sweep();
  assert.ok(peer.isClosed);
  assert.deepEqual(seen, ["open", "early", "close"]);
});

Deno.test("a peer that goes on sending instead of answering a close is cut off", async () => {
  const { socket, peer } = open();
  socket.close(4029, "rate limited");
  for (let i = 0; i < 64; i++) await peer.say(new Uint8Array(4096));
  assert.ok(!peer.isClosed);
  await peer.say(new Uint8Array(4096));
  assert.ok(peer.isClosed);
});

Deno.test("a peer that closes is answered with its code, and the connection ends", async () => {
  const { peer, served } = open();
  await peer.say(clientFrame(OPCODES.close, closePayload(4000, "")));
  await served;
  assert.deepEqual(peer.closeCodes, [4000]);
  assert.ok(peer.isClosed);
});

Deno.test("a peer that reads nothing holds what is sent until it is aborted, even while closing", async () => {
  const { clock, socket, peer } = open();
  peer.reads = false;
  socket.send("x".repeat(100));
  socket.send("x".repeat(100));
  assert.equal(socket.bufferedAmount, 204);
  socket.close(4008, "slow_client");
  await clock.advance(2001);
  socket.sweep();
  await arrivals(3);
  assert.ok(peer.isClosed);
  assert.equal(socket.bufferedAmount, 0);
});

Deno.test("a silent peer is pinged, and gone after 30 s; one that answers is not", async () => {
  const { clock, socket, peer } = open();
  await clock.advance(15_000);
  socket.sweep();
  socket.sweep();
  await arrivals(1);
  assert.deepEqual(peer.got, [new Uint8Array([0x89, 0])]);
  await peer.say(clientFrame(OPCODES.pong, ""));
  await clock.advance(29_000);
  socket.sweep();
  assert.ok(!peer.isClosed);
  await clock.advance(2000);
  socket.sweep();
  assert.ok(peer.isClosed);
});

Deno.test("the last ping of a packet is answered; a flood of them is closed with 1008", async () => {
  const { peer } = open();
  const pings = Array.from({ length: 50 }, (_, i) => [...clientFrame(OPCODES.ping, `${i}`)]).flat();
  await peer.say(new Uint8Array(pings));
  assert.deepEqual(peer.got, [new Uint8Array([0x8a, 2, 0x34, 0x39])]);
  await peer.say(new Uint8Array(pings));
  await peer.say(new Uint8Array(pings));
  assert.deepEqual(peer.closeCodes, [1008]);
});
