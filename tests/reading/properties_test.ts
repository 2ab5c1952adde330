import assert from "node:assert/strict";
import fc from "fast-check";
import type { Reading } from "../../src/reading/reading.ts";
import { processorMs } from "../support/processor_time.ts";
import { openReader } from "./support.ts";

const vocab: Readonly<Record<string, number>> = JSON.parse(
  await Deno.readTextFile(new URL("../../src/reading/data/vocab.json", import.meta.url)),
);
const reader = await openReader();

/** What must hold of the reading of any text. */
function check(reading: Reading): void {
  const { text, words, phonemes, pauses, sentences, spans, unspeakable, skipped } = reading;
  let end = 0;
  let phonemeEnd = 0;
  for (const word of words) {
    assert.ok(word.charStart >= end && word.charEnd > word.charStart, `${word.text} overlaps the word before it`);
    assert.equal(text.slice(word.charStart, word.charEnd), word.text);
    assert.ok(word.phonemeStart >= phonemeEnd);
    assert.equal(phonemes.slice(word.phonemeStart, word.phonemeEnd), word.phonemes);
    assert.ok(word.spoken.length > 0 && word.spoken.every((part) => /^[\p{Ll}']+$/u.test(part)), `${word.spoken}`);
    [end, phonemeEnd] = [word.charEnd, word.phonemeEnd];
  }
  for (const phoneme of phonemes) assert.ok(phoneme in vocab, `${JSON.stringify(phoneme)} is not a phoneme`);
  for (const pause of pauses) {
    assert.ok(/[;:,.!?—…()]/.test(phonemes.charAt(pause.phonemeIndex)), `a pause at ${pause.phonemeIndex} has no mark`);
    assert.ok(pause.afterWord < words.length);
  }
  let next = 0;
  for (const sentence of sentences) {
    assert.equal(sentence.firstWord, next);
    next = sentence.endWord;
  }
  assert.equal(next, words.length);
  for (const span of spans) assert.ok(span.firstWord < span.endWord && span.endWord <= words.length);
  const covered = new Uint8Array(text.length);
  for (const { charStart, charEnd } of [...words, ...unspeakable, ...skipped]) covered.fill(1, charStart, charEnd);
  [...text.matchAll(/\S/gu)].forEach(({ 0: char, index }) => {
    assert.ok(covered[index] === 1, `${JSON.stringify(char)} at ${index} vanishes`);
  });
}

const fragment = fc.constantFrom(
  "$5.50",
  "-€3",
  "5-10 km",
  "3:1",
  "1/2",
  "½",
  "x²",
  "H₂O",
  "aₙ₊₁",
  "a != b",
  "e.g.",
  "U.S.",
  "Dr. Lee",
  "St. Louis",
  "Jan. 5, 1990",
  "10:30",
  "7am",
  "#12",
  "#tag",
  "@ann",
  "https://a.example/b?c",
  "ann@b.example",
  "C:\\Users\\Ann",
  "/usr/bin",
  "v1.2.3",
  "192.168.0.1",
  "IV",
  "King Charles III",
  "**bold**",
  "*it*",
  "_x_",
  "~~y~~",
  "`code`",
  "[a](b)",
  "[^1]",
  "[1]",
  "<b>",
  "</b>",
  "<br>",
  "<a@b.example>",
  "&amp;",
  "&#39;",
  "don&#8217;t",
  "&nbsp;",
  "&#x436;",
  "&Omega;",
  "$x^2$",
  "\\frac{1}{2}",
  "\\(a\\)",
  "|",
  "---",
  "# T",
  "- i",
  "1. n",
  "> q",
  "```",
  "\n",
  "\n\n",
  "…",
  "?!",
  "(",
  ")",
  "“",
  "”",
  '"',
  "'",
  "’s",
  "don't",
  "NASA",
  "US",
  "iPhone",
  "Привет",
  "你好",
  "🎉",
  "1️⃣",
  "é",
  "e\u0301",
  "\u200b",
  "\u202e",
  "\u00ad",
  "ﬁ",
  "Ａ",
  "①",
  "№",
  "π",
  "Ω",
  "\u0301",
  "αβγ",
  "∑",
  "★★☆",
  "____",
  ":-)",
  "5'10\"",
  '[x]{say="y"}',
  '[GitHub]{say="/ɡˈɪt/"}',
  "0x1F",
  "a1b2c3d4e5f6a7b8",
  "sooooo",
  "hmm",
  "I",
  "A",
  "a",
  "the",
  "read",
  "100%",
  "20 USD",
  "hyphen-\nated",
  "it`s",
  "10ᵗʰ",
  "foo@^1.2",
  "0700–1900",
);
const glue = fc.constantFrom("", "", " ", " ", " ", ", ", ". ", "\n", "-", "/", "*", "'");
const mixture = fc.array(
  fc.tuple(
    fc.oneof({ weight: 5, arbitrary: fragment }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) }),
    glue,
  ),
  {
    maxLength: 24,
  },
).map((parts) => parts.flat().join(""));

Deno.test("the reader accounts for every character of any mixture of markup, numbers and words", () => {
  fc.assert(fc.property(mixture, (text) => check(reader.read(text))), { numRuns: 600 });
});

Deno.test("the reader accounts for every character of any Unicode text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => check(reader.read(text))), {
    numRuns: 400,
  });
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => check(reader.read(text))), {
    numRuns: 250,
  });
  fc.assert(fc.property(fc.string({ unit: "binary-ascii", maxLength: 200 }), (text) => check(reader.read(text))), {
    numRuns: 600,
  });
});

