import assert from "node:assert/strict";
import { splitText } from "../../../src/web/model/split_text.ts";
import { WaitingTexts } from "../../../src/web/model/waiting_texts.ts";

Deno.test("a text that fits into a turn stays whole", () => {
  assert.deepEqual(splitText("  One. Two.\nThree. ", 20), ["One. Two.\nThree."]);
  assert.deepEqual(splitText(" "), []);
});

Deno.test("a long text is split at the ends of sentences, with as few parts as they allow", () => {
  assert.deepEqual(splitText("One two. Three four! Five six? Seven.", 20), [
    "One two. Three four!",
    "Five six? Seven.",
  ]);
});

Deno.test("a sentence that is too long is split between words, and a word between characters", () => {
  assert.deepEqual(splitText("aaa bbb ccc ddd", 8), ["aaa bbb", "ccc ddd"]);
  assert.deepEqual(splitText("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
  assert.deepEqual(splitText("👩‍🚀👩‍🚀👩‍🚀", 6), ["👩‍🚀", "👩‍🚀", "👩‍🚀"]);
});

Deno.test("the parts of a text have all its words in order, and none is longer than a turn", () => {
  const text = Array.from({ length: 900 }, (_, index) => `Sentence number ${index} is here.`).join(" ");
  const parts = splitText(text);
  assert.ok(parts.every(({ length }) => length <= 4000));
  assert.equal(parts.length, Math.ceil(text.length / 4000));
  assert.equal(parts.join(" "), text);
});

Deno.test("when a part is interrupted the rest of its text is dropped, and other texts still wait", () => {
  const waiting = new WaitingTexts();
  waiting.add("Long text. ".repeat(800), "verbatim");
  waiting.add("Another one.", "reply");
  assert.equal(waiting.take()?.continues, false);
  waiting.dropRest();
  assert.deepEqual(waiting.all.value.map(({ text }) => text), ["Another one."]);
  waiting.dropRest();
  assert.equal(waiting.all.value.length, 1);
});

Deno.test("a text for which there is no room is refused as a whole", () => {
  const waiting = new WaitingTexts();
  for (let count = 0; count < 63; count++) assert.ok(waiting.add("A text.", "reply"));
  assert.equal(waiting.add("Long text. ".repeat(800), "verbatim"), false);
  assert.equal(waiting.all.value.length, 63);
});
