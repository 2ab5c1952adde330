/**
 * Admission by cost: the sum of what the sessions would cost if all of them spoke stays within a budget. A session that
 * does not fit as it was asked for gets less video; one that does not fit at all is refused.
 *
 * @module
 */
import { RequestError } from "../../contract/errors.ts";
import type { SessionState } from "../../contract/parts.ts";
import { CostCorrection } from "./correction.ts";
import { costOf, type Costs, drawingCostOf, type SessionNeeds } from "./cost.ts";
import { formatAt, STEPS, type VideoFormat } from "./ladder.ts";

/** A refused client may ask again after this time, ms. */
const RETRY_MS = 15_000;

/** New sessions are given less video down to this step; poses are for clients that ask for them. */
const LAST_GRANTED_STEP = STEPS.indexOf("quarter_size");

/** Share of the drawing cores that may be promised: a frame that waits for another one is late. */
const DRAWING_SHARE = 0.85;

/** Bounds of {@linkcode Admission}. */
interface AdmissionOptions {
  /** What all sessions together may cost, cores. */
  readonly budget: number;
  /** Whether the processors are overloaded, whatever the sum of the costs. */
  isStrained(): boolean;
  /** Whether other programs overload them: this process used little itself when they last were overloaded. */
  isByOthers(): boolean;
  /** What a session does; `undefined`: it does not exist here any more. */
  stateOf(sessionId: string): SessionState | undefined;
}

/** What sessions cost together, cores. */
interface Sum {
  /** If all of them spoke. */
  total: number;
  /** The drawing of pictures in it. */
  drawing: number;
  /** Those that speak now, without correction. */
  speaking: number;
}

/** The budget of this process. Until costs are known, every session is admitted. */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #sessions = new Map<string, SessionNeeds>();
  readonly #correction = new CostCorrection();
  #costs: Costs | undefined;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Sets what sessions cost. */
  set costs(costs: Costs) {
    this.#costs = costs;
  }

  /** Processors that sessions may cost. */
  get budget(): number {
    return this.#options.budget;
  }

  /** Share of the budget that is spent; 0 while costs are unknown. */
  get spent(): number {
    return this.#sum().total / this.#options.budget;
  }

  /** Whether there is any session. */
  get isBusy(): boolean {
    return this.#sessions.keys().some((id) => this.#options.stateOf(id) !== undefined);
  }

  /**
   * Corrects the costs.
   *
   * @param usedCores What this process used in a period in which its sessions got the processor time that they wanted.
   */
  learn(usedCores: number): void {
    this.#correction.learn(usedCores, this.#sum().speaking);
  }

  /**
   * Admits a session.
   *
   * @param sessionId The session.
   * @param asked What it asks for.
   * @returns The video that it is granted.
   * @throws {RequestError} `overloaded` (503, retryable).
   */
  admit(sessionId: string, asked: SessionNeeds): VideoFormat | undefined {
    const video = this.#fit(asked);
    this.#sessions.set(sessionId, { ...asked, video });
    return video;
  }

  /** Counts a session that was admitted elsewhere, or before. */
  count(sessionId: string, needs: SessionNeeds): void {
    this.#sessions.set(sessionId, needs);
  }

  #fit({ video: asked, isRecorded }: SessionNeeds): VideoFormat | undefined {
    const costs = this.#costs;
    if (costs === undefined) return asked;
    const sum = this.#sum();
    const isStrained = this.#options.isStrained();
    const left = isStrained ? 0 : this.#options.budget - sum.total;
    const drawingLeft = costs.drawingCores * DRAWING_SHARE - sum.drawing;
    const { factor } = this.#correction;
    // The first session is always admitted, however slow the machine is, with the least video if it must be.
    const isFirst = this.#sessions.size === 0;
    const fits = (video: VideoFormat | undefined) =>
      costOf(costs, { video, isRecorded }) * factor <= left && drawingCostOf(costs, video) * factor <= drawingLeft;
    if (asked === undefined) {
      if (isFirst || fits(asked)) return asked;
      throw overloaded(isStrained && this.#options.isByOthers());
    }
    for (let step = 0; step <= LAST_GRANTED_STEP; step++) {
      const format = formatAt(asked, step);
      if (format !== undefined && (fits(format) || (isFirst && step === LAST_GRANTED_STEP))) return format;
    }
    throw overloaded(isStrained && this.#options.isByOthers());
  }

  #sum(): Sum {
    const sum = { total: 0, drawing: 0, speaking: 0 };
    const costs = this.#costs;
    if (costs === undefined) return sum;
    const { factor } = this.#correction;
    for (const [id, needs] of this.#sessions) {
      const state = this.#options.stateOf(id);
      if (state === undefined) {
        this.#sessions.delete(id);
        continue;
      }
      const cost = costOf(costs, needs);
      sum.total += cost * factor;
      sum.drawing += drawingCostOf(costs, needs.video) * factor;
      if (state === "speaking") sum.speaking += cost;
    }
    return sum;
  }
}

/** @param isByOthers Whether other programs take the processors: then neither less video nor a larger share helps. */
function overloaded(isByOthers: boolean): RequestError {
  const again = `try again in ${RETRY_MS / 1000} s`;
  const why = isByOthers
    ? `other programs keep this machine busy; ${again}`
    : `the processors are fully used; ${again}, ask for less video, or raise admission.share`;
  return new RequestError(`no session can be opened: ${why}`, {
    code: "overloaded",
    status: 503,
    retryable: true,
    retryAfterMs: RETRY_MS,
  });
}
