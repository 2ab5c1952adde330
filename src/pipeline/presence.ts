/**
 * What the person in the picture does between and within turns, told to the client and shown as idle life.
 *
 * @module
 */
import type { AvatarAdapter, TurnContext } from "../adapters/base.ts";
import type { Clock } from "../core/clock.ts";
import type { Extra, SessionState, Unsequenced } from "../core/types.ts";
import { frameEvent } from "./frame_event.ts";
import { IdleLife } from "./idle_life.ts";
import type { ProviderChain } from "./providers.ts";
import type { Ticker } from "./ticker.ts";
import type { VideoFormat } from "./video_track.ts";

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

/** A session's person: thinking, speaking or idle, and alive all the while. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #bornAt: number;
  readonly #idle: IdleLife | undefined;
  #state: SessionState = "idle";
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

  /**
   * The person does something else.
   *
   * @param person Who does it in a turn; absent: between turns.
   */
  show(state: SessionState, person?: Person): void {
    const { extras, post, resting } = this.#options;
    if (extras.has("state") && state !== this.#state) post({ type: "state", state }, person?.turnId ?? null);
    this.#state = state;
    if (this.#stopped || state === "speaking") return this.#idle?.stop();
    this.#idle?.show(state, person ?? resting(), this.lifeMs);
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
