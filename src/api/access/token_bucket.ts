/**
 * A token bucket: a rate with bursts.
 *
 * @module
 */

/** A bucket that refills with tokens until it is full. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #size: number;
  #tokens: number;
  #filledAtMs: number;

  /**
   * @param perSecond Tokens that it gains per second.
   * @param size Tokens that it holds.
   * @param nowMs The current time, ms.
   */
  constructor(perSecond: number, size: number, nowMs: number) {
    this.#perMs = perSecond / 1000;
    this.#tokens = this.#size = size;
    this.#filledAtMs = nowMs;
  }

  /** Takes tokens if there is one; the others may be on credit. Returns whether there was one. */
  take(nowMs: number, tokens = 1): boolean {
    if (this.inMs(nowMs) > 0) return false;
    this.charge(tokens);
    return true;
  }

  /** Takes tokens on credit; later takers wait until they are repaid. */
  charge(tokens: number): void {
    this.#tokens -= tokens;
  }

  /** When there is a token, ms from now. */
  inMs(nowMs: number): number {
    this.#tokens = Math.min(this.#size, this.#tokens + (nowMs - this.#filledAtMs) * this.#perMs);
    this.#filledAtMs = nowMs;
    return this.#tokens >= 1 ? 0 : (1 - this.#tokens) / this.#perMs;
  }
}
