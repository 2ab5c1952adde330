/**
 * Retries requests to a server that is not ready yet, with growing pauses, for as long as the answer may take to begin.
 *
 * @module
 */
import { type Clock, delay } from "../../../contract/clock.ts";
import { RequestFailedError } from "../http.ts";
import { askedPauseMs, classify, type WireFailure } from "../errors.ts";

/** The first pause and the longest one, ms; each is twice as long as the previous one. */
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 4000;

/** How often to retry failures that may be temporary but are not marked as such. */
const MAX_TRIES = 3;

/** The longest pause that a provider may request, ms: in a conversation, a longer one counts as a failure. */
const MAX_ASKED_PAUSE_MS = 5000;

/** How long to wait in total for a provider that limits the rate, ms. */
const MAX_LIMITED_MS = 10_000;

/** Messages of servers that are still loading, as used by llama.cpp, llama-swap, Ollama, vLLM, TGI and gateways. */
const GETTING_READY =
  /\bloading\b|warm(ing)?[ -]?up|start(ing|ed)? up|is starting|initiali[sz]|booting|not (yet )?ready|being (pulled|downloaded|prepared|started)|provisioning|scaling|cold start|spinning up/i;

/** Messages of servers that failed to load. */
const BROKEN = /\b(fail|error|unable|cannot|could not|out of memory|not enough|terminated)/i;

/** The time that an answer may take to begin. */
export class Patience {
  readonly #clock: Clock;
  readonly #limitMs: number;
  #endsAt: number;
  #tries = 0;
  #limitedMs = 0;

  /**
   * @param clock The clock.
   * @param limitMs The longest silence of the server, ms.
   */
  constructor(clock: Clock, limitMs: number) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#endsAt = clock.now() + limitMs;
  }

  /** How long the server may still take, ms. */
  get leftMs(): number {
    return Math.max(0, this.#endsAt - this.#clock.now());
  }

  /** The server has shown that it works: its time starts again. */
  renew(): void {
    this.#endsAt = this.#clock.now() + this.#limitMs;
  }

  /**
   * Waits before the next try.
   *
   * @param error Why the last one failed.
   * @param signal Ends the wait.
   * @returns Whether to try again.
   */
  async mayTryAgain(error: unknown, signal: AbortSignal): Promise<boolean> {
    const pauseMs = error instanceof RequestFailedError ? this.#pauseMs(error) : undefined;
    if (pauseMs === undefined || pauseMs >= this.leftMs) return false;
    await delay(this.#clock, pauseMs, { signal });
    return true;
  }

  #pauseMs({ failure, isDisconnected }: RequestFailedError): number | undefined {
    const tries = ++this.#tries;
    const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
    const code = classify(failure);
    const askedMs = askedPauseMs(failure);
    // Zero seconds, or a time that has passed, is no pause.
    const waitMs = askedMs === undefined || askedMs < FIRST_PAUSE_MS ? pauseMs : askedMs;
    if (code === "provider_rate_limited" || code === "provider_unavailable") {
      if (code === "provider_rate_limited") this.#limitedMs += waitMs;
      if (this.#limitedMs > MAX_LIMITED_MS) return undefined;
      if (askedMs !== undefined) return waitMs <= MAX_ASKED_PAUSE_MS ? waitMs : undefined;
      // A stale keep-alive connection breaks immediately, and an immediate retry succeeds.
      if (isDisconnected && tries === 1) return 0;
      if (tries < MAX_TRIES || isGettingReady(failure)) return pauseMs;
    }
    return undefined;
  }
}

/** Whether a failure says that the server is still loading. */
function isGettingReady({ status, message = "" }: WireFailure): boolean {
  return (status === undefined || status >= 500 || status === 425) && GETTING_READY.test(message) &&
    !BROKEN.test(message);
}
