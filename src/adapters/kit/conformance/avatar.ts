/**
 * Checks of avatars.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { AvatarAdapter, AvatarContext, AvatarFrame, AvatarInput, AvatarPart } from "../../../contract/adapter.ts";
import { audioEndMs, avatarContext, avatarInput } from "./fixtures.ts";
import { type Check, MeteredInput, pause, settlesWithin, Skip, SOON_MS } from "./kit.ts";
import { type Probe, streamingChecks } from "./streaming.ts";

/** Unnoticeable drift: ITU-R BT.1359. */
const DRIFT_LIMIT_MS = { early: 45, late: 125 };
/** First bytes of the formats that have a signature. */
const SIGNATURES: Readonly<Record<string, readonly number[]>> = {
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47],
  webp: [0x52, 0x49, 0x46, 0x46],
};

const fitted = (adapter: AvatarAdapter, over: Partial<AvatarContext> = {}) =>
  avatarContext({ ...adapter.fit({}), ...over });
const inputOf = () => avatarInput();

const probe: Probe<"avatar", AvatarInput, AvatarPart, AvatarContext> = {
  stream: (adapter) => adapter,
  input: inputOf,
  context: (adapter, over) => fitted(adapter, over),
};

/** Asserts that frames or poses lie on the grid, in order, near their audio. */
function assertGrid(parts: readonly AvatarPart[], fps: number): void {
  let last = -1;
  for (const { frameIndex, timestampMs, audioMs } of parts) {
    assert.ok(Number.isInteger(frameIndex) && frameIndex > last, `frame ${frameIndex} after frame ${last}`);
    const offGridMs = Math.abs(timestampMs - frameIndex * 1000 / fps);
    assert.ok(offGridMs < 1000 / fps, `frame ${frameIndex} is ${offGridMs} ms off the grid`);
    const driftMs = timestampMs - audioMs;
    assert.ok(
      driftMs <= DRIFT_LIMIT_MS.late && driftMs >= -DRIFT_LIMIT_MS.early,
      `frame ${frameIndex} drifts ${driftMs} ms`,
    );
    last = frameIndex;
  }
}

function assertPicture(
  { data, contentType, width, height }: AvatarFrame,
  context: AvatarContext,
  formats: readonly string[],
): void {
  assert.deepEqual([width, height], [context.width, context.height], "the picture does not have the requested size");
  assert.ok(formats.includes(contentType), `it does not declare ${contentType}`);
  const rgbBytes = width * height * 3;
  const isRgb = contentType !== "raw_rgb" || data.byteLength === rgbBytes;
  assert.ok(isRgb, `a picture of ${width} × ${height} has ${data.byteLength} bytes instead of ${rgbBytes}`);
  const signature = SIGNATURES[contentType] ?? [];
  assert.ok(signature.every((byte, at) => data[at] === byte), `its bytes do not begin as those of ${contentType} do`);
}

/** Speech that stops in the middle of the turn, with what comes after it held back. */
function heldInput(): { stream: ReadableStream<AvatarInput>; untilMs: number; release: () => void } {
  const parts = inputOf();
  const middle = parts.length >> 1;
  const gate = Promise.withResolvers<void>();
  const stream = ReadableStream.from((async function* () {
    yield* parts.slice(0, middle);
    await gate.promise;
    yield* parts.slice(middle);
  })());
  return { stream, untilMs: audioEndMs(parts.slice(0, middle)), release: gate.resolve };
}

