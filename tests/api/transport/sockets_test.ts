import assert from "node:assert/strict";
import { Sockets } from "../../../src/api/transport/sockets.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

/** A socket whose peer answers the close when it is told to. */
class FakeSocket extends EventTarget {
  readyState: number = WebSocket.OPEN;
  bufferedAmount = 0;
  readonly closes: number[] = [];

  close(code: number): void {
    this.readyState = WebSocket.CLOSING;
    this.closes.push(code);
  }

  answer(): void {
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(new Event("close"));
  }
}

/** A socket that serves a session, and is then closed by the service. */
function closedOf(sockets: Sockets, session: object): FakeSocket {
  const socket = new FakeSocket();
  sockets.add(socket, session);
  sockets.serve(socket);
  sockets.close(socket, 4009, "replaced");
  return socket;
}

Deno.test("a session may have 16 sockets beside the one that serves it, and more as soon as one is gone", () => {
  const sockets = new Sockets(new VirtualClock());
  const [mine, other] = [{}, {}];
  const serving = new FakeSocket();
  sockets.add(serving, mine);
  sockets.serve(serving);
  const closed: FakeSocket[] = [];
  while (sockets.mayOpen(mine)) closed.push(closedOf(sockets, mine));
  assert.equal(closed.length, 16);
  assert.ok(sockets.mayOpen(other));
  closed[0]?.answer();
  assert.ok(sockets.mayOpen(mine));
  // Handshakes that are under way count as well.
  sockets.add(new FakeSocket(), mine);
  assert.ok(!sockets.mayOpen(mine));
});

Deno.test("all sessions together leave no more than 256 closed sockets, however many sessions come and go", () => {
  const sockets = new Sockets(new VirtualClock());
  let count = 0;
  for (let session = {}; sockets.mayOpen(session); session = {}) {
    closedOf(sockets, session);
    count++;
  }
  assert.equal(count, 256);
});

Deno.test("refused sockets are counted apart: 64, which take none from the sessions", () => {
  const sockets = new Sockets(new VirtualClock());
  const refused: FakeSocket[] = [];
  while (sockets.mayRefuse) {
    const socket = new FakeSocket();
    sockets.add(socket);
    sockets.close(socket, 4001, "no valid API key or token");
    refused.push(socket);
  }
  assert.equal(refused.length, 64);
  assert.ok(sockets.mayOpen({}));
  refused[0]?.answer();
  assert.ok(sockets.mayRefuse);
});

Deno.test("a socket is closed once, whichever side asks first", () => {
  const sockets = new Sockets(new VirtualClock());
  const socket = closedOf(sockets, {});
  sockets.close(socket, 4000, "ended");
  assert.deepEqual(socket.closes, [4009]);
});

/** A socket that serves a session. */
function servingIn(sockets: Sockets): FakeSocket {
  const socket = new FakeSocket();
  sockets.add(socket, {});
  sockets.serve(socket);
  return socket;
}

Deno.test("Sockets.served() waits for those that serve, not for those that owe the answer to a close", async () => {
  const clock = new VirtualClock();
  const sockets = new Sockets(clock);
  closedOf(sockets, {});
  sockets.add(new FakeSocket());
  assert.equal(await sockets.served(1000), 0);
  const socket = servingIn(sockets);
  let isOver = false;
  const served = sockets.served(1000).finally(() => isOver = true);
  sockets.close(socket, 1012, "the server is going away");
  await clock.advance(999);
  assert.equal(isOver, false);
  socket.answer();
  assert.equal(await served, 0);
  await clock.advance(0);
  assert.equal(clock.pending, 0);
});

Deno.test("Sockets.served() waits no longer than its limit, and says how many have not gone", async () => {
  const clock = new VirtualClock();
  const sockets = new Sockets(clock);
  const open = [servingIn(sockets), servingIn(sockets), servingIn(sockets)];
  const served = sockets.served(1000);
  for (const socket of open) sockets.close(socket, 1012, "the server is going away");
  open[1]?.answer();
  await clock.advance(1000);
  assert.equal(await served, 2);
});

Deno.test("the bytes that wait in open sockets add up", () => {
  const sockets = new Sockets(new VirtualClock());
  const [one, other] = [new FakeSocket(), new FakeSocket()];
  for (const socket of [one, other]) sockets.add(socket, {});
  [one.bufferedAmount, other.bufferedAmount] = [100, 20];
  assert.equal(sockets.bufferedBytes, 120);
  other.answer();
  assert.equal(sockets.bufferedBytes, 100);
});

Deno.test("a socket that has not opened after 10 s is forgotten: its client has left, and nothing tells", async () => {
  const clock = new VirtualClock();
  const sockets = new Sockets(clock);
  const session = {};
  const serving = new FakeSocket();
  sockets.add(serving, session);
  sockets.serve(serving);
  while (sockets.mayOpen(session)) sockets.add(new FakeSocket(), session);
  while (sockets.mayRefuse) sockets.add(new FakeSocket());
  await clock.advance(10_001);
  assert.ok(sockets.mayOpen(session) && sockets.mayRefuse);
  serving.bufferedAmount = 7;
  assert.equal(sockets.bufferedBytes, 7, "the one that has opened is still counted");
});
