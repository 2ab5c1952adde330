import assert from "node:assert/strict";
import { type EventOf, isEventOf, type SessionEvent } from "../../../src/client/net/events.ts";
import { Session } from "../../../src/client/net/session.ts";
import { createSession, joinSession } from "../../../src/client/net/join.ts";
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL } from "../../../src/contract/protocol/names.ts";
import { audioChunk, turnComplete, turnStarted, videoFrame } from "../../support/events.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { FakeService, type FakeServiceOptions } from "../../support/tth_service.ts";

const FAST = { minMs: 1, maxMs: 5 };

/** A service whose turns are one audio chunk that does not end. */
const speaking: FakeServiceOptions = {
  onMessage(message, session) {
    if (message.type === "user_text") {
      session.begin();
      session.send(turnStarted());
      session.send(audioChunk(0));
    }
    if (message.type === "interrupt" && session.turn > 0) session.send(turnComplete("interrupted"));
  },
};

/** Reads on to the next event of a type. */
async function take<Type extends SessionEvent["type"]>(
  events: AsyncIterator<SessionEvent>,
  type: Type,
): Promise<EventOf<Type>> {
  while (true) {
    const { value, done } = await events.next();
    assert.ok(!done, `the session ended before '${type}'`);
    if (isEventOf(value, type)) return value;
  }
}

function collect(session: { listen(listener: (event: SessionEvent) => void): () => void }): string[] {
  const seen: string[] = [];
  session.listen((event) =>
    seen.push("turn" in event ? `${event.type} ${event.turn}` : `${event.type} ${event.status}`)
  );
  return seen;
}

for (const subprotocol of [BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL] as const) {
  Deno.test(`a turn comes through as typed events over ${subprotocol}`, async () => {
    await using service = new FakeService(speaking);
    await using session = await createSession({
      url: service.url,
      subprotocol,
      persona_id: "casual",
      extras: ["word"],
    });
    assert.deepEqual(service.requests, [{ persona_id: "casual", extras: ["word"] }]);
    const events = session.events();
    session.speak("Hello", { mode: "verbatim", control: { emotion: { label: "happy" } } });
    for await (const event of events) {
      if (event.type !== "audio_chunk") continue;
      assert.equal(event.turn_id, "s1-t1");
      assert.deepEqual(event.data, new Uint8Array(40 * 48));
      break;
    }
    const sent = service.session.received.find((message) => message.type === "user_text");
    assert.deepEqual(sent, {
      type: "user_text",
      text: "Hello",
      mode: "verbatim",
      control: { emotion: { label: "happy" } },
    });
  });
}

Deno.test("Session.interrupt() lets nothing of the turn through, whatever is still on its way", async () => {
  await using service = new FakeService({
    onMessage(message, session) {
      if (message.type === "user_text") {
        session.begin();
        session.send(turnStarted());
        session.send(audioChunk(0));
      }
      if (message.type !== "interrupt") return;
      session.send(audioChunk(40));
      session.send(videoFrame(1));
      session.send(turnComplete("interrupted"));
    },
  });
  await using session = await createSession({ url: service.url });
  const events = session.events();
  session.speak("Hello");
  await take(events, "audio_chunk");
  assert.equal(session.running, true);
  const seen = collect(session);
  session.interrupt({ playedMs: 12 });
  assert.equal(session.running, false);
  await take(events, "turn_complete");
  assert.deepEqual(seen, ["turn_complete 1"]);
  assert.deepEqual(service.session.received.find((message) => message.type === "interrupt"), {
    type: "interrupt",
    played_ms: 12,
  });
});

Deno.test("an interrupt before the turn was seen to start still voids it, and the next turn comes through", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url });
  const events = session.events();
  const seen = collect(session);
  session.speak("One");
  session.interrupt();
  await take(events, "turn_complete");
  session.speak("Two");
  await take(events, "audio_chunk");
  const media = seen.filter((line) => line.startsWith("audio_chunk"));
  assert.deepEqual(media, ["audio_chunk 2"]);
});

Deno.test("Session.speak() interrupts a running turn with what was heard of it", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url });
  const events = session.events();
  session.speak("One");
  await take(events, "audio_chunk");
  session.speak("Two", { playedMs: 480 });
  await take(events, "audio_chunk");
  const types = service.session.received.filter((message) => message.type !== "ping");
  assert.deepEqual(types, [
    { type: "user_text", text: "One", mode: "reply" },
    { type: "interrupt", played_ms: 480 },
    { type: "user_text", text: "Two", mode: "reply" },
  ]);
  assert.equal(session.turn, 2);
});

Deno.test("a session drops what bears an older turn, and lets idle frames through between turns", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url });
  const seen = collect(session);
  const fake = service.session;
  fake.begin();
  fake.send(turnStarted());
  fake.begin();
  fake.send(turnStarted());
  fake.send(audioChunk(0), 1);
  fake.send(audioChunk(0));
  fake.send(turnComplete("completed"));
  fake.send(audioChunk(40));
  fake.send(videoFrame(0, { idle: true }));
  await session.next("video_frame");
  const turns = seen.filter((line) => /turn_|audio|video/.test(line));
  assert.deepEqual(turns, ["turn_started 1", "turn_started 2", "audio_chunk 2", "turn_complete 2", "video_frame 2"]);
  assert.equal(session.running, false);
});

Deno.test("a lost connection is resumed after the last seq, and nothing is seen twice", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url, backoff: FAST });
  const events = session.events();
  session.speak("Hello");
  await take(events, "audio_chunk");
  const seen = collect(session);
  const before = session.seq;
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

