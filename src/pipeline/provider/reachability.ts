/**
 * Whether providers can be reached, for the readiness probe: it answers at once, and asks them in the background.
 *
 * @module
 */
import { type Clock, delay } from "../../contract/clock.ts";
import { healthOf, type Provider } from "./chain.ts";

/** How old an answer may be before the provider is asked again, ms: the probe costs a provider this much at most. */
const ASK_MS = 5000;

/** After a failure it is asked again this much later, ms. */
const DOUBT_MS = 1000;

/** Failures in a row after which it counts as unreachable: a single one may be a lost packet. */
const FAILURES = 2;

/** How long an answer may take, ms. */
const LIMIT_MS = 3000;

/** What is known of a provider. */
interface Contact {
  askedAt: number;
  isAsking: boolean;
  failures: number;
  /** When the first of the failures was seen. */
  failedAt: number;
}

/** Asks the providers that are not on this machine, while there is interest in the answer. */
export class Reachability {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #contacts = new WeakMap<Provider, Contact>();

  /**
   * @param clock The clock.
   * @param signal Ends all questions.
   */
  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Whether a provider counts as reachable, from its last answers and turns. */
  reaches(provider: Provider): boolean {
    const { shared, breaker } = provider;
    if (shared.capabilities().offline) return true;
    let contact = this.#contacts.get(provider);
    if (contact === undefined) {
      contact = { askedAt: -Infinity, isAsking: false, failures: 0, failedAt: Infinity };
      this.#contacts.set(provider, contact);
    }
    if (!contact.isAsking && this.#clock.now() - contact.askedAt >= ASK_MS) void this.#ask(provider, contact);
    return contact.failures < FAILURES || breaker.succeededAt > contact.failedAt;
  }

  async #ask(provider: Provider, contact: Contact): Promise<void> {
    contact.isAsking = true;
    try {
      while (!await this.#answers(provider, contact) && contact.failures < FAILURES) {
        await delay(this.#clock, DOUBT_MS, { signal: this.#signal });
      }
    } catch {
      // The service stops.
    } finally {
      contact.isAsking = false;
    }
  }

  async #answers(provider: Provider, contact: Contact): Promise<boolean> {
    const { healthy } = await healthOf(provider, this.#clock, LIMIT_MS, this.#signal);
    contact.askedAt = this.#clock.now();
    if (healthy) contact.failures = 0;
    else if (++contact.failures === 1) contact.failedAt = contact.askedAt;
    return healthy;
  }
}
