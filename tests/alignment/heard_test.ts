import assert from "node:assert/strict";
import fc from "fast-check";
import type { TimedWord } from "../../src/contract/adapter.ts";
import { SpokenText } from "../../src/alignment/heard.ts";

const word = (text: string, startMs: number, endMs: number, charStart: number) => ({
  type: "word" as const,
  text,
  startMs,
  endMs,
  charStart,
  charEnd: charStart + text.length,
});

function twoSegments(): SpokenText {
  const spoken = new SpokenText();
  spoken.addText("Hello, world. ");
  spoken.addText("Bye now!");
  spoken.addSegment({ text: "Hello, world. ", startMs: 0, charStart: 0 });
  spoken.addWord(word("Hello", 0, 300, 0));
  spoken.addWord(word("world", 350, 700, 7));
  spoken.addAudio(800);
  spoken.addSegment({ text: "Bye now!", startMs: 800, charStart: 14 });
  spoken.addWord(word("Bye", 800, 1000, 14));
  spoken.addWord(word("now", 1050, 1400, 18));
  spoken.addAudio(1500);
  return spoken;
}

Deno.test("a word is heard when it has ended, with the punctuation that hangs on it", () => {
  const spoken = twoSegments();
  assert.equal(spoken.before(299), "");
  assert.equal(spoken.before(300), "Hello,");
  assert.equal(spoken.before(700), "Hello, world.");
  assert.equal(spoken.before(999), "Hello, world. ");
  assert.equal(spoken.before(1400), "Hello, world. Bye now!");
});

Deno.test("all that was generated is heard once all audio has been played and no more will come", () => {
  const spoken = twoSegments();
  spoken.addText(" 🙂");
  assert.equal(spoken.before(1500), "Hello, world. Bye now!");
  spoken.end();
  assert.equal(spoken.before(1500), "Hello, world. Bye now! 🙂");
});

Deno.test("without audio nothing is heard, however much was generated", () => {
  const spoken = new SpokenText();
  spoken.addText("Hello there.");
  assert.equal(spoken.before(0), "");
  spoken.end();
  assert.equal(spoken.before(0), "");
  const silent = new SpokenText();
  silent.addText("🙂");
  silent.addSegment({ text: "🙂", startMs: 0, charStart: 0 });
  silent.end();
  assert.equal(silent.before(0), "");
});

Deno.test("text that could have sounded and did not is not heard", () => {
  const spoken = twoSegments();
  spoken.addText(" And the fourth");
  spoken.end();
  assert.equal(spoken.before(1500), "Hello, world. Bye now!");
});

Deno.test("a segment without sound is not heard, even as the last of a complete speech", () => {
  const spoken = twoSegments();
  spoken.addText(" 字は。");
  spoken.addSegment({ text: "字は。", startMs: 1500, charStart: 23 });
  spoken.end();
  assert.equal(spoken.before(1500), "Hello, world. Bye now!");
});

Deno.test("a segment without sound between two others is not heard before the one behind it", () => {
  const spoken = twoSegments();
  spoken.addText(" 字は。 One.");
  spoken.addSegment({ text: "字は。", startMs: 1500, charStart: 23 });
  spoken.addSegment({ text: "One.", startMs: 1500, charStart: 27 });
  spoken.addWord(word("One", 1500, 1800, 27));
  spoken.addAudio(1900);
  assert.equal(spoken.before(1700), "Hello, world. Bye now!");
});

Deno.test("of a segment that broke off, the words before the end of its audio are heard", () => {
  const spoken = new SpokenText();
  spoken.addText("One two three. Extraordinarily.");
  spoken.addSegment({ text: "One two three. ", startMs: 0, charStart: 0 });
  for (const [i, text] of ["One", "two", "three"].entries()) spoken.addWord(word(text, i * 300, i * 300 + 250, i * 4));
  spoken.addAudio(600);
  spoken.breakOff();
  assert.equal(spoken.before(600), "One two");
  spoken.addSegment({ text: "Extraordinarily.", startMs: 600, charStart: 15 });
  spoken.addAudio(900);
  assert.equal(spoken.before(880), "One two", "its third word never sounded");
  spoken.end();
  assert.equal(spoken.before(900), "One two three. Extraordinarily.");
});

