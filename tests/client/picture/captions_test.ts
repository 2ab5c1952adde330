import assert from "node:assert/strict";
import fc from "fast-check";
import { captionLines } from "../../../src/contract/caption_lines.ts";
import { captionText } from "../../../src/client/picture/caption_text.ts";
import { captionAt, captionAtEnd, type CaptionWord, splitHeard } from "../../../src/client/picture/captions.ts";
import { shownLines } from "../../../src/reading/shown_lines.ts";

/** Words of a text, each 200 ms long and 300 ms after the last. */
function wordsOf(text: string): CaptionWord[] {
  return [...text.matchAll(/\p{L}+/gu)].map(({ index, 0: word }, i) => {
    return { startMs: i * 300, endMs: i * 300 + 200, charStart: index, charEnd: index + word.length };
  });
}

function shown(text: string, positionMs: number): string {
  return captionAt(captionText(text), wordsOf(text), positionMs)
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

Deno.test("neither an abbreviation nor an item's number is a line of its own, and Chinese has lines", () => {
  const linesOf = (text: string) => captionLines(text).map(([start, end]) => text.slice(start, end).trim());
  assert.deepEqual(linesOf("Dr. No left.\n\n1. First.\n2. Second."), ["Dr. No left.", "1. First.", "2. Second."]);
  const text = 'Dr. A. Li left at 8 p.m. from No. 5. "Hm…" he said. So am I. The U.S. team, too.\n\nPlan B.\n\nYes.';
  assert.deepEqual(linesOf(text), [
    ...["Dr. A. Li left at 8 p.m. from No. 5.", '"Hm…" he said.', "So am I.", "The U.S. team, too.", "Plan B.", "Yes."],
  ]);
  assert.deepEqual(linesOf("你好，世界。“好的！”再见"), ["你好，世界。", "“好的！”", "再见"]);
  const phrase = "这是一个很长的句子的一部分，";
  assert.ok(linesOf(phrase.repeat(20)).every((line) => line.length <= 84 && line.endsWith("，")));
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

Deno.test("a caption shows a text without its markup, and lights the words where they are then", () => {
  const text = "## Read **this**\n\n- See [the guide](https://tth.example/a), `now`!";
  assert.equal(shown(text, 310).trimEnd(), "Read [this](\n\n\n\n)");
  assert.equal(shown(text, 610), "[See]( the guide, now!)");
  assert.equal(shown(text, 910), "See [the]( guide, now!)");
  const heard = captionAtEnd(captionText(text), text.indexOf("](https"));
  assert.deepEqual(heard.map((piece) => piece.text.trim()), ["See the guide", ", now!"]);
});

Deno.test("a page's captions show what a film's do", () => {
  const texts = [
    "# Notes\n\nHello, _everyone_! See [the guide](https://tth.example/a_(b)?c=1)\n- Price: $4.99\n- 5 * 3 * 2",
    "Title\n=====\n> Quoted.\n\n---\n| a | b |\n|---|---|\n| 1 | 2 |",
    '```ts\nconst x = 1;\n```\nThat was `code`, <b>bold</b> <br/>and ***both*** ~~not~~ [GitHub]{say="git hub"}.',
    "3 * 4 < 13 & 5 > 2. snake_case, a*b*c, C#, 4 > 3 [see below] *and **nested** signs*",
    "1. One thing.\n2. Another one.\n\nDr. Smith said so. An open block:\n```\nx",
    "A line that an editor has wrapped, at about seventy characters or so,\nwhich goes on. 你好，世界。今天天气很好！",
  ];
  for (const source of texts) {
    const { text, lines } = captionText(source);
    const inPage = lines.map(([start, end]) => text.slice(start, end).replaceAll(/\s+/g, " ").trim());
    const inFilm = shownLines(source).map((line) => line.text).filter((line) => line !== "");
    assert.deepEqual(inPage, inFilm);
  }
});

Deno.test("no word is lit in a pause", () => {
  const words: CaptionWord[] = [
    { startMs: 0, endMs: 200, charStart: 0, charEnd: 3 },
    { startMs: 1000, endMs: 1200, charStart: 4, charEnd: 7 },
  ];
  assert.deepEqual(captionAt(captionText("One two"), words, 600).map(({ state }) => state), ["heard", "ahead"]);
});

Deno.test("a voice without word marks still has captions that move on", () => {
  const text = "This is the first sentence of two. And this is the second.";
  const at = (ms: number) => captionAt(captionText(text), [], ms).map((piece) => piece.text).join("");
  assert.equal(at(100), "This is the first sentence of two. ");
  assert.equal(at(3500), "And this is the second.");
});

Deno.test("after an interrupt the caption parts what was heard from what was not", () => {
  const text = captionText("One two three. Four five.");
  assert.deepEqual(captionAtEnd(text, 7), [{ text: "One two", state: "heard" }, {
    text: " three. ",
    state: "unheard",
  }]);
  assert.deepEqual(captionAtEnd(text, 14), [{ text: "One two three.", state: "heard" }]);
  assert.deepEqual(captionAtEnd(text, 0), [{ text: "One two three. ", state: "unheard" }]);
  assert.deepEqual(captionAtEnd(captionText(""), 0), []);
});

Deno.test("splitHeard() parts a text where the heard words end, whatever spaces and words that cannot be said are between them", () => {
  assert.deepEqual(splitHeard("Hello\n\nyou there.", "Hello you"), { heard: "Hello\n\nyou", unheard: " there." });
  assert.deepEqual(splitHeard("Hello.", ""), { heard: "", unheard: "Hello." });
  assert.deepEqual(splitHeard("Then привет to them. And more.", "Then to them."), {
    heard: "Then привет to them.",
    unheard: " And more.",
  });
  assert.deepEqual(splitHeard("Hello.", "Something else"), { heard: "Something else", unheard: "" });
});
