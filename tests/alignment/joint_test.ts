import assert from "node:assert/strict";
import fc from "fast-check";
import { findJoint, type SpeechMarks, wordToRemake } from "../../src/alignment/joint.ts";

/** Words of 100 ms per phone, `gapMs` apart; phones by word. */
function speech(words: readonly string[][], { startMs = 0, gapMs = 0, phoneMs = 100, from = 0 } = {}): SpeechMarks {
  let at = startMs;
  let charStart = from;
  const marks = { words: [] as SpeechMarks["words"][number][], phones: [] as SpeechMarks["phones"][number][] };
  for (const phones of words) {
    marks.words.push({ startMs: at, endMs: at + phones.length * phoneMs, charStart });
    for (const phone of phones) marks.phones.push({ phone, startMs: at, endMs: at += phoneMs });
    charStart += 10;
    at += gapMs;
  }
  return marks;
}

const WORDS = [["hh", "ae"], ["l", "iy", "t", "er"], ["w", "ah", "n"]];

Deno.test("the new speech joins at a consonant with a closure within the word that is heard", () => {
  const fresh = speech(WORDS.slice(1), { from: 10, startMs: 20, phoneMs: 80 });
  const joint = findJoint(speech(WORDS), fresh, { earliestMs: 310, endMs: 900 });
  assert.deepEqual(joint, { ms: 400, newMs: 180, charStart: 10, wordMs: 200 });
});

Deno.test("where no better place follows shortly, it joins at any sound", () => {
  const fresh = speech(WORDS.slice(1), { from: 10 });
  assert.equal(findJoint(speech(WORDS, { phoneMs: 120 }), fresh, { earliestMs: 250, endMs: 1000 })?.ms, 360);
});

Deno.test("in a long vowel it joins at the same part of it, rather than late", () => {
  const heard = speech([["l", "iy", "t"], ["w", "ah", "n"]], { phoneMs: 300 });
  const fresh = speech([["l", "iy", "t"], ["w", "ah", "n"]], { phoneMs: 200, startMs: 20 });
  const joint = findJoint(heard, fresh, { earliestMs: 360, endMs: 1800 });
  assert.deepEqual(joint, { ms: 360, newMs: 260, charStart: 0, wordMs: 0 });
});

Deno.test("it joins where the new speech is there, and waits for more if no such place is left", () => {
  const [heard, fresh] = [speech(WORDS, { phoneMs: 80 }), speech(WORDS, { phoneMs: 80 })];
  const joint = (readyMs: number) => findJoint(heard, fresh, { earliestMs: 245, endMs: 720, readyMs })?.ms;
  assert.deepEqual([joint(1000), joint(300), joint(200)], [320, 245, undefined]);
});

Deno.test("a closure at the end of a word counts as silence once it has sounded", () => {
  const heard = speech([["l", "iy", "t"], ["w", "ah", "n"]], { phoneMs: 300 });
  const fresh = speech([["w", "ah", "n"]], { from: 10, startMs: 50 });
  const joint = findJoint(heard, fresh, { earliestMs: 620, endMs: 1800 });
  assert.deepEqual(joint, { ms: 800, newMs: 30, charStart: 10, wordMs: 820 });
});

Deno.test("without phones, or past a sound that is pronounced otherwise, it joins at the next word", () => {
  const heard = speech(WORDS);
  const limits = { earliestMs: 310, endMs: 900 };
  const fresh = speech(WORDS.slice(1), { from: 10 });
  const other = speech([["l", "ay", "t", "er"], ["w", "ah", "n"]], { from: 10 });
  const joint = { ms: 600, newMs: 400, charStart: 20, wordMs: 600 };
  assert.deepEqual(findJoint({ ...heard, phones: [] }, fresh, limits), joint);
  assert.deepEqual(findJoint(heard, other, limits), joint);
});

Deno.test("a long pause is shortened, so that the new voice is heard soon", () => {
  const heard = speech(WORDS, { gapMs: 500 });
  const fresh = speech(WORDS.slice(1), { from: 10, startMs: 50 });
  const joint = findJoint(heard, fresh, { earliestMs: 250, endMs: 2000 });
  assert.deepEqual(joint, { ms: 340, newMs: 30, charStart: 10, wordMs: 360 });
});

