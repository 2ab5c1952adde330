import assert from "node:assert/strict";
import { Playout } from "../../../src/alignment/playout.ts";
import type { ServerEvent } from "../../../src/contract/protocol/messages.ts";
import {
  ScriptedAvatar,
  ScriptedLlm,
  ScriptedRealtime,
  ScriptedTts,
  WORD_MS,
} from "../../../src/adapters/kit/fakes/providers.ts";
import { Outbox } from "../../../src/pipeline/session/outbox/outbox.ts";
import { Pacer } from "../../../src/pipeline/turn/pacer.ts";
import { VideoTrack } from "../../../src/pipeline/video/video_track.ts";
import { Lease } from "../../../src/store/lease.ts";
import { type Cast, setStage, stuckRealtime } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const say = (text: string) => ({ type: "user_text", text, mode: "reply" }) as const;
const interrupt = { type: "interrupt" } as const;

function afterComplete(events: readonly ServerEvent[], turn: number): ServerEvent[] {
  const end = events.findIndex((event) => event.type === "turn_complete" && event.turn === turn);
  return events.slice(end + 1).filter((event) => event.turn === turn && event.turn_id !== null);
}

function slowModel(clock: VirtualClock): Cast {
  return {
    llm: [new ScriptedLlm(clock, () => "One two three.", { wordDelayMs: 1000 })],
    tts: [new ScriptedTts(clock)],
    avatar: [new ScriptedAvatar(clock)],
  };
}

Deno.test("interrupt while thinking ends the turn before anything was said, and stops the model", async () => {
  const clock = new VirtualClock();
  const { session, client, providers } = setStage({ cast: slowModel(clock) }, clock);
  session.receive(say("Hello."));
  await clock.advance(500);
  session.receive(interrupt);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "interrupted");
  assert.equal(complete?.heard_text, "");
  assert.equal(complete?.heard_ms, 0);
  const before = client.events.length;
  await clock.advance(10_000);
  assert.equal(client.events.length, before);
  assert.equal(client.of("audio_chunk").length, 0);
  assert.equal(providers.llm?.primary.breaker.state, "closed");
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("interrupt during speech completes the turn at once, with what was heard and nothing after it", async () => {
  const { clock, session, client } = setStage({ reply: "One two three four five six seven eight." });
  session.receive(say("Hello."));
  await clock.advance(700);
  session.receive(interrupt);
  const complete = client.events.at(-1);
  assert.ok(complete?.type === "turn_complete", "turn_complete is there before the next await");
  assert.equal(complete.status, "interrupted");
  assert.equal(complete.heard_text, "One two three");
  assert.equal(complete.metrics.interrupt_ms, 0, "on the clock, nothing was waited for");
  assert.equal(complete.heard_source, "estimated");
  assert.ok(complete.heard_ms <= 700 && complete.heard_ms > 600);
  await clock.advance(5000);
  assert.deepEqual(afterComplete(client.events, 1), []);
  await session.end();
});

Deno.test("interrupt after the last audio was sent, while it still plays, is a real interrupt", async () => {
  const { clock, session, client } = setStage({ reply: "One two three." });
  session.receive(say("Hello."));
  await clock.advance(450);
  const { timestamp_ms = 0, duration_ms = 0 } = client.of("audio_chunk").at(-1) ?? {};
  assert.equal(timestamp_ms + duration_ms, 600, "all audio has left");
  assert.equal(client.of("turn_complete").length, 0);
  session.receive(interrupt);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "interrupted");
  assert.equal(complete?.spoken_text, "One two three.");
  assert.equal(complete?.heard_text, "One two");
  await session.end();
});

Deno.test("a second interrupt, and one when idle, do nothing", async () => {
  const { clock, session, client } = setStage();
  session.receive(interrupt);
  assert.equal(client.of("turn_complete").length, 0);
  session.receive(say("Hello."));
  await clock.advance(300);
  session.receive(interrupt);
  session.receive(interrupt);
  await clock.advance(3000);
  assert.equal(client.of("turn_complete").length, 1);
  assert.equal(client.of("error").length, 0);
  await session.end();
});

Deno.test("a new user_text interrupts the running turn the same way, before the new one starts", async () => {
  const { clock, session, client } = setStage({ reply: "One two three four five six seven eight." });
  session.receive(say("First."));
  await clock.advance(500);
  session.receive(say("Second."));
  await clock.advance(5000);
  const order = client.events.filter(({ type }) => type === "turn_started" || type === "turn_complete")
    .map(({ type, turn }) => `${type} ${turn}`);
  assert.deepEqual(order, ["turn_started 1", "turn_complete 1", "turn_started 2", "turn_complete 2"]);
  assert.deepEqual(client.of("turn_complete").map(({ status }) => status), ["interrupted", "completed"]);
  assert.deepEqual(afterComplete(client.events, 1), []);
  await session.end();
});

