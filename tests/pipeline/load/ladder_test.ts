import assert from "node:assert/strict";
import { formatAt, STEPS, strideSince, type VideoFormat } from "../../../src/pipeline/load/ladder.ts";

const shownAt = (asked: VideoFormat) =>
  STEPS.map((_, step) => {
    const format = formatAt(asked, step);
    return format && `${format.mode} ${format.width}x${format.height} ${Number(format.fps.toFixed(1))}`;
  });

Deno.test("frames lose their rate first, then their size, then the pictures, then the poses", () => {
  assert.deepEqual(shownAt({ mode: "frames", width: 1024, height: 768, fps: 60 }), [
    "frames 1024x768 60",
    "frames 1024x768 15",
    "frames 1024x768 10",
    "frames 512x384 10",
    "frames 256x192 10",
    "pose 1024x768 10",
    undefined,
  ]);
});

Deno.test("what is small or slow already is not lowered further, and poses lose only their rate", () => {
  assert.deepEqual(shownAt({ mode: "frames", width: 160, height: 160, fps: 10 }).slice(0, 5), [
    ...Array(3).fill("frames 160x160 10"),
    ...Array(2).fill("frames 128x128 10"),
  ]);
  assert.deepEqual(shownAt({ mode: "pose", width: 256, height: 256, fps: 25 }), [
    "pose 256x256 25",
    "pose 256x256 13",
    ...Array(4).fill("pose 256x256 8"),
    undefined,
  ]);
});

Deno.test("a running turn draws every nth frame of its grid, and all again when the load is gone", () => {
  const stridesOf = (mode: "frames" | "pose", fps: number, began: number) =>
    STEPS.map((_, now) => strideSince({ mode, fps }, began, now));
  assert.deepEqual(stridesOf("frames", 60, 0), [1, 4, 6, 12, 24, 48, Infinity]);
  assert.deepEqual(stridesOf("frames", 10, 3), [1, 1, 1, 1, 2, 4, Infinity]);
  assert.deepEqual(stridesOf("pose", 25, 0), [1, 2, 3, 3, 3, 3, Infinity]);
});
