import assert from "node:assert/strict";
import fc from "fast-check";
import { shownLines } from "../../src/reading/shown_lines.ts";

const NOTES = `# Release **notes**

Hello, _everyone_ 👋! See [the guide](https://tth.example/a?b=1)
- Price: $4.99
- Speed: up 35%

\`\`\`ts
const x = 1;
\`\`\`
| a | b |
|---|---|
| 1 | 2 |`;

Deno.test("captions show a text without its markup, each heading, item and row in a line", () => {
  assert.deepEqual(shownLines(NOTES).map(({ text }) => text).filter((text) => text !== ""), [
    ...["Release notes", "Hello, everyone 👋!", "See the guide", "Price: $4.99", "Speed: up 35%", "a b", "1 2"],
  ]);
});

Deno.test("what only looks like markup is shown", () => {
  assert.deepEqual(shownLines("3 * 4 < 13 & 5 > 2. See snake_case [see below]").map(({ text }) => text), [
    ...["3 * 4 < 13 & 5 > 2.", "See snake_case [see below]"],
  ]);
});

Deno.test("the lines of captions cover their text, in order", () => {
  const piece = fc.constantFrom(
    "a ",
    "word. ",
    "**",
    "_",
    "# ",
    "\n",
    "\n\n",
    "- ",
    "[x](y) ",
    "```\n",
    "| ",
    "👋",
    "<b>",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      let at = 0;
      for (const { charStart, charEnd, text: shown } of shownLines(text)) {
        assert.equal(charStart, at);
        assert.ok(charEnd > charStart);
        assert.doesNotMatch(shown, /\n/);
        at = charEnd;
      }
      assert.equal(at, text.length);
    }),
    { numRuns: 300 },
  );
});
