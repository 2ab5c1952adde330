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
});

Deno.test("ThinkFilter leaves other angle brackets alone", () => {
  assert.equal(filtered(["1 < 2 <b>bold</b> <thinly> <"]), "1 < 2 <b>bold</b> <thinly> <");
});

Deno.test("ThinkFilter gives the same however the text is cut into pieces", () => {
  const part = fc.constantFrom("<think>", "</think>", "<thought>", "</thought>", "hello ", "<", "<th", "x", " ");
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
      (parts, sizes) => {
        const text = parts.join("");
        const pieces: string[] = [];
        for (let at = 0; at < text.length;) {
          const size = sizes.next().value;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        assert.equal(filtered(pieces), filtered([text]));
      },
    ),
  );
});
