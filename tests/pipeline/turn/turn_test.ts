import assert from "node:assert/strict";
import type { ModelFinish } from "../../../src/contract/adapter.ts";
import { ScriptedLlm, ScriptedRealtime, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { setStage } from "../../support/stage.ts";

Deno.test("a turn brings its text, contiguous audio, frames on the grid and one turn_complete, last", async () => {
  const { clock, session, client } = setStage();
  session.receive({ type: "user_text", text: "Count.", mode: "reply" });
  await clock.advance(3000);
  assert.equal(client.text(), "One two three. Four five six.");
  let endMs = 0;
  for (const chunk of client.of("audio_chunk")) {
    assert.equal(chunk.timestamp_ms, endMs);
    endMs += chunk.duration_ms;
  }
  assert.equal(endMs, 1200);
  const frames = client.of("video_frame");
  assert.deepEqual(frames.map((frame) => frame.frame_index), Array.from({ length: 30 }, (_, i) => i));
  for (const frame of frames) assert.equal(frame.timestamp_ms, frame.frame_index * 40);
  assert.equal(client.of("turn_complete").length, 1);
  const complete = client.events.at(-1);
  assert.ok(complete?.type === "turn_complete");
  assert.equal(complete.status, "completed");
  assert.equal(complete.heard_text, "One two three. Four five six.");
  assert.deepEqual(client.events.map(({ seq }) => seq), client.events.map((_, i) => i + 1));
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("the client's own id of a turn comes back on its first, its last and its error messages, and on no others", async () => {
  const clock = new VirtualClock();
  const tts = [new ScriptedTts(clock, { failAt: 1 })];
  const { session, client } = setStage({ cast: { llm: [new ScriptedLlm(clock, () => "One two.")], tts } }, clock);
  session.receive({ type: "user_text", id: "mine", text: "Count.", mode: "reply" });
  session.receive({ type: "ping", t: 1 });
  await clock.advance(3000);
  const bearing = client.events.filter((event) => "id" in event && event.id === "mine").map(({ type }) => type);
  assert.deepEqual(bearing, ["turn_started", "error", "turn_complete"]);
  session.receive({ type: "user_text", id: "too long", text: "x".repeat(100_000), mode: "reply" });
  assert.deepEqual(client.of("error").map(({ code, id }) => [code, id]).at(-1), ["text_too_long", "too long"]);
  session.receive({ type: "user_text", text: "Count.", mode: "reply" });
  await clock.advance(3000);
  assert.ok(!("id" in client.of("turn_started")[1]!));
  await session.end();
});

Deno.test("turn_complete says how the model's text ended", async () => {
  const clock = new VirtualClock();
  const llm = (finish?: ModelFinish) =>
    new ScriptedLlm(clock, () => "One two three.", { wordDelayMs: 100, ...(finish && { finish }) });
  const realtime = new ScriptedRealtime(() => [
    { type: "text", text: "One two." },
    { type: "audio", pcm: new Uint8Array(4800) },
    { type: "finish", finish: "content_filter" },
  ]);
  const broken = new ScriptedTts(clock, { failAt: 0 });
  const casts = [
    [{ llm: [llm()], tts: [new ScriptedTts(clock)] }, "completed", "stop"],
    [{ llm: [llm("length")], tts: [new ScriptedTts(clock)] }, "completed", "length"],
    [{ realtime: [realtime] }, "completed", "content_filter"],
    [{ llm: [llm("length")], tts: [broken] }, "failed", "error"],
    [{ llm: [llm("length")], tts: [new ScriptedTts(clock)] }, "interrupted", "cancelled"],
  ] as const;
  for (const [cast, status, finish] of casts) {
    const { session, client } = setStage({ cast }, clock);
    session.receive({ type: "user_text", text: "Count.", mode: "reply" });
    await clock.advance(status === "interrupted" ? 500 : 3000);
    session.receive({ type: "interrupt" });
    const [complete] = client.of("turn_complete");
    assert.deepEqual([complete?.status, complete?.finish], [status, finish]);
    await session.end();
  }
});
