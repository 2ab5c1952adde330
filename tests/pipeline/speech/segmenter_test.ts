import assert from "node:assert/strict";
import fc from "fast-check";
import { LOOKAHEAD_CHARS } from "../../../src/pipeline/speech/boundaries.ts";
import { MAX_HIDDEN_CHARS } from "../../../src/pipeline/speech/hidden.ts";
import { Segmenter, type SegmenterOptions } from "../../../src/pipeline/speech/segmenter.ts";

function segment(tokens: readonly string[], options?: SegmenterOptions) {
  const segmenter = new Segmenter(options);
  return [...tokens.flatMap((token) => segmenter.push(token)), ...segmenter.end()];
}

/** The texts of the pieces; the first clause is not cut off unless asked for. */
function textsOf(text: string, options: SegmenterOptions = { firstMinChars: 500, firstMaxChars: 500 }) {
  return segment([text], options).map((piece) => piece.text);
}

const cases: readonly (readonly [name: string, text: string, pieces: readonly string[]])[] = [
  ["ordinary sentences", "It works. Does it? It does!", ["It works.", "Does it?", "It does!"]],
  ["titles and initials", "Ask Dr. Smith or J. R. Tolkien. They know.", [
    "Ask Dr. Smith or J. R. Tolkien.",
    "They know.",
  ]],
  ["Latin abbreviations", "Take fruit, e.g. Apples, i.e. Gala. Good.", [
    "Take fruit, e.g. Apples, i.e. Gala.",
    "Good.",
  ]],
  ["dotted acronyms", "The U.S. Army met at 5 p.m. Monday. Fine.", ["The U.S. Army met at 5 p.m. Monday.", "Fine."]],
  ["a number's abbreviation", "It is No. 5 on p. 12. Is it? No. It is not.", [
    "It is No. 5 on p. 12.",
    "Is it?",
    "No.",
    "It is not.",
  ]],
  ["the pronoun I", "So do I. We agree.", ["So do I.", "We agree."]],
  ["numbers", "Pi is 3.14159. It is not 1,000.50 or 10:30.", ["Pi is 3.14159.", "It is not 1,000.50 or 10:30."]],
  ["addresses", "See https://a.example/b.c?d=e.F, or write to me.too@mail.example. Bye.", [
    "See https://a.example/b.c?d=e.F, or write to me.too@mail.example.",
    "Bye.",
  ]],
  ["an ellipsis within a sentence", "Well... maybe. Wait… What?", ["Well... maybe.", "Wait…", "What?"]],
  ["quotes", 'He said "No!" loudly. "Go away." She went.', ['He said "No!" loudly.', '"Go away."', "She went."]],
  ["emphasis by several marks", "Really?! Yes!!! Good", ["Really?!", "Yes!!!", "Good"]],
  ["emoji", "Great! 😀 See you 👩‍👩‍👧‍👦. 😀", ["Great!", "😀 See you 👩‍👩‍👧‍👦."]],
  ["Chinese and Japanese", "今天天气很好。我们走吧！「好的。」他说。3.5公里？", [
    "今天天气很好。",
    "我们走吧！",
    "「好的。」",
    "他说。",
    "3.5公里？",
  ]],
  ["Hindi", "यह अच्छा है। वह आया।", ["यह अच्छा है।", "वह आया।"]],
  ["right to left", "كيف حالك؟ أنا بخير. שלום לך. מה נשמע?", ["كيف حالك؟", "أنا بخير.", "שלום לך.", "מה נשמע?"]],
  ["ranks, initials and days of a month", "Ask Sgt. Miller. J. R. R. Tolkien came. Due 5. Nov 2026. Fine.", [
    "Ask Sgt. Miller.",
    "J. R. R. Tolkien came.",
    "Due 5. Nov 2026.",
    "Fine.",
  ]],
  ["a number before a new sentence", "It is 5. Now go.", ["It is 5.", "Now go."]],
  ["tags", 'Hello <break time="1.5s"/>you. <b>Well.</b> Yes.', ["Hello                     you.", "Well.", "Yes."]],
  ["blocks of code", "Do this:\n```js\nlet x = 1. Go.\n```\nDone.\n\n```python\nx\n```\nBye", [
    "Do this:",
    "Done.",
    "python",
    "Bye",
  ]],
  ["lines", "First line\nSecond line\r\n\r\nThird line", ["First line", "Second line", "Third line"]],
  ["numbered lists", "1. Apples\n2. Pears", ["1. Apples", "2. Pears"]],
  ["text without anything to say", " \n...\n--- !!! 😀 ", []],
];

for (const [name, text, pieces] of cases) {
  Deno.test(`Segmenter cuts ${name} as a reader would`, () => {
    assert.deepEqual(textsOf(text), pieces);
  });
}

Deno.test("Segmenter blanks out Markdown and keeps the offsets", () => {
  const text =
    "## Plan\n- **Bold** move, `code` and _this_ [page](https://x.example/y).\n| a | b |\n2 * 3 is snake_case.";
  const pieces = segment([text]);
  assert.deepEqual(pieces.map((piece) => piece.text.replaceAll(/ +/g, " ")), [
    "Plan",
    "Bold move, code and this page .",
    "a b",
    "2 * 3 is snake_case.",
  ]);
  for (const { text: spoken, charStart } of pieces) {
    for (const { 0: word, index } of spoken.matchAll(/[\p{L}\p{N}]+/gu)) {
      assert.equal(text.slice(charStart + index, charStart + index + word.length), word);
    }
  }
});

