import assert from "node:assert/strict";
import { drawing, pixelsOf } from "../../support.ts";

const SIZE = 128;

/** Brightness, 0..255, of one point of a picture of a look; the point in shares of the picture. */
async function brightness(
  look: string,
  pose: Parameters<Awaited<ReturnType<typeof drawing>>>[0],
  [x, y]: [number, number],
) {
  const { rgba } = pixelsOf((await drawing(look, SIZE))(pose));
  const i = (Math.round(y * SIZE) * SIZE + Math.round(x * SIZE)) * 4;
  const [r = 0, g = 0, b = 0] = rgba.subarray(i, i + 3);
  return (r + g + b) / 3;
}

Deno.test("the hair at the nape does not stick out below short hair that tilts", async () => {
  for (const [headYaw, headRoll, x] of [[8, -6, 0.685], [-8, 4, 0.31]] as const) {
    assert.ok(await brightness("jun", { headYaw, headRoll, breath: 1 }, [x, 0.72]) > 140);
  }
});

Deno.test("long hair leaves no gap between the neck and the collar", async () => {
  const pose = { headPitch: -5, headRoll: 3.5, headYaw: -1.7, hairSway: -0.65, breath: 1 };
  assert.ok(await brightness("ava", pose, [0.595, 0.822]) < 130);
});
