/**
 * The audit log: who created, joined and was refused, by tenant and address. The end of a session is logged by the
 * session, with its tenant. A key never appears.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import { setBounded } from "../../core/bounded_map.ts";
import type { Clock } from "../../contract/clock.ts";

/** Shortest time between two lines about one kind of refusal of one address, ms. */
const TELL_MS = 10_000;

/** Kinds of refusals that are remembered; beyond, the oldest is forgotten. */
const MAX_REMEMBERED = 10_000;

/** Who did it. */
export interface Actor {
  /** The client's address; empty if unknown. */
  readonly address: string;
  /** The tenant whose key or token was shown; empty if none. */
  readonly tenant: string;
}

/** Writes the audit lines. */
export class Audit {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #refusals = new Map<string, { untold: number; toldAt: number }>();

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock;
    this.#log = log;
  }

  /** A session was created. */
  created(sessionId: string, actor: Actor): void {
    this.#log.info("session created", { ...actor, session_id: sessionId });
  }

  /** The stream of a session was opened. */
  joined(sessionId: string, actor: Actor): void {
    this.#log.info("session joined", { ...actor, session_id: sessionId });
  }

  /**
   * A request was refused. Repeated refusals of one address are counted, and reported at most every 10 s.
   *
   * @param code Why, as the error's `code`.
   * @param actor Who asked.
   */
  refused(code: string, actor: Actor): void {
    const key = `${code} ${actor.address} ${actor.tenant}`;
    const now = this.#clock.now();
    const known = this.#refusals.get(key) ??
      setBounded(this.#refusals, key, { untold: 0, toldAt: -Infinity }, MAX_REMEMBERED);
    known.untold++;
    if (now - known.toldAt < TELL_MS) return;
    this.#log.warning("refused: {code}", { ...actor, code, count: known.untold });
    [known.untold, known.toldAt] = [0, now];
  }
}
