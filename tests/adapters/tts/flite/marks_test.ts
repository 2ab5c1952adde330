import assert from "node:assert/strict";
import { cutUtterance } from "../../../../src/adapters/tts/flite/marks.ts";
import type { Pause } from "../../../../src/adapters/tts/flite/text/front_end.ts";

const phones = [
  { phone: "pau", startMs: 0, endMs: 180 },
  { phone: "ay", startMs: 180, endMs: 300 },
  { phone: "s", startMs: 300, endMs: 420 },
  { phone: "pau", startMs: 420, endMs: 640 },
];

function utterance(pause: Pause, rate = 1) {
  const prosody = { rate, pitch: 1, range: 1, gainDb: 0, brightnessDb: 0 };
  return { tokens: [{ words: "ice", pause }], voice: "rms", prosody } as const;
}

Deno.test("cutUtterance() keeps 20 ms before the first sound, and the pause that the end asks for", () => {
  const { startMs, soundEndMs, marks } = cutUtterance(utterance("stop"), phones, [{ startMs: 180, endMs: 420 }]);
  assert.deepEqual([startMs, soundEndMs], [160, 500]);
  assert.deepEqual(marks, {
    durationMs: 260 + 320,
    phones: [
      { phone: "pau", startMs: 0, endMs: 20 },
      { phone: "ay", startMs: 20, endMs: 140 },
      { phone: "s", startMs: 140, endMs: 260 },
      { phone: "pau", startMs: 260, endMs: 580 },
    ],
    tokens: [{ startMs: 20, endMs: 260 }],
  });
});

Deno.test("cutUtterance() makes pauses shorter for who speaks faster, and sound no longer than the pause", () => {
  const { soundEndMs, marks } = cutUtterance(utterance("comma", 4), phones, []);
  assert.deepEqual([soundEndMs, marks.durationMs], [420 + 35, 260 + 35]);
});

Deno.test("cutUtterance() puts a word without a sound no earlier than the beginning", () => {
  const { marks } = cutUtterance(utterance("none"), phones, [{ startMs: 0, endMs: 0 }, { startMs: 180, endMs: 420 }]);
  assert.deepEqual(marks.tokens, [{ startMs: 0, endMs: 0 }, { startMs: 20, endMs: 260 }]);
});
