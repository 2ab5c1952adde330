/**
 * The person in the picture during a session: absent at first, then waiting or speaking, finally gone.
 *
 * @module
 */
import type { AvatarPart, ShownBefore, TurnContext } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Control } from "../../contract/controls.ts";
import type { SessionState } from "../../contract/parts.ts";
import type { Extra, Unsequenced } from "../../contract/protocol/messages.ts";
import { Bearings } from "./bearings.ts";
import { IdleLife } from "./idle_life.ts";
import { frameEvent, type VideoStage } from "./video_stage.ts";

/** What a {@linkcode Presence} needs. */
interface PresenceOptions {
  readonly clock: Clock;
  /** How long the person has been shown before, by other instances, ms. */
  readonly ageMs: number;
  /** `state` sends state changes, `idle` sends the idle animation at all times. */
  readonly extras: ReadonlySet<Extra>;
  /** Absent: there is no picture. */
  readonly video: VideoStage | undefined;
  /** Whether a client is connected. */
  watched(): boolean;
  /** Sends an event; `turnId` is `null` for one outside a turn. */
  post(event: Unsequenced, turnId: string | null): void;
  /** Persona and control while idle. */
  resting(): TurnContext;
}

/**
 * The state of the person. `sinceMs` is in the person's time.
 *
 * absent → waiting → speaking → waiting → … ; from each of them → gone.
 */
type Being =
  /** Not shown yet. */
  | { readonly kind: "absent" }
  /** Idle between turns, or thinking in one; animated if the session requested it. */
  | {
    readonly kind: "waiting";
    readonly state: "idle" | "thinking";
    readonly control: Control;
    readonly sinceMs: number;
    readonly life: IdleLife | undefined;
  }
  /** Speaking: the turn's own frames show it. `before` is what the first of them continues from. */
  | {
    readonly kind: "speaking";
    readonly control: Control;
    readonly sinceMs: number;
    readonly before: ShownBefore | undefined;
  }
  /** The session is over. */
  | { readonly kind: "gone" };

/** How long a person is shown after it was interrupted, in sessions without idle animation, ms: the mouth closes. */
const SETTLE_MS = 300;

/** A session's person. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #bornAt: number;
  #being: Being = { kind: "absent" };
  /** By the person's time. */
  readonly #bearings = new Bearings();

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#bornAt = options.clock.now() - options.ageMs;
  }

  /** What the person is doing now. */
  get state(): SessionState {
    switch (this.#being.kind) {
      case "waiting":
        return this.#being.state;
      case "speaking":
        return "speaking";
      default:
        return "idle";
    }
  }

  /** How long the person has been shown, ms. */
  get lifeMs(): number {
    return this.#options.clock.now() - this.#bornAt;
  }

  /** What a turn's frames continue from: the state shown before the speech, or else the current one. */
  get before(): ShownBefore | undefined {
    return this.#being.kind === "speaking" ? this.#being.before : this.#shown;
  }

  get #shown(): ShownBefore | undefined {
    const being = this.#being;
    if (being.kind === "absent" || being.kind === "gone") return undefined;
    const { lifeMs, state } = this;
    return { state, control: being.control, forMs: lifeMs - being.sinceMs, bearing: this.#bearings.at(lifeMs) };
  }

  /** Notes a frame that was sent, and in how many ms it will be shown. */
  sent({ bearing }: AvatarPart, inMs: number): void {
    const { lifeMs } = this;
    this.#bearings.note(bearing, lifeMs + inMs, lifeMs);
  }

  /** Applies a control change now, speaking or waiting; another persona restarts the animation. */
  feel(control: Control): void {
    const being = this.#being;
    if (being.kind === "absent" || being.kind === "gone") return;
    this.#being = { ...being, control };
    if (being.kind === "speaking") return;
    if (control.character.persona_id === being.control.character.persona_id) return being.life?.feel(control);
    being.life?.end();
    const life = this.#live(this.#options.resting());
    life?.show(being.state);
    this.#being = { ...being, control, life };
  }

  /**
   * Changes what the person is doing.
   *
   * @param turn The turn in which it does so; absent: between turns.
   * @param options `wasCut`: speech was cut off, so the mouth may be open.
   */
  show(
    state: SessionState,
    turn?: TurnContext & { readonly currentControl: Control },
    { wasCut = false }: { readonly wasCut?: boolean } = {},
  ): void {
    const being = this.#being;
    if (being.kind === "gone") return;
    if (state !== this.state && this.#options.extras.has("state")) {
      this.#options.post({ type: "state", state }, turn?.turnId ?? null);
    }
    const control = turn?.currentControl ?? this.#options.resting().control;
    const sinceMs = this.lifeMs;
    if (state === "speaking") {
      if (being.kind === "waiting") being.life?.end();
      if (being.kind !== "speaking") this.#being = { kind: "speaking", control, sinceMs, before: this.#shown };
    } else if (being.kind === "waiting") {
      // The idle animation continues with the control it began with.
      being.life?.show(state);
      if (state !== being.state) this.#being = { ...being, state, sinceMs };
    } else {
      // What was sent ahead of speech that is over is not shown.
      this.#bearings.cut(sinceMs);
      const life = this.#live({ ...turn ?? this.#options.resting(), control }, wasCut && being.kind === "speaking");
      life?.show(state);
      this.#being = { kind: "waiting", state, control, sinceMs, life };
    }
  }

  /** The session is over. */
  end(): void {
    if (this.#being.kind === "waiting") this.#being.life?.end();
    this.#being = { kind: "gone" };
  }

  /** Begins a stretch of idle animation, if the session requested it; else a short one, if the mouth must close. */
  #live(person: TurnContext, mustSettle = false): IdleLife | undefined {
    const { extras, video, watched, post } = this.#options;
    const isAlive = extras.has("idle");
    if (!isAlive && !mustSettle || video === undefined || video.idleFps === 0 || video.shown === undefined) {
      return undefined;
    }
    if (!video.chain.primary.shared.capabilities().streams.includes("idle")) return undefined;
    return new IdleLife(video, person, {
      lifeMs: this.lifeMs,
      before: this.#shown,
      forMs: isAlive ? undefined : SETTLE_MS,
      watched,
      post: (part) => {
        this.sent(part, 0);
        post(frameEvent(part, true), null);
      },
    });
  }
}
