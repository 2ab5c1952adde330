/**
 * Admission by cost: the sum of what the sessions would cost if all of them spoke stays within a budget. A session that
 * does not fit as it was asked for gets less video; one that does not fit at all is refused.
 *
 * @module
 */
import { RequestError } from "../../contract/errors.ts";
import { costOf, type Costs } from "./cost.ts";
import { formatAt, STEPS, type VideoFormat } from "./ladder.ts";

/** A refused client may ask again after this time, ms. */
const RETRY_MS = 15_000;

/** New sessions are given less video down to this step; poses are for clients that ask for them. */
const LAST_GRANTED_STEP = STEPS.indexOf("quarter_size");

/** Bounds of {@linkcode Admission}. */
interface AdmissionOptions {
  /** What all sessions together may cost, cores. */
  readonly budget: number;
  /** Whether the processors are overloaded, whatever the sum of the costs. */
  isStrained(): boolean;
  /** Whether a session still exists here. */
  isAlive(sessionId: string): boolean;
}

/** The budget of this process. Until costs are known, every session is admitted. */
export class Admission {
  readonly #options: AdmissionOptions;
  /** Formats of the sessions; `undefined`: audio only. */
  readonly #sessions = new Map<string, VideoFormat | undefined>();
  #costs: Costs | undefined;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Sets what sessions cost. */
  set costs(costs: Costs) {
    this.#costs = costs;
  }

  /** Share of the budget that is spent; 0 while costs are unknown. */
  get spent(): number {
    return this.#spent() / this.#options.budget;
  }

  /**
   * Admits a session.
   *
   * @param sessionId The session.
   * @param asked The video that it asks for; absent: audio only.
   * @returns The video that it is granted.
   * @throws {RequestError} `overloaded` (503, retryable).
   */
  admit(sessionId: string, asked: VideoFormat | undefined): VideoFormat | undefined {
    const granted = this.#fit(asked);
    this.#sessions.set(sessionId, granted);
    return granted;
  }

  /** Counts a session that was admitted elsewhere, or before. */
  count(sessionId: string, video: VideoFormat | undefined): void {
    this.#sessions.set(sessionId, video);
  }

  #fit(asked: VideoFormat | undefined): VideoFormat | undefined {
    const costs = this.#costs;
    if (costs === undefined) return asked;
    const spent = this.#spent();
    const left = this.#options.isStrained() ? 0 : this.#options.budget - spent;
    // The first session is always admitted, however slow the machine is, with the least video if it must be.
    const isFirst = this.#sessions.size === 0;
    const fits = (video: VideoFormat | undefined) => costOf(costs, video) <= left;
    if (asked === undefined) {
      if (isFirst || fits(asked)) return asked;
      throw overloaded();
    }
    for (let step = 0; step <= LAST_GRANTED_STEP; step++) {
      const format = formatAt(asked, step);
      if (format !== undefined && (fits(format) || (isFirst && step === LAST_GRANTED_STEP))) return format;
    }
    throw overloaded();
  }

  #spent(): number {
    const costs = this.#costs;
    if (costs === undefined) return 0;
    let sum = 0;
    for (const [id, video] of this.#sessions) {
      if (this.#options.isAlive(id)) sum += costOf(costs, video);
      else this.#sessions.delete(id);
    }
    return sum;
  }
}

function overloaded(): RequestError {
  const again = `try again in ${RETRY_MS / 1000} s, ask for less video, or raise admission.share`;
  return new RequestError(`no session can be opened: the processors are fully used; ${again}`, {
    code: "overloaded",
    status: 503,
    retryable: true,
    retryAfterMs: RETRY_MS,
  });
}
