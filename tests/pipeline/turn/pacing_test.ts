import assert from "node:assert/strict";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts, WORD_MS } from "../../../src/adapters/kit/fakes/providers.ts";
import { type FakeClient, setStage, type StageOptions } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

/** A clock on which time passes while the service works: each look at it takes a while. */
class PassingClock extends VirtualClock {
  lookMs = 0;
  #spentMs = 0;

  override now(): number {
    return super.now() + (this.#spentMs += this.lookMs);
  }
}

/** A clock that counts the timers that are set. */
class CountingClock extends VirtualClock {
  timers = 0;

  override setTimer(delayMs: number, fn: () => void): () => void {
    this.timers++;
    return super.setTimer(delayMs, fn);
  }
}

const LEAD_MS = 400;
const CHUNK_MS = 80;
const LONGEST_CHUNK_MS = 240;
const say = { type: "user_text", text: "Go.", mode: "reply" } as const;

function voiced(clock: VirtualClock, words: number, wordDelayMs: (word: number) => number = () => 0): StageOptions {
  const reply = Array.from({ length: words }, (_, i) => (i % 10 === 9 ? "word." : "word")).join(" ");
  return {
    cast: {
      llm: [new ScriptedLlm(clock, () => reply)],
      tts: [new ScriptedTts(clock, { wordDelayMs })],
      avatar: [new ScriptedAvatar(clock)],
    },
  };
}

/** The largest lead of the send clock: how far what was sent was ahead of real time since the first audio. */
function largestLeadMs(client: FakeClient): number {
  const sent = client.events.flatMap((event, i) =>
    event.type === "audio_chunk" ? [{ at: client.times[i]!, endMs: event.timestamp_ms + event.duration_ms }] : []
  );
  return Math.max(...sent.map(({ at, endMs }) => endMs - (at - sent[0]!.at)));
}

function assertContiguous(client: FakeClient): void {
  let samples = 0;
  for (const chunk of client.of("audio_chunk")) {
    assert.equal(Math.round(chunk.timestamp_ms * 24), samples);
    assert.equal(chunk.timestamp_ms * 24, samples, "to the sample");
    samples += chunk.data.byteLength / 2;
  }
}

Deno.test("a provider ten times faster than real time leaves evenly, at most the lead and one chunk ahead", async () => {
  const clock = new VirtualClock();
  const { session, client } = setStage(voiced(clock, 50, () => WORD_MS / 10), clock);
  session.receive(say);
  await clock.advance(15_000);
  assert.ok(largestLeadMs(client) <= LEAD_MS + LONGEST_CHUNK_MS, `lead was ${largestLeadMs(client)} ms`);
  assertContiguous(client);
  assert.equal(client.of("turn_complete")[0]?.metrics.underruns, 0);
  const at = client.events.flatMap((event, i) => (event.type === "audio_chunk" ? [client.times[i]!] : []));
  const gaps = at.slice(8).map((time, i) => time - at[i + 7]!);
  assert.ok(Math.max(...gaps) <= LONGEST_CHUNK_MS + 10, `largest gap ${Math.max(...gaps)} ms`);
  await session.end();
});

Deno.test("once a client is well ahead, chunks leave as longer ones, wherever they lie in memory", async () => {
  // The voice's words of 200 ms are chunks of 80, 80 and 40 ms.
  for (
    const [longestMs, joinedMs] of [[CHUNK_MS, CHUNK_MS], [LONGEST_CHUNK_MS, WORD_MS], [400, 2 * WORD_MS]] as const
  ) {
    const clock = new VirtualClock();
    const config = { pacing: { longest_chunk_ms: longestMs } };
    const { session, client } = setStage({ ...voiced(clock, 50), config }, clock);
    session.receive(say);
    await clock.advance(15_000);
    assertContiguous(client);
    const lengths = client.of("audio_chunk").map(({ duration_ms }) => duration_ms);
    assert.ok(lengths.slice(0, 3).every((ms) => ms <= CHUNK_MS), "speech begins with short chunks");
    assert.equal(Math.max(...lengths), joinedMs);
    // Each word of the voice is a piece of memory, filled with its number.
    const samples = client.of("audio_chunk").flatMap(({ data }) => [...new Int16Array(data.slice().buffer)]);
    assert.ok(samples.every((sample, i) => sample === Math.floor(i / (24 * WORD_MS)) + 1));
    assert.equal(client.of("turn_complete")[0]?.metrics.underruns, 0);
    await session.end();
  }
});

Deno.test("ten minutes of continuous speech from an on-time provider have no underrun and no drift", async () => {
  const clock = new VirtualClock();
  const { session, client } = setStage(voiced(clock, 3000, () => WORD_MS * 0.9), clock);
  session.receive(say);
  await clock.advance(605_000);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.metrics.audio_ms, 600_000);
  assert.equal(complete?.metrics.underruns, 0);
  assert.equal(complete?.metrics.drift_max_ms, 0);
  assert.equal(complete?.metrics.frames, 15_000);
  assert.ok(largestLeadMs(client) <= LEAD_MS + LONGEST_CHUNK_MS);
  assertContiguous(client);
  await session.end();
});

