import assert from "node:assert/strict";
import { packFeatures, packLexicon } from "../../../scripts/lib/reading_tables.ts";
import { FeatureTable } from "../../../src/reading/lexicon/feature_table.ts";
import { PackedLexicon } from "../../../src/reading/lexicon/packed_lexicon.ts";
import { tagWords } from "../../../src/reading/lexicon/tagger.ts";
import { readingData } from "../support.ts";

const primary = {
  abc: "ˈA",
  abcd: { DEFAULT: "bˈi", VERB: "sˈi", NOUN: null },
  Zoo: "zˈu",
  ...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`word${String(index).padStart(2, "0")}`, "wˈɜ"])),
};

Deno.test("PackedLexicon finds every word that was packed, and no other", () => {
  const lexicon = new PackedLexicon(packLexicon(primary, { abc: "wrong", second: "sˈɛ" }));
  assert.deepEqual(lexicon.get("abc"), { phonemes: "ˈA", isSecondary: false });
  assert.deepEqual(lexicon.get("second"), { phonemes: "sˈɛ", isSecondary: true });
  assert.deepEqual(lexicon.get("abcd"), {
    phonemes: "bˈi",
    variants: new Map([["VERB", "sˈi"], ["NOUN", ""]]),
    isSecondary: false,
  });
  for (let index = 0; index < 50; index++) assert.ok(lexicon.has(`word${String(index).padStart(2, "0")}`));
  for (const word of ["", "a", "ab", "abcde", "zoo", "word", "word50", "word0", "~", "\u00e9"]) {
    assert.equal(lexicon.get(word), undefined, word);
  }
});

Deno.test("packLexicon() refuses a word that its length byte cannot say", () => {
  assert.throws(() => packLexicon({ ["x".repeat(300)]: "ˈɛks" }, {}), /Cannot pack a word as it is too long/);
});

Deno.test("FeatureTable adds the weights of the features that were packed", () => {
  const bytes = packFeatures({
    tags: ["DT", "NN", "VB"],
    tagdict: { the: "DT" },
    vocab: ["dog"],
    weights: { "w=dog": { NN: 2.5, VB: -1.2 }, b: { NN: 0.1 } },
  });
  const unaligned = new Uint8Array(bytes.length + 1);
  unaligned.set(bytes, 1);
  for (const table of [new FeatureTable(bytes), new FeatureTable(unaligned.subarray(1))]) {
    const scores = new Int32Array(3);
    assert.equal(table.add(scores, "w=", "dog"), true);
    assert.equal(table.add(scores, "b", ""), true);
    assert.equal(table.add(scores, "w=", "cat"), false);
    assert.deepEqual([...scores], [0, 26, -12]);
    assert.equal(table.tagOf("d=", "the"), "DT");
    assert.equal(table.tagOf("d=", "dog"), undefined);
    assert.ok(table.has("v=", "dog") && !table.has("v=", "the"));
  }
});

Deno.test("tagWords() tags a sentence", async () => {
  const { tagger } = await readingData();
  assert.deepEqual(tagWords(tagger, ["The", "old", "dog", "chased", "the", "12", "cats", "."]), [
    "DT",
    "JJ",
    "NN",
    "VBD",
    "DT",
    "CD",
    "NNS",
    ".",
  ]);
});

Deno.test("LetterNet pronounces words that no dictionary has", async () => {
  const { letters } = await readingData();
  assert.equal(letters.pronounce("kubernetes"), "kjˈubəɹnˌits");
  assert.equal(letters.pronounce(""), "");
  assert.equal(letters.pronounce("好"), "");
  assert.ok(letters.pronounce("x".repeat(500)).length > 0);
});
