import assert from "node:assert/strict";
import type { ServerEvent } from "../../../src/contract/protocol/messages.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { Playout } from "../../../src/alignment/playout.ts";
import { Ledger } from "../../../src/pipeline/session/ledger.ts";
import { Pacer } from "../../../src/pipeline/turn/pacer.ts";
import { VideoTrack } from "../../../src/pipeline/video/video_track.ts";
import { fakeRecorder } from "../../support/recorder.ts";
import { type FakeClient, loggedErrors, setStage, type StageOptions, stuckRealtime } from "../../support/stage.ts";

const LONG = Array.from({ length: 60 }, (_, i) => (i % 10 === 9 ? "word." : "word")).join(" ");
const say = { type: "user_text", id: "q1", text: "Go.", mode: "reply" } as const;

/** A session in the middle of a long turn. */
async function speaking(options: StageOptions = {}) {
  const clock = new VirtualClock();
  const llm = new ScriptedLlm(clock, () => LONG, { wordDelayMs: 100 });
  const tts = new ScriptedTts(clock, { wordDelayMs: () => 100 });
  const avatar = new ScriptedAvatar(clock);
  const stage = setStage({ cast: { llm: [llm], tts: [tts], avatar: [avatar] }, ...options }, clock);
  stage.session.receive(say);
  await clock.advance(3000);
  return { ...stage, llm, tts, avatar };
}

/** From now on the client's socket throws at the events that are chosen. */
function breakSocket(client: FakeClient, breaksAt: (event: ServerEvent) => boolean): void {
  const send = client.send.bind(client);
  client.send = (event) => {
    if (breaksAt(event)) throw new Error("the socket is broken");
    send(event);
  };
}

/** A choice of the first event of a type. */
function firstOf(type: ServerEvent["type"]): (event: ServerEvent) => boolean {
  let isOver = false;
  return (event) => !isOver && (isOver = event.type === type);
}

/** Lets a method throw, once, or until it is disposed. */
function broken(owner: object, method: string, { once = false } = {}): Disposable {
  const original: unknown = Reflect.get(owner, method);
  const restore = () => void Reflect.set(owner, method, original);
  Reflect.set(owner, method, () => {
    if (once) restore();
    throw new Error(`${method} is broken`);
  });
  return { [Symbol.dispose]: restore };
}

/** Its last turn failed, nothing of it goes on, and the next one is as good as any. */
async function assertFailed({ clock, session, client, llm, tts, avatar }: Awaited<ReturnType<typeof speaking>>) {
  const [complete] = client.of("turn_complete");
  assert.deepEqual([complete?.status, complete?.finish, complete?.turn], ["failed", "error", 1]);
  const errors = client.of("error").map(({ code, id, turn }) => ({ code, id, turn }));
  assert.deepEqual(errors, [{ code: "internal", id: "q1", turn: 1 }]);
  const [turn] = avatar.contexts.filter(({ mode }) => mode === "turn");
  assert.ok(turn?.signal.aborted);
  const made = [llm.words, tts.words];
  const { length } = client.events;
  await clock.advance(5000);
  assert.deepEqual([llm.words, tts.words], made, "the providers were stopped");
  assert.deepEqual(client.events.slice(length).filter(({ turn_id }) => turn_id !== null), []);
  session.receive(say);
  await clock.advance(20_000);
  assert.equal(client.of("turn_complete")[1]?.status, "completed");
  await session.end();
  assert.equal(clock.pending, 0);
}

for (const type of ["audio_chunk", "video_frame"] as const) {
  Deno.test(`a turn whose client's socket throws at ${type} ends as failed, and is released`, async () => {
    const stage = await speaking();
    breakSocket(stage.client, firstOf(type));
    await stage.clock.advance(500);
    await assertFailed(stage);
  });
}

Deno.test("a turn whose tick throws ends as failed in that tick, and is logged once, with its id", async () => {
  const stage = await speaking();
  using errors = loggedErrors();
  using _ = broken(VideoTrack.prototype, "advance", { once: true });
  await stage.clock.advance(200);
  const [complete] = stage.client.of("turn_complete");
  assert.deepEqual(errors.map(({ properties }) => [properties.turn_id, properties.error]), [
    [complete?.turn_id, "advance is broken"],
  ]);
  await assertFailed(stage);
});