Deno.test("the reader says words that are names of every object's properties", () => {
  for (const name of Object.getOwnPropertyNames(Object.prototype)) {
    for (const written of [name, name.toLowerCase(), `5 ${name}`, `${name}. 3:16`, `$\\${name} x$`, `&${name};`]) {
      check(reader.read(written));
    }
  }
  assert.deepEqual(reader.read("The constructor.").words.map(({ spoken }) => spoken), [["the"], ["constructor"]]);
});

Deno.test("the reader accounts for rare accents, references, disguised letters, lowered signs and formulas", () => {
  for (
    const text of [
      "0\u03a9\u0313\u0345",
      "0&Omega;\u0301",
      "0α*\u0301*",
      "0&#x436;",
      "&#10;&nbsp;&#8203;&#128512;",
      "º$a É*A*S ₀₊ ₀₍₎",
      "$^$ $\\,$ \\(,\\)\n$$\n^\n$$",
    ]
  ) {
    check(reader.read(text));
  }
});

Deno.test("the reader reads the same text the same", () => {
  fc.assert(
    fc.property(mixture, (text) => assert.deepEqual(reader.read(text), reader.read(text))),
    { numRuns: 100 },
  );
});

const REPEATED = [
  "word ",
  "a",
  "a-",
  "A ",
  "1 ",
  "1.",
  "1,",
  "9/",
  "$",
  "$1-",
  "(",
  "[",
  "[[a](",
  "<",
  "<a ",
  "<!--",
  "*a ",
  "**",
  "_a",
  "`",
  "``a",
  "&",
  "&a;",
  "\\",
  "\\frac{",
  "{",
  "x^",
  "x_",
  "a/",
  "/a",
  "a.",
  "a@",
  "http://",
  "http://a/",
  "#a",
  "@a ",
  "é",
  "e\u0301",
  "\u0301",
  "你",
  "你 ",
  "🎉",
  "\n",
  "- a\n",
  "# a\n",
  "|a",
  "|a|\n",
  "```\n",
  "> ",
  "!",
  "?",
  "…",
  ". ",
  "“",
  '"',
  "'",
  "—",
  "-",
  "--",
  "=",
  "IV ",
  "U.S.",
  "Jan. 5, ",
  "10:30 ",
  "x² ",
  "1/2 ",
  "5 km ",
  "0",
  "ab12",
  "http://a.b/c?d ",
  "~",
  "a~b",
  "$a$ ",
  "a_b",
  "aB",
  "soooo ",
  "a=",
  "1-",
  "[1] ",
  "%",
  "1e5",
  "a-\n",
  "a`s ",
  "α, ",
  "и_",
];

Deno.test("the reader takes time in proportion to the text", () => {
  const time = (text: string) => processorMs(() => reader.read(text));
  time("warm up ".repeat(100));
  for (const piece of REPEATED) {
    /** The shortest of some times: other tests leave the caches cold. */
    const best = (chars: number, enoughMs: number) => {
      const text = piece.repeat(Math.ceil(chars / piece.length));
      let bestMs = time(text);
      for (let tries = 1; tries < 10 && bestMs >= enoughMs; tries++) bestMs = Math.min(bestMs, time(text));
      return bestMs;
    };
    const a = best(1000, 8);
    const limitMs = 40 * Math.max(a, 8);
    const b = best(8000, limitMs);
    assert.ok(b < limitMs, `${JSON.stringify(piece)}: 1,000 characters take ${a} ms, 8,000 take ${b} ms`);
  }
});
