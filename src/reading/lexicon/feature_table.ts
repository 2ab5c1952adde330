/**
 * Weights of features, found by the hash of the feature's name: two flat arrays instead of 80,000 objects.
 *
 * Layout: the length of a JSON header (u32, little-endian), the header ({@linkcode FeatureHeader}), then, each aligned
 * to four bytes: where the features of a bucket begin (u32, one more than there are buckets), where the weights of a
 * feature begin (u32, one more than there are features), the lower halves of the hashes (u16), the weights in tenths
 * (i16), the tags that they are for (u8).
 *
 * @module
 */

/** The header of a table. */
export interface FeatureHeader {
  /** Tags by number. */
  readonly tags: readonly string[];
  /** Number of features. */
  readonly features: number;
  /** Number of weights of all features. */
  readonly weights: number;
  /** Start value of the hash, chosen so that no two features share one. */
  readonly seed: number;
}

/** Buckets are the upper halves of 32-bit hashes. */
export const BUCKETS = 65536;

/** Continues an FNV-1a hash by the code units of a text. */
export function hashText(hash: number, text: string): number {
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** Spreads a hash over all bits (the finalizer of MurmurHash3); unsigned. */
export function finishHash(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Where each array of a table begins, in bytes, and where the table ends. */
export function featureLayout(headerBytes: number, features: number, weights: number): {
  readonly buckets: number;
  readonly starts: number;
  readonly hashes: number;
  readonly weights: number;
  readonly tags: number;
  readonly end: number;
} {
  const align = (at: number) => (at + 3) & ~3;
  const buckets = align(4 + headerBytes);
  const starts = buckets + 4 * (BUCKETS + 1);
  const hashes = starts + 4 * (features + 1);
  const weightsAt = align(hashes + 2 * features);
  const tags = align(weightsAt + 2 * weights);
  return { buckets, starts, hashes, weights: weightsAt, tags, end: tags + weights };
}

/** Features and their weights. */
export class FeatureTable {
  /** Tags by number. */
  readonly tags: readonly string[];
  readonly #seed: number;
  readonly #buckets: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #hashes: Uint16Array;
  readonly #weights: Int16Array;
  readonly #tagOf: Uint8Array;

  /**
   * @param bytes A packed table; its buffer is used where its place in it allows.
   * @throws {SyntaxError} When it does not begin with a header.
   */
  constructor(bytes: Uint8Array) {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    const { buffer, byteOffset } = aligned;
    const headerBytes = new DataView(buffer, byteOffset).getUint32(0, true);
    const header: FeatureHeader = JSON.parse(new TextDecoder().decode(aligned.slice(4, 4 + headerBytes)));
    const at = featureLayout(headerBytes, header.features, header.weights);
    this.tags = header.tags;
    this.#seed = header.seed;
    this.#buckets = new Uint32Array(buffer, byteOffset + at.buckets, BUCKETS + 1);
    this.#starts = new Uint32Array(buffer, byteOffset + at.starts, header.features + 1);
    this.#hashes = new Uint16Array(buffer, byteOffset + at.hashes, header.features);
    this.#weights = new Int16Array(buffer, byteOffset + at.weights, header.weights);
    this.#tagOf = new Uint8Array(buffer, byteOffset + at.tags, header.weights);
  }

  /**
   * Adds the weights of a feature to scores by tag.
   *
   * @param scores One number a tag; changed.
   * @param name Kind of the feature, such as `w=`.
   * @param value Its value.
   * @returns Whether the table knows the feature.
   */
  add(scores: Int32Array, name: string, value: string): boolean {
    const feature = this.#find(name, value);
    if (feature < 0) return false;
    const end = this.#starts[feature + 1] ?? 0;
    for (let at = this.#starts[feature] ?? 0; at < end; at++) {
      const tag = this.#tagOf[at] ?? 0;
      scores[tag] = (scores[tag] ?? 0) + (this.#weights[at] ?? 0);
    }
    return true;
  }

  /** Whether the table knows a feature. */
  has(name: string, value: string): boolean {
    return this.#find(name, value) >= 0;
  }

  /** The tag of a feature that stands for a single tag, as in the dictionary of words that have only one. */
  tagOf(name: string, value: string): string | undefined {
    const feature = this.#find(name, value);
    return feature < 0 ? undefined : this.tags[this.#tagOf[this.#starts[feature] ?? 0] ?? 0];
  }

  #find(name: string, value: string): number {
    const hash = finishHash(hashText(hashText(this.#seed, name), value));
    const bucket = hash >>> 16;
    const low = hash & 0xffff;
    const end = this.#buckets[bucket + 1] ?? 0;
    for (let at = this.#buckets[bucket] ?? 0; at < end; at++) if (this.#hashes[at] === low) return at;
    return -1;
  }
}
