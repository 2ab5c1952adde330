/**
 * Deterministic (seeded) random numbers. Pure, so that browsers use it too.
 *
 * @module
 */

/** Mixes whole numbers into one, 0..2³²-1 (the finaliser of MurmurHash3 after each). */
function hash(...values: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const value of values) {
    h = Math.imul(h ^ (value | 0), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** A hash of a text, 0..2³²-1 (FNV-1a by Fowler, Noll and Vo, spread by {@linkcode hash}). */
export function hashText(text: string, seed = 0): number {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash(h);
}

/** A number in [0, 1) for a seed and an index. */
export function chance(...values: readonly number[]): number {
  return hash(...values) / 2 ** 32;
}

/** A sequence of numbers in [0, 1) (mulberry32 by T. Ettinger). */
export function randomSequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A random choice among several values. */
export function pick<T>(from: readonly [T, ...T[]], random: () => number): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}
