import assert from "node:assert/strict";
import fc from "fast-check";
import { type SpokenToken, toSpokenTokens } from "../../../../../src/adapters/tts/flite/text/front_end.ts";

const MARKS = { none: "", comma: ",", stop: ".", question: "?" } as const;

/** What is said, with a mark where a pause is heard. */
function said(text: string): string {
  return toSpokenTokens(text).map((token) => token.words + MARKS[token.pause]).join(" ");
}

const READINGS: readonly (readonly [what: string, text: string, words: string])[] = [
  ["plain words", "Hello, World!", "hello, world."],
  ["contractions", "I can’t, it's the dogs' turn", "i can't, it's the dogs turn"],
  [
    "numbers",
    "25 cats, 1,234 dogs, 3.14",
    "twenty five cats, one thousand two hundred thirty four dogs, three point one four",
  ],
  ["years and decades", "In 1984 and the 1990s", "in nineteen eighty four and the nineteen nineties"],
  ["ordinals", "the 2nd and the 21st", "the second and the twenty first"],
  ["negative numbers, not hyphens", "-5 and B-52", "minus five and b fifty two"],
  ["fractions", "1/2, 3/4 and 24/7", "one half, three quarters and twenty four seven"],
  ["ranges", "5-10 pages", "five to ten pages"],
  ["versions", "version 1.2.3", "version one point two point three"],
  ["ISO dates", "on 2024-05-12", "on may twelfth twenty twenty four"],
  ["slash dates, month first", "12/05/2024", "december fifth twenty twenty four"],
  ["slash dates, day first where it must be", "25/12/2024", "december twenty fifth twenty twenty four"],
  ["times of day", "3:45pm, 14:30, 10:00, 8 a.m.", "three forty five p m, fourteen thirty, ten o'clock, eight a m"],
  ["dollars and cents", "$3.50 and $1", "three dollars and fifty cents and one dollar"],
  ["large amounts", "$3 million, €5bn", "three million dollars, five billion euros"],
  ["amounts with the sign behind", "12,50 €", "twelve euros and fifty cents"],
  [
    "percentages and units",
    "50% at 100 km/h, -5 °C",
    "fifty percent at one hundred kilometers per hour, minus five degrees celsius",
  ],
  ["phone numbers", "(555) 123-4567", "five five five one two three four five six seven"],
  ["titles", "Dr. Smith and Mrs. Lee", "doctor smith and missus lee"],
  ["saints and streets", "St. John lives on Main St. today", "saint john lives on main street today"],
  ["dotted abbreviations", "e.g. the U.S. army, i.e. soldiers", "for example the u s army, that is soldiers"],
  ["acronyms", "NASA's API", "nasa's a p i"],
  ["abbreviations before numbers, and only there", "No. 5? No.", "number five? no."],
  ["e-mail addresses", "write to ann.lee@example.com.", "write to ann dot lee at example dot com."],
  ["web addresses", "see https://www.example.com/docs/intro?x=1.", "see example dot com slash docs slash intro."],
  ["bare domains", "example.org, ok?", "example dot org, ok?"],
  ["symbols", "R&D, a + b = 5", "r and d, a plus b equals five"],
  ["accents", "naïve café, Ærø", "naive cafe, aero"],
  ["letters from the mathematician's drawer", "𝐇𝐞𝐥𝐥𝐨 ﬁne", "hello fine"],
  ["stretched words", "soooooo coooool", "soo cool"],
  ["hyphens and dashes", "mother-in-law - really — yes", "mother in law, really, yes"],
  ["questions", "Really?! Yes… No? ok", "really? yes. no? ok"],
  ["lists", "Things:\n- one\n- two\n\nDone", "things, one, two. done"],
  ["markup", "# Title\n**bold** `code` <b>tag</b>", "title, bold code tag"],
  ["emoji and emoticons are skipped", "Nice 😀👩‍👩‍👧 :-) day ❤️", "nice day"],
  ["other scripts are skipped", "Привет hello 你好 مرحبا", "hello"],
  ["nothing to say", "… 😀 ?! 你好 \u0000\ud800", ""],
];

for (const [what, text, words] of READINGS) {
  Deno.test(`toSpokenTokens() reads ${what}`, () => assert.equal(said(text), words));
}

Deno.test("toSpokenTokens() says where in the original each token was written", () => {
  const text = "Hé 😀 pay $3.50 to Dr. Lee!";
  const written = toSpokenTokens(text).map(({ charStart, charEnd }) => text.slice(charStart, charEnd));
  assert.deepEqual(written, ["Hé", "pay", "$3.50", "to", "Dr.", "Lee"]);
});

function assertSane(text: string, tokens: readonly SpokenToken[]): void {
  let end = 0;
  for (const { charStart, charEnd, words } of tokens) {
    assert.ok(charStart >= end && charEnd > charStart && charEnd <= text.length);
    end = charEnd;
    assert.match(words, /^[A-Za-z']+(?: [A-Za-z']+)*$/);
    for (const word of words.split(" ")) assert.ok(word.length <= 40, `"${word}" is too long`);
  }
}

Deno.test("toSpokenTokens() makes ordered tokens of ASCII words from any text", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "1",
      ",",
      ".",
      "$",
      "-",
      ":",
      "/",
      "@",
      "a",
      "A",
      " ",
      "'",
      "%",
      "http://",
      "www.",
      "5th",
      "(",
      "+",
    ),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
    const text = pieces.join("");
    assertSane(text, toSpokenTokens(text));
  }));
});

Deno.test("toSpokenTokens() takes words that every object knows for words like any other", () => {
  assert.equal(said("The constructor. 5 of them"), "the constructor. five of them");
  assert.equal(said("c.o.n.s.t.r.u.c.t.o.r."), "c o n s t r u c t o r");
  assert.equal(said("www.constructor.com"), "constructor dot com");
});

Deno.test("toSpokenTokens() writes every apostrophe in ASCII", () => {
  assert.equal(said("doʼnt ŉ"), "do'nt n");
});

Deno.test("toSpokenTokens() takes time in proportion to the text, however odd", () => {
  for (const unit of ["a", "1", "a@", "1.", "1,", "a.", "(1)", "http://", "a-", "'", "😀", "<", "$1"]) {
    const startMs = performance.now();
    toSpokenTokens(unit.repeat(5000 / unit.length));
    assert.ok(performance.now() - startMs < 1000, `"${unit}" repeated took ${performance.now() - startMs} ms`);
  }
});