Deno.test("what is said while the connection is away is sent when it is back", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url, backoff: { minMs: 60_000, maxMs: 60_000 } });
  const events = session.events();
  await service.session.hangUp(1012);
  while ((await take(events, "connection")).status !== "waiting");
  session.speak("Are you there?");
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

Deno.test("who was closed for sending too much comes back after seconds, however short the backoff is", async () => {
  await using service = new FakeService();
  const clock = new VirtualClock();
  await using session = await createSession({ url: service.url, clock, backoff: FAST });
  const events = session.events();
  for (let round = 1; round <= 3; round++) {
    await service.session.hangUp(4029);
    let change = await take(events, "connection");
    while (change.status !== "waiting") change = await take(events, "connection");
    assert.equal(change.retryMs, 5000);
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
    const changes: EventOf<"connection">[] = [];
    for await (const event of events) if (event.type === "connection") changes.push(event);
    const last = changes.at(-1);
    assert.deepEqual(changes.map(({ status }) => status), ["connecting", "open", "closed"], `code ${code}`);
    assert.ok(last?.status === "closed" && last.code === code);
    assert.match(last.message, advice);
    assert.throws(() => session.speak("Hello"), { code: "closed" });
  }
});

Deno.test("a session gives up when the service stays away", async () => {
  const service = new FakeService();
  await using session = await createSession({ url: service.url, backoff: { ...FAST, giveUpMs: 20 } });
  const events = session.events();
  await service[Symbol.asyncDispose]();
  let last: SessionEvent | undefined;
  for await (const event of events) last = event;
  assert.ok(last?.type === "connection" && last.status === "closed");
  assert.match(last.message, /Check that the service is running/);
});

Deno.test("joinSession() takes up where another page left off", async () => {
  await using service = new FakeService(speaking);
  const first = await createSession({ url: service.url });
  first.speak("Hello");
  await first.next("audio_chunk");
  const { grant, seq } = first;
  await first.close();
  service.session.send(audioChunk(40));
  await using second = await joinSession(grant, { url: service.url, after: seq });
  const { timestamp_ms } = await second.next("audio_chunk");
  assert.equal(timestamp_ms, 40);
  assert.equal(second.running, true);
});

Deno.test("joinSession() needs no address where the session's stream has one, and says so where it has not", async () => {
  await using service = new FakeService();
  const { grant } = await createSession({ url: service.url }).then(async (session) => {
    await session.close();
    return session;
  });
  await using session = await joinSession(grant);
  assert.equal(session.ready?.session_id, grant.session_id);
  const path = new URL(grant.stream_url).pathname;
  await assert.rejects(joinSession({ ...grant, stream_url: path }), { code: "no_url" });
});

Deno.test("joinSession() fails with the reason when the service does not take the token", async () => {
  await using service = new FakeService();
  const { grant } = await createSession({ url: service.url }).then(async (session) => {
    await session.close();
    return session;
  });
  await assert.rejects(joinSession({ ...grant, token: "wrong" }, { url: service.url }), /token is not valid/);
});

Deno.test("createSession() passes on what the service says of a refusal", async () => {
  await using service = new FakeService();
  service.refusal = { status: 422, body: { code: "unknown_persona", detail: "No persona 'bob'. Known: default." } };
  await assert.rejects(createSession({ url: service.url }), {
    code: "unknown_persona",
    status: 422,
    message: "No persona 'bob'. Known: default.",
  });
});

Deno.test("createSession() says what to do when nobody answers", async () => {
  const service = new FakeService();
  await service[Symbol.asyncDispose]();
  await assert.rejects(createSession({ url: service.url }), {
    code: "unreachable",
    message: /Check that it is running/,
  });
});

Deno.test("messages that the client does not know are counted, and do not stop it", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url });
  const events = session.events();
  service.session.sendRaw('{"type":"smell","turn":0}');
  service.session.sendRaw("{");
  service.session.sendRaw(new ArrayBuffer(3));
  service.session.send({ type: "state", state: "idle" });
  await take(events, "state");
  const counted = Object.fromEntries(session.unknownEvents);
  assert.deepEqual(counted, { smell: 1, malformed: 2 });
});

Deno.test("Session.end() ends the session on the service", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url });
  await session.end();
  assert.equal(service.sessions.size, 0);
  assert.equal(session.connection.status, "closed");
});

Deno.test("playback reports bear the position and are never negative", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url });
  session.reportPlayback({ turn: 1, positionMs: -3, bufferedMs: 200, frameIndex: 4 });
  await service.session.message((message) => message.type === "playback");
  const report = service.session.received.find((message) => message.type === "playback");
  assert.deepEqual(report, { type: "playback", turn: 1, position_ms: 0, buffered_ms: 200, frame_index: 4 });
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
  await clock.advance(10_001);
  while ((await take(events, "connection")).status !== "waiting");
  fake.mute = false;
  await clock.advance(10);
  await take(events, "session_ready");
  assert.equal(fake.connections.length, 2);
});

Deno.test("a session that can never be joined is given up soon, however patient the backoff is", async () => {
  const service = new FakeService();
  const { grant } = await createSession({ url: service.url }).then(async (session) => {
    await session.close();
    return session;
  });
  await service[Symbol.asyncDispose]();
  const clock = new VirtualClock();
  const session = new Session(grant, { url: service.url, clock, backoff: { ...FAST, giveUpMs: Infinity } });
  const events = session.events();
  let attempts = 0;
  for await (const event of events) {
    if (event.type !== "connection" || event.status !== "waiting") continue;
    attempts++;
    await clock.advance(1000);
  }
  assert.ok(attempts >= 5 && attempts < 12, `${attempts} attempts`);
  await assert.rejects(session.opened(), { code: "closed" });
});
