import assert from "node:assert/strict";
import { trackPitch } from "../../../../../src/adapters/tts/flite/dsp/pitch.ts";
import { changePitch } from "../../../../../src/adapters/tts/flite/dsp/psola.ts";
import { amplitudeAt, buzz, median, rms } from "./signals.ts";

const range = { sampleRate: 16_000, minHz: 60, maxHz: 400 };

function medianPitch(samples: Float32Array): number {
  return median([...trackPitch(samples, { ...range, minHz: 40 })].filter((pitch) => pitch > 0));
}

Deno.test("changePitch() moves the pitch where it is wanted, and keeps length and power", () => {
  const voice = buzz(() => 110);
  for (const factor of [0.7, 0.85, 1, 1.2, 1.5, 2]) {
    const moved = changePitch(voice, { ...range, target: (hz) => hz * factor });
    assert.equal(moved.length, voice.length);
    const found = medianPitch(moved) / 110;
    assert.ok(Math.abs(found / factor - 1) < 0.02, `asked for a factor of ${factor}, got ${found}`);
    assert.ok(Math.abs(rms(moved) / rms(voice) - 1) < 0.01);
  }
});

Deno.test("changePitch() without a change gives the voice back", () => {
  const voice = buzz(() => 110);
  const same = changePitch(voice, { ...range, target: (hz) => hz });
  const error = rms(same.map((sample, index) => sample - (voice[index] ?? 0))) / rms(voice);
  assert.ok(error < 0.15, `differs by ${error} of its level`);
});

Deno.test("changePitch() widens a melody around its middle", () => {
  const melody = (second: number) => 120 * 2 ** (0.25 * Math.sin(2 * Math.PI * 2 * second));
  const moved = changePitch(buzz(melody), { ...range, target: (hz) => 120 * (hz / 120) ** 2 });
  const pitches = [...trackPitch(moved, range)].filter((pitch) => pitch > 0);
  const octaves = Math.log2(Math.max(...pitches) / Math.min(...pitches));
  assert.ok(octaves > 0.85 && octaves < 1.1, `the melody spans ${octaves} octaves instead of 1`);
});

Deno.test("changePitch() leaves the formants where they were", () => {
  const voice = buzz(() => 100);
  const moved = changePitch(voice, { ...range, target: (hz) => hz * 1.5 });
  // Harmonics of 150 Hz on the formants and between them.
  const contrast = (samples: Float32Array, pitchHz: number) => {
    const level = (hz: number) => amplitudeAt(Math.round(hz / pitchHz) * pitchHz, samples, range.sampleRate);
    return level(600) / level(1050);
  };
  assert.ok(contrast(voice, 100) > 2);
  assert.ok(contrast(moved, 150) > 2);
});

Deno.test("changePitch() leaves alone what has no pitch", () => {
  const silence = new Float32Array(8000);
  assert.deepEqual(changePitch(silence, { ...range, target: (hz) => hz * 2 }), silence);
});
