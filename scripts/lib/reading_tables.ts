/**
 * Writes the packed tables that `src/reading/lexicon/` reads.
 *
 * @module
 */
import { concat } from "../../src/core/bytes.ts";
import {
  BUCKETS,
  type FeatureHeader,
  featureLayout,
  finishHash,
  hashText,
} from "../../src/reading/lexicon/feature_table.ts";
import { type LexiconHeader, SECONDARY, VARIANT } from "../../src/reading/lexicon/packed_lexicon.ts";

/** Words with their phonemes, or with phonemes by part of speech; `null` means that the word is spelled out. */
export type WordList = Readonly<Record<string, string | Readonly<Record<string, string | null>>>>;

/** An averaged perceptron with a dictionary of words that have a single tag and a vocabulary of frequent words. */
export interface TaggerModel {
  readonly tags: readonly string[];
  readonly tagdict: Readonly<Record<string, string>>;
  readonly vocab: readonly string[];
  readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const BLOCK_WORDS = 16;
const DEFAULT = "DEFAULT";

/**
 * Packs two word lists into one dictionary.
 *
 * @param primary Reliable entries.
 * @param secondary Entries used only if the first list has none.
 * @returns What `PackedLexicon` reads.
 * @throws {RangeError} If a word or a value exceeds its length byte.
 */
export function packLexicon(primary: WordList, secondary: WordList): Uint8Array {
  const words = [...new Set([...Object.keys(primary), ...Object.keys(secondary)])].sort((a, b) => a < b ? -1 : 1);
  const valueOf = (word: string) => primary[word] ?? secondary[word] ?? "";
  const parts = words.flatMap((word) => variantsOf(valueOf(word)));
  const phonemes = [...new Set(parts.flatMap(([, text]) => [...text]))].sort().join("");
  const tags = [...new Set(parts.map(([tag]) => tag))].filter((tag) => tag !== DEFAULT).sort();
  const bytes: number[] = [];
  const offsets: number[] = [];
  let before = "";
  words.forEach((word, index) => {
    if (index % BLOCK_WORDS === 0) {
      offsets.push(bytes.length);
      before = "";
    }
    const shared = commonLength(before, word);
    const value = variantsOf(valueOf(word)).flatMap(([tag, text]) => [
      ...(tag === DEFAULT ? [] : [VARIANT + tags.indexOf(tag)]),
      ...[...text].map((phoneme) => phonemes.indexOf(phoneme) + 1),
    ]);
    if (word.length - shared > 255 || shared >= SECONDARY || value.length > 255) {
      throw new RangeError(`Cannot pack a word as it is too long: ${word}`);
    }
    const own = [...word.slice(shared)].map((char) => char.charCodeAt(0));
    bytes.push(shared | (word in primary ? 0 : SECONDARY), own.length, ...own, value.length, ...value);
    before = word;
  });
  const header: LexiconHeader = {
    words: words.length,
    blocks: offsets.length,
    blockWords: BLOCK_WORDS,
    phonemes,
    tags,
  };
  return concat([withLength(header), new Uint8Array(littleEndian(offsets)), new Uint8Array(bytes)]);
}

/** The usual pronunciation first. */
function variantsOf(value: WordList[string]): [tag: string, phonemes: string][] {
  if (typeof value === "string") return [[DEFAULT, value]];
  const { [DEFAULT]: usual, ...others } = value;
  return [[DEFAULT, usual ?? ""], ...Object.entries(others).map(([tag, text]): [string, string] => [tag, text ?? ""])];
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/**
 * Packs a tagger. Its features keep their names (`w=the`); the dictionary becomes features `d=word`, the vocabulary
 * features `v=word` without weights.
 *
 * @param model The tagger.
 * @returns What `FeatureTable` reads.
 */
export function packFeatures(model: TaggerModel): Uint8Array {
  const features = new Map<string, readonly [tag: number, weight: number][]>();
  const weightsOf = (weights: Readonly<Record<string, number>>) =>
    Object.entries(weights).map((
      [tag, weight],
    ): [number, number] => [model.tags.indexOf(tag), Math.round(weight * 10)]);
  for (const [name, weights] of Object.entries(model.weights)) features.set(name, weightsOf(weights));
  for (const [word, tag] of Object.entries(model.tagdict)) features.set(`d=${word}`, [[model.tags.indexOf(tag), 1]]);
  for (const word of model.vocab) features.set(`v=${word}`, []);
  const seed = seedWithoutCollisions([...features.keys()]);
  const hashed = [...features].map(([name, weights]) => ({ hash: finishHash(hashText(seed, name)), weights }))
    .sort((a, b) => a.hash - b.hash);
  const weights = hashed.flatMap((feature) => feature.weights);
  const header: FeatureHeader = { tags: model.tags, features: hashed.length, weights: weights.length, seed };
  const head = withLength(header);
  const at = featureLayout(head.length - 4, header.features, header.weights);
  const bytes = new Uint8Array(at.end);
  const view = new DataView(bytes.buffer);
  bytes.set(head);
  const counts = new Uint32Array(BUCKETS + 1);
  for (const { hash } of hashed) counts[(hash >>> 16) + 1] = (counts[(hash >>> 16) + 1] ?? 0) + 1;
  let features_ = 0;
  counts.forEach((count, bucket) => view.setUint32(at.buckets + 4 * bucket, features_ += count, true));
  let start = 0;
  hashed.forEach((feature, index) => {
    view.setUint32(at.starts + 4 * index, start, true);
    view.setUint16(at.hashes + 2 * index, feature.hash & 0xffff, true);
    start += feature.weights.length;
  });
  view.setUint32(at.starts + 4 * hashed.length, start, true);
  weights.forEach(([tag, weight], index) => {
    view.setInt16(at.weights + 2 * index, weight, true);
    view.setUint8(at.tags + index, tag);
  });
  return bytes;
}

function seedWithoutCollisions(names: readonly string[]): number {
  for (let seed = 0x811c9dc5 | 0;; seed++) {
    if (new Set(names.map((name) => finishHash(hashText(seed, name)))).size === names.length) return seed;
  }
}

/** A JSON header preceded by its length and padded, so that the following data is aligned. */
function withLength(header: object): Uint8Array {
  const json = JSON.stringify(header);
  const bytes = new TextEncoder().encode(json + " ".repeat((4 - new TextEncoder().encode(json).length % 4) % 4));
  return concat([new Uint8Array(littleEndian([bytes.length])), bytes]);
}

function littleEndian(values: readonly number[]): number[] {
  return values.flatMap((value) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255]);
}
