import assert from "node:assert/strict";
import { moveMelody, riseOf } from "../../../../src/adapters/tts/flite/melody.ts";
import type { Pause } from "../../../../src/adapters/tts/flite/text/front_end.ts";
import { VOICES } from "../../../../src/adapters/tts/flite/voices.ts";

const neutral = { rate: 1, pitch: 1, range: 1, gainDb: 0, brightnessDb: 0 };
const voice = VOICES.rms;

Deno.test("moveMelody() moves the mean by the pitch, and what is around it by the range", () => {
  const melody = Float32Array.of(voice.meanHz, 2 * voice.meanHz, voice.meanHz / 2, 0);
  const moved = moveMelody(melody, { voice, prosody: { ...neutral, pitch: 1.5, range: 0.5 }, rise: undefined });
  const expected = [1.5, 1.5 * Math.SQRT2, 1.5 * Math.SQRT1_2, 0].map((factor) => Math.fround(factor * voice.meanHz));
  moved.forEach((hz, frame) => assert.ok(Math.abs(hz - (expected[frame] ?? 0)) < 0.01, `frame ${frame}: ${hz} Hz`));
});

Deno.test("moveMelody() keeps every pitch where a voice can be, and what is unvoiced unvoiced", () => {
  const melody = Float32Array.of(50, 103, 300, 0);
  const low = moveMelody(melody, { voice, prosody: { ...neutral, pitch: 0.2, range: 2.6 }, rise: undefined });
  const high = moveMelody(melody, { voice, prosody: { ...neutral, pitch: 4, range: 2.6 }, rise: undefined });
  for (const hz of [...low, ...high]) assert.ok(hz === 0 || (hz >= 40 && hz <= 800), `${hz} Hz`);
  assert.deepEqual([low[3], high[3]], [0, 0]);
});

Deno.test("moveMelody() rises through a span, and stays up", () => {
  const melody = new Float32Array(40).fill(voice.meanHz);
  const moved = moveMelody(melody, { voice, prosody: neutral, rise: { startMs: 50, endMs: 150 } });
  assert.ok(Math.abs((moved[10] ?? 0) - voice.meanHz) < 0.01);
  for (let frame = 11; frame <= 30; frame++) assert.ok((moved[frame] ?? 0) > (moved[frame - 1] ?? 0));
  assert.equal(moved[39], moved[30]);
  assert.ok(Math.abs(Math.log2((moved[39] ?? 0) / voice.meanHz) - 0.6) < 0.001);
});

Deno.test("riseOf() lets rise what can be answered by yes or no, after its last comma", () => {
  const phones = [{ phone: "s", startMs: 0, endMs: 100 }, { phone: "ey", startMs: 100, endMs: 300 }];
  const rise = (...words: [string, Pause][]) => {
    const tokens = words.map(([words, pause]) => ({ words, pause }));
    const spans = words.map(() => ({ startMs: 0, endMs: 300 }));
    return riseOf({ tokens, voice: "rms", prosody: neutral }, spans, phones);
  };
  const expected = { startMs: 100, endMs: 300 };
  assert.deepEqual(rise(["do", "none"], ["you", "none"], ["say", "question"]), expected);
  assert.deepEqual(rise(["when", "comma"], ["do", "none"], ["you", "none"], ["say", "question"]), expected);
  assert.equal(rise(["well", "comma"], ["when", "none"], ["say", "question"]), undefined);
  assert.equal(rise(["you", "none"], ["say", "stop"]), undefined);
});
