import assert from "node:assert/strict";
import fc from "fast-check";
import type { TimedViseme } from "../../src/contract/adapter.ts";
import { createAudioVisemes, LOOK_AHEAD_MS } from "../../src/lipsync/from_audio.ts";
import { lipClosure, mouthOpening, visemesAt } from "../../src/lipsync/mouth.ts";
import { samplesToMs } from "../../src/contract/pcm.ts";
import { FORMANTS, join, silence, vowel } from "./sounds.ts";

type Options = Parameters<typeof createAudioVisemes>[0];

function analyse(samples: Int16Array, chunkSamples: number, options?: Options): TimedViseme[] {
  const visemes = createAudioVisemes(options);
  const timeline: TimedViseme[] = [];
  for (let i = 0; i < samples.length; i += chunkSamples) {
    timeline.push(...visemes.push(samples.subarray(i, i + chunkSamples)));
  }
  return [...timeline, ...visemes.flush()];
}

const openingAt = (timeline: readonly TimedViseme[], tMs: number) => mouthOpening(visemesAt(timeline, tMs));

const SPOKEN = join(
  silence(200),
  vowel(FORMANTS.aa, 240),
  silence(120),
  vowel(FORMANTS.iy, 240, { pitchHz: 210 }),
  vowel(FORMANTS.uw, 200),
  silence(250),
);

Deno.test("the lips rest in silence and part for a vowel, and an ah parts them more than an ee", () => {
  const timeline = analyse(SPOKEN, 960);
  assert.equal(lipClosure(visemesAt(timeline, 100)), 1);
  assert.ok(openingAt(timeline, 320) > 0.5, `ah: ${openingAt(timeline, 320)}`);
  assert.ok(openingAt(timeline, 680) > 0.1, `ee: ${openingAt(timeline, 680)}`);
  assert.ok(openingAt(timeline, 320) > openingAt(timeline, 680) + 0.2);
  assert.equal(lipClosure(visemesAt(timeline, 1150)), 1);
});

Deno.test("the same audio gives the same visemes, however it is cut", () => {
  const whole = analyse(SPOKEN, SPOKEN.length);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), (chunkSamples) => {
      assert.deepEqual(analyse(SPOKEN, chunkSamples), whole);
    }),
    { numRuns: 12 },
  );
});

Deno.test("what shows at a moment is settled by the audio up to 77 ms later, and never changes after", () => {
  const whole = analyse(SPOKEN, 960);
  assert.ok(LOOK_AHEAD_MS <= 77);
  const visemes = createAudioVisemes();
  const known: TimedViseme[] = [];
  for (let i = 0; i < SPOKEN.length; i += 240) {
    known.push(...visemes.push(SPOKEN.subarray(i, i + 240)));
    const settledMs = samplesToMs(Math.min(SPOKEN.length, i + 240)) - LOOK_AHEAD_MS;
    assert.deepEqual(known, whole.slice(0, known.length));
    assert.ok(whole.slice(known.length).every(({ startMs }) => startMs >= settledMs), `at ${settledMs} ms`);
  }
});

Deno.test("starts never go back, weights are 0..1, and all lies within the audio, whatever the audio", () => {
  const noise = fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength: 0, maxLength: 64 });
  fc.assert(
    fc.property(
      noise,
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 5000 }),
      (wave, repeats, startMs) => {
        const samples = join(...Array.from({ length: repeats }, () => Int16Array.from(wave)));
        let lastMs = startMs;
        for (const viseme of analyse(samples, 960, { startMs })) {
          assert.ok(viseme.startMs >= lastMs && viseme.endMs > viseme.startMs);
          assert.ok(viseme.startMs < startMs + samplesToMs(samples.length));
          assert.ok(viseme.weight > 0 && viseme.weight <= 1);
          lastMs = viseme.startMs;
        }
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("a whisper and a shout part the lips alike once their level is known", () => {
  const loud = join(vowel(FORMANTS.aa, 400), silence(100), vowel(FORMANTS.aa, 300), silence(200));
  const quiet = loud.map((sample) => sample / 12);
  const opening = (samples: Int16Array) => openingAt(analyse(samples, 960), 640);
  assert.ok(Math.abs(opening(loud) - opening(quiet)) < 0.15, `${opening(loud)} and ${opening(quiet)}`);
});

Deno.test("steady noise does not move the lips", () => {
  let state = 1;
  const noise = silence(1500).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 300;
  });
  const timeline = analyse(noise, 960);
  for (let tMs = 700; tMs < 1400; tMs += 40) assert.ok(openingAt(timeline, tMs) < 0.25, `at ${tMs} ms`);
});

Deno.test("the lips open when the sound begins", () => {
  const timeline = analyse(join(silence(300), vowel(FORMANTS.aa, 300), silence(300)), 960);
  const widest = openingAt(timeline, 450);
  let tMs = 0;
  while (openingAt(timeline, tMs) <= widest / 2) tMs++;
  assert.ok(Math.abs(tMs - 280) < 45, `opens at ${tMs} ms for a sound at 300 ms`);
});

Deno.test("audio of no length has no visemes, and a hair of it does no harm", () => {
  assert.deepEqual(analyse(new Int16Array(0), 960), []);
  assert.ok(analyse(silence(5), 7).every(({ id }) => id === "sil"));
});

Deno.test("two minutes of silence say so once", () => {
  const visemes = createAudioVisemes();
  const stretch = silence(12_000);
  const said = Array.from({ length: 10 }, () => visemes.push(stretch)).flat();
  assert.deepEqual(said.map(({ id }) => id), ["sil"]);
});
