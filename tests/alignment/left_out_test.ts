import assert from "node:assert/strict";
import fc from "fast-check";
import { KeptPlaces, type TextPart, withoutParts } from "../../src/alignment/left_out.ts";

/** A text in which words in Cyrillic cannot be said, and these words. */
function foreign(text: string): [string, TextPart[]] {
  const words = [...text.matchAll(/\p{Script=Cyrillic}+/gu)];
  return [text, words.map(({ index, 0: word }) => ({ charStart: index, charEnd: index + word.length }))];
}

function kept(text: string, to = text.length): string {
  return withoutParts(...foreign(text), 0, to);
}

Deno.test("punctuation after what is left out goes with it, unless a word stays before it", () => {
  assert.equal(kept("Привет. Hello."), "Hello.");
  assert.equal(kept("Say this. Привет! More."), "Say this. More.");
  assert.equal(kept("Привет, мир. Hello."), "Hello.");
  assert.equal(kept("Then привет to them."), "Then to them.");
  assert.equal(kept("This is привет."), "This is .");
});

const piece = fc.constantFrom("Hello", "one two", "привет", "мир", ", ", ". ", "! ", " ", " — ", "\n", "…", '"');

Deno.test("of a text without parts, what is heard first is the beginning of what is heard in the end", () => {
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
    const text = pieces.join("");
    for (let to = 1; to <= text.length; to++) {
      assert.ok(kept(text, to).startsWith(kept(text, to - 1)), JSON.stringify([kept(text, to - 1), kept(text, to)]));
    }
    assert.doesNotMatch(kept(text), /\p{Script=Cyrillic}/u);
    // Punctuation begins what is kept only if it hangs on no word.
    if (!/(^|\s)[^\s\p{L}]/u.test(text.trimStart())) assert.match(kept(text).trimStart(), /^(\p{L}|$)/u);
  }));
});

Deno.test("words are found again in a text without parts", () => {
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(60), (pieces, to) => {
    const text = pieces.join("");
    const heard = kept(text, Math.min(to, text.length));
    const places = new KeptPlaces(text, heard);
    for (const { index: charStart, 0: word } of text.matchAll(/[a-z]+/gi)) {
      const part = { charStart, charEnd: charStart + word.length };
      assert.equal(places.holds(part), part.charEnd <= to, JSON.stringify([text, heard, word]));
      if (places.holds(part)) assert.ok(heard.startsWith(word, places.of(charStart)));
    }
  }));
});
