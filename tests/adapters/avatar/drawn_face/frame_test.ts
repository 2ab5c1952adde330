import assert from "node:assert/strict";
import { type CanvasKit, loadCanvas, type NativeSurface } from "../../../../src/adapters/avatar/drawn_face/canvas.ts";
import { compileKernel } from "../../../../src/adapters/avatar/drawn_face/compositor/compositor.ts";
import { createEncoder } from "../../../../src/adapters/avatar/drawn_face/encoder.ts";
import { describeTools, isSlow, openFrame } from "../../../../src/adapters/avatar/drawn_face/frame.ts";
import { FacePainter } from "../../../../src/face/draw/painter.ts";
import { LOOKS } from "../../../../src/face/looks/built_in.ts";
import { findLook } from "../../../../src/face/looks/design.ts";
import { type FacePose, neutralPose } from "../../../../src/contract/pose.ts";
import { decode } from "../../../face/support.ts";
import { compositorOf, distance } from "./support.ts";

const kit: CanvasKit = await loadCanvas();
const looks = Object.keys(LOOKS);

function poseOf(over: Partial<FacePose>): FacePose {
  return { ...neutralPose(), ...over };
}

const POSES = [
  poseOf({}),
  poseOf({ headYaw: 11, headPitch: -6, headRoll: 7, headX: 0.05, hairSway: 0.7, jawOpen: 0.8, gazeX: 0.4 }),
  poseOf({
    headYaw: -9,
    headPitch: 7,
    headRoll: -5,
    headY: -0.06,
    hairSway: -1,
    eyeBlinkLeft: 1,
    browInnerUp: 0.7,
    blush: 0.8,
  }),
  poseOf({ breath: 0.6, mouthSmileLeft: 0.8, mouthSmileRight: 0.7, cheekSquintLeft: 0.6, mouthUpperUpLeft: 0.4 }),
];

/** Draws poses of a look both ways. */
function bothWays(look: string, width: number, height: number, cacheBytes = 48 << 20) {
  const size = { width, height, makeSurface: kit.make, cacheBytes };
  const canvas = kit.make(width, height);
  const compositor = compositorOf(width, height);
  const painter = new FacePainter(findLook(look), size);
  const faster = new FacePainter<NativeSurface>(findLook(look), { ...size, store: compositor });
  return {
    compositor,
    faster,
    onCanvas(pose: FacePose): Uint8Array {
      painter.paint(pose, canvas.pen);
      return Uint8Array.from(canvas.image.data());
    },
    composited(pose: FacePose): Uint8Array {
      faster.paint(pose, compositor);
      return compositor.pixels.slice();
    },
  };
}

for (const look of looks) {
  Deno.test(`${look} looks the same put together by the compositor and by the canvas`, () => {
    for (const [width, height] of [[128, 128], [256, 256], [144, 200]] as const) {
      const ways = bothWays(look, width, height);
      for (const pose of POSES) {
        const { mean, max } = distance(ways.composited(pose), ways.onCanvas(pose));
        assert.ok(mean < 0.2 && max <= 8, `${width} x ${height}: mean ${mean}, max ${max}`);
      }
    }
  });
}

Deno.test("the same pose gives the same pixels though its sprites were forgotten and painted again", () => {
  for (const look of looks) {
    const roomy = bothWays(look, 128, 128);
    const tight = bothWays(look, 128, 128, 300_000);
    for (const pose of [...POSES, ...POSES]) {
      assert.deepEqual(tight.composited(pose), roomy.composited(pose));
      assert.deepEqual(tight.onCanvas(pose), roomy.onCanvas(pose));
    }
    assert.ok(tight.faster.stats.heads.misses > tight.faster.stats.heads.entries, "something had to go");
  }
});

Deno.test("the compositor's memory stays within its bound over hundreds of poses", () => {
  const cacheBytes = 400_000;
  const ways = bothWays("ava", 64, 64, cacheBytes);
  const { faster, compositor } = ways;
  for (let i = 0; i < 700; i++) {
    const pose = poseOf({
      headYaw: (i * 7) % 23 - 11,
      headPitch: (i * 5) % 17 - 8,
      jawOpen: (i * 11 % 19) / 19,
      mouthPucker: (i % 11) / 11,
      gazeX: (i % 13) / 13,
      browInnerUp: (i % 5) / 5,
      breath: (i % 9) / 9,
    });
    faster.paint(pose, compositor);
  }
  const { heads, parts } = faster.stats;
  assert.ok(heads.misses + parts.misses > 700, "sprites come and go");
  // The cache, the picture, and a room of its size and a frame for each of five stages of a breath.
  const used = cacheBytes + 64 * 64 * 4 + 5 * (65 * 66 * 4 + 1024);
  assert.ok(compositor.memoryBytes <= used * 4 / 3 + 2 * 65_536, `${compositor.memoryBytes} of ${used}`);
});

const format = { look: "ava", width: 128, height: 128, contentType: "jpeg", quality: 90 } as const;

Deno.test("a frame is put together with SIMD where it can be, else on the canvas, and looks the same", async () => {
  const encoder = createEncoder();
  const kernel = compileKernel();
  const { encodePixels: _, ...canvasOnly } = encoder;
  const drawn = async (tools: Parameters<typeof openFrame>[0], contentType: "jpeg" | "webp") => {
    const frame = openFrame(tools, { ...format, contentType });
    const options = { width: 128, height: 128, makeSurface: kit.make, store: frame.store };
    new FacePainter<NativeSurface>(findLook("ava"), options).paint(POSES[1] ?? neutralPose(), frame.pen);
    const { rgba } = await decode(frame.encode());
    return { isFast: frame.store !== undefined, rgba: Uint8Array.from(rgba) };
  };
  const fast = await drawn({ kit, encoder, kernel }, "jpeg");
  const slow = await Promise.all([
    drawn({ kit, encoder, kernel: undefined }, "jpeg"),
    drawn({ kit, encoder: canvasOnly, kernel }, "jpeg"),
    drawn({ kit, encoder, kernel }, "webp"),
  ]);
  assert.equal(fast.isFast, encoder.encodePixels !== undefined);
  for (const { isFast, rgba } of slow) {
    assert.equal(isFast, false);
    assert.ok(distance(fast.rgba, rgba).mean < 2.5);
  }
});

Deno.test("the tools say how pictures are made, and why not faster", () => {
  const { encode } = createEncoder();
  const encodePixels = () => new Uint8Array();
  const turbo = { name: "jpeg-turbo", encode, encodePixels } as const;
  const kernel = compileKernel();
  assert.equal(describeTools({ kit, encoder: turbo, kernel }), "composited with SIMD, JPEG by jpeg-turbo");
  assert.equal(isSlow(describeTools({ kit, encoder: turbo, kernel })), false);
  assert.equal(isSlow(describeTools({ kit, encoder: turbo, kernel: undefined })), true);
  assert.equal(isSlow(describeTools({ kit, encoder: { name: "skia", encode }, kernel })), true);
  assert.match(describeTools({ kit, encoder: turbo, kernel: undefined }), /by the canvas, as .*SIMD.*jpeg-turbo$/);
  assert.equal(
    describeTools({ kit, encoder: { name: "skia", encode }, kernel }),
    "composited by the canvas, JPEG by skia",
  );
});