Deno.test("Segmenter releases the first piece at a clause and later ones at sentences", () => {
  const pieces = segment(["Well, that is a lovely thing to hear, and I mean it. One, two, and three, he said."]);
  assert.deepEqual(pieces.map((piece) => piece.text), [
    "Well, that is a lovely thing to hear,",
    "and I mean it.",
    "One, two, and three, he said.",
  ]);
});

Deno.test("Segmenter releases a piece with the token that makes it certain", () => {
  const segmenter = new Segmenter();
  const released = ["Oh", " yes", ",", " I", " think", " so", ",", " too", ".", " You", "?"]
    .map((token) => segmenter.push(token).map(({ text }) => text));
  const counts = released.map((_, i) => released.slice(0, i + 1).flat().length);
  assert.deepEqual(counts, [0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2]);
  assert.deepEqual([...released.flat(), ...segmenter.end().map(({ text }) => text)], [
    "Oh yes, I think so,",
    "too.",
    "You?",
  ]);
});

Deno.test("Segmenter cuts a text without punctuation between words, and one without spaces where it must", () => {
  const words = textsOf("word ".repeat(200), { firstMaxChars: 40, maxChars: 100 });
  assert.ok(words.every((piece) => /^(?:word )*word$/.test(piece)), words.join("|"));
  const solid = textsOf("好".repeat(250), { firstMaxChars: 40, maxChars: 100 });
  assert.deepEqual(solid.map((piece) => piece.length), [40, 100, 100, 10]);
  const [before, hash, after] = textsOf(`The key is ${"a1b2".repeat(100)} today.`, {
    firstMaxChars: 40,
    maxChars: 40,
  });
  assert.deepEqual([before, hash?.length, after], ["The key is", 400, "today."]);
});

Deno.test("Segmenter cuts a long sentence between phrases, and not inside a name or a date", () => {
  const limits = { firstMinChars: 500, firstMaxChars: 60, maxChars: 60 };
  assert.deepEqual(
    textsOf("You have to keep your head while everyone else is losing theirs around you.", limits),
    [
      "You have to keep your head",
      "while everyone else is losing theirs around you.",
    ],
  );
  assert.deepEqual(
    textsOf("The children of the village walked slowly to the old Captain Frederick Miller.", limits),
    [
      "The children of the village walked slowly",
      "to the old Captain Frederick Miller.",
    ],
  );
  const first = { firstMinChars: 12, firstMaxChars: 80 };
  assert.deepEqual(textsOf("She was born on Jan. 5, 1990, in Rome.", first), [
    "She was born on Jan. 5, 1990,",
    "in Rome.",
  ]);
});

Deno.test("Segmenter does not count tags", () => {
  const tags = '<emotion name="sad" intensity="0.8"/><speed rate="0.9"/>';
  assert.deepEqual(
    textsOf(`${tags}I am sorry to hear that from you today.`, { firstMinChars: 500, firstMaxChars: 60 }),
    ["I am sorry to hear that from you today."],
  );
});

Deno.test("Segmenter hands on what is written: markup and the end of the line", () => {
  const text = "## Plan\n- **Red** one\nGo <b>on</b>.\n\nEnd. Now";
  const pieces = segment([text], { firstMinChars: 500, firstMaxChars: 500 });
  assert.deepEqual(pieces.map((piece) => piece.written), [
    "## Plan\n",
    "- **Red** one\n",
    "Go <b>on</b>.\n",
    "End.",
    "Now",
  ]);
  for (const { text: spoken, charStart, written, writtenStart } of pieces) {
    assert.equal(text.slice(writtenStart, writtenStart + written.length), written);
    assert.equal(
      written.slice(charStart - writtenStart).slice(0, 2),
      spoken.slice(0, 2).trim() === "" ? "" : spoken.slice(0, 2),
    );
  }
});

Deno.test("Segmenter refuses lengths that cannot be", () => {
  assert.throws(() => new Segmenter({ maxChars: 0 }), /'maxChars' must be a positive integer: received 0/);
});

Deno.test("Segmenter takes time in proportion to the text, one character at a time", () => {
  const text = "so it goes on and on, 3.5 times, U.S. wide ".repeat(4000);
  const started = performance.now();
  const pieces = segment([...text]);
  assert.ok(pieces.length > 500);
  assert.deepEqual(segment(Array<string>(100_000).fill(" ")), []);
  assert.ok(performance.now() - started < 5000, "270,000 characters took more than 5 s");
});

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
      const spoken = (part: string) => part.replaceAll(/[^\p{L}\p{N}]/gu, "");
      assert.equal(pieces.map((piece) => spoken(piece.text)).join(""), spoken(text));
      let end = 0;
      for (const [index, piece] of pieces.entries()) {
        assert.ok(piece.charStart >= end && piece.charEnd <= text.length);
        assert.equal(piece.text.length, piece.charEnd - piece.charStart);
        assert.equal(spoken(piece.text), spoken(text.slice(piece.charStart, piece.charEnd)));
        assert.ok(spoken(piece.text) !== "" && piece.text === piece.text.trimEnd());
        const limit = index === 0 ? options.firstMaxChars : options.maxChars;
        assert.ok(piece.text.length <= (limit ?? 0), `${piece.text.length} of ${limit}`);
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
    { numRuns: 300 },
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
