import assert from "node:assert/strict";
import { msToSamples, samplesOf } from "../../../src/contract/pcm.ts";
import type { PlacedSpeech } from "../../../src/alignment/media_clock.ts";
import { RemadeSpeech } from "../../../src/pipeline/turn/remade_speech.ts";

/** Audio whose samples say when they sound, in steps of 0.1 ms. */
function audio(fromMs: number, durationMs: number): PlacedSpeech {
  const samples = Int16Array.from({ length: msToSamples(durationMs) }, (_, i) => fromMs * 10 + Math.floor(i / 2.4));
  return { type: "audio", pcm: new Uint8Array(samples.buffer) };
}

const PARTS: readonly PlacedSpeech[] = [
  { type: "segment", index: 4, text: "later on", charStart: 30 },
  { type: "word", text: "later", startMs: 20, endMs: 200, charStart: 0, charEnd: 5 },
  { type: "word", text: "on", startMs: 200, endMs: 300, charStart: 6, charEnd: 8 },
  { type: "phone", phone: "l", startMs: 20, endMs: 60 },
  { type: "phone", phone: "ey", startMs: 60, endMs: 200 },
  audio(0, 100),
];

Deno.test("speech that joins within a word is skipped to there, with its marks at their places", () => {
  const remade = new RemadeSpeech();
  for (const part of PARTS) remade.add(part);
  assert.deepEqual(remade.marks.words.map(({ charStart }) => charStart), [30, 36]);
  assert.equal(remade.receivedMs, 100);
  const parts = [
    ...remade.join({ ms: 1060, newMs: 80, charStart: 30, wordMs: 1000 }),
    ...remade.after(audio(100, 50)),
    ...remade.after({ type: "segment", index: 5, text: "Then", charStart: 39 }),
    ...remade.after({ type: "word", text: "Then", startMs: 0, endMs: 90, charStart: 0, charEnd: 4 }),
  ];
  const [first, second] = parts.flatMap((part) => part.type === "audio" ? [samplesOf(part.pcm)] : []);
  assert.deepEqual([first?.length, second?.length], [msToSamples(20), msToSamples(50)]);
  assert.deepEqual([first?.[0], first?.at(-1), second?.[0]], [0, 999, 1000], "faded in, and continued");
  assert.deepEqual(parts.filter(({ type }) => type !== "audio"), [
    { type: "segment", index: 4, text: "later on", charStart: 30 },
    { type: "word", text: "later", startMs: -60, endMs: 120, charStart: 0, charEnd: 5 },
    { type: "word", text: "on", startMs: 120, endMs: 220, charStart: 6, charEnd: 8 },
    { type: "phone", phone: "ey", startMs: 0, endMs: 120 },
    { type: "segment", index: 5, text: "Then", charStart: 39 },
    { type: "word", text: "Then", startMs: 0, endMs: 90, charStart: 0, charEnd: 4 },
  ]);
});

Deno.test("speech that joins at a later word leaves out the words before it", () => {
  const remade = new RemadeSpeech();
  for (const part of PARTS) remade.add(part);
  const parts = remade.join({ ms: 1200, newMs: 200, charStart: 36, wordMs: 1200 });
  assert.deepEqual(parts, [
    { type: "segment", index: 4, text: "on", charStart: 36 },
    { type: "word", text: "on", startMs: 0, endMs: 100, charStart: 0, charEnd: 2 },
  ]);
});

Deno.test("speech that joins within its second segment keeps that segment's own times", () => {
  const remade = new RemadeSpeech();
  const first: PlacedSpeech = { type: "segment", index: 3, text: "Now,", charStart: 25 };
  for (const part of [first, audio(0, 50), ...PARTS]) remade.add(part);
  const { words, phones } = remade.marks;
  assert.deepEqual(words.slice(1).map(({ startMs, endMs }) => [startMs, endMs]), [[70, 250], [250, 350]]);
  assert.deepEqual(phones.map(({ startMs, endMs }) => [startMs, endMs]), [[70, 110], [110, 250]]);
  const parts = remade.join({ ms: 1060, newMs: 130, charStart: 30, wordMs: 1000 });
  assert.deepEqual(parts.filter(({ type }) => type === "phone"), [
    { type: "phone", phone: "ey", startMs: 0, endMs: 120 },
  ]);
  const [heard] = parts.flatMap((part) => part.type === "audio" ? [samplesOf(part.pcm)] : []);
  assert.deepEqual([heard?.length, heard?.at(-1)], [msToSamples(20), 999]);
});
