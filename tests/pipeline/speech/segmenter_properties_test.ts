import assert from "node:assert/strict";
import fc from "fast-check";
import { LOOKAHEAD_CHARS } from "../../../src/pipeline/speech/text/boundaries.ts";
import { MAX_HIDDEN_CHARS } from "../../../src/pipeline/speech/text/hidden.ts";
import { Segmenter, type SegmenterOptions } from "../../../src/pipeline/speech/text/segmenter.ts";

function segment(tokens: readonly string[], options?: SegmenterOptions) {
  const segmenter = new Segmenter(options);
  return [...tokens.flatMap((token) => segmenter.push(token)), ...segmenter.end()];
}

const atom = fc.oneof(
  fc.constantFrom(
    "Hello",
    "the",
    "I",
    "Dr.",
    "e.g.",
    "No. 5",
    "U.S.",
    "J.",
    "well",
    "café",
    "naïve",
    "不知道",
    "日本語です",
    "مرحبا",
    "שלום",
  ),
  fc.double({ min: 0, max: 1e7, noNaN: true }).map((value) => value.toFixed(2)),
  fc.integer({ min: 1000, max: 1e6 }).map((value) => value.toLocaleString("en")),
  fc.constantFrom("https://a.example/b.c?d=e,f", "www.x.example/y;z", "me.too@mail.example"),
  fc.constantFrom(
    "😀",
    "👩‍👩‍👧‍👦",
    "🇩🇪",
    "👍🏽",
    "e\u0301",
    "…",
    "...",
    "(yes)",
    '"quote."',
    "「好。」",
    "*bold*",
    "`x_y`",
    "5 * 3",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.string({ minLength: 20, maxLength: 60, unit: fc.constantFrom("好", "a", "👍🏽", "e\u0301") }),
);
const glue = fc.constantFrom(" ", " ", " ", ", ", ". ", "! ", "? ", "\n", "。", "，", "; ", ": ", "—", "    ", "");
const prose = fc.array(fc.tuple(atom, glue), { maxLength: 60 })
  .map((parts) => parts.flat().join("")).filter((text) => !/\]\(|```/.test(text));
const limits: fc.Arbitrary<SegmenterOptions> = fc.record({
  firstMinChars: fc.integer({ min: 1, max: 40 }),
  firstMaxChars: fc.integer({ min: 40, max: 120 }),
  maxChars: fc.integer({ min: 40, max: 300 }),
});
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

Deno.test("Segmenter covers all that can be spoken, in order, in pieces of bounded length", () => {
  fc.assert(
    fc.property(prose, limits, (text, options) => {
      const pieces = segment([text], options);
      const spoken = (part: string) => part.replaceAll(/[^\p{L}\p{N}∂∇∞∑∏∫√]/gu, "");
      assert.equal(pieces.map((piece) => spoken(piece.text)).join(""), spoken(text));
      let end = 0;
      for (const [index, piece] of pieces.entries()) {
        assert.ok(piece.charStart >= end && piece.charEnd <= text.length);
        assert.equal(piece.text.length, piece.charEnd - piece.charStart);
        assert.equal(spoken(piece.text), spoken(text.slice(piece.charStart, piece.charEnd)));
        assert.ok(spoken(piece.text) !== "" || /[★☆⭐]{2}/.test(piece.text));
        assert.equal(piece.text, piece.text.trimEnd());
        const limit = index === 0 ? options.firstMaxChars : options.maxChars;
        // A long string without spaces, such as an address, stays whole.
        assert.ok(
          piece.text.length <= (limit ?? 0) || /^[!-~]{60,}$/.test(piece.text),
          `${piece.text.length} of ${limit}`,
        );
        end = piece.charEnd;
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("Segmenter cuts at the same places however the text is handed in", () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 200 });
  fc.assert(
    fc.property(prose, limits, cuts, (text, options, at) => {
      const places = [0, ...at.filter((place) => place < text.length).sort((a, b) => a - b), text.length];
      const tokens = places.slice(1).map((place, index) => text.slice(places[index], place));
      const whole = segment([text], options);
      assert.deepEqual(segment(tokens, options), whole);
      assert.deepEqual(segment(text.split(""), options), whole);
    }),
    { numRuns: 200 },
  );
});

const markup = fc.array(
  fc.oneof(
    fc.constantFrom(
      "```js\nx = 1. Go.\n```\n",
      "\n```\ncode\n```",
      "\n```npm start``` ",
      "<b>",
      "</b>",
      '<emotion name="sad" intensity="0.8"/>',
      "[a](https://x.example/y?q=1)",
      '[GitHub]{say="git hub"}',
      "\n## Title\n",
      "- item\n",
      "a1".repeat(60),
      "<!-- note. Gone -->",
      "x < y",
      "~~~\n",
      "``",
      "]",
    ),
    fc.constantFrom(
      "Well. ",
      "This is it, and so on. ",
      "Dr. Lee, M.D., ",
      "on Jan. 5, 1990, ",
      "due 5. Nov 2026. ",
      "so\n",
      " ",
    ),
  ),
  { maxLength: 30 },
).map((parts) => parts.join(""));

Deno.test("Segmenter cuts text with markup at the same places however it is handed in", () => {
  fc.assert(
    fc.property(markup, limits, fc.integer({ min: 1, max: 7 }), (text, options, size) => {
      const whole = segment([text], options);
      assert.deepEqual(segment(text.split(""), options), whole);
      assert.deepEqual(segment(text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [], options), whole);
      let end = 0;
      for (const { text: spoken, charStart, charEnd, written, writtenStart } of whole) {
        assert.ok(writtenStart <= charStart && charStart >= end && charEnd - charStart === spoken.length);
        assert.equal(text.slice(writtenStart, writtenStart + written.length), written);
        end = charEnd;
      }
    }),
    {
      numRuns: 300,
      examples: [[
        `~~~${"a1".repeat(110)}\nx = 1. Go.\n~~~\n`,
        { firstMinChars: 1, firstMaxChars: 40, maxChars: 40 },
        1,
      ]],
    },
  );
});

Deno.test("Segmenter never cuts inside a grapheme", () => {
  fc.assert(
    fc.property(prose, limits, (text, options) => {
      const boundaries = new Set([...graphemes.segment(text)].map(({ index }) => index)).add(text.length);
      for (const { charStart, charEnd } of segment([text], options)) {
        assert.ok(boundaries.has(charStart), `starts inside at ${charStart}: ${JSON.stringify(text)}`);
        assert.ok(boundaries.has(charEnd), `ends inside at ${charEnd}: ${JSON.stringify(text)}`);
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("Segmenter never cuts inside a number or an address", () => {
  const whole = fc.constantFrom("3.14", "1,000,000", "12:30", "https://a.example/b.c?d=e,f!g", "me.too@mail.example");
  const word = fc.oneof({ weight: 1, arbitrary: whole }, {
    weight: 2,
    arbitrary: fc.constantFrom("aa", "Bb", "好的", "x!"),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(word, glue), { maxLength: 60 }), limits, (parts, options) => {
      const safe = parts.map(([atom, after]) => [atom, after === "" || after === "—" ? " " : after] as const);
      const text = safe.flat().join("");
      const pieces = segment([text], options);
      let at = 0;
      for (const [atom, after] of safe) {
        const inside = (place: number) => place > at && place < at + atom.length;
        if (atom.length > 2) {
          assert.ok(
            !pieces.some(({ charStart, charEnd }) => inside(charStart) || inside(charEnd)),
            `${atom} in ${text}`,
          );
        }
        at += atom.length + after.length;
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("Segmenter decides after a bounded look ahead", () => {
  fc.assert(
    fc.property(prose, limits, (text, options) => {
      const segmenter = new Segmenter(options);
      const max = Math.max(options.firstMaxChars ?? 0, options.maxChars ?? 0);
      for (const [written, char] of text.split("").entries()) {
        for (const { charStart } of segmenter.push(char)) {
          assert.ok(written <= charStart + max + LOOKAHEAD_CHARS + MAX_HIDDEN_CHARS);
        }
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("Segmenter keeps the sentences of a text that stops in the middle, and leaves out the rest of it", () => {
  const kept = (...tokens: string[]) => {
    const segmenter = new Segmenter();
    return [...tokens.flatMap((token) => segmenter.push(token)), ...segmenter.breakOff()].map(({ text }) => text);
  };
  assert.deepEqual(kept("It works. Does it? It d"), ["It works.", "Does it?"]);
  assert.deepEqual(kept('He said "No!"'), ['He said "No!"']);
  assert.deepEqual(kept("No sentence, but a clause, and"), ["No sentence,"], "what was certain is out already");
  assert.deepEqual(kept("Two wor"), []);
});
