import assert from "node:assert/strict";
import type { Manner } from "../../../../../src/contract/adapter.ts";
import { plainShapes } from "../../../../../src/adapters/tts/neural_tts/prosody/intonation.ts";
import { timePhonemes } from "../../../../../src/adapters/tts/neural_tts/synthesis/timing.ts";
import { breathOf, measure } from "./measures.ts";
import { controlOf, planOf, type Said, say } from "./support.ts";

const TEXT = "We went to the old house by the river and it was all gone.";
const AT = TEXT.indexOf("river");

/** How far from its word a change may be heard, ms. */
const WITHIN_MS = 80;

function part({ pcm }: Said, fromMs: number, toMs: number): Int16Array {
  return pcm.subarray(Math.max(0, Math.round(fromMs * 24)), Math.round(toMs * 24));
}

function levelDb(pcm: Int16Array): number {
  const power = pcm.reduce((sum, sample) => sum + sample ** 2, 0) / Math.max(1, pcm.length);
  return 10 * Math.log10(Math.max(1, power));
}

function startOf({ words }: Said): number {
  return words.find(({ charStart }) => charStart === AT)?.startMs ?? Number.NaN;
}

const directed = (manner: Manner) => say(TEXT, undefined, undefined, [{ charStart: AT, ...manner }]);

Deno.test("a change of level within a sentence is heard from its word on, and not before", async () => {
  const [plain, loud] = [await say(TEXT), await directed({ control: controlOf(), gainDb: 6 })];
  const startMs = startOf(loud);
  assert.equal(startMs, startOf(plain));
  const changeAt = (ms: number) => levelDb(part(loud, ms, ms + 20)) - levelDb(part(plain, ms, ms + 20));
  for (let ms = 0; ms < startMs - WITHIN_MS; ms += 20) assert.ok(Math.abs(changeAt(ms)) < 0.5, `${ms} ms`);
  for (let ms = startMs + WITHIN_MS; ms < loud.durationMs - 100; ms += 20) {
    const isSilent = levelDb(part(plain, ms, ms + 20)) < 30;
    assert.ok(isSilent || Math.abs(changeAt(ms) - 6) < 1, `${ms} ms: ${changeAt(ms)} dB`);
  }
});

Deno.test("a feeling within a sentence changes pitch, level and pace from its word on, and keeps the words before", async () => {
  const plain = await say(TEXT);
  for (const [label, higher] of [["happy", true], ["sad", false]] as const) {
    const felt = await directed({ control: controlOf({ emotion: { label, intensity: 1 } }) });
    assert.ok(Math.abs(startOf(felt) - startOf(plain)) <= 15, `${label}: the words before kept their times`);
    const before = [plain, felt].map((said) => measure(part(said, 0, startOf(said))).registerHz);
    const after = [plain, felt].map((said) => measure(part(said, startOf(said), said.durationMs)).registerHz);
    const ratio = ([a = 1, b = 1]: number[]) => 12 * Math.log2(b / a);
    assert.ok(Math.abs(ratio(before)) < 0.5, `${label}: ${ratio(before)} semitones before`);
    assert.ok(higher ? ratio(after) > 1.5 : ratio(after) < -0.7, `${label}: ${ratio(after)} semitones after`);
    assert.ok(higher ? felt.durationMs < plain.durationMs : felt.durationMs > plain.durationMs * 1.1);
  }
});

Deno.test("a slower pace from a word on keeps the durations of the fast phonemes before it", () => {
  const units = [3, 2, 6, 4, 3, 8, 2, 5, 7, 3, 4, 1];
  const logs = Float32Array.from(units, (count) => Math.log(1 + count));
  const framesWith = (...later: { from: number; rate: number; pauses: number }[]) =>
    timePhonemes(logs, plainShapes(units.length), [{ from: 0, rate: 1.2, pauses: 1 }, ...later]).frames;
  const [fast, slowed] = [framesWith(), framesWith({ from: 6, rate: 0.8, pauses: 1.3 })];
  assert.deepEqual(slowed.slice(0, 6), fast.slice(0, 6));
  const total = (frames: Uint16Array) => frames.reduce((sum, count) => sum + count, 0);
  assert.ok(total(slowed.slice(6)) > total(fast.slice(6)) * 1.3, "the others are slower");
});

Deno.test("each sentence ends with the contour of its own feeling, whatever feeling follows", () => {
  const text = "It was all gone. We went to the river.";
  const surprised = { control: controlOf({ emotion: { label: "surprised", intensity: 1 } }) };
  const ends = [[], [{ charStart: text.indexOf("We"), ...surprised }]].map((directions) =>
    planOf(text, { emotion: { label: "sad", intensity: 1 } }, undefined, directions)
      .map(({ utterance }) => utterance.shapes.pitchSt.at(-2) ?? Number.NaN)
  );
  const [[first, last] = [], [firstAgain, surprisedLast] = []] = ends;
  assert.equal(last, first);
  assert.equal(firstAgain, first);
  assert.ok((surprisedLast ?? 0) > 2 && (last ?? 0) < -1, `${last} and ${surprisedLast} semitones`);
});

Deno.test("whispering has no voiced sound, from its word to the end of the utterance", async () => {
  const plain = await say(TEXT);
  const whispered = await directed({ control: controlOf(), whispers: true });
  const voiced = (said: Said, fromMs: number, toMs: number) => measure(part(said, fromMs, toMs)).registerHz;
  assert.ok(voiced(whispered, 0, startOf(whispered)) > 100);
  const after = part(whispered, startOf(whispered) + WITHIN_MS, whispered.durationMs);
  const before = part(plain, startOf(plain) + WITHIN_MS, plain.durationMs);
  const softer = levelDb(before) - levelDb(after);
  assert.ok(softer > 6 && softer < 20, `${softer} dB softer`);
  assert.ok(!(breathOf(after) < breathOf(before)), "it is as noisy as before");
});
