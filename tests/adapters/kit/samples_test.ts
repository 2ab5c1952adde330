import assert from "node:assert/strict";
import fc from "fast-check";
import { floatsOf, pcmOf, PcmResamplers, WholeSamples } from "../../../src/adapters/kit/samples.ts";

Deno.test("bytes that are cut anywhere are joined to whole samples, in order, and lose at most half a sample", () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 12 }), (chunks) => {
    const whole = new WholeSamples();
    const pieces = chunks.map((chunk) => whole.push(chunk));
    assert.ok(pieces.every(({ length }) => length % 2 === 0));
    const bytes = chunks.flatMap((chunk) => [...chunk]);
    assert.deepEqual(pieces.flatMap((piece) => [...piece]), bytes.slice(0, bytes.length - bytes.length % 2));
  }));
});

Deno.test("samples go to floats and back unchanged, and what is too loud is clipped", () => {
  const pcm = new Uint8Array(new Int16Array([-32_768, -1, 0, 1, 32_767]).buffer);
  assert.deepEqual(pcmOf(floatsOf(pcm)), pcm);
  assert.deepEqual(new Int16Array(pcmOf(Float32Array.of(-2, 2)).buffer), Int16Array.of(-32_768, 32_767));
});

Deno.test("PCM of TTH's own rate is passed on as it is, of another rate it is converted", () => {
  const resamplers = new PcmResamplers();
  const pcm = new Uint8Array(new Int16Array(16_000).fill(1000).buffer);
  const same = resamplers.start(24_000);
  assert.equal(same.push(pcm), pcm);
  assert.equal(same.end().length, 0);
  for (const hz of [16_000, 8000, 22_050, 44_100, 48_000, 16_000]) {
    const other = resamplers.start(hz);
    const bytes = other.push(pcm).length + other.end().length;
    assert.equal(bytes / 2, Math.round(16_000 * 24_000 / hz), `${hz} Hz`);
  }
});
