import assert from "node:assert/strict";
import { type EstimatedWord, SpokenText } from "../../src/alignment/heard.ts";

const none = () => [];
const word = (text: string, startMs: number, endMs: number, charStart: number) => ({
  type: "word" as const,
  text,
  startMs,
  endMs,
  charStart,
  charEnd: charStart + text.length,
});

function twoSegments(): SpokenText {
  const spoken = new SpokenText(none);
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

Deno.test("speech without marks is placed by the estimate, over all the text there is", () => {
  const asked: unknown[] = [];
  const estimate = (text: string, durationMs: number, complete: boolean): EstimatedWord[] => {
    asked.push([text, durationMs, complete]);
    return [{ ...word("One", 0, 400, 0) }, { ...word("two", 400, 800, 4) }];
  };
  const spoken = new SpokenText(estimate);
  spoken.addText("One two");
  spoken.addAudio(600);
  assert.equal(spoken.before(500), "One");
  assert.deepEqual(asked, [["One two", 600, false]]);
});

Deno.test("estimated words are given out once, as their audio comes", () => {
  const estimate = () => [word("One", 0, 400, 0), word("two", 400, 800, 4), word("three", 800, 1200, 8)];
  const spoken = new SpokenText(estimate);
  spoken.addText("One two three");
  spoken.addAudio(900);
  const texts = (ms: number) => spoken.estimatedBefore(ms).map(({ text }) => text);
  assert.deepEqual(texts(300), ["One"]);
  assert.deepEqual(texts(500), ["two"]);
  assert.deepEqual(texts(500), []);
  assert.deepEqual(twoSegments().estimatedBefore(9999), [], "a voice that marks its words needs no estimate");
});
