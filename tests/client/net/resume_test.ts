import assert from "node:assert/strict";
import { HumanSession } from "../../../src/client/net/human_session.ts";
import { ReconnectingSocket } from "../../../src/client/net/reconnecting_socket.ts";
import { createSession } from "../../../src/client/net/join.ts";
import { audioChunk, turnStarted } from "../../support/events.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { FakeService } from "../../support/tth_service.ts";
import { soon } from "../../support/waiting.ts";
import { collect, FAST, speaking, take, takeAll, takeWaiting } from "./support.ts";

Deno.test("a lost connection is resumed after the last seq, and what the service sends again is seen once", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url, backoff: FAST });
  const events = session.events();
  session.ask("Hello");
  await take(events, "audio_chunk");
  const seen = collect(session);
  const before = session.seq;
  service.session.overlap = 2;
  await service.session.hangUp(1012);
  service.session.send(audioChunk(40));
  service.session.send(audioChunk(80));
  await take(events, "session_ready");
  await take(events, "audio_chunk");
  await take(events, "audio_chunk");
  assert.equal(service.session.connections[1], before);
  assert.deepEqual(seen.filter((line) => !line.startsWith("pong")), [
    "connection waiting",
    "connection connecting",
    "connection open",
    "session_ready 1",
    "audio_chunk 1",
    "audio_chunk 1",
  ]);
});

Deno.test("after a reconnect in the middle of a turn, the client first says what was heard of it, and not after its end", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url, backoff: FAST });
  const events = session.events();
  const fake = service.session;
  session.say("Hello");
  await take(events, "audio_chunk");
  fake.send({ type: "text_delta", token: "Hello" });
  await take(events, "text_delta");
  session.reportPlayback({ turn: 1, positionMs: 25 });
  const gone = fake.hangUp(1012);
  session.interrupt({ playedMs: 30 });
  await gone;
  await take(events, "session_ready");
  await fake.message((message) => message.type === "playback" && message.text !== undefined);
  const report = fake.received.find((message) => message.type === "playback" && message.text !== undefined);
  assert.deepEqual(report, { type: "playback", turn: 1, position_ms: 30, text: "Hello" });
  await take(events, "turn_complete");
  const known = fake.received.length;
  await fake.hangUp(1012);
  await take(events, "session_ready");
  await take(events, "pong");
  assert.ok(!fake.received.slice(known).some(({ type }) => type === "playback"));
});

Deno.test("what is said while the connection is away is sent when it is back", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url, backoff: { minMs: 60_000, maxMs: 60_000 } });
  const events = session.events();
  await service.session.hangUp(1012);
  await takeWaiting(events);
  session.ask("Are you there?");
  session.reconnect();
  await service.session.message((message) => message.type === "user_text");
});

Deno.test("an interrupt whose answer was lost with the connection is sent again", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url, backoff: FAST });
  const events = session.events();
  const fake = service.session;
  fake.begin();
  fake.send(turnStarted());
  await take(events, "turn_started");
  const gone = fake.hangUp(1012);
  session.interrupt();
  await gone;
  await take(events, "session_ready");
  await fake.message((message) => message.type === "interrupt");
  await take(events, "pong");
  fake.begin();
  fake.send(turnStarted());
  fake.send(audioChunk(0));
  assert.equal((await take(events, "audio_chunk")).turn, 2);
});

Deno.test("a client that was closed for sending too much comes back after seconds, however short the backoff is", async () => {
  await using service = new FakeService();
  const clock = new VirtualClock();
  await using session = await createSession({ url: service.url, clock, backoff: FAST });
  const events = session.events();
  for (let round = 1; round <= 3; round++) {
    await service.session.hangUp(4029);
    assert.equal((await takeWaiting(events)).retryMs, 5000);
    await clock.advance(4999);
    assert.equal(service.session.connections.length, round);
    await clock.advance(1);
    await take(events, "session_ready");
  }
});

Deno.test("close codes that cannot be resumed end the session with advice", async () => {
  for (
    const [code, advice] of [[4000, /Start a new one/], [4001, /token/], [4004, /expired/], [
      4009,
      /somewhere else/,
    ]] as const
  ) {
    await using service = new FakeService();
    await using session = await createSession({ url: service.url, backoff: FAST });
    const events = session.events();
    await service.session.hangUp(code);
    const changes = (await takeAll(events)).filter((event) => event.type === "connection");
    const last = changes.at(-1);
    assert.deepEqual(changes.map(({ status }) => status), ["connecting", "open", "closed"], `code ${code}`);
    assert.ok(last?.status === "closed" && last.code === code);
    assert.match(last.message, advice);
    assert.throws(() => session.ask("Hello"), { code: "closed" });
  }
});

Deno.test("a session gives up when the service stays away", async () => {
  const service = new FakeService();
  await using session = await createSession({ url: service.url, backoff: { ...FAST, giveUpMs: 20 } });
  const events = session.events();
  await service[Symbol.asyncDispose]();
  const last = (await takeAll(events)).at(-1);
  assert.ok(last?.type === "connection" && last.status === "closed");
  assert.match(last.message, /Check that the service is running/);
});

