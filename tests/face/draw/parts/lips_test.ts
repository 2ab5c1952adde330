import assert from "node:assert/strict";
import { COLUMNS, lipsOf } from "../../../../src/face/draw/parts/lips.ts";
import { LOOKS } from "../../../../src/face/looks/built_in.ts";
import { findLook } from "../../../../src/face/looks/design.ts";
import { neutralPose, type PoseFragment } from "../../../../src/contract/pose.ts";
import { drawing, type Pixels, pixelsOf, stillPose } from "../../support.ts";

const ava = findLook("ava");
const lips = (fragment: PoseFragment) => lipsOf(ava, { ...neutralPose(), ...fragment });

/** How far the lips are apart half way to the corner of the person's right (-1) or left (1). */
function parted({ innerLower, innerUpper }: ReturnType<typeof lipsOf>, side: -1 | 1): number {
  const column = COLUMNS / 2 + side * 3;
  return (innerLower[column] ?? 0) - (innerUpper[column] ?? 0);
}

Deno.test("an upper lip that is raised on one side curls up on that side alone", () => {
  const level = lips({ mouthUpperUpLeft: 0.5, mouthUpperUpRight: 0.5 });
  const curled = lips({ mouthUpperUpLeft: 0.9, mouthUpperUpRight: 0.1 });
  const other = lips({ mouthUpperUpLeft: 0.1, mouthUpperUpRight: 0.9 });
  assert.ok(Math.abs(parted(level, 1) - parted(level, -1)) < 1e-9);
  assert.ok(parted(curled, 1) > parted(level, 1) + 3);
  assert.ok(Math.abs(parted(curled, -1) - parted(level, -1)) < 0.5);
  assert.ok(Math.abs(parted(other, -1) - parted(curled, 1)) < 1e-9, "the other way round");
});

Deno.test("lips that meet do so however one side is raised", () => {
  const { innerUpper, innerLower } = lips({ mouthUpperUpLeft: 1, mouthClose: 1 });
  innerUpper.forEach((y, i) => assert.ok((innerLower[i] ?? 0) - y < 1e-9, `column ${i}`));
});

/** Pixels of bared teeth on each side of the mouth, in thousandths of the picture. */
function teeth({ width, height, rgba }: Pixels): { left: number; right: number } {
  const count = { left: 0, right: 0 };
  for (let y = Math.floor(height * 0.64); y < height * 0.72; y++) {
    for (let x = Math.floor(width * 0.4); x < width * 0.6; x++) {
      const i = (y * width + x) * 4;
      const [r = 0, g = 0, b = 0] = rgba.subarray(i, i + 3);
      if (r > 205 && b > 0.88 * r && g > 0.88 * r) count[x < width / 2 ? "left" : "right"]++;
    }
  }
  return { left: count.left / width / height * 1000, right: count.right / width / height * 1000 };
}

for (const look of Object.keys(LOOKS).filter((id) => findLook(id).beard === undefined)) {
  Deno.test(`${look} bares the teeth of one side in disgust, and none in anger, in small pictures`, async () => {
    const draw = await drawing(look, 128);
    const straight = { headYaw: 0, headPitch: 0, headRoll: 0, headX: 0 };
    const shown = (label: "disgusted" | "angry") =>
      teeth(pixelsOf(draw({ ...stillPose("sil", { emotion: { label, intensity: 1 } }), ...straight })));
    const disgusted = shown("disgusted");
    assert.ok(disgusted.right > disgusted.left + 0.6, JSON.stringify(disgusted));
    const angry = shown("angry");
    assert.ok(angry.left + angry.right < 0.1, JSON.stringify(angry));
  });
}

Deno.test("a wrinkled nose is plainly seen in small pictures", async () => {
  for (const look of Object.keys(LOOKS)) {
    const draw = await drawing(look, 128);
    const [rest, wrinkled] = [pixelsOf(draw()), pixelsOf(draw({ noseSneerLeft: 1, noseSneerRight: 1 }))];
    let seen = 0;
    for (let y = 54; y < 80; y++) {
      for (let x = 50; x < 78; x++) {
        const i = (y * 128 + x) * 4;
        const [before = 0, after = 0] = [rest, wrinkled].map(({ rgba }) => rgba[i + 1]);
        // What the eye sees is the contrast.
        if (Math.abs(before - after) > 0.12 * before) seen++;
      }
    }
    assert.ok(seen > 45, `${look}: ${seen} pixels`);
  }
});

Deno.test("a smile is an arc with round ends", () => {
  const { x, outerX, u, innerUpper, innerLower, outerUpper, outerLower, half } = lips({
    mouthSmileLeft: 1,
    mouthSmileRight: 1,
    mouthClose: 1,
  });
  // Half way out, a straight line would have half of the rise.
  const rise = (share: number) => {
    const i = u.findIndex((value) => value > share);
    return (innerUpper[COLUMNS / 2] ?? 0) - (innerUpper[i] ?? 0);
  };
  assert.ok(rise(0.45) < 0.36 * rise(0.999 - 1e-6), `${rise(0.45)} of ${rise(0.999)}`);
  assert.ok((outerX[COLUMNS] ?? 0) > (x[COLUMNS] ?? 0) + 0.03 * half, "the lips reach around the corner");
  const near = COLUMNS - 2;
  const thick = (innerUpper[near] ?? 0) - (outerUpper[near] ?? 0) + (outerLower[near] ?? 0) - (innerLower[near] ?? 0);
  assert.ok(thick > 6, `${thick} near the corner`);
});
