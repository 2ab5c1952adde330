import assert from "node:assert/strict";
import fc from "fast-check";
import { captionLines } from "../../../src/contract/caption_lines.ts";
import { captionAt, captionAtEnd, type CaptionWord } from "../../../src/client/picture/captions.ts";

/** Words of a text, each 200 ms long and 300 ms after the last. */
function wordsOf(text: string): CaptionWord[] {
  return [...text.matchAll(/\p{L}+/gu)].map(({ index, 0: word }, i) => {
    return { startMs: i * 300, endMs: i * 300 + 200, charStart: index, charEnd: index + word.length };
  });
}

function shown(text: string, positionMs: number): string {
  return captionAt(text, wordsOf(text), positionMs)
    .map((piece) =>
      piece.state === "now" ? `[${piece.text}]` : piece.state === "ahead" ? `(${piece.text})` : piece.text
    )
    .join("");
}

Deno.test("the lines of a caption are the text, in lines that are not too long unless a word is", () => {
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1, maxLength: 30 })), (words) => {
    const text = words.join(" ");
    const lines = captionLines(text);
    assert.equal(lines.map(([start, end]) => text.slice(start, end)).join(""), text);
    for (const [start, end] of lines) assert.ok(end > start);
  }));
});

Deno.test("a caption begins a new line with each sentence", () => {
  const text = 'Hello. "Is it you?" Yes!';
  assert.deepEqual(captionLines(text).map(([start, end]) => text.slice(start, end)), [
    "Hello. ",
    '"Is it you?" ',
    "Yes!",
  ]);
});

Deno.test("a caption lights the word that is heard, with the punctuation that belongs to it", () => {
  const text = "Well, hello there.";
  assert.equal(shown(text, 0), "[Well,]( hello there.)");
  assert.equal(shown(text, 310), "Well, [hello]( there.)");
  assert.equal(shown(text, 650), "Well, hello [there.]");
  assert.equal(shown(text, 5000), "Well, hello there.");
});

Deno.test("a caption shows only the sentence that is being spoken", () => {
  assert.equal(shown("One two. Three four.", 310), "One [two.]( )");
  assert.equal(shown("One two. Three four.", 610), "[Three]( four.)");
});

Deno.test("no word is lit in a pause", () => {
  const words: CaptionWord[] = [
    { startMs: 0, endMs: 200, charStart: 0, charEnd: 3 },
    { startMs: 1000, endMs: 1200, charStart: 4, charEnd: 7 },
  ];
  assert.deepEqual(captionAt("One two", words, 600).map(({ state }) => state), ["heard", "ahead"]);
});

Deno.test("a voice without word marks still has captions that move on", () => {
  const text = "This is the first sentence of two. And this is the second.";
  const at = (ms: number) => captionAt(text, [], ms).map((piece) => piece.text).join("");
  assert.equal(at(100), "This is the first sentence of two. ");
  assert.equal(at(3500), "And this is the second.");
});

Deno.test("after an interrupt the caption parts what was heard from what was not", () => {
  const text = "One two three. Four five.";
  assert.deepEqual(captionAtEnd(text, 7), [{ text: "One two", state: "heard" }, {
    text: " three. ",
    state: "unheard",
  }]);
  assert.deepEqual(captionAtEnd(text, 14), [{ text: "One two three.", state: "heard" }]);
  assert.deepEqual(captionAtEnd(text, 0), [{ text: "One two three. ", state: "unheard" }]);
  assert.deepEqual(captionAtEnd("", 0), []);
});
