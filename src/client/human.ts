/**
 * The whole human on a canvas of your page: a session with its voice and face, in sync.
 *
 * @module
 */
import { systemClock } from "../contract/clock.ts";
import type { PartialControl } from "../contract/controls.ts";
import { ClientError } from "./net/errors.ts";
import type { EventOf, SessionEvent } from "./net/events.ts";
import type { HumanSession } from "./net/human_session.ts";
import type { HumanParts } from "./human_options.ts";
import type { TurnOptions } from "./net/options.ts";
import type { TurnHandle } from "./net/turn_handle.ts";
import { appearanceOf, openPainter } from "./picture/paint/open_painter.ts";
import type { PosePainter } from "./picture/paint/pose_painter.ts";
import { type PoseWeights, Renderer, type ShownFrame } from "./picture/renderer.ts";
import { DueEvents } from "./sound/due_events.ts";
import type { AudioPlayer, MediaPosition } from "./sound/player.ts";

/** Interval between playback reports while a turn plays. */
const REPORT_MS = 250;
/** How long a report waits for a picture; after that it is sent without one. */
const PICTURE_MS = 100;

/** Shown before the first pose arrives: a friendly face. */
export const POSE_AT_REST: PoseWeights = { mouthSmileLeft: 0.2, mouthSmileRight: 0.2 };

/** A session with its voice and face, in sync. Created by {@linkcode connect}; owns all its parts. */
export class Human implements AsyncDisposable {
  /** The session, for everything that the human itself does not offer. */
  readonly session: HumanSession;
  /** What plays the voice. */
  readonly player: AudioPlayer;
  /** What shows the face. */
  readonly renderer: Renderer;
  readonly #heard: { readonly turn: number; readonly positionMs: number } | undefined;
  readonly #paintAtRest: () => void;
  readonly #stopListening: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #due: DueEvents;
  #painter: PosePainter | undefined;
  /** Who is shown; absent: the persona that the session began with. */
  #personaId: string | undefined;
  /** Only the poses of later turns open a painter. */
  #openedIn: number;
  #reportDue = false;
  #released = false;
  #shownAtMs = -Infinity;