const turnChecks: readonly Check<"avatar">[] = [
  {
    name: "covers the speech with pictures of the requested size, on the frame grid and in sync",
    async run({ create }) {
      const adapter = await create();
      const { streams, formats = [] } = adapter.capabilities();
      if (!streams.includes("frames")) throw new Skip("it delivers no pictures");
      const input = inputOf();
      const context = fitted(adapter);
      const frames = (await adapter.inferBatch(input, context)).filter((part) => part.type === "frame");
      const [first] = frames;
      assert.equal(
        first?.frameIndex,
        0,
        first ? `its first picture is number ${first.frameIndex}` : "it has no picture",
      );
      assertGrid(frames, context.fps);
      const coveredMs = (frames.at(-1)?.timestampMs ?? 0) + 1000 / context.fps;
      assert.ok(
        coveredMs >= audioEndMs(input),
        `pictures end at ${coveredMs} ms, the speech at ${audioEndMs(input)} ms`,
      );
      assert.ok(coveredMs <= audioEndMs(input) + 2000 / context.fps, "pictures go on after the speech");
      frames.forEach((frame) => assertPicture(frame, context, formats));
    },
  },
  {
    name: "makes poses with finite numbers only",
    async run({ create }) {
      const adapter = await create();
      if (!adapter.capabilities().streams.includes("poses")) throw new Skip("it delivers no poses");
      const context = fitted(adapter, { video: "pose" });
      const poses = await adapter.inferBatch(inputOf(), context);
      assertGrid(poses, context.fps);
      assert.ok(poses.length > 10);
      for (const part of poses) {
        assert.ok(
          part.type === "pose" && Object.keys(part.pose).length > 0 && Object.values(part.pose).every(Number.isFinite),
        );
      }
    },
  },
  {
    name: "ends without a picture when there is no speech",
    async run({ create }) {
      const adapter = await create();
      const { length } = await adapter.inferBatch([], fitted(adapter));
      assert.equal(length, 0, `it delivers ${length} pictures without speech`);
    },
  },
  {
    name: "waits for late audio without advancing media time",
    async run({ create }) {
      const adapter = await create();
      const { stream, untilMs, release } = heldInput();
      const parts: AvatarPart[] = [];
      const context = fitted(adapter);
      const over = (async () => {
        for await (const part of adapter.inferStream(stream, context)) parts.push(part);
      })();
      await pause(200);
      const early = parts.filter(({ timestampMs }) => timestampMs >= untilMs).length;
      release();
      await over;
      assert.equal(early, 0, "it delivered pictures ahead of the audio");
      assertGrid(parts, context.fps);
      assert.ok(
        (parts.at(-1)?.timestampMs ?? 0) > untilMs,
        "it delivered no new picture after the audio had continued",
      );
    },
  },
  {
    name: "skips frames that are already late",
    async run({ create }) {
      const adapter = await create();
      let earliestMs = 0;
      const context = fitted(adapter, { earliestMs: () => earliestMs });
      const reader = adapter.inferStream(new MeteredInput(inputOf()).stream, context).getReader();
      assert.equal((await reader.read()).value?.frameIndex, 0);
      earliestMs = 501;
      const { value } = await reader.read();
      assert.ok(value && value.timestampMs >= 501, `the next picture was that of ${value?.timestampMs} ms`);
      await reader.cancel();
    },
  },
];

const sizeChecks: readonly Check<"avatar">[] = [
  {
    name: "fits every request to a supported size, which fits itself",
    async run({ create }) {
      const adapter = await create();
      for (
        const request of [{}, { width: 16, height: 16, fps: 1 }, { width: 1920, height: 1080, fps: 60 }, { fps: 12 }]
      ) {
        const fit = adapter.fit(request);
        assert.ok(fit.width >= 16 && fit.width <= 1920 && fit.height >= 16 && fit.height <= 1920, JSON.stringify(fit));
        assert.ok(fit.fps >= 1 && fit.fps <= 60, JSON.stringify(fit));
        assert.deepEqual(adapter.fit(fit), fit, "it changes a size that it has fitted itself");
      }
      const { width, height, fps } = adapter.defaults;
      assert.deepEqual(adapter.fit({}), { width, height, fps }, "a request for nothing must get its defaults");
    },
  },
];

const idleChecks: readonly Check<"avatar">[] = [
  {
    name: "draws idle pictures without audio, one per read, until it is cancelled",
    async run({ create }) {
      const adapter = await create();
      if (!adapter.capabilities().streams.includes("idle")) throw new Skip("it has no idle life");
      const context = fitted(adapter, { mode: "idle", lifeMs: 5000 });
      const input = new MeteredInput<AvatarInput>([{ type: "state", state: "thinking" }], "stall");
      const reader = adapter.inferStream(input.stream, context).getReader();
      const parts: AvatarPart[] = [];
      while (parts.length < 5) {
        const reading = reader.read();
        assert.ok(await settlesWithin(reading, SOON_MS), `no picture came within ${SOON_MS} ms`);
        const { value } = await reading;
        assert.ok(value, "idle life ended by itself");
        parts.push(value);
      }
      assertGrid(parts.map((part) => ({ ...part, audioMs: part.timestampMs })), context.fps);
      await reader.cancel();
      await pause(20);
      assert.ok(input.isLetGo, "the input was not cancelled");
    },
  },
];

/** Checks for avatars. */
export const avatarChecks: readonly Check<"avatar">[] = [
  ...turnChecks,
  ...sizeChecks,
  ...idleChecks,
  ...streamingChecks(probe),
];
