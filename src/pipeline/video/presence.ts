/**
 * What the person in the picture does between and within turns, told to the client and shown as idle life.
 *
 * @module
 */
import type { AvatarAdapter, ShownBefore, TurnContext } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Control } from "../../contract/controls.ts";
import type { Extra, Unsequenced } from "../../contract/protocol/messages.ts";
import type { SessionState } from "../../contract/parts.ts";
import { frameEvent } from "./media_events.ts";
import { IdleLife } from "./idle_life.ts";
import type { ProviderChain } from "../provider/providers.ts";
import type { Ticker } from "../../core/ticker.ts";
import type { VideoFormat } from "./video_format.ts";

/** Whom idle life shows. */
export type Person = Omit<TurnContext, "signal">;

/** What a {@linkcode Presence} needs. */
export interface PresenceOptions {
  readonly clock: Clock;
  readonly ticker: Ticker;
  /** `state` has the state told, `idle` has it shown. */
  readonly extras: ReadonlySet<Extra>;
  readonly chain: ProviderChain<AvatarAdapter> | undefined;
  readonly format: VideoFormat | undefined;
  /** Frames a second between turns; 0: none. */
  readonly idleFps: number;
  readonly seed: number;
  /** Whether anybody is there to see it. */
  readonly watched: () => boolean;
  readonly post: (event: Unsequenced, turnId: string | null) => void;
  /** The person between turns. */
  readonly resting: () => Person;
}

/** What is shown, and since when in the person's life. */
interface Shown {
  readonly state: SessionState;
  readonly control: Control;
  readonly sinceMs: number;
}

/** A session's person: thinking, speaking or idle, and alive all the while. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #bornAt: number;
  readonly #idle: IdleLife | undefined;
  #state: SessionState = "idle";
  #shown: Shown | undefined;
  #beforeTurn: ShownBefore | undefined;
  #stopped = false;

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#bornAt = options.clock.now();
    this.#idle = createIdleLife(options);
  }

  /** What the person does now. */
  get state(): SessionState {
    return this.#state;
  }

  /** How long the person has lived, ms. */
  get lifeMs(): number {
    return this.#options.clock.now() - this.#bornAt;
  }

  /** What was shown before the turn that is spoken, or, before it is spoken, what is shown now. */
  get beforeTurn(): ShownBefore | undefined {
    return this.#state === "speaking" ? this.#beforeTurn : this.#before;
  }

  get #before(): ShownBefore | undefined {
    if (this.#shown === undefined) return undefined;
    const { state, control, sinceMs } = this.#shown;
    return { state, control, forMs: this.lifeMs - sinceMs };
  }

  /** The person shows another control from now on, in a turn or between turns; another persona is another person. */
  feel(control: Control): void {
    if (this.#shown === undefined || this.#stopped) return;
    const isOther = control.character.persona_id !== this.#shown.control.character.persona_id;
    this.#shown = { ...this.#shown, control };
    if (this.#state === "speaking") return;
    if (!isOther) return this.#idle?.feel(control);
    this.#idle?.stop();
    this.#idle?.show(this.#state, this.#options.resting(), this.lifeMs, this.#before);
  }

  /**
   * The person does something else.
   *
   * @param person Who does it in a turn; absent: between turns.
   */
  show(state: SessionState, person?: Person): void {
    const { extras, post, resting } = this.#options;
    if (extras.has("state") && state !== this.#state) post({ type: "state", state }, person?.turnId ?? null);
    const who = person ?? resting();
    const before = this.#before;
    if (state !== this.#shown?.state) {
      // Idle life that goes on keeps the control that it began with.
      const goesOn = before !== undefined && before.state !== "speaking" && state !== "speaking";
      this.#shown = { state, control: goesOn ? before.control : who.control, sinceMs: this.lifeMs };
    }
    this.#state = state;
    if (state === "speaking") this.#beforeTurn = before;
    if (this.#stopped || state === "speaking") return this.#idle?.stop();
    this.#idle?.show(state, who, this.lifeMs, before);
  }

  /** The session is over. */
  stop(): void {
    this.#stopped = true;
    this.#idle?.stop();
  }
}

function createIdleLife(options: PresenceOptions): IdleLife | undefined {
  const { chain, format, idleFps, extras, post, clock, ticker, seed, watched } = options;
  if (!extras.has("idle") || idleFps === 0 || format === undefined) return undefined;
  if (!chain?.primary.adapter.capabilities().streams.includes("idle")) return undefined;
  const fps = Math.min(idleFps, format.fps);
  return new IdleLife({
    chain,
    clock,
    ticker,
    format,
    fps,
    seed,
    watched,
    post: (part) => post(frameEvent(part, true), null),
  });
}
