import assert from "node:assert/strict";
import fc from "fast-check";
import type { AvatarContext, AvatarInput, AvatarPart } from "../../../src/contract/adapter.ts";
import {
  AvatarTimeline,
  type DrawFrame,
  drawFrames,
  frameIndexAt,
  frameTimeMs,
} from "../../../src/adapters/kit/frames.ts";
import { audioParts, avatarContext, controlOf } from "../support.ts";
import { arrivals } from "../../support/waiting.ts";

/** A pose that says what was known when it was drawn. */
const drawKnown: DrawFrame = ({ frameIndex, timestampMs, audioMs, lifeMs }, timeline): AvatarPart => ({
  type: "pose",
  frameIndex,
  timestampMs,
  audioMs,
  pose: {
    lifeMs,
    level: timeline.levelAt(timestampMs),
    knownMs: timeline.knownMs,
    visemes: timeline.mouthAt(timestampMs).filter(({ id }) => id !== "sil").length,
    intensity: timeline.control.emotion.intensity,
    isThinking: timeline.state === "thinking" ? 1 : 0,
  },
});

function draw(input: readonly AvatarInput[], over: Partial<AvatarContext> = {}, lookAheadMs?: number) {
  const options = lookAheadMs === undefined ? {} : { lookAheadMs };
  const stream = drawFrames(ReadableStream.from(input), avatarContext(over), drawKnown, options);
  return Array.fromAsync(stream as ReadableStream<AvatarPart & { type: "pose" }>);
}

Deno.test("drawFrames() covers the audio with frames on the grid, however the audio is cut", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 20 }),
    fc.constantFrom(1, 10, 12, 24, 25, 30, 50, 60),
    async (chunksMs, fps) => {
      const totalMs = chunksMs.reduce((sum, ms) => sum + ms, 0);
      const frames = await draw(audioParts(chunksMs), { fps });
      assert.deepEqual(frames.map(({ frameIndex }) => frameIndex), frames.map((_, index) => index));
      assert.ok(frames.every((frame) => frame.timestampMs === frame.frameIndex * 1000 / fps));
      assert.ok(frames.every((frame) => frame.audioMs === frame.timestampMs && frame.timestampMs < totalMs));
      assert.ok(frameTimeMs(frames.length, fps) >= totalMs, "the last frame ends before the audio");
      const [whole, cut] = [await draw(audioParts([totalMs]), { fps }), frames]
        .map((list) => list.map(({ pose }) => pose["level"]));
      assert.deepEqual(cut, totalMs === 0 ? [] : whole);
    },
  ));
});

Deno.test("drawFrames() reads no more input than the frame needs", async () => {
  let given = 0;
  const input = new ReadableStream<AvatarInput>({
    pull(controller) {
      const [part] = audioParts([40]);
      if (part?.type === "audio") controller.enqueue({ ...part, timestampMs: 40 * given++ });
    },
  }, { highWaterMark: 0 });
  const reader = drawFrames(input, avatarContext(), drawKnown).getReader();
  assert.equal(given, 0);
  await reader.read();
  assert.equal(given, 1);
  await reader.read();
  assert.equal(given, 2);
  await reader.cancel();
});

Deno.test("drawFrames() waits for late audio without advancing media time", async () => {
  const { readable, writable } = new TransformStream<AvatarInput, AvatarInput>();
  const writer = writable.getWriter();
  const reader = drawFrames(readable, avatarContext(), drawKnown).getReader();
  const [early, late] = audioParts([40, 60]);
  assert.ok(early && late);
  void writer.write(early);
  assert.equal((await reader.read()).value?.frameIndex, 0);
  let isDone = false;
  const second = reader.read().finally(() => isDone = true);
  await arrivals(1);
  assert.equal(isDone, false);
  void writer.write(late);
  assert.equal((await second).value?.timestampMs, 40);
  const third = reader.read();
  await writer.close();
  assert.equal((await third).value?.timestampMs, 80);
  assert.ok((await reader.read()).done);
});

Deno.test("drawFrames() leaves out the frames that would come too late", async () => {
  let earliestMs = 0;
  const reader = drawFrames(
    ReadableStream.from(audioParts([1000])),
    avatarContext({ earliestMs: () => earliestMs }),
    drawKnown,
  ).getReader();
  assert.equal((await reader.read()).value?.frameIndex, 0);
  earliestMs = 201;
  assert.equal((await reader.read()).value?.frameIndex, 6);
  earliestMs = 400;
  assert.equal((await reader.read()).value?.frameIndex, 10);
  earliestMs = 2000;
  assert.ok((await reader.read()).done);
});

Deno.test("drawFrames() knows as much of the audio ahead as was asked for", async () => {
  const frames = await draw(audioParts(Array(10).fill(40)), {}, 100);
  assert.deepEqual(frames.map(({ pose }) => pose["knownMs"]), [120, 160, 200, 240, 280, 320, 360, 400, 400, 400]);
});

Deno.test("drawFrames() applies controls and states from the next frame on, and visemes in their time", async () => {
  const [first, second] = audioParts([80, 80]);
  assert.ok(first && second);
  const frames = await draw([
    { type: "viseme", id: "aa", startMs: 30, endMs: 110, weight: 1 },
    first,
    { type: "control", control: controlOf({ emotion: { label: "sad", intensity: 1 } }) },
    second,
  ]);
  assert.deepEqual(frames.map(({ pose }) => pose["visemes"]), [0, 1, 1, 0]);
  assert.deepEqual(frames.map(({ pose }) => pose["intensity"]), [0.5, 0.5, 1, 1]);
});

