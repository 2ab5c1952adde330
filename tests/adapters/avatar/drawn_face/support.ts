/** What the tests of the compositor share. */
import assert from "node:assert/strict";
import type { CanvasKit, NativeSurface } from "../../../../src/adapters/avatar/drawn_face/canvas.ts";
import { compileKernel, SimdCompositor } from "../../../../src/adapters/avatar/drawn_face/compositor/compositor.ts";

export function compositorOf(width: number, height = width): SimdCompositor {
  const kernel = compileKernel();
  assert.ok(kernel !== undefined);
  return new SimdCompositor(kernel, width, height);
}

/** Two pictures' largest and mean difference in a channel, 0..255. */
export function distance(a: Uint8Array, b: Uint8Array): { mean: number; max: number } {
  assert.equal(a.length, b.length);
  let sum = 0;
  let max = 0;
  for (let i = 0; i < a.length; i++) {
    const off = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    sum += off;
    max = Math.max(max, off);
  }
  return { mean: sum / a.length, max };
}

/** A canvas of one colour. */
export function plain(kit: CanvasKit, width: number, height: number, color: string): NativeSurface {
  const surface = kit.make(width, height);
  surface.pen.fillStyle = color;
  surface.pen.fillRect(0, 0, width, height);
  return surface;
}