Deno.test("a stall shows as thinking and an underrun, never as a jump in timestamps", async () => {
  const clock = new VirtualClock();
  const options = voiced(clock, 10, (word) => (word === 5 ? 3000 : 0));
  const { session, client } = setStage({ ...options, extras: ["state", "idle"] }, clock);
  session.receive(say);
  await clock.advance(8000);
  assert.deepEqual(
    client.of("state").filter(({ turn_id }) => turn_id !== null).map(({ state }) => state),
    ["thinking", "speaking", "thinking", "speaking"],
  );
  assertContiguous(client);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.metrics.underruns, 1);
  assert.ok(Math.abs((complete?.metrics.underrun_ms ?? 0) - 2000) <= 20, `${complete?.metrics.underrun_ms} ms`);
  const idle = client.of("video_frame").filter((frame) => frame.idle);
  assert.ok(idle.length > 10, "the face lives on during the stall");
  assert.ok(idle.every((frame) => frame.turn_id === null));
  await session.end();
});

Deno.test("a trickle leaves as it comes", async () => {
  const clock = new VirtualClock();
  const { session, client } = setStage(voiced(clock, 6, () => WORD_MS * 2), clock);
  session.receive(say);
  await clock.advance(10_000);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "completed");
  assert.equal(complete?.metrics.underruns, 5);
  assertContiguous(client);
  await session.end();
});

Deno.test("burst pacing sends everything at once and completes the turn after its last message", async () => {
  const clock = new VirtualClock();
  const { session, client } = setStage({ ...voiced(clock, 50), config: { pacing: { mode: "burst" } } }, clock);
  session.receive(say);
  await clock.advance(100);
  const complete = client.events.at(-1);
  assert.ok(complete?.type === "turn_complete");
  assert.equal(complete.metrics.audio_ms, 10_000);
  assert.equal(complete.metrics.frames, 250);
  assert.equal(complete.heard_text, client.text());
  await session.end();
});

Deno.test("an avatar slower than its frames skips some and stays in time; the voice does not wait", async () => {
  const clock = new VirtualClock();
  const options = voiced(clock, 25);
  const { session, client } = setStage(
    { cast: { ...options.cast, avatar: [new ScriptedAvatar(clock, { drawMs: 90 })] } },
    clock,
  );
  session.receive(say);
  await clock.advance(6000);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.metrics.underruns, 0);
  assert.ok(complete!.metrics.frames > 40 && complete!.metrics.frames < 80, `${complete!.metrics.frames} frames`);
  assert.equal(complete!.metrics.frames + complete!.metrics.frames_skipped >= 120, true);
  const first = client.times[client.events.findIndex(({ type }) => type === "audio_chunk")]!;
  for (const [i, event] of client.events.entries()) {
    if (event.type !== "video_frame") continue;
    const lateMs = client.times[i]! - first - event.timestamp_ms;
    assert.ok(lateMs <= 90 + 40 + 10, `frame ${event.frame_index} was ${lateMs} ms late`);
  }
  await session.end();
});

