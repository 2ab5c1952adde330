/**
 * What a provider sends that nobody can use: counted, reported once, never an error.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { ServerEvent } from "./server_events.ts";

/** Different oddities that are counted by name; the rest share one count. */
const MAX_NAMES = 32;

/** Counts events that are unknown or cannot be read. */
export class Oddities {
  readonly #log: Logger;
  readonly #counts = new Map<string, number>();

  /** @param log Told of each kind of oddity once. */
  constructor(log: Logger) {
    this.#log = log;
  }

  /** How often each oddity came. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** How many came in all. */
  get total(): number {
    return this.#counts.values().reduce((sum, count) => sum + count, 0);
  }

  /** Counts an event if it is odd. */
  note(event: ServerEvent): void {
    if (event.kind === "unknown") this.#count(`unknown event ${event.type.slice(0, 80)}`);
    else if (event.kind === "malformed") this.#count(event.why);
  }

  #count(what: string): void {
    const name = this.#counts.has(what) || this.#counts.size < MAX_NAMES ? what : "others";
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    if (count === 1) this.#log.warn("The provider sent what is not understood, and is ignored: {what}", { what: name });
  }
}