  /** Takes ownership of the parts, and listens to the session from now on. */
  constructor({ session, player, canvas, painter, heard, onShown, onEvent }: HumanParts) {
    this.session = session;
    this.player = player;
    this.#due = new DueEvents(() => player.position(), systemClock);
    this.#painter = painter;
    this.#openedIn = painter ? Infinity : -1;
    this.#heard = heard;
    this.renderer = new Renderer({
      canvas,
      position: () => player.position(),
      paintPose: (pose, target) => this.#painter?.paint(pose, target),
      paintTiming: () => this.#painter?.timing,
      onShown: (shown) => {
        this.#onShown(shown);
        onShown?.(shown);
      },
    });
    this.#paintAtRest = () => this.#painter?.paint(POSE_AT_REST, canvas);
    this.#paintAtRest();
    this.#stopListening = session.listen((event) => {
      this.#onEvent(event);
      onEvent?.(event);
    });
    this.#timer = setInterval(() => this.#onReportTime(), REPORT_MS);
  }

  /** What is heard right now; `null` while nothing is heard. */
  get position(): MediaPosition | null {
    return this.player.position();
  }

  /**
   * Makes the human say exactly this text; a running turn is interrupted. Call it in the handler of a click or a key.
   *
   * @throws {ClientError} With code `closed` when the session has ended.
   */
  say(text: string, options: { control?: PartialControl | undefined } = {}): TurnHandle {
    return this.session.say(text, this.#beginning(options), this);
  }

  /**
   * Makes the human answer a text; a running turn is interrupted. Call it in the handler of a click or a key.
   *
   * @throws {ClientError} With code `closed` when the session has ended.
   */
  ask(text: string, options: { control?: PartialControl | undefined } = {}): TurnHandle {
    return this.session.ask(text, this.#beginning(options), this);
  }

  /**
   * Calls `listener` with every event of a type: `cue` and `emotion` when their time is heard, others as they arrive.
   * Returns the function that removes it.
   *
   * @throws {ClientError} If the session has no such events: `unknown_event`, or `event_not_requested`.
   */
  on<Type extends SessionEvent["type"]>(type: Type, listener: (event: EventOf<Type>) => void): () => void {
    return this.session.on(type, (event) => {
      const any: SessionEvent = event;
      if (any.type !== "cue" && any.type !== "emotion") return listener(event);
      this.#due.push({ turn: any.turn, atMs: any.timestamp_ms, deliver: () => listener(event) });
    });
  }

  /** Ends the running turn: the voice and the mouth stop immediately. */
  interrupt(): void {
    this.session.interrupt(this.#cutOff());
  }

  /** Merges controls into later turns; with `apply: "now"` also into the running one. */
  updateControl(control: PartialControl, options: { apply?: "next_turn" | "now" | undefined } = {}): void {
    this.session.updateControl(control, options);
    const personaId = control.character?.persona_id;
    if (personaId !== undefined && options.apply === "now") this.#setLook(personaId);
  }

  /** How loud the voice is, 0 to 1. */
  get volume(): number {
    return this.player.volume;
  }

  /** @throws {RangeError} Outside 0 to 1. */
  set volume(volume: number) {
    this.player.volume = volume;
  }

  /** Whether the voice is silent; the face goes on speaking. */
  get muted(): boolean {
    return this.player.muted;
  }

  set muted(muted: boolean) {
    this.player.muted = muted;
  }

  /**
   * Redraws the face after the size of the canvas on the page has changed. Only needed where the next picture would
   * come too late, such as in a session without `idle`; pictures of `frames` keep the size that the session began with.
   */
  resize(): void {
    if (!this.renderer.redraw()) this.#paintAtRest();
  }

  /**
   * Ends the session and releases everything; the same as disposing of it.
   *
   * @param options `keep`: the service keeps the session for `session.resume_ms`, so that its grant can be joined again.
   */
  async close(options: { keep?: boolean | undefined } = {}): Promise<void> {
    const isOpen = this.session.connection.status === "open";
    this.#released = true;
    clearInterval(this.#timer);
    this.#due[Symbol.dispose]();
    this.#stopListening();
    this.renderer[Symbol.dispose]();
    this.#painter?.[Symbol.dispose]();
    await this.player[Symbol.asyncDispose]();
    await this.session.close();
    // A session that cannot be ended now expires.
    if (isOpen && !options.keep) await this.session.end().catch(() => {});
  }

  /** Ends the session and releases everything. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Stops the old turn, and lets the new one play. */
  #beginning(options: { control?: PartialControl | undefined }): TurnOptions {
    // Without a previous click or key press the browser refuses; `player.locked` is then set, and the speech waits.
    this.player.unlock().catch(() => {});
    return { ...options, ...this.#cutOff() };
  }

  #onEvent(event: SessionEvent): void {
    switch (event.type) {
      case "turn_started":
        this.#fallSilent();
        this.#setLook(event.control.character.persona_id);
        break;
      case "audio_chunk":
        if (!this.#wasHeard(event)) this.player.push(event);
        break;
      case "pose":
        if (event.turn > this.#openedIn) void this.#openPainter(event.turn);
        this.renderer.push(event);
        break;
      case "video_frame":
        this.renderer.push(event);
        break;
      case "turn_complete":
        if (event.status === "interrupted") this.#fallSilent();
        else this.#due.finish(event.turn);
        break;
    }
  }

  #wasHeard({ turn, timestamp_ms, duration_ms }: EventOf<"audio_chunk">): boolean {
    return turn === this.#heard?.turn && timestamp_ms + duration_ms <= this.#heard.positionMs;
  }

  #fallSilent(): void {
    this.#due.flush();
    this.player.flush();
    this.renderer.flush();
  }

  /** Stops the running turn; returns what was heard of it. */
  #cutOff(): { playedMs?: number } {
    const { position } = this;
    this.#fallSilent();
    return position?.turn === this.session.turn ? { playedMs: position.positionMs } : {};
  }

  /** The report waits for the next picture, so that it reports the drift at the time the picture was shown. */
  #onReportTime(): void {
    if (!this.session.running) return;
    if (this.#reportDue || performance.now() - this.#shownAtMs > PICTURE_MS) this.#report(this.position);
    else this.#reportDue = true;
  }

  #onShown({ turn, positionMs, frameIndex }: ShownFrame): void {
    this.#shownAtMs = performance.now();
    if (this.#reportDue) this.#report({ turn, positionMs }, frameIndex);
  }

  #report(position: { turn: number; positionMs: number } | null, frameIndex?: number): void {
    this.#reportDue = false;
    if (position?.turn !== this.session.turn) return;
    const { turn, positionMs } = position;
    const bufferedMs = this.player.bufferedMs();
    this.session.reportPlayback({ turn, positionMs, bufferedMs, ...(frameIndex !== undefined && { frameIndex }) });
  }

  /** The session sends poses without having announced them. Never rejects: the voice does not need the face. */
  async #openPainter(turn: number): Promise<void> {
    this.#openedIn = Infinity;
    try {
      this.#painter = await openPainter(this.session.grant);
      if (this.#released) this.#painter[Symbol.dispose]();
      else if (this.#personaId) this.#setLook(this.#personaId);
    } catch (cause) {
      this.#openedIn = turn;
      // No caller waits for it.
      if (!this.#released) reportError(new ClientError("no_face", "Cannot draw the face in this turn.", { cause }));
    }
  }

  #setLook(personaId: string): void {
    this.#personaId = personaId;
    this.#painter?.wear(appearanceOf(this.session.grant, personaId));
  }
}
