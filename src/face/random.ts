/**
 * Chance that can be repeated: numbers that look random and depend on the seed alone.
 *
 * @module
 */

/** Mixes whole numbers into one, 0..2³²-1 (the finaliser of MurmurHash3 after each). */
export function hash(...values: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const value of values) {
    h = Math.imul(h ^ (value | 0), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** A number in [0, 1) for a seed and an index. */
export function chance(...values: readonly number[]): number {
  return hash(...values) / 2 ** 32;
}

/** A stream of numbers in [0, 1). */
export function randomStream(seed: number): () => number {
  let index = 0;
  return () => chance(seed, index++);
}
