import assert from "node:assert/strict";
import { Segmenter, type SegmenterOptions } from "../../../src/pipeline/speech/text/segmenter.ts";
import { explain } from "../../../src/reading/explain.ts";
import { openReader, readCases } from "../../reading/support.ts";

/** Share of the lines that are read in pieces as they are read whole. */
const LEAST = 0.99;

function piecesOf(tokens: readonly string[], options?: SegmenterOptions) {
  const segmenter = new Segmenter(options);
  return [...tokens.flatMap((token) => segmenter.push(token)), ...segmenter.end()];
}

Deno.test(`the pieces of hard texts are read as the whole is, for ${LEAST * 100} % of them`, async () => {
  const reader = await openReader();
  const cases = [...await readCases("wider.tsv"), ...await readCases("deeper.tsv")];
  const wordsOf = (text: string) => explain(reader.read(text)).words.join(" ");
  const differ = cases.flatMap(({ text }) => {
    const pieces = piecesOf([text]);
    if (pieces.length < 2) return [];
    const whole = wordsOf(text);
    const parts = pieces.map(({ written }) => wordsOf(written)).filter((words) => words !== "").join(" ");
    return parts === whole ? [] : [`${JSON.stringify(text)}\n  whole: ${whole}\n  parts: ${parts}`];
  });
  assert.ok(differ.length <= cases.length * (1 - LEAST), differ.join("\n"));
});

Deno.test("hard texts are cut at the same places wherever a delta ends", async () => {
  for (const { text } of [...await readCases("wider.tsv"), ...await readCases("deeper.tsv")]) {
    const whole = piecesOf([text]);
    assert.deepEqual(piecesOf(text.split("")), whole);
    for (let at = 1; at < text.length; at++) assert.deepEqual(piecesOf([text.slice(0, at), text.slice(at)]), whole);
  }
});

Deno.test("what completes an abbreviation, a formula or a link stays in its piece", () => {
  const cut = (text: string) => piecesOf([text], { firstMinChars: 4 }).map((piece) => piece.text);
  for (
    const text of [
      "Read Ps. 23:1 now.",
      "See Vol. XII now.",
      "Order no. A-1049 came.",
      "Tel. 030 1234",
      "It's on Elm Ave. NW here.",
      "We meet Tue. 4/8 here.",
      "Mon., Wed. & Fri.",
      "He knows that 5! = 120.",
      "Let x be a ?? b here.",
      "She is from Bethesda, MD.",
      "Here is your code: 482910",
      "Ask Sr. Gómez now.",
      "Meet Assoc. Prof. Kim here.",
      "See vols. I–III for it.",
      "INT. TAVERN AT NIGHT",
      "ii. Second",
      "Solve $f(x, y) = 3$ now.",
      "Take \\(a, b\\) here.",
      "Held on Fri. (10/4) here.",
      "Made in Dec. '13 here.",
      "Under Reg. (EU) 2016/679 here.",
    ]
  ) assert.deepEqual(cut(text), [text]);
  assert.equal(cut("See [the chart, please](https://a.example/b) now.").length, 1);
  assert.equal(cut("We sell 20 &ndash; 30 of them.").length, 1);
  assert.deepEqual(cut("No. It is five."), ["No.", "It is five."]);
  assert.deepEqual(cut("Set $name, then go."), ["Set $name,", "then go."]);
  assert.deepEqual(cut("Wow! That is it."), ["Wow!", "That is it."]);
});
