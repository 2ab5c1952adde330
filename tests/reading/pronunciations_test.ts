import assert from "node:assert/strict";
import fc from "fast-check";
import { InlinePronunciations, pronunciationsWithin } from "../../src/reading/inline_pronunciations.ts";
import { PronunciationError, type Pronunciations, PronunciationTable } from "../../src/reading/pronunciations.ts";
import { openReader } from "./support.ts";

const reader = await openReader();

function said(text: string, pronunciations: Pronunciations): string {
  const { words } = reader.read(text, { pronunciations: new PronunciationTable(pronunciations) });
  return words.flatMap((word) => word.spoken).join(" ");
}

Deno.test("a pronunciation counts for whole words in any case of letters, the longest entry first", () => {
  const own = { nadella: "nah della", "Big Apple": "new york", apple: "appel", "C++": "see plus" };
  assert.equal(said("NADELLA and Nadella's, not nadellas.", own), "nah della and nah della s not nadellas");
  assert.equal(said("The big apple, an apple, apples.", own), "the new york an appel apples");
  assert.equal(said("I write C++.", own), "i write see plus");
});

Deno.test("a single capital in a respelling is a letter by name", () => {
  assert.equal(said("My SQL query", { SQL: "S Q L" }), "my s q l query");
});

Deno.test("phonemes between slashes are said as they are, and the word keeps its name and its place", () => {
  const reading = reader.read("Say Nguyen now.", {
    pronunciations: new PronunciationTable({ Nguyen: "/nwˈɪn/" }),
  });
  assert.equal(reading.words[1]?.phonemes, "nwˈɪn");
  assert.deepEqual(reading.words[1]?.spoken, ["nguyen"]);
  assert.equal(reading.words[1]?.charStart, 4);
  assert.equal(reading.words[1]?.charEnd, 10);
});

Deno.test("a pronunciation that cannot be used is refused with the entry, the problem and the remedy", () => {
  const problems: readonly (readonly [entry: string, say: string, message: RegExp])[] = [
    ["GitHub", "gít hub", /^Pronunciation of "GitHub": "gít hub" is not a respelling; use English letters and spaces/],
    ["GitHub", "", /"" is not a respelling/],
    ["GitHub", "/ɡˈɪt", /phonemes stand between two slashes, as in .*; add the missing slash/],
    ["GitHub", "/ɡˈ8t/", /"8" is not a phoneme of the voice/],
    ["GitHub", "/ˈ,/", /it has no sound; write at least one phoneme/],
    ["...", "dots", /the word has no letter or digit/],
    [" GitHub", "git hub", /begins or ends with a space; remove it/],
    ["x".repeat(101), "ex", /longer than 100 characters; shorten it/],
    ["GitHub", "git ".repeat(40), /the pronunciation is longer than 100 characters/],
  ];
  for (const [entry, say, message] of problems) {
    assert.throws(
      () => new PronunciationTable({ fine: "fine", [entry]: say }),
      (error) => error instanceof PronunciationError && error.entry === entry && message.test(error.message),
      `${entry}: ${say}`,
    );
  }
});

Deno.test("an inline pronunciation is said where it stands, and is not shown", () => {
  const text = 'Use [GitHub]{say="jit hub"}, then GitHub, then [docs](/api/).';
  const reading = reader.read(text);
  assert.equal(reading.words.flatMap((word) => word.spoken).join(" "), "use jit hub then git hub then docs");
  assert.equal(reading.words[1]?.text, "GitHub");
  const marks = new InlinePronunciations();
  const shown = marks.push(text) + marks.end();
  assert.equal(shown, "Use GitHub, then GitHub, then [docs](/api/).");
  assert.deepEqual(marks.found, [{ charStart: 4, charEnd: 10, say: "jit hub" }]);
  const again = reader.read(shown, { inline: marks.found });
  assert.deepEqual(again.words.map((word) => word.spoken), reading.words.map((word) => word.spoken));
  assert.equal(again.phonemes, reading.phonemes);
});

Deno.test("an inline pronunciation that cannot be used is text", () => {
  const marks = new InlinePronunciations();
  const text = 'Use [GitHub]{say="/8/"} now.';
  assert.equal(marks.push(text) + marks.end(), text);
  assert.deepEqual(marks.found, []);
});

Deno.test("InlinePronunciations shows the same however the text is handed in, and holds back little", () => {
  const part = fc.constantFrom(
    "[",
    "]",
    "{",
    "}",
    '[a]{say="b"}',
    '[a b]{say="/ˈA/"}',
    "[x](y)",
    "word ",
    '{say="',
    "\n",
    "[[",
  );
  fc.assert(fc.property(fc.array(part, { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), (parts, size) => {
    const text = parts.join("");
    const whole = new InlinePronunciations();
    const shown = whole.push(text) + whole.end();
    const pieces = new InlinePronunciations();
    let written = 0;
    let out = "";
    for (const piece of text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? []) {
      written += piece.length;
      out += pieces.push(piece);
      assert.ok(out.length > written - 340 - 20 * pieces.found.length);
    }
    assert.equal(out + pieces.end(), shown);
    assert.deepEqual(pieces.found, whole.found);
    for (const { charStart, charEnd } of whole.found) assert.ok(/^a/.test(shown.slice(charStart, charEnd)));
  }));
});

Deno.test("pronunciationsWithin() gives places in the part", () => {
  const found = [{ charStart: 4, charEnd: 10, say: "a" }, { charStart: 20, charEnd: 25, say: "b" }];
  assert.deepEqual(pronunciationsWithin(found, 15, 30), [{ charStart: 5, charEnd: 10, say: "b" }]);
});