Deno.test("drawFrames() lives on between turns, a frame a pull, and follows the state", async () => {
  const { readable, writable } = new TransformStream<AvatarInput, AvatarInput>();
  const writer = writable.getWriter();
  const context = avatarContext({ mode: "idle", lifeMs: 5000 });
  const reader = drawFrames(readable, context, drawKnown).getReader();
  assert.deepEqual([(await reader.read()).value, (await reader.read()).value].map((frame) => frame?.timestampMs), [
    0,
    40,
  ]);
  await writer.write({ type: "state", state: "thinking" });
  const { value } = await reader.read();
  assert.ok(value?.type === "pose");
  assert.equal(value.pose["isThinking"], 1);
  assert.equal(value.pose["lifeMs"], 5080);
  await reader.cancel();
});

Deno.test("drawFrames() ends with its turn, even while it waits for audio or for a frame", async () => {
  for (const mode of ["turn", "idle"] as const) {
    const turn = new AbortController();
    const context = avatarContext({ mode, signal: turn.signal });
    const never = () => new Promise<AvatarPart>(() => {});
    const reader = drawFrames(new ReadableStream<AvatarInput>(), context, never).getReader();
    const reading = reader.read();
    const reason = new DOMException("over", "AbortError");
    turn.abort(reason);
    await assert.rejects(reading, (error) => error === reason);
  }
});

Deno.test("drawFrames() disposes of what its drawing holds when the stream is over, for whatever reason", async () => {
  const turn = new AbortController();
  const ends: Record<string, (reader: ReadableStreamDefaultReader<AvatarPart>) => unknown> = {
    "its audio is over": async (reader) => {
      while (!(await reader.read()).done);
    },
    "its reader leaves": (reader) => reader.cancel(),
    "its turn ends": () => turn.abort(),
  };
  for (const [reason, end] of Object.entries(ends)) {
    const held = { count: 0, [Symbol.dispose]: () => void held.count++ };
    const context = avatarContext({ signal: turn.signal });
    const reader = drawFrames(ReadableStream.from(audioParts([200])), context, drawKnown, { held }).getReader();
    await reader.read();
    assert.equal(held.count, 0, reason);
    await end(reader);
    assert.equal(held.count, 1, reason);
    if (turn.signal.aborted) await assert.rejects(reader.read());
  }
});

Deno.test("drawFrames() passes on a failure of its drawing or of its input", async () => {
  const broken = () => Promise.reject(new Error("no paint"));
  for (const mode of ["turn", "idle"] as const) {
    const stream = drawFrames(ReadableStream.from(audioParts([100])), avatarContext({ mode }), broken);
    await assert.rejects(Array.fromAsync(stream), /no paint/);
  }
  const failing = new ReadableStream<AvatarInput>({ start: (controller) => controller.error(new Error("no sound")) });
  await assert.rejects(Array.fromAsync(drawFrames(failing, avatarContext(), drawKnown)), /no sound/);
});

Deno.test("AvatarTimeline measures the level where it is, and forgets what is past", () => {
  const timeline = new AvatarTimeline(controlOf());
  const [silent, loud] = audioParts([100, 100]);
  assert.ok(silent?.type === "audio" && loud?.type === "audio");
  timeline.accept({ ...silent, pcm: new Uint8Array(4800) });
  timeline.accept(loud);
  assert.equal(timeline.levelAt(40), 0);
  assert.equal(timeline.levelAt(160), 8000 / 32768);
  assert.ok(timeline.levelAt(100) > 0.1 && timeline.levelAt(100) < 0.2);
  timeline.accept({ type: "word", text: "hi", startMs: 0, endMs: 90, charStart: 0, charEnd: 2 });
  assert.equal(timeline.wordAt(50)?.text, "hi");
  timeline.advanceTo(1200);
  assert.equal(timeline.wordAt(50), undefined);
  assert.equal(timeline.levelAt(160), 0);
});

Deno.test("frameIndexAt() finds the frame back whose time it is given", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 60 }), (index, fps) => {
    assert.equal(frameIndexAt(frameTimeMs(index, fps), fps), index);
    assert.equal(frameIndexAt(frameTimeMs(index, fps) + 0.5, fps), index + 1);
  }));
});

Deno.test("a control and a gesture with a time are in force from the first frame at or after it", () => {
  const timeline = new AvatarTimeline(controlOf({ emotion: { intensity: 0 } }));
  timeline.accept({ type: "control", control: controlOf({ emotion: { intensity: 1 } }), fromMs: 100 });
  timeline.accept({ type: "gesture", gesture: { name: "nod" }, fromMs: 90 });
  const shown = [40, 80, 120, 160].map((timeMs) => {
    timeline.advanceTo(timeMs);
    return [timeline.control.emotion.intensity, timeline.gestures.map(({ name }) => name).join()];
  });
  assert.deepEqual(shown, [[0, ""], [0, ""], [1, "nod"], [1, ""]]);
});

Deno.test("in a turn, a control begins with the nearest frame", async () => {
  const control = controlOf({ emotion: { intensity: 1 } });
  const first = async (fromMs: number) => {
    const frames = await draw([{ type: "control", control, fromMs }, ...audioParts([200])], { fps: 25 });
    return frames.find(({ pose }) => pose["intensity"] === 1)?.frameIndex;
  };
  assert.deepEqual([await first(95), await first(105)], [2, 3]);
});