Deno.test("a service that has gone silent is asked, and without an answer the session comes back to it", async () => {
  await using service = new FakeService();
  const clock = new VirtualClock();
  await using session = await createSession({ url: service.url, clock, backoff: FAST });
  const events = session.events();
  const fake = service.session;
  await take(events, "pong");
  fake.mute = true;
  const asked = fake.received.length;
  await clock.advance(10_001);
  await fake.message((message) => message.type === "ping" && fake.received.indexOf(message) >= asked);
  await clock.advance(5_001);
  await takeWaiting(events);
  fake.mute = false;
  await clock.advance(10);
  await take(events, "session_ready");
  assert.equal(fake.connections.length, 2);
});

Deno.test("a connection that opens without session_ready is given up, with a word on what was awaited", async () => {
  await using service = new FakeService();
  const clock = new VirtualClock();
  let opened = Promise.withResolvers<void>();
  class WatchedSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("open", () => opened.resolve());
    }
  }
  await using session = await createSession({ url: service.url, clock, backoff: FAST, webSocket: WatchedSocket });
  const fake = service.session;
  fake.shy = true;
  const events = session.events();
  await fake.hangUp(1012);
  await takeWaiting(events);
  opened = Promise.withResolvers();
  await clock.advance(10);
  await soon(opened.promise, "the handshake");
  await clock.advance(9_900);
  assert.equal(session.connection.status, "connecting");
  await clock.advance(200);
  assert.equal(
    (await takeWaiting(events)).message,
    "No session_ready came from the service in time. Check that it is running.",
  );
  fake.shy = false;
  await clock.advance(10);
  await take(events, "session_ready");
});

Deno.test("a service that does not answer what was said is asked sooner than one that has nothing to say", async () => {
  await using service = new FakeService();
  const clock = new VirtualClock();
  await using session = await createSession({ url: service.url, clock, backoff: FAST });
  const events = session.events();
  const fake = service.session;
  await take(events, "pong");
  fake.mute = true;
  session.updateControl({ emotion: { label: "happy" } });
  await fake.message(({ type }) => type === "control_update");
  const asked = fake.received.length;
  await clock.advance(2_501);
  await fake.message((message) => message.type === "ping" && fake.received.indexOf(message) >= asked);
  await clock.advance(5_001);
  await takeWaiting(events);
});

Deno.test("the next attempt does not wait for the reason why the last one failed", async () => {
  const clock = new VirtualClock();
  let attempts = 0;
  const attempted = Promise.withResolvers<void>();
  class Unreachable extends EventTarget {
    onclose: ((event: { code: number }) => void) | null = null;
    constructor() {
      super();
      if (++attempts === 3) attempted.resolve();
      queueMicrotask(() => this.onclose?.({ code: 1006 }));
    }
    close() {}
  }
  const socket = new ReconnectingSocket({
    // Of the class only this much is used before a connection is open.
    webSocket: Unreachable as unknown as typeof WebSocket,
    url: () => "ws://127.0.0.1:1",
    subprotocol: "tth.v1.json",
    token: () => null,
    backoff: { minMs: 10, maxMs: 10, giveUpMs: 60_000 },
    clock,
    onMessage: () => {},
    onStatus: () => {},
    refusal: () => new Promise(() => {}),
    onSilence: () => {},
  });
  socket.connect();
  await clock.advance(30);
  await soon(attempted.promise, "the third attempt");
  socket.close();
});

Deno.test("a session that can never be joined is given up soon, however patient the backoff is", async () => {
  const service = new FakeService();
  const { grant } = await createSession({ url: service.url }).then(async (session) => {
    await session.close();
    return session;
  });
  await service[Symbol.asyncDispose]();
  const clock = new VirtualClock();
  const session = new HumanSession(grant, { url: service.url, clock, backoff: { ...FAST, giveUpMs: Infinity } });
  const events = session.events();
  let attempts = 0;
  const attempt = async () => {
    for await (const event of events) {
      if (event.type !== "connection" || event.status !== "waiting") continue;
      attempts++;
      await clock.advance(1000);
    }
  };
  await soon(attempt(), "the session to be given up");
  assert.ok(attempts >= 5 && attempts < 12, `${attempts} attempts`);
  await assert.rejects(session.opened(), { code: "closed" });
});

Deno.test("a connection that is replaced by an attempt which this client gave up before comes back", async () => {
  await using service = new FakeService();
  const clock = new VirtualClock();
  await using session = await createSession({ url: service.url, clock, backoff: FAST });
  const events = session.events();
  service.session.mute = true;
  await clock.advance(20_000);
  await take(events, "connection");
  service.session.mute = false;
  await clock.advance(10);
  await take(events, "session_ready");
  await service.session.hangUp(4009);
  await takeWaiting(events);
  await clock.advance(10);
  await take(events, "session_ready");
});

Deno.test("a turn that its instance had not recorded when it died is lost, and its number is used again", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url, backoff: FAST });
  const events = session.events();
  const lost = session.say("Hello.");
  await service.session.message(({ type }) => type === "user_text");
  service.session.begin();
  service.session.send(turnStarted(lost.id));
  await take(events, "turn_started");
  service.session.turn = 0;
  await service.session.hangUp(1001);
  await assert.rejects(lost.done, { code: "lost" });
  const again = session.say("Hello again.");
  service.session.begin();
  service.session.send(turnStarted(again.id));
  service.session.send(audioChunk(0));
  await take(events, "audio_chunk");
  assert.deepEqual([again.turn, session.running], [1, true]);
});
