import assert from "node:assert/strict";
import { LOOKAHEAD_CHARS } from "../../../src/pipeline/speech/text/boundaries.ts";
import { Segmenter, type SegmenterOptions } from "../../../src/pipeline/speech/text/segmenter.ts";
import { processorMs } from "../../support/processor_time.ts";

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
  ["code within a line, between three backticks", "```npm start``` runs it. Then wait.", [
    "npm start    runs it.",
    "Then wait.",
  ]],
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
    "js",
    "Done.",
    "python",
    "Bye",
  ]],
  [
    "blocks of code that a sentence announces, and blocks without a language",
    "The code:\n```js\nx\n```\nRun:\n```\ny\n```\n",
    [
      "The code:",
      "Run:",
      "```",
    ],
  ],
  ["lines", "First line\nSecond line\r\n\r\nThird line", ["First line", "Second line", "Third line"]],
  ["numbered lists", "1. Apples\n2. Pears", ["1. Apples", "2. Pears"]],
  ["text without anything to say", " \n...\n--- !!! 😀 ", []],
];

for (const [name, text, pieces] of cases) {
  Deno.test(`Segmenter cuts ${name} as a reader would`, () => {
    assert.deepEqual(textsOf(text), pieces);
  });
}

Deno.test("Segmenter reads blocks of code line by line, or leaves them out, where it is told to", () => {
  const text = "Do this:\n```js\nlet x = 1;\n```\nDone.";
  assert.deepEqual(textsOf(text, { code: "read" }), ["Do this:", "let x = 1;", "Done."]);
  assert.deepEqual(textsOf(text, { code: "skip" }), ["Do this:", "Done."]);
});

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

Deno.test("Segmenter releases a piece that is too long with the word that passes the limit", () => {
  const seenUntilCut = (text: string) => {
    const segmenter = new Segmenter({ firstMinChars: 500, firstMaxChars: 40 });
    return text.slice(0, text.split("").findIndex((char) => segmenter.push(char).length > 0) + 1);
  };
  const plain = "Plants turn the light of the sun into sugar that they need to live in the dark.";
  assert.equal(seenUntilCut(plain), "Plants turn the light of the sun into sugar ");
  // What follows a comma within twelve characters, or completes a tag, may still move the cut.
  const comma = "Plants turn all the light into sugar, if they have water and it is warm.";
  assert.equal(seenUntilCut(comma), "Plants turn all the light into sugar, if they hav");
  assert.equal(seenUntilCut(plain.replace("of", "<")).length, 40 + LOOKAHEAD_CHARS);
});

Deno.test("Segmenter blanks out the sources that models name", () => {
  for (const source of ["[1][2]", "【4:0†source】", "\uE200cite\uE202turn0search1\uE201"]) {
    const pieces = segment([`It is big${source}. Yes.`]);
    assert.deepEqual(pieces.map(({ text }) => text), [`It is big${" ".repeat(source.length)}.`, "Yes."]);
  }
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

Deno.test("Segmenter passes on the written text: markup and the end of the line", () => {
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
  const ms = processorMs(() => {
    assert.ok(segment([...text]).length > 500);
    assert.deepEqual(segment(Array<string>(100_000).fill(" ")), []);
  });
  assert.ok(ms < 5000, `270,000 characters took ${ms} ms`);
});

Deno.test("Segmenter gives voices the characters of entities, and no control characters, in the places of their words", () => {
  const [piece] = segment(["It&#39;s Tom &amp; me&hellip; \u001b[1mhere\u0000 now, A &b; c."], { firstMinChars: 500 });
  assert.equal(piece?.text, "It's     Tom &     me…         [1mhere  now, A &b; c.");
});
