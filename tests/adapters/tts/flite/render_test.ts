import assert from "node:assert/strict";
import { loadFliteModule } from "../../../../src/adapters/tts/flite/load_module.ts";
import { Renderer, type Rendering } from "../../../../src/adapters/tts/flite/render.ts";
import { OUTPUT_HZ } from "../../../../src/adapters/tts/flite/utterance.ts";
import { FliteVm } from "../../../../src/adapters/tts/flite/vm.ts";
import { HARVARD } from "./support.ts";

const vm = new FliteVm(await loadFliteModule());
const renderer = new Renderer();
const SAMPLES_PER_MS = OUTPUT_HZ / 1000;

function rendering(
  { voice = "awb", rate = 1, startMs = 0, soundEndMs = Infinity, durationMs = 800, brightnessDb = 0 } = {},
): Rendering {
  const args = ["--setf", `duration_stretch=${1 / rate}`, "-t", HARVARD[3], "-o", "none"];
  const { parameters } = vm.run(["-voice", voice, ...args]);
  assert.ok(parameters);
  const cut = { startMs, soundEndMs, marks: { durationMs, phones: [], tokens: [] } };
  return { parameters, cut, gainDb: 0, brightnessDb };
}

function render(what: Rendering): Int16Array {
  return Int16Array.from([...renderer.render(what)].flatMap(({ pcm }) => [...pcm]));
}

/** Where a sound begins, in samples. */
const onset = (pcm: Int16Array) => pcm.findIndex((sample) => Math.abs(sample) > 200);

Deno.test("Renderer.render() cuts at the millisecond: the same samples, so much earlier", () => {
  const whole = render(rendering({ startMs: 250 }));
  for (const laterMs of [1, 2, 3, 4]) {
    const cut = render(rendering({ startMs: 250 + laterMs })).subarray(200, 12_000);
    assert.deepEqual(cut, whole.subarray(200 + laterMs * SAMPLES_PER_MS, 12_000 + laterMs * SAMPLES_PER_MS));
  }
});

Deno.test("Renderer.render() brings sound when it is planned, not sooner and not later", () => {
  // Silence, and from frame 60 on a loud vowel: sound begins with that frame.
  const { parameters, ...rest } = rendering({ voice: "rms" });
  const { order, voice: { bands } } = parameters;
  const loudness = (frame: number) => parameters.cepstra[frame * order] ?? 0;
  const vowel = parameters.pitchHz.reduce((best, _, frame) => loudness(frame) > loudness(best) ? frame : best, 0);
  const frames = 120;
  const cepstra = new Float32Array(frames * order);
  const strengths = new Float32Array(frames * bands.length).fill(0.9);
  for (let frame = 0; frame < frames; frame++) {
    if (frame < 60) cepstra[frame * order] = -8;
    else cepstra.set(parameters.cepstra.subarray(vowel * order, (vowel + 1) * order), frame * order);
  }
  const pitchHz = new Float32Array(frames).fill(200);
  const at = onset(render({ ...rest, parameters: { ...parameters, frames, cepstra, strengths, pitchHz } }));
  assert.ok(at >= 300 * SAMPLES_PER_MS && at <= 301 * SAMPLES_PER_MS, `sound begins after ${at / SAMPLES_PER_MS} ms`);
});

Deno.test("Renderer.render() fades its end out wherever that is, also past the last frame", () => {
  for (const rate of [1, 2, 4]) {
    for (const soundEndMs of [400, Infinity]) {
      const pcm = render(rendering({ rate, soundEndMs, durationMs: 3000 }));
      const last = pcm.findLastIndex((sample) => sample !== 0);
      const peak = (from: number, to: number) => pcm.subarray(from, to).reduce((p, x) => Math.max(p, Math.abs(x)), 0);
      const end = peak(last - 24, last + 1) / peak(last - 1200, last);
      assert.ok(end <= 0.06, `rate ${rate}: the last millisecond is at ${end} of what came before`);
      assert.ok(last > 100 * SAMPLES_PER_MS && peak(0, last) > 1000, "there is something to be faded");
    }
  }
});

Deno.test("Renderer.render() fills up with silence to the length of the marks", () => {
  const pcm = render(rendering({ startMs: 100, soundEndMs: 300, durationMs: 1700 }));
  assert.equal(pcm.length, 1700 * SAMPLES_PER_MS);
  assert.ok(pcm.subarray(0, 200 * SAMPLES_PER_MS).some((sample) => sample !== 0));
  assert.ok(pcm.subarray(200 * SAMPLES_PER_MS).every((sample) => sample === 0));
});

Deno.test("Renderer.render() makes a bright voice louder above 2.2 kHz only", () => {
  const [plain, bright] = [0, 6].map((brightnessDb) => render(rendering({ brightnessDb })));
  assert.ok(plain && bright);
  // The difference of neighbours weighs what is high, their sum what is low.
  const level = (pcm: Int16Array, sign: 1 | -1) =>
    10 * Math.log10(pcm.slice(1).reduce((sum, sample, at) => sum + (sample + sign * (pcm[at] ?? 0)) ** 2, 0));
  const high = level(bright, -1) - level(plain, -1);
  const low = level(bright, 1) - level(plain, 1);
  assert.ok(high > 1 && Math.abs(low) < 0.3, `high ${high.toFixed(1)} dB, low ${low.toFixed(1)} dB`);
});

Deno.test("Renderer.render() begins anew after an utterance that was not taken to its end", () => {
  const what = rendering({ startMs: 300 });
  const first = render(what);
  for (const piece of renderer.render(rendering({ voice: "slt", startMs: 300 }))) {
    assert.ok(piece.marks);
    break;
  }
  assert.deepEqual(render(what), first);
});