Deno.test("of speech without marks that broke off, as much is heard as a speaker would have said", () => {
  const spoken = new SpokenText();
  spoken.addText("One two three four five six seven eight.");
  spoken.addAudio(800);
  spoken.breakOff();
  spoken.end();
  assert.match(spoken.before(800), /^One two three( four)?$/);
});

Deno.test("speech without marks is placed by an estimate, over all the text there is", () => {
  const spoken = new SpokenText();
  spoken.addText("One two");
  spoken.addAudio(600);
  assert.equal(spoken.before(500), "One");
  spoken.addText(" three four five six");
  assert.equal(spoken.before(500), "One two");
});

Deno.test("estimated words are given out once, as their audio comes", () => {
  const spoken = new SpokenText();
  spoken.addText("One two three");
  spoken.addAudio(900);
  const texts = (ms: number) => spoken.estimatedBefore(ms).map(({ text }) => text);
  assert.deepEqual(texts(200), ["One"]);
  assert.deepEqual(texts(500), ["two"]);
  assert.deepEqual(texts(500), []);
  assert.deepEqual(texts(900), ["three"]);
  assert.deepEqual(twoSegments().estimatedBefore(9999), [], "a voice that marks its words needs no estimate");
});

Deno.test("the first word of a segment begins with its first sound, after the pause that was asked for", () => {
  const spoken = new SpokenText();
  spoken.addSegment({ text: undefined, startMs: 0, charStart: 0 });
  spoken.addText("One two ");
  spoken.addAudio(100, 100);
  assert.deepEqual(spoken.estimatedBefore(100), [], "it is silent so far");
  spoken.addAudio(200, 140);
  const [one] = spoken.estimatedBefore(200);
  assert.deepEqual([one?.text, one?.startMs], ["One", 140]);
  spoken.addAudio(900);
  spoken.addSegment({ text: undefined, startMs: 900, charStart: 8, pauseMs: 600 });
  spoken.addText("three.");
  assert.deepEqual(spoken.estimatedBefore(900).map(({ text }) => text), ["two"]);
  spoken.addAudio(1500, 1500);
  assert.deepEqual(spoken.estimatedBefore(1500), []);
  spoken.addAudio(1900, 1530);
  const [three] = spoken.estimatedBefore(1900);
  assert.deepEqual([three?.text, three?.startMs, three?.charStart], ["three", 1530, 8]);
  spoken.end();
  assert.equal(spoken.before(1900), "One two three.");
});

Deno.test("words that were emitted before their segment began are not emitted again", () => {
  const spoken = new SpokenText();
  spoken.addText("One two ");
  spoken.addText("three four.");
  spoken.addAudio(900);
  const texts = (ms: number) => spoken.estimatedBefore(ms).map(({ text }) => text);
  assert.deepEqual(texts(900), ["One", "two", "three", "four"]);
  spoken.addSegment({ text: undefined, startMs: 900, charStart: 8 });
  spoken.addAudio(1800);
  spoken.end();
  assert.deepEqual(texts(1800), []);
});

Deno.test("a voice so quiet that it seems silent has words all the same", () => {
  const spoken = new SpokenText();
  spoken.addText("One two.");
  for (let ms = 100; ms <= 900; ms += 100) spoken.addAudio(ms, ms);
  assert.equal(spoken.estimatedBefore(900)[0]?.startMs, 0);
});

Deno.test("words of a segment that is cut are over where it is cut, however long it would have been", () => {
  const spoken = new SpokenText();
  spoken.addText("One two three four.");
  spoken.addSegment({ text: undefined, startMs: 0, charStart: 0, durationMs: 4000 });
  spoken.addAudio(2000);
  spoken.cut({ ms: 1000, wordMs: 1000, charStart: 8 });
  const words = spoken.estimatedBefore(1000);
  assert.deepEqual(words.map(({ text }) => text), ["One", "two"]);
  assert.equal(words[1]?.endMs, 1000);
});