Deno.test("the next turn's model sees of an interrupted reply only what was heard", async () => {
  const clock = new VirtualClock();
  const llm = new ScriptedLlm(clock, () => "One two three four five six seven eight.");
  const cast = { llm: [llm], tts: [new ScriptedTts(clock)] };
  const { session } = setStage({ cast }, clock);
  session.receive(say("First."));
  await clock.advance(WORD_MS * 3);
  session.receive(say("Second."));
  await clock.advance(10);
  assert.deepEqual(llm.calls[1]?.filter(({ role }) => role !== "system"), [
    { role: "user", content: "First." },
    { role: "assistant", content: "One two three" },
    { role: "user", content: "Second." },
  ]);
  await session.end();
});

Deno.test("a realtime provider is told to cancel, then to truncate to what was heard, and the turn does not wait for it", async () => {
  const clock = new VirtualClock();
  const realtime = stuckRealtime();
  const { session, client } = setStage({ cast: { realtime: [realtime] } }, clock);
  session.receive(say("Hello."));
  await clock.advance(500);
  session.receive({ type: "interrupt", played_ms: 480 });
  assert.equal(client.events.at(-1)?.type, "turn_complete");
  assert.equal(client.of("turn_complete")[0]?.heard_source, "measured");
  await clock.advance(1);
  assert.deepEqual(realtime.orders.slice(2), ["cancel", { truncate: 480 }]);
  await session.end();
});

Deno.test("a realtime provider is connected while the person still types, once for all turns", async () => {
  const clock = new VirtualClock();
  const realtime = new ScriptedRealtime(function* () {
    yield { type: "text", text: "One." };
    yield { type: "audio", pcm: new Uint8Array(9600) };
  });
  const { session } = setStage({ cast: { realtime: [realtime] } }, clock);
  await clock.advance(0);
  assert.equal(realtime.orders.length, 1);
  for (const text of ["First.", "Second."]) {
    session.receive(say(text));
    await clock.advance(1000);
  }
  const kinds = realtime.orders.map((order) => (typeof order === "string" ? order : Object.keys(order)[0]));
  assert.deepEqual(kinds, ["connect", "say", "say"]);
  await session.end();
});

/** Notes each call of a method, until it is disposed; the method does its work as before. */
function noted(owner: object, method: string, note: (args: readonly unknown[]) => void): Disposable {
  const original: unknown = Reflect.get(owner, method);
  assert.ok(typeof original === "function", `${method} is a method`);
  Reflect.set(owner, method, function (this: unknown, ...args: unknown[]): unknown {
    note(args);
    return Reflect.apply(original, this, args);
  });
  return { [Symbol.dispose]: () => void Reflect.set(owner, method, original) };
}

Deno.test("an interrupt aborts, purges, stops the picture, tells the provider, records, tells the client, voids the turn, and only then is idle", async () => {
  const clock = new VirtualClock();
  const steps: string[] = [];
  const realtime = stuckRealtime(() => steps.push("abort"));
  const cast = { realtime: [realtime], avatar: [new ScriptedAvatar(clock)] };
  const { session, client } = setStage({ cast, extras: ["state"] }, clock);
  session.receive(say("Hello."));
  await clock.advance(500);
  using watches = new DisposableStack();
  watches.use(noted(Playout.prototype, "freeze", () => steps.push("stop the clock")));
  watches.use(noted(Pacer.prototype, "purge", () => steps.push("purge")));
  watches.use(noted(VideoTrack.prototype, "stop", () => steps.push("stop the picture")));
  watches.use(noted(realtime, "cancelResponse", () => steps.push("tell the provider")));
  watches.use(noted(Lease.prototype, "save", () => steps.push("record")));
  watches.use(noted(client, "send", ([event]) => steps.push(`tell the client: ${Object(event).type}`)));
  watches.use(noted(Outbox.prototype, "voidThrough", () => steps.push("void")));
  session.receive(interrupt);
  assert.deepEqual(steps, [
    "stop the clock",
    "abort",
    "purge",
    "stop the picture",
    "tell the provider",
    "record",
    "tell the client: turn_complete",
    "void",
    "tell the client: state",
  ]);
  await session.end();
});
