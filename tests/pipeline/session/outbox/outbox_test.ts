import assert from "node:assert/strict";
import type { Unsequenced } from "../../../../src/contract/protocol/messages.ts";
import { collectGarbage } from "../../../../src/core/workers/garbage.ts";
import { BytePages } from "../../../../src/pipeline/session/outbox/byte_pages.ts";
import { Outbox } from "../../../../src/pipeline/session/outbox/outbox.ts";
import { ReplayLog } from "../../../../src/pipeline/session/outbox/replay_log.ts";
import { FakeClient } from "../../../support/stage.ts";
import { VirtualClock } from "../../../../src/adapters/kit/fakes/virtual_clock.ts";
import { LIMITS, open, READY, sound, text } from "./stage.ts";

/** Messages that were sent before memory is counted, and while it is. */
const WARM_UP = 1000, MESSAGES = 100_000;

Deno.test("no message of a void turn passes, and those that belong to no turn always do", () => {
  const { outbox, client } = open();
  assert.equal(outbox.post(text("a"), 1, "t1"), true);
  outbox.voidThrough(1);
  assert.equal(outbox.post(text("b"), 1, "t1"), false);
  assert.equal(outbox.post({ type: "pong", t: 1 }, 1, null), true);
  assert.equal(outbox.post(text("c"), 2, "t2"), true);
  assert.deepEqual(client.of("text_delta").map(({ token }) => token), ["a", "c"]);
});

Deno.test("after the end nothing is kept or accepted", () => {
  const pages = new BytePages();
  const outbox = new Outbox(LIMITS, new VirtualClock(), { pages });
  outbox.post(text("a"), 1, "t1");
  outbox.post(sound(0), 1, "t1");
  assert.equal(pages.lent, 1);
  outbox.end();
  assert.deepEqual([outbox.post(sound(80), 1, "t1"), outbox.post({ type: "pong", t: 1 }, 1, null)], [false, false]);
  assert.equal(pages.lent, 0);
  const late = new FakeClient(new VirtualClock());
  assert.deepEqual(outbox.attach(late, READY, 1, 1), { replayed: 0, complete: false });
});

Deno.test("what the client has certainly received is forgotten", () => {
  const { outbox, client } = open();
  for (let i = 0; i < 6; i++) outbox.post(sound(i * 80), 1, "t1");
  outbox.acknowledge(1, 240);
  outbox.detach(client);
  const again = new FakeClient(new VirtualClock());
  assert.deepEqual(outbox.attach(again, READY, 1, client.events[3]!.seq), { replayed: 3, complete: true });
  assert.deepEqual(again.of("audio_chunk").map(({ timestamp_ms }) => timestamp_ms), [240, 320, 400]);
  assert.equal(outbox.attach(new FakeClient(new VirtualClock()), READY, 1, 1).complete, false);
});

/** Sends a token and 80 ms of sound every 80 ms for `ms`, and returns what a client then gets that has had nothing. */
async function resumeAfter(ms: number, { reports }: { reports: boolean }) {
  const clock = new VirtualClock();
  const outbox = new Outbox({ ...LIMITS, replayBytes: 100_000 }, clock);
  const client = new FakeClient(clock);
  outbox.attach(client, READY, 0);
  for (let at = 0; at < ms; at += 80) {
    outbox.post(text("a"), 1, "t1");
    outbox.post(sound(at), 1, "t1");
    if (reports) outbox.acknowledge(1, 0);
    await clock.advance(80);
  }
  const again = new FakeClient(clock);
  const { complete } = outbox.attach(again, READY, 1, 1);
  const [first] = again.of("audio_chunk");
  return { complete, texts: again.of("text_delta").length, firstSoundMs: first?.timestamp_ms };
}

Deno.test("of a client that reports no playback, speech and then text is forgotten that it has had for long", async () => {
  assert.deepEqual(await resumeAfter(2000, { reports: false }), { complete: false, texts: 25, firstSoundMs: 960 });
  assert.deepEqual(await resumeAfter(4000, { reports: false }), { complete: false, texts: 38, firstSoundMs: 2960 });
});

