/**
 * The providers of a service, from their start to their close.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import { messageOf } from "../../contract/errors.ts";
import { closeProviders, type Providers, startProviders } from "./chain.ts";

/** Starts and closes the providers of one service; failures are logged. */
export class ProviderLifecycle {
  readonly #providers: Providers;
  readonly #log: Logger;
  readonly #ending = new AbortController();
  #start: ReturnType<typeof startProviders> | undefined;

  constructor(providers: Providers, log: Logger) {
    this.#providers = providers;
    this.#log = log;
  }

  /** Aborts when they are closed. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /**
   * Loads and warms up every adapter.
   *
   * @returns Resolves when each of them is warm, or has failed. Never rejects.
   */
  start(): Promise<void> {
    const report = (adapter: string, error: unknown) =>
      this.#log.warn("{adapter} cannot serve: {reason}", { adapter, reason: messageOf(error) });
    this.#start = startProviders(this.#providers, report, this.signal);
    return this.#start.warm;
  }

  /** Closes every adapter. One that is warming up is closed at once, which ends its warm-up. */
  async close(): Promise<void> {
    this.#ending.abort(new DOMException("the service stops", "AbortError"));
    await this.#start?.loaded;
    await closeProviders(this.#providers, (adapter, error) => {
      this.#log.warn("{adapter} could not be closed: {reason}", { adapter, reason: messageOf(error) });
    });
  }
}
