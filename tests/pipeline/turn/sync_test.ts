import assert from "node:assert/strict";
import { SyncController } from "../../../src/alignment/sync_controller.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { type FakeClient, setStage, type Stage } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const budget = { earlyMs: 45, lateMs: 125 };
const reply = Array.from({ length: 150 }, () => "word").join(" ");

const say = { type: "user_text", text: "Go.", mode: "reply" } as const;

function stageOf(correct: boolean): Stage {
  const clock = new VirtualClock();
  const cast = {
    llm: [new ScriptedLlm(clock, () => reply)],
    tts: [new ScriptedTts(clock)],
    avatar: [new ScriptedAvatar(clock)],
  };
  return setStage({ cast, config: { sync: { correct } } }, clock);
}

/** A client that shows each frame so long after it came, whatever its time; reports four times a second. */
async function watch(delayMs: number, correct: boolean) {
  const { clock, session, client } = stageOf(correct);
  session.receive(say);
  await clock.advance(0);
  const drifts: number[] = [];
  for (let positionMs = 250; positionMs < 25_000; positionMs += 250) {
    await clock.advance(250);
    const shown = lastShownBy(client, clock.now() - delayMs, positionMs);
    if (shown === undefined) continue;
    drifts.push(shown * 40 + 20 - positionMs);
    session.receive({ type: "playback", turn: 1, position_ms: positionMs, frame_index: shown });
  }
  await clock.advance(10_000);
  const [complete] = client.of("turn_complete");
  await session.end();
  return { drifts, metrics: complete!.metrics };
}

/** The newest frame that had come by a time and was due at a playout position. */
function lastShownBy(client: FakeClient, time: number, positionMs: number): number | undefined {
  let shown: number | undefined;
  for (const [i, event] of client.events.entries()) {
    if (event.type !== "video_frame" || client.times[i]! > time || event.timestamp_ms > positionMs) continue;
    shown = event.frame_index;
  }
  return shown;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

Deno.test("a client that shows its pictures late is sent them earlier, until the person sees them in time", async () => {
  const slow = await watch(550, true);
  const uncorrected = await watch(550, false);
  assert.ok(median(uncorrected.drifts.slice(-20)) < -budget.earlyMs, "the fault is there without the correction");
  assert.equal(uncorrected.metrics.video_lead_ms, 0);
  const settled = median(slow.drifts.slice(-20));
  assert.ok(settled >= -budget.earlyMs && settled <= budget.lateMs, `${settled} ms after the correction`);
  assert.ok(slow.metrics.video_lead_ms > 0);
  assert.ok((slow.metrics.seen_drift_max_ms ?? 0) > budget.earlyMs);
});

Deno.test("a client in time is left alone", async () => {
  const { metrics } = await watch(20, true);
  assert.equal(metrics.video_lead_ms, 0);
  assert.ok(Math.abs(metrics.seen_drift_mean_ms ?? 99) <= 20);
});

Deno.test("SyncController does not move for one odd report, and moves against a lasting one", () => {
  const sync = new SyncController({ budget, correct: true });
  for (const drift of [0, 5, -400, 3, 0, -2]) sync.report(drift);
  assert.equal(sync.leadMs, 0);
  for (let i = 0; i < 4; i++) sync.report(-100);
  assert.ok(sync.leadMs > 0);
  sync.reset();
  assert.equal(sync.leadMs, 0);
  for (let i = 0; i < 4; i++) sync.report(200);
  assert.ok(sync.leadMs < 0);
});

Deno.test("the correction for one client is not carried over to the client that takes its place", async () => {
  const { clock, session, client, connect } = stageOf(true);
  session.receive(say);
  await clock.advance(0);
  for (let positionMs = 250; positionMs < 5000; positionMs += 250) {
    await clock.advance(250);
    const late = Math.max(0, Math.floor((positionMs - 500) / 40));
    session.receive({ type: "playback", turn: 1, position_ms: positionMs, frame_index: late });
  }
  session.receive({ type: "interrupt" });
  const [corrected] = client.of("turn_complete");
  assert.ok((corrected?.metrics.video_lead_ms ?? 0) > 0, "the first client is corrected");
  const other = connect();
  session.receive(say);
  await clock.advance(100);
  session.receive({ type: "interrupt" });
  const [fresh] = other.of("turn_complete");
  assert.equal(fresh?.metrics.video_lead_ms, 0);
  await session.end();
});
