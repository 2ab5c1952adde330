/**
 * Parts of speech by an averaged perceptron over the words around.
 *
 * @module
 */
import type { FeatureTable } from "./feature_table.ts";

const BEFORE = ["-START2-", "-START-"] as const;
const AFTER = ["-END-", "-END2-"] as const;

/**
 * Tags words with Penn Treebank parts of speech.
 *
 * @param model The features.
 * @param words Words and punctuation marks of a sentence, as they are written; none is empty.
 * @returns One tag a word.
 */
export function tagWords(model: FeatureTable, words: readonly string[]): string[] {
  const context = [...BEFORE, ...words.map((word) => contextWord(model, word)), ...AFTER];
  const scores = new Int32Array(model.tags.length);
  const tags: string[] = [];
  let [before2, before]: readonly [string, string] = BEFORE;
  words.forEach((word, index) => {
    const tag = model.tagOf("d=", word) ?? predict(model, scores, { word, index, context, before, before2 });
    tags.push(tag);
    [before2, before] = [before, tag];
  });
  return tags;
}

interface Place {
  readonly word: string;
  readonly index: number;
  /** The words as the features name them, two marks of the edge before and after. */
  readonly context: readonly string[];
  /** The tags of the two words before. */
  readonly before: string;
  readonly before2: string;
}

function predict(model: FeatureTable, scores: Int32Array, place: Place): string {
  const { word, index, context, before, before2 } = place;
  const at = (offset: number) => context[index + 2 + offset] ?? "";
  scores.fill(0);
  model.add(scores, "b", "");
  model.add(scores, "s3=", word.slice(-3));
  model.add(scores, "p1=", String.fromCodePoint(word.codePointAt(0) ?? 0));
  model.add(scores, "w=", at(0));
  model.add(scores, "sh=", shape(word));
  model.add(scores, index === 0 ? "i0" : "i+", "");
  model.add(scores, "t-1=", before);
  model.add(scores, "t-2=", before2);
  model.add(scores, "t-12=", `${before},${before2}`);
  model.add(scores, "w-1=", at(-1));
  model.add(scores, "s3-1=", at(-1).slice(-3));
  model.add(scores, "w-2=", at(-2));
  model.add(scores, "w+1=", at(1));
  model.add(scores, "s3+1=", at(1).slice(-3));
  model.add(scores, "w+2=", at(2));
  let best = 0;
  scores.forEach((score, tag) => {
    if (score >= (scores[best] ?? 0)) best = tag;
  });
  return model.tags[best] ?? "NN";
}

/** A word as features of the words around it name it: rare ones by their shape. */
function contextWord(model: FeatureTable, word: string): string {
  const name = normalForm(word);
  return model.has("v=", name) ? name : `<${shape(word)}>`;
}

function normalForm(word: string): string {
  if (word.lastIndexOf("-") > 0) return "!HYPHEN";
  if (/^\d{4}$/.test(word)) return "!YEAR";
  return /^\d/.test(word) ? "!DIGITS" : word.toLowerCase();
}

/** Capitals, small letters, digits: what a word looks like. */
function shape(word: string): string {
  if (/^[a-z]+$/.test(word)) return "x";
  if (/^\p{L}+$/u.test(word)) {
    if (word === word.toLowerCase()) return "x";
    if (word === word.toUpperCase()) return word.length > 1 ? "XX" : "X1";
    return word.slice(1) === word.slice(1).toLowerCase() ? "Xx" : "xX";
  }
  if (/^\d+$/.test(word)) return "d";
  return word.slice(0, 4).replace(/\d/g, "d").replace(/\p{L}/gu, "x");
}
