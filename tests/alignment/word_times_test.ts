import assert from "node:assert/strict";
import fc from "fast-check";
import { openSpeaker } from "../../scripts/lib/spoken.ts";
import { TRAINING } from "../../scripts/lipsync/corpus.ts";
import { countSyllables, estimateWords } from "../../src/alignment/word_times.ts";

Deno.test("syllables are counted about as a speaker makes them", () => {
  const counts = {
    the: 1,
    cat: 1,
    table: 2,
    make: 1,
    makes: 1,
    banana: 3,
    extraordinary: 5,
    "a": 1,
    "字": 1,
    "東京": 2,
    "42": 3,
  };
  for (const [word, syllables] of Object.entries(counts)) assert.equal(countSyllables(word), syllables, word);
});

Deno.test("words come in order, do not overlap, stay within the audio and name their own characters", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.nat(20_000), (text, durationMs) => {
    let endMs = 0;
    let charEnd = 0;
    for (const word of estimateWords(text, durationMs, true)) {
      assert.ok(word.startMs >= endMs && word.endMs >= word.startMs);
      assert.ok(word.endMs <= durationMs + 1e-6);
      assert.ok(word.charStart >= charEnd);
      assert.equal(text.slice(word.charStart, word.charEnd), word.text);
      ({ endMs, charEnd } = word);
    }
  }));
});

Deno.test("a longer word takes longer, and a sentence's end is a pause", () => {
  const [a, b, c] = estimateWords("Go. Extraordinary, yes", 3000, true);
  assert.ok(b!.endMs - b!.startMs > 3 * (a!.endMs - a!.startMs));
  assert.ok(b!.startMs - a!.endMs > c!.startMs - b!.endMs);
  assert.ok(c!.startMs > b!.endMs);
});

Deno.test("while audio still comes, text that is ahead of it is not squeezed into it", () => {
  const text = "one two three four five six seven eight nine ten";
  const early = estimateWords(text, 500, false);
  assert.ok(early.filter(({ endMs }) => endMs <= 500).length <= 3);
  assert.ok(estimateWords(text, 500, true).every(({ endMs }) => endMs <= 500 + 1e-6));
});

Deno.test("words begin within about a tenth of a second of where Flite says that they do", async () => {
  await using speaker = await openSpeaker("flite_tts");
  const errors: number[] = [];
  for (const text of TRAINING.slice(0, 15)) {
    const { words, durationMs } = await speaker.say(text);
    const estimated = estimateWords(text, durationMs, true);
    for (const { charStart, startMs } of words) {
      const guess = estimated.find((word) => word.charStart === charStart);
      assert.ok(guess, `no word at ${charStart} of "${text}"`);
      errors.push(Math.abs(guess.startMs - startMs));
    }
  }
  const meanMs = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  assert.ok(meanMs < 110, `off by ${meanMs.toFixed(0)} ms on average`);
});
