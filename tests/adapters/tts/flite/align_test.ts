import assert from "node:assert/strict";
import fc from "fast-check";
import { alignPhones, isVowel, PAUSE } from "../../../../src/adapters/tts/flite/align.ts";

const phones = (text: string) => text.split(" ").filter((phone) => phone !== "");

/** Each word's phones in the utterance, as text. */
function aligned(words: readonly string[], spoken: string): string[] {
  const heard = phones(spoken);
  return alignPhones(words.map(phones), heard).map(({ start, end }) => heard.slice(start, end).join(" "));
}

Deno.test("alignPhones() cuts an utterance into its words", () => {
  assert.deepEqual(
    aligned(["dh ax", "b er ch", "k ax n uw"], "pau dh ax b er ch k ax n uw pau"),
    ["dh ax", "b er ch", "k ax n uw"],
  );
});

Deno.test("alignPhones() knows words again that sound different in company", () => {
  // "to a record", where "a" alone is said "ey" and "record" alone is the noun.
  assert.deepEqual(
    aligned(["t uw", "ey", "r eh k er d"], "pau t ax ax r ax k ao r d pau"),
    ["t ax", "ax", "r ax k ao r d"],
  );
});

Deno.test("alignPhones() keeps silences out of words", () => {
  assert.deepEqual(aligned(["w eh l", "ay"], "pau w eh l pau ay pau"), ["w eh l", "ay"]);
});

Deno.test("alignPhones() gives a doubled sound to both words", () => {
  assert.deepEqual(aligned(["w aa n t", "t ax", "d"], "pau w aa n t t ax d pau"), ["w aa n t", "t ax", "d"]);
});

Deno.test("alignPhones() leaves a word empty that is not there, in its place", () => {
  const ranges = alignPhones([["hh", "iy"], [], ["g", "ow", "z"]], ["pau", "hh", "iy", "g", "ow", "z", "pau"]);
  assert.deepEqual(ranges, [{ start: 1, end: 3 }, { start: 3, end: 3 }, { start: 3, end: 6 }]);
});

Deno.test("alignPhones() finds the words of any utterance whose phones did not change", () => {
  const phone = fc.constantFrom("aa", "iy", "ax", "t", "d", "s", "m", "l", "k");
  // Words without repeats at their borders, where the border would be anybody's guess, have both vowels and consonants.
  const word = fc.array(phone, { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
    const spoken = [PAUSE, ...words.flatMap((of) => [...of, PAUSE])];
    const ranges = alignPhones(words, spoken);
    assert.deepEqual(ranges.map(({ start, end }) => spoken.slice(start, end)), words);
  }));
});

Deno.test("alignPhones() gives ordered ranges without overlap for anything", () => {
  const phone = fc.constantFrom("aa", "iy", "t", "s", "m", PAUSE);
  const sound = phone.filter((name) => name !== PAUSE);
  fc.assert(fc.property(fc.array(fc.array(sound, { maxLength: 5 })), fc.array(phone), (words, spoken) => {
    let at = 0;
    for (const { start, end } of alignPhones(words, spoken)) {
      assert.ok(start >= at && end >= start && end <= spoken.length);
      if (end > start) assert.ok(spoken[start] !== PAUSE && spoken[end - 1] !== PAUSE);
      at = end;
    }
  }));
});

Deno.test("isVowel() tells vowels from consonants", () => {
  assert.ok(isVowel("ax") && isVowel("er") && !isVowel("r") && !isVowel(PAUSE));
});