Deno.test("what a client without reports has had for long is forgotten also in silence, but not while it is away", async () => {
  const clock = new VirtualClock();
  const outbox = new Outbox(LIMITS, clock);
  const client = new FakeClient(clock);
  outbox.attach(client, READY, 0);
  outbox.post(text("a"), 1, "t1");
  outbox.post(sound(0), 1, "t1");
  const replayedAfter = async (ms: number) => {
    await clock.advance(ms);
    outbox.expire();
    return outbox.attach(client, READY, 1, 1).replayed;
  };
  outbox.detach(client);
  assert.equal(await replayedAfter(10 * LIMITS.resumeMs), 2);
  assert.equal(await replayedAfter(LIMITS.replayMs), 2);
  await clock.advance(1);
  assert.equal(await replayedAfter(LIMITS.replayMs), 1);
  await clock.advance(1);
  assert.equal(await replayedAfter(LIMITS.resumeMs), 0);
});

Deno.test("of a client that reports its playback, all is kept that it has not played", async () => {
  assert.deepEqual(await resumeAfter(4000, { reports: true }), { complete: true, texts: 50, firstSoundMs: 0 });
});

/** Bytes that a log takes up after the given number of messages, all of which a client has played. */
function heldAfter(messages: number): number {
  let nowMs = 0;
  const log = new ReplayLog(LIMITS, { now: () => nowMs, setTimer: () => () => {} }, new BytePages());
  const play = (from: number, to: number) => {
    for (let seq = from; seq < to; seq += 2) {
      nowMs += 1000;
      log.add({ ...text("a"), seq, turn: 1, turn_id: "t1" }, true);
      log.add({ ...sound(seq * 80), seq: seq + 1, turn: 1, turn_id: "t1" }, true);
      log.acknowledge(1, seq * 80 + 80);
    }
  };
  const heapBytes = () => {
    collectGarbage();
    return Deno.memoryUsage().heapUsed;
  };
  log.attached(0);
  play(0, WARM_UP);
  const before = heapBytes();
  play(WARM_UP, WARM_UP + messages);
  const held = heapBytes() - before;
  assert.deepEqual(log.after(0), []);
  return held;
}

Deno.test("of a client that reports its playback, nothing at all is kept that it has played", () => {
  const bytesEach = heldAfter(MESSAGES) / MESSAGES;
  assert.ok(bytesEach < 4, `${bytesEach.toFixed(1)} bytes for each message`);
});

Deno.test("what a client could not be sent is kept, however old", async () => {
  const clock = new VirtualClock();
  const outbox = new Outbox(LIMITS, clock);
  outbox.post(sound(0), 1, "t1");
  await clock.advance(10_000);
  const client = new FakeClient(clock);
  outbox.attach(client, READY, 1, 1);
  outbox.post(sound(80), 1, "t1");
  assert.equal(client.of("audio_chunk").length, 1);
});

Deno.test("the log keeps to its bound, and a gap is reported", () => {
  const { outbox, client } = open();
  outbox.detach(client);
  for (let i = 0; i < 50; i++) outbox.post(sound(i * 80, 100), 1, "t1");
  const again = new FakeClient(new VirtualClock());
  const { replayed, complete } = outbox.attach(again, READY, 1, 1);
  assert.equal(complete, false);
  assert.ok(replayed > 0 && replayed <= 2000 / 100, `${replayed} were held`);
});

Deno.test("a producer that can wait is told to wait while no client reads", () => {
  const { outbox, client } = open();
  outbox.detach(client);
  assert.equal(outbox.congested, false);
  for (let i = 0; i < 5; i++) outbox.post(sound(i * 80, 100), 1, "t1");
  assert.equal(outbox.congested, true);
  outbox.attach(client, READY, 1, 1);
  assert.equal(outbox.congested, false);
});

