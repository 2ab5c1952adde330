import assert from "node:assert/strict";
import { PITCH_HOP_MS, trackPitch } from "./pitch.ts";
import { buzz } from "./signals.ts";

const options = { sampleRate: 16_000, minHz: 60, maxHz: 400 };

Deno.test("trackPitch() finds a steady pitch within 1 %", () => {
  for (const hz of [70, 103, 132, 172, 240, 350]) {
    const voiced = trackPitch(buzz(() => hz), options).subarray(10, 190).filter((pitch) => pitch > 0);
    assert.ok(voiced.length > 170, `${hz} Hz: only ${voiced.length} of 180 frames voiced`);
    for (const pitch of voiced) assert.ok(Math.abs(pitch / hz - 1) < 0.01, `${pitch} Hz instead of ${hz}`);
  }
});

Deno.test("trackPitch() follows a glide", () => {
  const glide = (second: number) => 100 + 100 * second;
  const pitches = trackPitch(buzz(glide), options);
  for (let frame = 20; frame < 180; frame++) {
    const expected = glide(frame * PITCH_HOP_MS / 1000);
    assert.ok(Math.abs((pitches[frame] ?? 0) / expected - 1) < 0.04, `${pitches[frame]} Hz instead of ${expected}`);
  }
});

Deno.test("trackPitch() finds no pitch in silence, and little in noise", () => {
  let seed = 1;
  const noise = Float32Array.from({ length: 16_000 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31 - 0.5;
  });
  assert.ok(trackPitch(new Float32Array(16_000), options).every((pitch) => pitch === 0));
  const voiced = trackPitch(noise, options).filter((pitch) => pitch > 0).length;
  assert.ok(voiced < 20, `${voiced} of 200 frames of noise have a pitch`);
});

Deno.test("trackPitch() takes sounds shorter than a period", () => {
  assert.equal(trackPitch(new Float32Array(0), options).length, 0);
  assert.deepEqual([...trackPitch(new Float32Array([0.5]), options)], [0]);
});
