/**
 * How long to wait before the next connection attempt.
 *
 * @module
 */

/** Bounds of the waits. */
export interface BackoffOptions {
  /** The first wait, ms. Default: 250. */
  minMs?: number;
  /** The longest wait, ms. Default: 5000. */
  maxMs?: number;
  /** How long to keep trying after the connection was lost, ms; `Infinity`: without limit. Default: 60000. */
  giveUpMs?: number;
}

/** Every option present. */
export type Backoff = Required<BackoffOptions>;

/** Fills in the defaults. */
export function backoffOf(options: BackoffOptions = {}): Backoff {
  return { minMs: 250, maxMs: 5000, giveUpMs: 60_000, ...options };
}

/**
 * Exponential backoff; the jitter (up to a quarter less) keeps clients of one service from reconnecting at the same
 * time.
 *
 * @param attempt 0 for the first.
 * @param random A number in [0, 1).
 * @returns The wait in ms.
 */
export function backoffMs(backoff: Backoff, attempt: number, random: number): number {
  const full = Math.min(backoff.maxMs, backoff.minMs * 2 ** attempt);
  return full * (1 - random / 4);
}
