/**
 * Repeatable random numbers for training.
 *
 * @module
 */

/** A source of random numbers. */
export interface Random {
  /** Uniform in 0..1. */
  uniform(): number;
  /** Normal, mean 0, deviation 1. */
  normal(): number;
}

/**
 * Makes a seeded source (mulberry32; normal deviates by Box and Muller).
 *
 * @param seed Any integer; the same seed gives the same numbers.
 * @returns The source.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function uniform(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
