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

/** Up to this many sessions it is not worth looking for those that have ended. */
const FORGET_FROM = 64;

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

/** What a session costs, cores. */
interface Price {
  readonly total: number;
  /** The drawing of pictures in it. */
  readonly drawing: number;
}

/** What is left for a new session, cores. */
interface Left extends Price {
  /** Whether the processors are overloaded; then nothing is left. */
  readonly isStrained: boolean;
  /** What drawing may cost altogether. */
  readonly drawingBudget: number;
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
  /** Sessions from which those that have ended are forgotten: twice as many as remained, as each one is looked at. */
  #forgetFrom = FORGET_FROM;
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
    this.count(sessionId, { ...asked, video });
    return video;
  }

  /** Counts a session: one that is admitted, or was elsewhere or before. */
  count(sessionId: string, needs: SessionNeeds): void {
    if (this.#sessions.size >= this.#forgetFrom) this.#forgetEnded();
    this.#sessions.set(sessionId, needs);
  }

  #fit({ video: asked, isRecorded }: SessionNeeds): VideoFormat | undefined {
    const costs = this.#costs;
    if (costs === undefined) return asked;
    const left = this.#left(costs);
    const { factor } = this.#correction;
    const priceOf = (video: VideoFormat | undefined): Price => ({
      total: costOf(costs, { video, isRecorded }) * factor,
      drawing: drawingCostOf(costs, video) * factor,
    });
    const formats = formatsFor(asked);
    for (const format of formats) {
      const { total, drawing } = priceOf(format);
      if (total <= left.total && drawing <= left.drawing) return format;
    }
    const least = formats.at(-1);
    // The first session is always admitted, however slow the machine is, with the least video if it must be.
    if (this.#sessions.size === 0) return least;
    throw overloaded(this.#reason(priceOf(least), left, asked !== undefined));
  }

  /** What is left for a new session. */
  #left({ drawingCores }: Costs): Left {
    const sum = this.#sum();
    const isStrained = this.#options.isStrained();
    const { budget } = this.#options;
    const drawingBudget = drawingCores * DRAWING_SHARE;
    const total = isStrained ? 0 : Math.max(0, budget - sum.total);
    return { isStrained, total, drawing: Math.max(0, drawingBudget - sum.drawing), drawingBudget };
  }

  /** Why a session that costs `price` with the least video that it can be granted is refused. */
  #reason({ total, drawing }: Price, left: Left, hasVideo: boolean): string {
    const again = `try again in ${RETRY_MS / 1000} s`;
    // Neither less video nor a larger share helps then.
    if (left.isStrained && this.#options.isByOthers()) return `other programs keep this machine busy; ${again}`;
    const least = hasVideo ? " even with the least video" : "";
    const cost = `it would cost ${shown(total)} cores${least}`;
    if (left.isStrained) return `${cost}, and the processors are overloaded already; ${again}`;
    const less = hasVideo ? ", ask for poses or for no video" : "";
    if (total > left.total) {
      const budget = `${shown(left.total)} of ${shown(this.#options.budget)} cores are left`;
      return `${cost}, and ${budget}; ${again}${less}, or raise admission.share`;
    }
    const budget = `${shown(left.drawing)} of ${shown(left.drawingBudget)} cores are left for pictures`;
    return `its pictures would cost ${shown(drawing)} cores${least}, and ${budget}; ${again}${less}`;
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

  /** While costs are unknown, as they stay if they are not measured, nothing else forgets sessions. */
  #forgetEnded(): void {
    for (const id of this.#sessions.keys()) {
      if (this.#options.stateOf(id) === undefined) this.#sessions.delete(id);
    }
    this.#forgetFrom = Math.max(FORGET_FROM, 2 * this.#sessions.size);
  }
}

/** The formats that a session may be granted, the best first; the last one is the least. */
function formatsFor(asked: VideoFormat | undefined): readonly (VideoFormat | undefined)[] {
  if (asked === undefined) return [undefined];
  return STEPS.slice(0, LAST_GRANTED_STEP + 1).map((_, step) => formatAt(asked, step));
}

/** Cores, to a thousandth. */
function shown(cores: number): string {
  return String(Number(cores.toFixed(3)));
}

function overloaded(reason: string): RequestError {
  return new RequestError(`no session can be opened: ${reason}`, {
    code: "overloaded",
    status: 503,
    retryable: true,
    retryAfterMs: RETRY_MS,
  });
}
