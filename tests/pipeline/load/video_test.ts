import assert from "node:assert/strict";
import { setStage } from "../../support/stage.ts";

const TEXT = "One two three four five six seven eight nine ten. Eleven twelve thirteen fourteen fifteen sixteen.";

Deno.test("a lower step is announced, thins out the running turn on its own grid, and shapes the next one", async () => {
  const { clock, runtime, session, client } = setStage({ video: { width: 256, height: 256, fps: 20 } });
  session.receive({ type: "user_text", text: TEXT, mode: "verbatim" });
  await clock.advance(1000);
  runtime.quality.step = 3;
  const before = client.of("video_frame").length;
  await clock.advance(2000);
  assert.deepEqual(client.of("video_changed").map(({ video, reason }) => [video, reason]), [
    [{ mode: "frames", width: 128, height: 128, fps: 10 }, "load"],
  ]);
  const later = client.of("video_frame").slice(before + 1).map(({ frame_index, width }) => [frame_index, width]);
  assert.ok(later.length >= 8 && later.length <= 12, `${later.length} frames in two seconds`);
  later.slice(1).forEach(([index, width], i) => {
    assert.equal(index! - later[i]![0]!, 4);
    assert.equal(width, 256);
  });
  session.receive({ type: "user_text", text: TEXT, mode: "verbatim" });
  await clock.advance(1000);
  assert.equal(client.of("video_frame").at(-1)?.width, 128);
  assert.equal(client.of("turn_complete")[0]?.status, "interrupted");
  await session.end();
});

Deno.test("where only poses are left, a running turn goes on with them, and with frames when they are back", async () => {
  const { clock, runtime, session, client } = setStage({ video: { width: 256, height: 256, fps: 20 } });
  const indexes = (type: "video_frame" | "pose") => client.of(type).map(({ frame_index }) => frame_index);
  session.receive({ type: "user_text", text: TEXT, mode: "verbatim" });
  await clock.advance(500);
  runtime.quality.step = 5;
  const before = indexes("video_frame");
  await clock.advance(1000);
  const poses = indexes("pose");
  assert.ok(poses.length >= 9 && poses.length <= 11, `${poses.length} poses in a second`);
  poses.forEach((index, i) => assert.equal(index - (poses[i - 1] ?? before.at(-1)! - 1), 2));
  assert.deepEqual(indexes("video_frame"), before);
  runtime.quality.step = 0;
  await clock.advance(3000);
  const after = indexes("video_frame").slice(before.length);
  assert.deepEqual(after, Array.from(after, (_, i) => poses.at(-1)! + 2 + i));
  assert.equal(after.at(-1), 63);
  assert.equal(client.of("pose").length, poses.length);
  assert.deepEqual(client.of("error"), []);
  await session.end();
});

Deno.test("audio only: the running turn sends no more frames and is complete, the next one has none", async () => {
  const { clock, runtime, session, client } = setStage();
  session.receive({ type: "user_text", text: "One two three four.", mode: "verbatim" });
  await clock.advance(300);
  runtime.quality.step = 6;
  await clock.advance(100);
  const count = client.of("video_frame").length;
  await clock.advance(20_000);
  assert.equal(client.of("video_frame").length, count);
  session.receive({ type: "user_text", text: "One two three four.", mode: "verbatim" });
  await clock.advance(20_000);
  assert.equal(client.of("video_frame").length, count);
  assert.deepEqual(client.of("turn_complete").map(({ status }) => status), ["completed", "completed"]);
  assert.equal(client.of("error").length, 0);
  runtime.quality.step = 0;
  assert.deepEqual(client.of("video_changed").map(({ video, reason }) => [video?.mode, reason]), [
    [undefined, "load"],
    ["frames", "restored"],
  ]);
  await session.end();
  runtime.quality.step = 1;
  assert.equal(client.of("video_changed").length, 2);
});
