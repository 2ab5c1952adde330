import assert from "node:assert/strict";
import { createSession } from "../../../src/client/net/join.ts";
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL } from "../../../src/contract/protocol/names.ts";
import { audioChunk, turnComplete, turnStarted, videoFrame } from "../../support/events.ts";
import { FakeService } from "../../support/tth_service.ts";
import { soon } from "../../support/waiting.ts";
import { collect, speaking, take } from "./support.ts";

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
    const { id } = session.say("Hello", { control: { emotion: { label: "happy" } } });
    const { turn_id, data } = await take(events, "audio_chunk");
    assert.deepEqual([turn_id, data], ["s1-t1", new Uint8Array(40 * 48)]);
    const sent = service.session.received.find((message) => message.type === "user_text");
    assert.deepEqual(sent, {
      type: "user_text",
      id,
      text: "Hello",
      mode: "verbatim",
      control: { emotion: { label: "happy" } },
    });
  });
}

Deno.test("HumanSession.interrupt() drops everything of the turn, whatever is still on its way", async () => {
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
  session.ask("Hello");
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
  session.ask("One");
  session.interrupt();
  await take(events, "turn_complete");
  session.ask("Two");
  await take(events, "audio_chunk");
  const media = seen.filter((line) => line.startsWith("audio_chunk"));
  assert.deepEqual(media, ["audio_chunk 2"]);
});

Deno.test("HumanSession.ask() interrupts a running turn with what was heard of it", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url });
  const events = session.events();
  const one = session.ask("One");
  await take(events, "audio_chunk");
  const two = session.ask("Two", { playedMs: 480 });
  await take(events, "audio_chunk");
  const sent = service.session.received.filter((message) => message.type !== "ping");
  assert.deepEqual(sent, [
    { type: "user_text", id: one.id, text: "One", mode: "reply" },
    { type: "interrupt", played_ms: 480 },
    { type: "user_text", id: two.id, text: "Two", mode: "reply" },
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
  await soon(session.next("video_frame"), "the idle frame");
  const turns = seen.filter((line) => /turn_|audio|video/.test(line));
  assert.deepEqual(turns, ["turn_started 1", "turn_started 2", "audio_chunk 2", "turn_complete 2", "video_frame 2"]);
  assert.equal(session.running, false);
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

Deno.test("HumanSession.end() ends the session on the service", async () => {
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