Deno.test("estimated words come in order, none before the one before it has ended, however audio and text come", () => {
  const step = fc.oneof(
    fc.record({ text: fc.constantFrom("one ", "two, ", "extraordinary ", "four. ", "五六七。") }),
    fc.record({ audioMs: fc.integer({ min: 1, max: 900 }) }),
    fc.record({ segment: fc.constantFrom("seven eight. ", "nine. ") }),
    fc.record({ open: fc.record({ pauseMs: fc.integer({ min: 0, max: 500 }) }) }),
    fc.record({ broken: fc.constant(true) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const spoken = new SpokenText();
    let audioMs = 0;
    const given: TimedWord[] = [];
    for (const step of steps) {
      if ("text" in step) spoken.addText(step.text);
      if ("broken" in step) spoken.breakOff();
      if ("segment" in step) {
        spoken.addSegment({ text: step.segment, startMs: audioMs, charStart: spoken.text.length });
        spoken.addText(step.segment);
      }
      if ("open" in step) {
        spoken.addSegment({ text: undefined, startMs: audioMs, charStart: spoken.text.length, ...step.open });
      }
      if ("audioMs" in step) {
        audioMs += step.audioMs;
        spoken.addAudio(audioMs);
      }
      given.push(...spoken.estimatedBefore(audioMs));
    }
    let last = { endMs: 0, charEnd: 0 };
    for (const { startMs, endMs, charStart, charEnd } of given) {
      assert.ok(startMs >= last.endMs && endMs >= startMs && charStart >= last.charEnd);
      last = { endMs, charEnd };
    }
  }));
});

Deno.test("what the voice cannot say is in no text that was heard, nor is the blank beside it", () => {
  const spoken = new SpokenText();
  spoken.addText("Hello мир, my friend. ");
  spoken.addText("Привет.");
  spoken.addSegment({ text: "Hello мир, my friend. ", startMs: 0, charStart: 0 });
  spoken.addUnspeakable({ charStart: 6, charEnd: 9 });
  spoken.addWord(word("Hello", 0, 300, 0));
  spoken.addWord(word("my", 350, 500, 11));
  spoken.addWord(word("friend", 500, 800, 14));
  spoken.addAudio(900);
  spoken.addSegment({ text: "Привет.", startMs: 900, charStart: 22 });
  spoken.addUnspeakable({ charStart: 22, charEnd: 29 });
  spoken.end();
  assert.equal(spoken.before(300), "Hello");
  assert.equal(spoken.before(500), "Hello , my");
  assert.equal(spoken.before(900), "Hello , my friend. ");
});

Deno.test("a sentence that the voice cannot say leaves no full stop before the next one", () => {
  const spoken = new SpokenText();
  spoken.addText("Привет. Hello.");
  spoken.addSegment({ text: "Привет. ", startMs: 0, charStart: 0 });
  spoken.addUnspeakable({ charStart: 0, charEnd: 6 });
  spoken.addSegment({ text: "Hello.", startMs: 0, charStart: 8 });
  spoken.addAudio(500);
  spoken.end();
  assert.equal(spoken.before(500), "Hello.");
});

Deno.test("what was heard is a beginning of the text, and of what is heard later, wherever segments begin", () => {
  const piece = fc.constantFrom("One ", "two", ", ", "three. ", ". ", "four", "!", " ", "五六。");
  const step = fc.record({ text: piece, isSegment: fc.boolean(), audioMs: fc.integer({ min: 0, max: 900 }) });
  fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    const spoken = new SpokenText();
    let audioMs = 0;
    for (const { text, isSegment, ...step } of steps) {
      if (isSegment) spoken.addSegment({ text: undefined, startMs: audioMs, charStart: spoken.text.length });
      spoken.addText(text);
      audioMs += step.audioMs;
      if (step.audioMs > 0) spoken.addAudio(audioMs);
    }
    spoken.end();
    let heard = "";
    for (let ms = 0; ms <= audioMs + 100; ms += 50) {
      const more = spoken.before(ms);
      assert.ok(spoken.text.startsWith(more) && more.startsWith(heard), JSON.stringify([heard, more]));
      heard = more;
    }
  }));
});

Deno.test("nothing is heard of a text that the voice cannot say at all", () => {
  const spoken = new SpokenText();
  spoken.addText("Привет, мир.");
  spoken.addSegment({ text: "Привет, мир.", startMs: 0, charStart: 0 });
  spoken.addUnspeakable({ charStart: 0, charEnd: 11 });
  spoken.end();
  assert.equal(spoken.before(0), "");
});