Deno.test("a frame leaves no earlier than its audio, and carries its drift", async () => {
  const clock = new VirtualClock();
  const { session, client } = setStage(voiced(clock, 25), clock);
  session.receive(say);
  await clock.advance(6000);
  const first = client.times[client.events.findIndex(({ type }) => type === "audio_chunk")]!;
  for (const [i, event] of client.events.entries()) {
    if (event.type !== "video_frame") continue;
    assert.ok(event.timestamp_ms - (client.times[i]! - first) < LEAD_MS + LONGEST_CHUNK_MS);
    assert.equal(event.drift_ms, 0);
  }
  await session.end();
});

Deno.test("frames leave with the audio of their time, so that the session wakes once for both", async () => {
  const clock = new VirtualClock();
  const { session, client } = setStage(voiced(clock, 20, () => WORD_MS / 10), clock);
  session.receive(say);
  await clock.advance(12_000);
  const sentAt = client.events.map((event, i) => ({ event, at: client.times[i]! }));
  const chunkAt = (ms: number) =>
    sentAt.findLast(({ event }) => event.type === "audio_chunk" && event.timestamp_ms <= ms)?.at;
  const frames = sentAt.flatMap(({ event, at }) =>
    event.type === "video_frame" ? [{ ms: event.timestamp_ms, at }] : []
  );
  assert.equal(frames.length, 100);
  assert.deepEqual(frames.map(({ at }) => at), frames.map(({ ms }) => chunkAt(ms)));
  await session.end();
});

Deno.test("reports of the playback that was expected do not wake the turn", async () => {
  const [reported, unreported] = [true, false].map(async (reports) => {
    const clock = new CountingClock();
    const { session, client } = setStage(voiced(clock, 10), clock);
    session.receive(say);
    await clock.advance(100);
    const startedAt = client.times[client.events.findIndex(({ type }) => type === "audio_chunk")]!;
    while (client.of("turn_complete").length === 0) {
      if (reports) session.receive({ type: "playback", turn: 1, position_ms: clock.now() - startedAt });
      await clock.advance(50);
    }
    await session.end();
    return clock.timers;
  });
  assert.equal(await reported, await unreported);
});

Deno.test("a client whose playback stands still holds the turn up for a bounded time only", async () => {
  const clock = new VirtualClock();
  const { session, client } = setStage(voiced(clock, 5), clock);
  session.receive(say);
  for (let i = 0; i < 40; i++) {
    session.receive({ type: "playback", turn: 1, position_ms: 100 });
    await clock.advance(250);
  }
  const [complete] = client.of("turn_complete");
  assert.ok(complete !== undefined, "the turn ended");
  assert.ok(complete.metrics.total_ms < 1000 + 5000 + 500, `after ${complete.metrics.total_ms} ms`);
  assert.equal(complete.heard_source, "estimated", "what it reported is not what is believed");
  await session.end();
});

Deno.test("a turn ends even if its speech is over between two looks at the clock", async () => {
  for (let leftMs = 0; leftMs < 40; leftMs++) {
    const clock = new PassingClock();
    const { session, client } = setStage({ video: { mode: "none" } }, clock);
    session.receive({ type: "user_text", text: "One two.", mode: "verbatim" });
    await clock.advance(300);
    const sentMs = client.of("audio_chunk").reduce((sum, { duration_ms }) => sum + duration_ms, 0);
    clock.lookMs = 1;
    session.receive({ type: "playback", turn: 1, position_ms: sentMs - leftMs });
    await clock.advance(2000);
    assert.equal(client.of("turn_complete").length, 1, `the last report came ${leftMs} ms before the end`);
    await session.end();
  }
});
