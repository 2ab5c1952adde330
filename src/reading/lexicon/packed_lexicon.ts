/**
 * The pronouncing dictionary as one buffer: sorted words in blocks that share their beginnings, found by binary search.
 * 180,000 entries take 3 MB instead of the 40 MB that a `Map` of strings would.
 *
 * Layout: the length of a JSON header (u32, little-endian), the header ({@linkcode LexiconHeader}), the offsets of the
 * blocks (u32 each, from the start of the entries), the entries. An entry: bytes shared with the word before it in its
 * block (bit 7: from the second list), number of further bytes, those bytes, number of value bytes, the value. A value
 * holds one byte a phoneme, its place in the header's list plus 1; a byte from 128 on begins the variant of the tag
 * with that number.
 *
 * @module
 */

/** The header of a packed lexicon. */
export interface LexiconHeader {
  /** Number of words. */
  readonly words: number;
  /** Number of blocks. */
  readonly blocks: number;
  /** Words in a block; the last may have fewer. */
  readonly blockWords: number;
  /** The phonemes by number. */
  readonly phonemes: string;
  /** The tags of variants by number. */
  readonly tags: readonly string[];
}

/** The pronunciations of a word. */
export interface LexiconEntry {
  /** The usual one. */
  readonly phonemes: string;
  /** Others by part of speech: a Penn tag, `NOUN`, `VERB`, `ADJ`, `ADV`, or `None` for "before a pause". */
  readonly variants?: ReadonlyMap<string, string>;
  /** Whether it is from the second list, which was made from the first by rule and is less certain. */
  readonly isSecondary: boolean;
}

/** Marks an entry of the second list in the byte of its shared length. */
export const SECONDARY = 0x80;

/** Marks a variant in a value. */
export const VARIANT = 0x80;

const utf8 = new TextDecoder();

/** A dictionary of exact words. */
export class PackedLexicon {
  readonly #header: LexiconHeader;
  readonly #offsets: DataView;
  readonly #entries: Uint8Array;

  /**
   * @param bytes A packed lexicon.
   * @throws {RangeError} When the bytes end early.
   * @throws {SyntaxError} When they do not begin with a header.
   */
  constructor(bytes: Uint8Array) {
    const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    this.#header = JSON.parse(utf8.decode(bytes.slice(4, 4 + headerBytes)));
    const table = 4 + headerBytes;
    this.#offsets = new DataView(bytes.buffer, bytes.byteOffset + table, 4 * this.#header.blocks);
    this.#entries = bytes.subarray(table + 4 * this.#header.blocks);
  }

  /**
   * Looks a word up as it is written.
   *
   * @param word Any string.
   * @returns Its entry, or `undefined` when the dictionary does not hold it.
   */
  get(word: string): LexiconEntry | undefined {
    const at = this.#find(word);
    if (at < 0) return undefined;
    const entries = this.#entries;
    const isSecondary = (byte(entries, at) & SECONDARY) !== 0;
    const length = at + 2 + byte(entries, at + 1);
    return this.#entry(length + 1, length + 1 + byte(entries, length), isSecondary);
  }

  /** Whether the dictionary holds a word. */
  has(word: string): boolean {
    return this.#find(word) >= 0;
  }

  /** Where the entry of a word begins, or -1. */
  #find(word: string): number {
    let low = 0;
    let high = this.#header.blocks;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#compareFirst(middle, word) <= 0) low = middle;
      else high = middle;
    }
    return this.#findInBlock(low, word);
  }

  /** Compares the first word of a block with a word. */
  #compareFirst(block: number, word: string): number {
    const at = this.#offsets.getUint32(4 * block, true);
    const length = byte(this.#entries, at + 1);
    for (let i = 0; i < length && i < word.length; i++) {
      const difference = byte(this.#entries, at + 2 + i) - word.charCodeAt(i);
      if (difference !== 0) return difference;
    }
    return length - word.length;
  }

  #findInBlock(block: number, word: string): number {
    const entries = this.#entries;
    let at = this.#offsets.getUint32(4 * block, true);
    // How many characters of the word equal those of the entry before: an entry that shares more cannot be the word.
    let equal = 0;
    for (let n = 0; n < this.#header.blockWords && at < entries.length; n++) {
      const shared = byte(entries, at) & ~SECONDARY;
      const own = byte(entries, at + 1);
      if (shared < equal) return -1;
      if (shared === equal) {
        let i = 0;
        while (i < own && byte(entries, at + 2 + i) === word.charCodeAt(equal + i)) i++;
        if (i === own && equal + i === word.length) return at;
        if (i < own && byte(entries, at + 2 + i) > (word.charCodeAt(equal + i) || 0)) return -1;
        equal += i;
      }
      at += 3 + own + byte(entries, at + 2 + own);
    }
    return -1;
  }

  #entry(from: number, to: number, isSecondary: boolean): LexiconEntry {
    let phonemes = "";
    let variants: Map<string, string> | undefined;
    let tag: string | undefined;
    for (let at = from; at < to; at++) {
      const code = byte(this.#entries, at);
      if (code >= VARIANT) {
        tag = this.#header.tags[code - VARIANT] ?? "";
        variants ??= new Map();
        variants.set(tag, "");
      } else if (tag === undefined) phonemes += this.#header.phonemes.charAt(code - 1);
      else variants?.set(tag, variants.get(tag) + this.#header.phonemes.charAt(code - 1));
    }
    return variants === undefined ? { phonemes, isSecondary } : { phonemes, variants, isSecondary };
  }
}

/** A byte; 0 past the end. */
function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
