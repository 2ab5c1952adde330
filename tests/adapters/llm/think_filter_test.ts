import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ThinkFilter } from "../../../src/adapters/llm/openai_chat/think_filter.ts";

function filtered(pieces: readonly string[], fromStart = false): string {
  const filter = new ThinkFilter(fromStart);
  return pieces.map((piece) => filter.push(piece)).join("") + filter.end();
}

Deno.test("ThinkFilter takes every kind of reasoning out", () => {
  assert.equal(filtered(["<think>a</think>b"]), "b");
  assert.equal(filtered(["<THINKING>a</THINKING>\n\nb"]), "b");
  assert.equal(filtered(["a <reasoning>x</reasoning>b <thought>y</thought>c"]), "a b c");
  assert.equal(filtered(["a</think>b"], true), "b");
  assert.equal(filtered(["x </think>y"]), "x y");
  assert.equal(filtered(["a <think>never closed"]), "a ");
  assert.equal(filtered(["a <think>cut off in its closing tag</th"]), "a ");
});

Deno.test("ThinkFilter leaves other angle brackets alone", () => {
  assert.equal(filtered(["1 < 2 <b>bold</b> <thinly> <"]), "1 < 2 <b>bold</b> <thinly> <");
});

/** What is to be spoken of a whole text, by a reading of its own: tag after tag, with regular expressions. */
function spokenOf(text: string, fromStart: boolean): string {
  const opening = /<(?:think|thinking|thought|reasoning)>/i;
  const closing = /<\/(?:think|thinking|thought|reasoning)>/i;
  let [rest, spoken] = [fromStart ? `<think>${text}` : text, ""];
  for (let tag = opening.exec(rest); tag !== null; tag = opening.exec(rest)) {
    spoken += rest.slice(0, tag.index);
    const behind = rest.slice(tag.index + tag[0].length);
    const end = closing.exec(behind);
    rest = end === null ? "" : behind.slice(end.index + end[0].length);
  }
  // A closing tag that closes nothing is not spoken either.
  return (spoken + rest).replaceAll(new RegExp(closing, "gi"), "").trimStart();
}

Deno.test("ThinkFilter speaks what is outside of the tags, however the text is cut into pieces", () => {
  const tags = ["<think>", "</think>", "<Thought>", "</thought>", "<reasoning>", "</REASONING>", "<thinking>"];
  const part = fc.constantFrom(...tags, "hello ", "<", "</th", "<th", "1 < 2", "x", " ", "\n");
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
      fc.boolean(),
      (parts, sizes, fromStart) => {
        const text = parts.join("");
        const pieces: string[] = [];
        for (let at = 0; at < text.length;) {
          const size = sizes.next().value;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        assert.equal(filtered(pieces, fromStart), spokenOf(text, fromStart), JSON.stringify(pieces));
      },
    ),
    { numRuns: 1000 },
  );
});
