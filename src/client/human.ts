/**
 * The whole human on a canvas of your page: a session, its voice and its face, in step.
 *
 * @module
 */
import type { PartialControl } from "../contract/controls.ts";
import type { EventOf, SessionEvent } from "./net/events.ts";
import { fetchPersonas, type SessionGrant, type SessionInit } from "./net/http.ts";
import { createSession, joinSession } from "./net/join.ts";
import { AudioPlayer, type MediaPosition, type PlayerOptions } from "./sound/player.ts";
import type { PosePainter } from "./picture/pose_painter.ts";
import { Renderer, type ShownFrame } from "./picture/renderer.ts";
import type { HumanSession, JoinOptions } from "./net/human_session.ts";

/** A report of what was heard goes out this often while a turn plays. */
const REPORT_MS = 250;
/** A picture is expected this soon; else the report goes without one. */
const PICTURE_MS = 100;

/** How to connect a human. */
export interface HumanOptions extends SessionInit, JoinOptions {
  /** Where the human is shown. */
  canvas: HTMLCanvasElement;
  /** Joins this session, in place of making a new one. */
  grant?: SessionGrant;
  /** How to play the voice. */
  player?: PlayerOptions;
  /** What was heard before the page was loaded again: speech before it, sent again, is not played again. */
  heard?: { readonly turn: number; readonly positionMs: number };
  /** Called for each picture that was shown. */
  onShown?: (shown: ShownFrame) => void;
  /** Called for each event, from the first one on. */
  onEvent?: (event: SessionEvent) => void;
}

/**
 * Puts a human on a canvas.
 *
 * @example
 * ```ts ignore
 * import { connect } from "@tth/tth/client";
 *
 * const human = await connect({ url: "http://localhost:8080", canvas, video: { mode: "pose" } });
 * button.onclick = () => human.speak("What a lovely day!");
 * ```
 *
 * @throws {ClientError} When the service refuses, or cannot be reached, or the browser has no sound.
 */
export async function connect(options: HumanOptions): Promise<Human> {
  const { canvas, grant, player: playerOptions, heard, onShown, onEvent, ...rest } = options;
  const player = await AudioPlayer.create(playerOptions);
  try {
    const session = grant ? await joinSession(grant, rest) : await createSession(rest);
    const face = options.video?.mode === "pose" ? await openFace(options, session.grant.persona_id) : {};
    const wishes = { ...(heard && { heard }), ...(onShown && { onShown }), ...(onEvent && { onEvent }) };
    return new Human({ session, player, canvas, ...face, ...wishes });
  } catch (error) {
    await player[Symbol.asyncDispose]();
    throw error;
  }
}

/** What a human is made of. */
export interface HumanParts {
  /** Who is spoken with. */
  session: HumanSession;
  /** Plays the voice. */
  player: AudioPlayer;
  /** Where the human is shown. */
  canvas: HTMLCanvasElement;
  /** Draws poses; without it they are ignored. */
  painter?: PosePainter;
  /** The look of each persona, for poses. */
  looks?: ReadonlyMap<string, string>;
  /** What was heard before the page was loaded again: speech before it is not played again. */
  heard?: { readonly turn: number; readonly positionMs: number };
  /** Called for each picture that was shown. */
  onShown?: (shown: ShownFrame) => void;
  /** Called for each event, from now on. */
  onEvent?: (event: SessionEvent) => void;
}

/** A session, its voice and its face, in step. Made by {@linkcode connect}; owns all its parts. */
export class Human implements AsyncDisposable {
  /** The session, for all that the human itself does not offer. */
  readonly session: HumanSession;
  /** What plays the voice. */
  readonly player: AudioPlayer;
  /** What shows the face. */
  readonly renderer: Renderer;
  readonly #looks: ReadonlyMap<string, string>;
  readonly #painter: PosePainter | undefined;
  readonly #heard: { readonly turn: number; readonly positionMs: number } | undefined;
  readonly #stopListening: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #reportDue = false;
  #shownAtMs = -Infinity;

  /** Takes the parts over, and listens to the session from now on. */
  constructor({ session, player, canvas, painter, looks = new Map(), heard, onShown, onEvent }: HumanParts) {
    this.session = session;
    this.player = player;
    this.#looks = looks;
    this.#painter = painter;
    this.#heard = heard;
    this.renderer = new Renderer({
      canvas,
      position: () => player.position(),
      ...(painter && { paintPose: (pose, target) => painter.paint(pose, target) }),
      onShown: (shown) => {
        this.#onShown(shown);
        onShown?.(shown);
      },
    });
    this.#stopListening = session.listen((event) => {
      this.#onEvent(event);
      onEvent?.(event);
    });
    this.#timer = setInterval(() => this.#onReportTime(), REPORT_MS);
  }

  /** What is heard right now; `null` while there is nothing to be heard. */
  get position(): MediaPosition | null {
    return this.player.position();
  }

  /** Has the human speak; a running turn is interrupted. Call it in the handler of a click or a key. */
  speak(text: string, options: { control?: PartialControl; mode?: "reply" | "verbatim" } = {}): void {
    this.#unlock();
    const playedMs = this.#playedMs();
    this.#fallSilent();
    this.session.speak(text, { ...options, ...(playedMs !== undefined && { playedMs }) });
  }

  /** Ends the running turn: the voice is silent and the mouth still at once. */
  interrupt(): void {
    const playedMs = this.#playedMs();
    this.#fallSilent();
    this.session.interrupt(playedMs === undefined ? {} : { playedMs });
  }

  /** Merges controls into later turns; with `apply: "now"` also into the running one. */
  updateControl(control: PartialControl, options: { apply?: "next_turn" | "now" } = {}): void {
    this.session.updateControl(control, options);
    const personaId = control.character?.persona_id;
    if (personaId !== undefined && options.apply === "now") this.#setLook(personaId);
  }

  /** Leaves the session and gives back everything. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#stopListening();
    this.renderer[Symbol.dispose]();
    await this.player[Symbol.asyncDispose]();
    await this.session.close();
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
      case "video_frame":
      case "pose":
        this.renderer.push(event);
        break;
      case "turn_complete":
        if (event.status === "interrupted") this.#fallSilent();
        break;
    }
  }

  #wasHeard({ turn, timestamp_ms, duration_ms }: EventOf<"audio_chunk">): boolean {
    return turn === this.#heard?.turn && timestamp_ms + duration_ms <= this.#heard.positionMs;
  }

  #fallSilent(): void {
    this.player.flush();
    this.renderer.flush();
  }

  #unlock(): void {
    // Without a click or key before, the browser refuses; `player.locked` says so, and what was said waits.
    this.player.unlock().catch(() => {});
  }

  #playedMs(): number | undefined {
    const position = this.position;
    return position?.turn === this.session.turn ? position.positionMs : undefined;
  }

  /** The report waits for the next picture, so that it tells the drift as it was when the picture was shown. */
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

  #setLook(personaId: string): void {
    const look = this.#looks.get(personaId);
    if (look !== undefined) this.#painter?.setLook(look);
  }
}

/** What poses need: the face's drawing code, which other sessions need not load, and who looks how. */
async function openFace(
  options: HumanOptions,
  personaId: string | undefined,
): Promise<Pick<HumanParts, "painter" | "looks">> {
  const [{ PosePainter }, { personas, default: usual }] = await Promise.all([
    import("./picture/pose_painter.ts"),
    fetchPersonas(options),
  ]);
  const looks = new Map<string, string>();
  for (const { id, look } of personas) if (look !== undefined) looks.set(id, look);
  return { painter: new PosePainter(looks.get(personaId ?? usual)), looks };
}
