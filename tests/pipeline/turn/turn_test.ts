import assert from "node:assert/strict";
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