Deno.test("a turn that throws when its client returns ends as failed", async () => {
  const stage = await speaking();
  using _ = broken(Pacer.prototype, "release", { once: true });
  stage.session.detach(stage.client);
  const client = stage.connect(stage.client.events.at(-1)?.seq);
  assert.equal(client.of("turn_complete")[0]?.status, "failed");
  await assertFailed({ ...stage, client });
});

Deno.test("a realtime provider is told to cancel, and what was heard, when a turn throws", async () => {
  const clock = new VirtualClock();
  const realtime = stuckRealtime();
  const { session, client } = setStage({ cast: { realtime: [realtime] } }, clock);
  session.receive(say);
  await clock.advance(400);
  breakSocket(client, firstOf("audio_chunk"));
  await clock.advance(200);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "failed");
  assert.deepEqual(realtime.orders.slice(2), ["cancel", { truncate: complete?.heard_ms }]);
  await session.end();
});

Deno.test("a turn that throws at its start ends as failed, and leaves the session idle", async () => {
  const { clock, session, client } = setStage({ reply: "One two." });
  breakSocket(client, firstOf("turn_started"));
  session.receive(say);
  assert.deepEqual(client.events.slice(1).map(({ type }) => type), ["error", "turn_complete"]);
  await clock.advance(1000);
  assert.ok(session.idleForMs >= 1000);
  session.receive(say);
  await clock.advance(2000);
  assert.deepEqual(client.of("turn_complete").map(({ status }) => status), ["failed", "completed"]);
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("a turn that cannot be recorded as begun ends as failed, and the next one is as good as any", async () => {
  const { clock, session, client, runtime } = setStage({ reply: "One two." });
  using _ = broken(Ledger.prototype, "begin", { once: true });
  session.receive(say);
  assert.deepEqual(client.events.slice(1).map(({ type }) => type), ["error", "turn_complete"]);
  session.receive(say);
  await clock.advance(2000);
  assert.deepEqual(client.of("turn_complete").map(({ status }) => status), ["failed", "completed"]);
  assert.deepEqual(session.records.map(({ turn }) => turn), [1, 2]);
  const turns = runtime.telemetry.measured().metrics.find(({ name }) => name === "tth.turns");
  assert.equal(turns?.points.length, 2);
  await session.end();
});

Deno.test("a turn that cannot be made is refused with one error: none has begun", async () => {
  const { recorder, begun, of } = fakeRecorder();
  const { clock, session, client, avatar } = await speaking({ recorder });
  using _ = broken(avatar, "capabilities");
  session.receive(say);
  assert.deepEqual(client.of("error").map(({ code, id }) => ({ code, id })), [{ code: "internal", id: "q1" }]);
  await clock.advance(1000);
  assert.deepEqual([client.of("turn_started").length, begun.length, of("end").length], [1, 1, 1]);
  assert.ok(session.idleForMs >= 1000);
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("a turn that ends at one of its marks sends none of those behind it", () => {
  const sent: number[] = [];
  const pacer = new Pacer(
    { mode: "realtime", leadMs: 400, longestChunkMs: 160, bufferMs: 1000 },
    new Playout(new VirtualClock(), 100),
    {
      audio: () => {},
      mark: ({ startMs }) => {
        sent.push(startMs);
        pacer.purge();
      },
      congested: () => false,
    },
  );
  for (const startMs of [0, 20]) {
    pacer.accept({ type: "word", text: "a", startMs, endMs: startMs + 20, charStart: 0, charEnd: 1 });
  }
  pacer.accept({ type: "audio", pcm: new Uint8Array(3840), timestampMs: 0, durationMs: 80 });
  assert.deepEqual(sent, [0]);
});

Deno.test("a turn that throws before its first sound does not show that it speaks", async () => {
  const { clock, session, client } = setStage({ reply: "One two.", extras: ["word", "state"] });
  breakSocket(client, firstOf("word"));
  session.receive(say);
  await clock.advance(500);
  assert.equal(client.of("turn_complete")[0]?.status, "failed");
  assert.deepEqual(client.of("state").map(({ state }) => state), ["thinking", "idle"]);
  assert.equal(session.state, "idle");
  await session.end();
});

Deno.test("a step that throws at the end of a turn does not stop the other steps", async () => {
  for (const [owner, method] of [[Pacer.prototype, "purge"], [VideoTrack.prototype, "stop"]] as const) {
    const stage = await speaking();
    using errors = loggedErrors();
    using _ = broken(owner, method, { once: true });
    stage.session.receive({ type: "interrupt" });
    assert.deepEqual(errors.map(({ properties }) => properties.error), [`${method} is broken`]);
    assert.equal(stage.client.of("turn_complete")[0]?.status, "interrupted");
    assert.equal(stage.session.state, "idle");
    await stage.session.end();
    await stage.clock.advance(1000);
    assert.equal(stage.clock.pending, 0);
  }
});

Deno.test("a turn whose socket throws at every message is still recorded and released", async () => {
  const { recorder, of } = fakeRecorder();
  const { clock, session, client, runtime, avatar, connect } = await speaking({ recorder, extras: ["idle"] });
  breakSocket(client, () => true);
  await clock.advance(500);
  assert.deepEqual(session.records.map(({ status }) => status), ["failed"]);
  assert.equal(of("end").length, 1);
  assert.ok(avatar.contexts.filter(({ mode }) => mode === "turn").every(({ signal }) => signal.aborted));
  const turns = runtime.telemetry.measured().metrics.find(({ name }) => name === "tth.turns");
  assert.deepEqual(turns?.points, [{ attributes: { status: "failed" }, value: 1 }]);
  const again = connect();
  session.receive(say);
  await clock.advance(20_000);
  assert.equal(again.of("turn_complete")[0]?.status, "completed");
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("a failure of the socket counts against no provider", async () => {
  const { clock, session, client, providers } = await speaking();
  breakSocket(client, () => true);
  await clock.advance(500);
  const { llm, tts, avatar } = providers;
  assert.deepEqual([llm, tts, avatar].map((chain) => chain?.primary.breaker.failedCalls), [0, 0, 0]);
  await session.end();
});

Deno.test("a message outside of turns that cannot be sent is logged, and stops neither the session nor the others", async () => {
  const { clock, session, client, runtime: { quality } } = setStage({ reply: "One two." });
  using errors = loggedErrors();
  breakSocket(client, ({ type }) => type === "video_changed" || type === "pong");
  let told = 0;
  quality.follow(() => told++, new AbortController().signal);
  quality.step = 1;
  session.receive({ type: "ping", t: 1 });
  assert.equal(told, 1);
  assert.deepEqual(errors.map(({ properties }) => properties.type), ["video_changed", "pong"]);
  session.receive(say);
  await clock.advance(2000);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  assert.deepEqual(client.of("error"), []);
  await session.end();
});

Deno.test("an avatar that throws when it is asked for idle life costs the idle life, and nothing else", async () => {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const inferStream = avatar.inferStream.bind(avatar);
  avatar.inferStream = (input, context) => {
    if (context.mode === "idle") throw new Error("no idle life");
    return inferStream(input, context);
  };
  const cast = { llm: [new ScriptedLlm(clock, () => "One two.")], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session, client } = setStage({ cast, extras: ["idle"] }, clock);
  session.receive(say);
  await clock.advance(2000);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  assert.ok(client.of("video_frame").length > 0);
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("an avatar that reads no more of its idle input stops no turn", async () => {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const inferStream = avatar.inferStream.bind(avatar);
  avatar.inferStream = (input, context) => {
    if (context.mode === "turn") return inferStream(input, context);
    void input.cancel();
    return new ReadableStream();
  };
  const cast = { llm: [new ScriptedLlm(clock, () => "One two.")], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session, client } = setStage({ cast, extras: ["idle"] }, clock);
  session.receive(say);
  session.receive({ type: "control_update", control: { emotion: { label: "sad" } }, apply: "now" });
  await clock.advance(2000);
  assert.deepEqual(client.of("error"), []);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  await session.end();
});

Deno.test("idle life whose frame cannot be sent ends, is logged once, and is there again after the next turn", async () => {
  const { clock, session, client, providers } = setStage({ extras: ["idle"], reply: "One two." });
  using errors = loggedErrors();
  await clock.advance(300);
  breakSocket(client, firstOf("video_frame"));
  await clock.advance(1000);
  assert.deepEqual(errors.map(({ properties }) => properties.error), ["the socket is broken"]);
  assert.equal(providers.avatar?.primary.breaker.failedCalls, 0);
  const { length } = client.of("video_frame");
  await clock.advance(1000);
  assert.equal(client.of("video_frame").length, length);
  session.receive(say);
  await clock.advance(2000);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  assert.equal(client.of("video_frame").at(-1)?.idle, true);
  await session.end();
  assert.equal(clock.pending, 0);
});
