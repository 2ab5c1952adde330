import assert from "node:assert/strict";
import { pictureCosts } from "../../../src/pipeline/load/calibration.ts";

/** What the line says of a square picture. */
function costAt(side: number, small: number, large: number): number {
  const { pictureMs, megapixelMs } = pictureCosts(small, large);
  return pictureMs + megapixelMs * side ** 2 / 1e6;
}

Deno.test("the cost of a picture is the line through two measured ones", () => {
  assert.ok(Math.abs(costAt(128, 0.9, 1.5) - 0.9) < 1e-9);
  assert.ok(Math.abs(costAt(256, 0.9, 1.5) - 1.5) < 1e-9);
  assert.ok(Math.abs(costAt(1024, 0.9, 1.5) - 13.5) < 1e-9);
});

Deno.test("where noise hides what pixels cost, large pictures still cost more, and none is free", () => {
  for (const [small, large] of [[2, 1.5], [1.5, 1.5], [0, 1.5]] as const) {
    assert.ok(Math.abs(costAt(256, small, large) - 1.5) < 1e-9);
    assert.ok(costAt(1024, small, large) > 10);
    assert.ok(costAt(128, small, large) > 0);
  }
});
