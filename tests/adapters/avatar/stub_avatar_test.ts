import assert from "node:assert/strict";
import type { AvatarContext, AvatarFrame, AvatarInput } from "../../../src/contract/adapter.ts";
import stubAvatar from "../../../src/adapters/avatar/stub_avatar/mod.ts";
import type { PartialControl } from "../../../src/contract/controls.ts";
import { audioParts, avatarContext, controlOf, hostOf } from "../support.ts";

const create = (options = {}) => stubAvatar.create(stubAvatar.options.parse(options), hostOf());

async function framesOf(input: readonly AvatarInput[], over: Partial<AvatarContext> = {}): Promise<AvatarFrame[]> {
  const parts = await create().inferBatch(input, avatarContext(over));
  return parts.filter((part) => part.type === "frame");
}

/** Brightness of a pixel, 0..765. */
function brightness({ data, width }: AvatarFrame, x: number, y: number): number {
  return data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3).reduce((sum, value) => sum + value, 0);
}

Deno.test("stub_avatar is 256 by 256 at 25 unless options or a session ask for something else", () => {
  assert.deepEqual(create().fit({}), { width: 256, height: 256, fps: 25 });
  assert.deepEqual(create({ width: 64, fps: 10 }).fit({ height: 32 }), { width: 64, height: 32, fps: 10 });
});

Deno.test("stub_avatar makes no picture that would hold up the others or fill a socket by itself", () => {
  const { width, height, fps } = create().fit({ width: 1920, height: 1920, fps: 60 });
  assert.deepEqual([width, height, fps], [480, 480, 60]);
  assert.ok(width * height * 4 < 1_048_576, "the base64 of a picture is less than backpressure.video_bytes");
});

Deno.test("stub_avatar brings raw pictures of the size asked for, each its own bytes", async () => {
  const frames = await framesOf(audioParts([200]), { width: 48, height: 32 });
  assert.equal(frames.length, 5);
  assert.ok(frames.every(({ data, contentType }) => data.byteLength === 48 * 32 * 3 && contentType === "raw_rgb"));
  assert.equal(new Set(frames.map(({ data }) => data.buffer)).size, 5);
});

Deno.test("stub_avatar draws pictures of any size that it allows", async () => {
  for (const [width, height] of [[16, 16], [16, 1080], [1920, 16]] as const) {
    const [frame] = await framesOf(audioParts([30]), { width, height });
    assert.equal(frame?.data.byteLength, width * height * 3);
  }
});

Deno.test("stub_avatar sweeps its playhead across the picture once a second", async () => {
  const frames = await framesOf(audioParts([2000]), { width: 256, height: 256 });
  const playheadAt = (frame: AvatarFrame) => {
    const row = Array.from({ length: 250 }, (_, x) => brightness(frame, x + 4, 173));
    return row.indexOf(Math.max(...row)) + 4;
  };
  for (const index of [5, 10, 20, 30, 45]) {
    const frame = frames[index];
    assert.ok(frame);
    assert.ok(Math.abs(playheadAt(frame) - (frame.timestampMs % 1000) / 1000 * 256) <= 3, `frame ${index}`);
  }
});

Deno.test("stub_avatar shows the level and the emotion of the moment", async () => {
  const emotionOf = (emotion: PartialControl["emotion"]) => ({
    control: controlOf({ emotion }),
    width: 256,
    height: 256,
  });
  const [quiet] = await framesOf(audioParts([40], 100), emotionOf({}));
  const [loud] = await framesOf(audioParts([40], 12_000), emotionOf({}));
  const [angry] = await framesOf(audioParts([40], 100), emotionOf({ label: "angry", intensity: 1 }));
  assert.ok(quiet && loud && angry);
  assert.ok(brightness(loud, 180, 226) > brightness(quiet, 180, 226) + 100);
  assert.deepEqual([...angry.data.subarray(0, 3)], [220, 60, 50]);
  assert.notDeepEqual(quiet.data.subarray(0, 3), angry.data.subarray(0, 3));
});

Deno.test("stub_avatar makes poses whose jaw follows the visemes, or else the level", async () => {
  const [first, second] = audioParts([40, 40], 4000);
  assert.ok(first && second);
  const viseme = { type: "viseme", id: "PP", startMs: 0, endMs: 40, weight: 1 } as const;
  const jawsOf = async (input: AvatarInput[]) => {
    const parts = await create().inferBatch(input, avatarContext({ video: "pose" }));
    return parts.map((part) => part.type === "pose" ? part.pose["jawOpen"] ?? NaN : NaN);
  };
  assert.deepEqual(await jawsOf([viseme, first, second]), [0, 0]);
  assert.ok((await jawsOf([first, second])).every((jaw) => jaw > 0.3));
});
