/**
 * The element `<talking-human>`.
 *
 * @module
 */
import type { PartialControl } from "../../contract/controls.ts";
import { connect } from "../connect.ts";
import type { Human } from "../human.ts";
import type { HumanOptions } from "../human_options.ts";
import type { SessionEvent } from "../net/events.ts";
import { ClientError } from "../net/errors.ts";
import { requestSession, type SessionGrant } from "../net/http.ts";
import type { TurnHandle } from "../net/turn_handle.ts";
import { emotionOf, fetchGrant, LIVE_ATTRIBUTES, requestOf, SESSION_ATTRIBUTES, volumeOf } from "./attributes.ts";
import { CaptionView } from "./caption_view.ts";
import { failureOf, type HumanEventMap, type HumanState, MEDIA } from "./human_events.ts";
import { mirrorAttributes, type MirroredProperties } from "./properties.ts";
import { soundButton } from "./sound_button.ts";
import { retryMsOf, startsAgainAfter } from "./retries.ts";
import { adoptStyles } from "./styles.ts";

/** The server has no elements; there the module only must load. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {};

/** The element's own events and the properties of its attributes, typed. */
export interface TalkingHumanElement extends MirroredProperties {
  /** Calls `listener` with every event of a type. */
  addEventListener<Type extends keyof HumanEventMap>(
    type: Type,
    listener: (event: HumanEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Calls `listener` with every event of another type. */
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** A human on a page. Its session begins when it is put into the page, and ends when it is taken out. */
export class TalkingHumanElement extends Base {
  /** Attributes that the browser reports. */
  static readonly observedAttributes: readonly string[] = [...SESSION_ATTRIBUTES, ...LIVE_ATTRIBUTES];

  readonly #canvas = document.createElement("canvas");
  readonly #line = document.createElement("p");
  readonly #button = document.createElement("button");
  readonly #showButton = soundButton(this.#button, () => void this.#human?.player.unlock());
  readonly #notice = document.createElement("p");
  readonly #captions = new CaptionView(this.#line, (pieces) => this.#dispatch("captionchange", pieces));
  #state: HumanState = "off";
  /** What it did when the connection was lost. */
  #interrupted: HumanState | null = null;
  #human: Human | null = null;
  #starting: { readonly abort: AbortController; readonly done: Promise<Human> } | null = null;
  #restart = false;
  /** Starts once what failed may succeed. */
  #retry: ReturnType<typeof setTimeout> | undefined;
  #failuresInARow = 0;
  /** Resolves when the session before has ended, so that its place is free. */
  #ended: Promise<void> = Promise.resolve();

  /** Builds the shadow tree. */
  constructor() {
    super();
    const parts = { canvas: this.#canvas, captions: this.#line, button: this.#button, notice: this.#notice };
    for (const [part, node] of Object.entries(parts)) {
      node.className = part;
      node.part.add(part);
    }
    this.#line.dir = "auto";
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", "A talking human");
    this.#notice.setAttribute("role", "alert");
    this.#notice.hidden = this.#line.hidden = true;
    const root = this.attachShadow({ mode: "open" });
    adoptStyles(root);
    root.append(this.#canvas, this.#line, this.#button, this.#notice);
  }

  /** What the human is doing. */
  get state(): HumanState {
    return this.#state;
  }

  /** The connected human, for everything that the element does not offer; `null` before `ready`. */
  get human(): Human | null {
    return this.#human;
  }

  /** The attribute `volume`, 0 to 1. Default: 1. */
  get volume(): number {
    return volumeOf(this.getAttribute("volume") ?? "1");
  }

  set volume(volume: number) {
    this.setAttribute("volume", String(volume));
  }

  /**
   * Makes the human say exactly this text; a running turn is interrupted.
   *
   * @throws {ClientError} When no session can be started, or it has ended.
   */
  async say(text: string, options: { control?: PartialControl | undefined } = {}): Promise<TurnHandle> {
    return (await this.#connected()).say(text, options);
  }

  /**
   * Makes the human answer a text; a running turn is interrupted.
   *
   * @throws {ClientError} When no session can be started, or it has ended.
   */
  async ask(text: string, options: { control?: PartialControl | undefined } = {}): Promise<TurnHandle> {
    return (await this.#connected()).ask(text, options);
  }

  /** Ends the running turn: the voice and the mouth stop immediately. */
  interrupt(): void {
    this.#human?.interrupt();
  }

  /** Merges controls into later turns; with `apply: "now"` also into the running one. */
  updateControl(control: PartialControl, options: { apply?: "next_turn" | "now" | undefined } = {}): void {
    this.#human?.updateControl(control, options);
  }

  /** Called by the browser: starts the session. */
  connectedCallback(): void {
    this.#start();
  }

  /** Called by the browser: ends the session, unless the element was only moved. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) void this.#stop("off");
    });
  }

  /** Called by the browser. */
  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (old === value || this.#state === "off") return;
    const isCorrection = this.#state === "failed" && (name === "persona" || name === "emotion");
    if (isCorrection || SESSION_ATTRIBUTES.some((one) => one === name)) this.#restartSoon();
    else this.#apply(name, value);
  }

  /** Several attributes that change together begin one new session. */
  #restartSoon(): void {
    if (this.#restart) return;
    this.#restart = true;
    queueMicrotask(async () => {
      this.#restart = false;
      await this.#stop("connecting");
      if (this.isConnected) this.#start();
    });
  }

  #start(): void {
    if (this.#human || this.#starting) return;
    clearTimeout(this.#retry);
    const abort = new AbortController();
    const done = this.#connect(abort.signal);
    this.#starting = { abort, done };
    done.catch((error: unknown) => this.#onFailure(error, abort.signal));
  }

  async #connect(signal: AbortSignal): Promise<Human> {
    this.#setState("connecting");
    await this.#ended;
    const { url, session } = requestOf(this, import.meta.url);
    const options: HumanOptions = {
      canvas: this.#canvas,
      grant: () => this.#grant(signal),
      ...(session.video && { video: session.video }),
      ...(url && { url }),
      signal,
      onEvent: (event) => this.#onEvent(event),
    };
    const human = await connect(options);
    if (signal.aborted) {
      await human.close();
      signal.throwIfAborted();
    }
    this.#human = human;
    this.#starting = null;
    this.#failuresInARow = 0;
    this.#notice.hidden = true;
    human.player.context.onstatechange = () => this.#showLock();
    for (const name of ["muted", "volume", "captions"]) this.#apply(name, this.getAttribute(name));
    this.#setState("idle");
    this.#dispatch("ready", human);
    return human;
  }

  /** A session as the attributes are now: the first one, or one that takes the place of a session that was lost. */
  #grant(signal: AbortSignal): Promise<SessionGrant> {
    const { url, grantUrl, session } = requestOf(this, import.meta.url);
    return grantUrl ? fetchGrant(grantUrl, session, signal) : requestSession(session, { ...(url && { url }), signal });
  }

  async #stop(state: HumanState): Promise<void> {
    clearTimeout(this.#retry);
    const human = this.#human;
    this.#human = null;
    this.#starting?.abort.abort(
      new ClientError("closed", "The <talking-human> left the page, or began another session."),
    );
    this.#starting = null;
    this.#captions.clear();
    this.#interrupted = null;
    this.#button.hidden = true;
    this.#setState(state);
    // A browser may keep a closed context, and with its listener the element.
    if (human) human.player.context.onstatechange = null;
    // A session that could not be closed properly must not keep the next one from starting.
    if (human) this.#ended = human.close().catch(() => {});
    await this.#ended;
  }

  #connected(): Promise<Human> {
    if (this.#human) return Promise.resolve(this.#human);
    if (!this.isConnected) {
      const message = "This <talking-human> is not in the page. Append it to the page before you let it speak.";
      return Promise.reject(new ClientError("closed", message));
    }
    this.#start();
    return this.#starting?.done ?? Promise.reject(new ClientError("closed", "The session is closed."));
  }

  #apply(name: string, value: string | null): void {
    const human = this.#human;
    if (!human) {
      // What changes while it connects, the session may have been created without.
      this.#starting?.done.then(() => this.#apply(name, value), () => {});
      return;
    }
    try {
      if (name === "muted") human.muted = value !== null;
      else if (name === "volume") human.volume = volumeOf(value ?? "1");
      else if (name === "captions") this.#line.hidden = value === null;
      else if (name === "emotion" && value !== null) {
        human.updateControl({ emotion: emotionOf(value) }, { apply: "now" });
      } else if (name === "persona" && value !== null) {
        human.updateControl({ character: { persona_id: value } }, { apply: "now" });
      }
    } catch (error) {
      this.#dispatchFailure(error);
    }
  }

  #onEvent(event: SessionEvent): void {
    this.#captions.onEvent(event, () => this.#human?.position ?? null);
    if (event.type === "state") this.#setState(event.state);
    if (event.type === "connection" && event.status === "waiting" && this.#human) this.#onLost();
    if (event.type === "session_ready" && this.#human) this.#onResumed(this.#human.session.running);
    if (event.type === "audio_chunk") this.#showLock();
    if (event.type === "connection" && event.status === "closed" && this.#human) this.#onClosed(event);
    if (!MEDIA.has(event.type)) this.#dispatch(event.type, event);
  }

  /** Speech waits where the browser wants a click first. */
  #showLock(): void {
    this.#showButton(this.#human?.player.locked ?? false);
  }

  /** What has arrived is still heard; then the human waits. */
  #onLost(): void {
    this.#interrupted ??= this.#state;
    this.#setState("connecting");
  }

  #onResumed(isRunning: boolean): void {
    if (!isRunning) this.#captions.leave();
    this.#setState(isRunning ? this.#interrupted ?? this.#state : "idle");
    this.#interrupted = null;
  }

  #onClosed({ code, message }: { readonly code: number; readonly message: string }): void {
    void this.#stop("failed");
    this.#fail(new ClientError("closed", message), startsAgainAfter(code));
  }

  #onFailure(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#starting = null;
    this.#setState("failed");
    this.#fail(error);
  }

  /** Reports what failed, and tries again later where that may help. */
  #fail(error: unknown, mayHelp = true): void {
    const waitMs = mayHelp ? retryMsOf(error, this.#failuresInARow++) : null;
    if (waitMs !== null) this.#retry = setTimeout(() => this.#start(), waitMs);
    this.#dispatchFailure(error);
  }

  #dispatchFailure(error: unknown): void {
    const failure = failureOf(error);
    if (this.#state === "failed") {
      // A screen reader would read the same text again.
      if (this.#notice.textContent !== failure.message) this.#notice.textContent = failure.message;
      this.#notice.hidden = false;
    }
    this.#dispatch("failure", failure);
  }

  #setState(state: HumanState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#dispatch("statechange", state);
  }

  #dispatch(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

mirrorAttributes(TalkingHumanElement.prototype);