Deno.test("a short rest of a word before a pause is left to the old voice, and the pause is shortened", () => {
  const heard = speech(WORDS, { gapMs: 500 });
  const fresh = speech(WORDS.slice(1), { from: 10, startMs: 50, gapMs: 450, phoneMs: 80 });
  // 85 ms of the second word are left.
  const limits = { earliestMs: 1015, endMs: 2000 };
  assert.deepEqual(findJoint(heard, fresh, limits), { ms: 1195, newMs: 800, charStart: 20, wordMs: 1215 });
  const ended = findJoint(heard, fresh, { ...limits, earliestMs: 1090 });
  assert.deepEqual(ended, { ms: 1240, newMs: 800, charStart: 20, wordMs: 1260 }, "no shorter than need be");
  assert.equal(wordToRemake(heard, limits, true)?.charStart, 20);
  assert.equal(wordToRemake(heard, { ...limits, earliestMs: 740 }, true)?.charStart, 10);
  assert.equal(findJoint(heard, speech([["l"]], { from: 10 }), limits), undefined, "the next word is awaited");
  // A rest of fricatives and closures does not show the voice.
  const ends = (last: string[]) => speech([["w", "ah", ...last], ["w", "ah", "n"]], { gapMs: 500 });
  const earlyIn = { earliestMs: 190, endMs: 2000 };
  assert.equal(findJoint(ends(["s", "t", "s"]), ends(["s", "t", "s"]), earlyIn)?.charStart, 10);
  assert.equal(findJoint(ends(["l", "ah", "s"]), ends(["l", "ah", "s"]), earlyIn)?.charStart, 0);
  // Without a pause, it is not.
  assert.equal(findJoint(speech(WORDS, { phoneMs: 40 }), speech(WORDS), { earliestMs: 90, endMs: 360 })?.charStart, 10);
});

Deno.test("speech is made again from the word that is heard, or from the next one if that is near", () => {
  const heard = speech(WORDS);
  const placeAt = (earliestMs: number, isWithinWords = true) =>
    wordToRemake(heard, { earliestMs, endMs: 900 }, isWithinWords)?.charStart;
  assert.deepEqual([placeAt(210), placeAt(520), placeAt(610), placeAt(900)], [10, 20, 20, undefined]);
  assert.equal(placeAt(210, false), 20);
});

Deno.test("speech that comes later than all places joins in the middle of a sound, without a gap or a repeated one", () => {
  const fresh = speech(WORDS.slice(2), { from: 20, startMs: 40 });
  const joint = findJoint(speech(WORDS), fresh, { earliestMs: 850, endMs: 900 });
  assert.deepEqual(joint, { ms: 850, newMs: 290, charStart: 20, wordMs: 600 });
});

Deno.test("speech without a word in common cannot join", () => {
  assert.equal(findJoint(speech(WORDS), speech(WORDS, { from: 5 }), { earliestMs: 0, endMs: 900 }), undefined);
});

Deno.test("a joint is in time, within the heard speech, and at the same place of the text in both", () => {
  const words = fc.array(fc.array(fc.constantFrom("ae", "t", "n", "s"), { minLength: 1, maxLength: 5 }), {
    minLength: 2,
    maxLength: 6,
  });
  const gaps = fc.constantFrom(0, 90, 400);
  fc.assert(
    fc.property(words, gaps, fc.integer({ min: 40, max: 120 }), fc.nat(3000), (words, gapMs, phoneMs, earliestMs) => {
      const heard = speech(words, { gapMs });
      const fresh = speech(words, { gapMs, phoneMs, startMs: 30 });
      const endMs = heard.words.at(-1)?.endMs ?? 0;
      const joint = findJoint(heard, fresh, { earliestMs, endMs });
      assert.ok(joint !== undefined && joint.ms >= Math.min(earliestMs, endMs) && joint.ms <= endMs);
      const index = heard.words.findIndex(({ charStart }) => charStart === joint.charStart);
      const [old, again] = [heard.words[index], fresh.words[index]];
      assert.ok(old !== undefined && again !== undefined);
      assert.ok(joint.wordMs <= old.startMs);
      // Before the word, the silence up to it is as long in both.
      if (joint.ms < old.startMs) assert.equal(again.startMs - joint.newMs, joint.wordMs - joint.ms);
      else if (joint.ms <= old.endMs) assert.ok(joint.newMs >= again.startMs);
    }),
    // In the last 20 ms of a pause, which is not shortened.
    { numRuns: 200, examples: [[[["ae", "ae", "ae"], ["ae"], ["ae"]], 400, 40, 1180]] },
  );
});
