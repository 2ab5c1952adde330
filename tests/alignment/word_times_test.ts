import assert from "node:assert/strict";
import fc from "fast-check";
import { openSpeaker } from "../../scripts/lib/voice/spoken.ts";
import { TRAINING } from "../../scripts/lipsync/corpus.ts";
import { countSyllables, type EstimatedWord, WordLayout } from "../../src/alignment/word_times.ts";
import { processorMs } from "../support/processor_time.ts";

function estimateWords(text: string, durationMs: number, isComplete: boolean): EstimatedWord[] {
  const layout = new WordLayout();
  layout.add(text);
  return [...layout.words(durationMs, isComplete)];
}

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

const LAST_SILENCE_MS = 320;

Deno.test("words begin within about a tenth of a second of where the voice says that they do", async () => {
  await using speaker = await openSpeaker("neural_tts");
  const errors: number[] = [];
  for (const text of TRAINING.slice(0, 15)) {
    const { words } = await speaker.say(text);
    // Voices differ in the silence that they leave at the end; this is the usual length of it.
    const durationMs = (words.at(-1)?.endMs ?? 0) + LAST_SILENCE_MS;
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

Deno.test("words lie where they lie, however the text was handed in", () => {
  const word = fc.constantFrom("one", "twenty-one", "e.g.", "it's", "字は", "3.14", "no", "—", "…");
  const text = fc.array(fc.tuple(word, fc.constantFrom(" ", ", ", ". ", "。", "\n", "")), { maxLength: 30 })
    .map((parts) => parts.flat().join(""));
  const cuts = fc.array(fc.nat(200), { maxLength: 20 });
  fc.assert(fc.property(text, cuts, fc.boolean(), (text, at, isComplete) => {
    const layout = new WordLayout();
    const places = [0, ...at.filter((place) => place < text.length).sort((a, b) => a - b), text.length];
    for (const [i, place] of places.slice(1).entries()) {
      layout.add(text.slice(places[i], place));
      // A text that is looked at while it grows is looked at again only from where it could still change.
      for (const _ of layout.words(100, false)) break;
    }
    assert.deepEqual([...layout.words(5000, isComplete)], estimateWords(text, 5000, isComplete));
  }));
});

Deno.test("laying out takes time in proportion to the text, however often it is asked for the next word", () => {
  const costOf = (words: number) => {
    const layout = new WordLayout();
    let given = 0;
    const ms = processorMs(() => {
      for (let i = 0; i < words; i++) {
        layout.add("word, ");
        for (const _ of layout.words(i * 300, false, given)) given++;
      }
    });
    assert.equal(given, words);
    return ms;
  };
  costOf(500);
  const [short, long] = [Math.max(costOf(1000), 10), costOf(10_000)];
  assert.ok(long < 40 * short + 50, `1,000 words took ${short.toFixed(1)} ms, 10,000 took ${long.toFixed(1)} ms`);
});