Deno.test("the owner is told once that the socket is gone: when it is detached, or closed as too slow", () => {
  let told = 0;
  const outbox = new Outbox(LIMITS, new VirtualClock(), { onDetached: () => told++ });
  const attached = () => {
    const client = new FakeClient(new VirtualClock());
    outbox.attach(client, READY, 0);
    return client;
  };
  const left = attached();
  outbox.detach(left);
  outbox.detach(left);
  assert.equal(told, 1);
  const slow = attached();
  slow.bufferedBytes = LIMITS.closeBytes + 1;
  outbox.post(text("a"), 1, "t1");
  assert.deepEqual([told, outbox.attached, slow.closed?.code], [2, false, 4008]);
  outbox.detach(slow);
  attached();
  outbox.detach(slow);
  assert.deepEqual([told, outbox.attached], [2, true]);
});

Deno.test("past the second bound the connection is closed with 4008", () => {
  const { outbox, client } = open();
  client.bufferedBytes = 5001;
  outbox.post(text("x"), 1, "t1");
  assert.equal(client.closed?.code, 4008);
  assert.equal(outbox.attached, false);
});

Deno.test("a slow reader whose socket cannot be closed is detached all the same", () => {
  const { outbox, client } = open();
  client.bufferedBytes = 5001;
  client.close = () => {
    throw new Error("the socket is broken");
  };
  assert.throws(() => outbox.post(text("x"), 1, "t1"), /the socket is broken/);
  assert.equal(outbox.attached, false);
});

Deno.test("a resuming client that claims more than was ever sent just goes on", () => {
  const { outbox, client } = open();
  outbox.detach(client);
  const again = new FakeClient(new VirtualClock());
  assert.deepEqual(outbox.attach(again, READY, 0, 999), { replayed: 0, complete: true });
  outbox.post(text("x"), 1, "t1");
  assert.deepEqual(again.events.map(({ seq }) => seq), [1, 2]);
});

Deno.test("long texts count against the log's bound as media does", () => {
  const { outbox, client } = open();
  for (let i = 0; i < 5; i++) {
    const message = "x".repeat(900);
    outbox.post({ type: "error", code: "e", message, retryable: false, fatal: false }, 0, null);
  }
  outbox.detach(client);
  const { replayed } = outbox.attach(new FakeClient(new VirtualClock()), READY, 0, 1);
  assert.equal(replayed, 1);
});

Deno.test("a sequence begins at 1, whatever a client says it has", () => {
  for (const after of [0, 7]) {
    const client = new FakeClient(new VirtualClock());
    const outbox = new Outbox(LIMITS, new VirtualClock());
    outbox.attach(client, READY, 0, after);
    outbox.post(text("a"), 1, "t1");
    assert.deepEqual(client.events.map(({ seq }) => seq), [1, 2]);
    const again = new FakeClient(new VirtualClock());
    outbox.attach(again, READY, 1, 0);
    assert.deepEqual(again.events.map(({ seq }) => seq), [1, 2]);
  }
});

Deno.test("a burst of large frames is thinned out rather than closing the connection", () => {
  const { outbox, client } = open();
  const frame = (index: number): Unsequenced => ({
    type: "video_frame",
    data: new Uint8Array(1000),
    timestamp_ms: index * 40,
    frame_index: index,
    width: 16,
    height: 16,
    content_type: "raw_rgb",
    drift_ms: 0,
  });
  let accepted = 0;
  for (let i = 0; i < 20; i++) {
    if (outbox.post(frame(i), 1, "t1")) accepted++;
    client.bufferedBytes = accepted * 1334;
  }
  assert.equal(client.closed, undefined);
  assert.equal(outbox.attached, true);
  assert.deepEqual([accepted, outbox.droppedFrames], [2, 18]);
});

Deno.test("an outbox that continues another one numbers after it, and counts nothing as dropped", () => {
  const client = new FakeClient(new VirtualClock());
  const outbox = new Outbox(LIMITS, new VirtualClock(), { base: 100_000 });
  assert.deepEqual(outbox.attach(client, READY, 0, 7), { replayed: 0, complete: true });
  outbox.post(text("a"), 1, "t1");
  assert.deepEqual(client.events.map(({ seq }) => seq), [7, 100_001]);
  assert.equal(outbox.droppedFrames, 0);
});
