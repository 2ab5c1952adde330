/**
 * Repeatable random numbers for training.
 *
 * @module
 */
import { randomSequence } from "../../src/contract/random.ts";

/** A source of random numbers. */
export interface Random {
  /** Uniform in 0..1. */
  uniform(): number;
  /** Normal, mean 0, deviation 1. */
  normal(): number;
}

/**
 * Makes a seeded source (normal deviates by Box and Muller).
 *
 * @param seed Any integer; the same seed gives the same numbers.
 * @returns The source.
 */
export function createRandom(seed: number): Random {
  const uniform = randomSequence(seed);
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
