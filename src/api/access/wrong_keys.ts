/**
 * Slows the guessing of keys.
 *
 * @module
 */
import { setBounded } from "../../core/bounded_map.ts";
import { type Clock, delay } from "../../contract/clock.ts";
import { RequestError } from "../../contract/errors.ts";
import { TokenBucket } from "./token_bucket.ts";

/** Wrong keys that an address may send at once, and per second after that, before its requests wait. */
const FREE_GUESSES = 10;
const GUESSES_PER_S = 1;

/** How long a request of a guessing address waits before its key is checked, ms. */
const WAIT_MS = 1000;

/** Requests of one address that wait at the same time; further ones are refused. */
const MAX_WAITING = 16;

/** Addresses that are remembered; beyond, the oldest is forgotten. */
const MAX_ADDRESSES = 10_000;

interface Guesser {
  readonly guesses: TokenBucket;
  waiting: number;
}

/** Counts wrong keys by address. */
export class WrongKeys {
  readonly #clock: Clock;
  readonly #guessers = new Map<string, Guesser>();

  /** @param clock Measures the waits. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Waits, if an address has sent many wrong keys, before its next key is checked.
   *
   * @throws {RequestError} `too_many_wrong_keys` (429) if many requests of the address wait already.
   */
  async wait(address: string): Promise<void> {
    const guesser = this.#guessers.get(address);
    if (guesser === undefined || guesser.guesses.inMs(this.#clock.now()) === 0) return;
    if (guesser.waiting >= MAX_WAITING) throw tooMany();
    guesser.waiting++;
    try {
      await delay(this.#clock, WAIT_MS);
    } finally {
      guesser.waiting--;
    }
  }

  /** Notes a wrong key. */
  note(address: string): void {
    const guesser = this.#guessers.get(address) ?? this.#remember(address);
    guesser.guesses.take(this.#clock.now());
  }

  #remember(address: string): Guesser {
    const now = this.#clock.now();
    const guesser = { guesses: new TokenBucket(GUESSES_PER_S, FREE_GUESSES, now), waiting: 0 };
    return setBounded(this.#guessers, address, guesser, MAX_ADDRESSES);
  }
}

function tooMany(): RequestError {
  return new RequestError("too many wrong API keys came from this address; wait a minute, and check the key", {
    code: "too_many_wrong_keys",
    status: 429,
    retryable: true,
    retryAfterMs: 60_000,
  });
}
