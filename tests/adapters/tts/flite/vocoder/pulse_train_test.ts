import assert from "node:assert/strict";
import { PulseTrain } from "../../../../../src/adapters/tts/flite/vocoder/pulse_train.ts";

/** The places of the pulses in blocks whose pitches end as given. */
function pulsesOf(firstHz: number, ...endsHz: number[]): number[] {
  const train = new PulseTrain(firstHz);
  const samples = endsHz.flatMap((hz) => {
    const block = new Float64Array(80);
    train.fill(block, hz);
    return [...block];
  });
  return samples.flatMap((sample, at) => sample > 0 ? [at] : []);
}

Deno.test("PulseTrain keeps the distance of a period, through the blocks", () => {
  // The first sample has gone by when the first pulse is due.
  assert.deepEqual(pulsesOf(160, 160, 160, 160, 160), [0, 99, 199, 299]);
});

Deno.test("PulseTrain glides from one pitch to another", () => {
  const steps = pulsesOf(100, ...Array.from({ length: 20 }, (_, block) => 100 + 10 * block));
  const distances = steps.slice(1).map((at, index) => at - (steps[index] ?? 0));
  assert.ok(distances.length > 10);
  distances.slice(1).forEach((distance, index) => assert.ok(distance <= (distances[index] ?? 0) + 1));
  assert.ok((distances[0] ?? 0) > 140 && (distances.at(-1) ?? Infinity) < 65);
});

Deno.test("PulseTrain is silent where one end of a block is unvoiced, and begins anew after that", () => {
  assert.deepEqual(pulsesOf(160, 0, 160, 160), [160]);
});

Deno.test("PulseTrain gives each pulse the power of its period", () => {
  const block = new Float64Array(80);
  new PulseTrain(250).fill(block, 250);
  assert.deepEqual([block[0], block[63]], [8, 8]);
});
