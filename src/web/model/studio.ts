/**
 * The page's logic: owns the human, and notifies its parts of changes.
 *
 * @module
 */
import {
  fetchModels,
  fetchPersonas,
  fetchSession,
  fetchTranscript,
  type Models,
  type PersonaList,
} from "../../client/net/http.ts";
import { ClientError } from "../../client/net/errors.ts";
import { connect } from "../../client/connect.ts";
import type { Human } from "../../client/human.ts";
import type { ConnectionStatus } from "../../client/net/reconnecting_socket.ts";
import type { ShownFrame } from "../../client/picture/renderer.ts";
import type { SessionEvent } from "../../client/net/events.ts";
import { CLOSE_CODES } from "../../contract/protocol/names.ts";
import type { Control, FidelityMap, PartialControl } from "../../contract/controls.ts";
import { mergeControls } from "../../contract/control_merge.ts";
import { messageOf } from "../../contract/errors.ts";
import { applyControl } from "./controls.ts";
import { type SavedSession, saveSession, type Settings } from "./settings.ts";
import { type LoggedTurn, TurnLog } from "./turn_log.ts";
import { failureOf, frameSizeOf, serviceOptions, type StudioConnection } from "./service.ts";
import { Poster } from "./poster.ts";
import { Signal } from "../lib/signal.ts";
import { WaitingTexts } from "./waiting_texts.ts";

/** How often to look, at least, whether the last part was heard to its end, ms. */
const NEXT_PART_MS = 500;

/** Close codes of sessions that can be replaced by a new one. */
const LOST: ReadonlySet<number> = new Set([CLOSE_CODES.unknown_session, CLOSE_CODES.unauthorized]);

/** What the human is doing. */
export type Activity = "starting" | "idle" | "thinking" | "speaking" | "offline";

/** The human, and the page's state of it. */
export class Studio {
  readonly connection = new Signal<StudioConnection>({ status: "connecting", attempt: 0 });
  readonly activity = new Signal<Activity>("starting");
  readonly turns = new Signal<readonly LoggedTurn[]>([]);
  readonly personas = new Signal<PersonaList | null>(null);
  readonly models = new Signal<Models | null>(null);
  /** The controls of the next turn. */
  readonly control = new Signal<Control | null>(null);
  /** How faithfully the last turn's providers honour the controls. */
  readonly fidelity = new Signal<FidelityMap | null>(null);
  /** Whether speech waits because the browser keeps the page silent. */
  readonly soundLocked = new Signal(false);
  readonly settings: Signal<Settings>;
  /** Texts that are not sent yet: the connection is lost, or the part before them is still heard. */
  readonly waiting = new WaitingTexts();
  readonly log: TurnLog = new TurnLog((records) => this.turns.value = records);
  #human: Human | null = null;
  readonly #poster: Poster;
  #canvas: HTMLCanvasElement;
  /** The message that began the newest turn, and those that brought its speech. */
  #turnSeq = 0;
  #speech: { readonly endMs: number; readonly seq: number }[] = [];
  /** Messages up to this one were logged before the page was reloaded. */
  #loggedSeq = 0;
  #video: "pose" | "frames" | "none" = "frames";
  #pending: PartialControl = {};
  #flushRequest: number | null = null;
  #nextPart: ReturnType<typeof setTimeout> | undefined;
  #starting: Promise<void> | null = null;
  /** Starts once a service that was busy may have room. */
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #shownListeners = new Set<(shown: ShownFrame) => void>();

  constructor(canvas: HTMLCanvasElement, settings: Signal<Settings>) {
    this.#poster = new Poster(canvas);
    this.#canvas = canvas;
    this.settings = settings;
  }

  /** The human; `null` while there is no session. */
  get human(): Human | null {
    return this.#human;
  }

  /** The session's video. */
  get video(): "pose" | "frames" | "none" {
    return this.#video;
  }

  /** Calls `listener` for each picture of a turn that is shown. */
  onShown(listener: (shown: ShownFrame) => void): void {
    this.#shownListeners.add(listener);
  }

  /**
   * Opens a session: the saved one, if it can be joined, else a new one.
   *
   * @param options `keepLog`: continues the transcript instead of starting an empty one.
   */
  start(saved: SavedSession | null = null, options: { keepLog?: boolean } = {}): Promise<void> {
    this.#starting ??= this.#start(saved, options.keepLog ?? false).finally(() => this.#starting = null);
    return this.#starting;
  }

  /**
   * Makes the human say a text, or answer it; one that is too long for a turn becomes several. Without a connection it
   * waits for the next one. Returns `false` if too many texts wait already.
   */
  begin(text: string, mode: "reply" | "verbatim"): boolean {
    const online = this.#human !== null && this.connection.value.status === "open";
    if (online) this.waiting.dropRest();
    const added = this.waiting.add(text, mode);
    if (online && added) this.#sendNext();
    return added;
  }

  /** Ends the running turn. */
  interrupt(): void {
    if (!this.#human || (this.activity.value !== "thinking" && this.activity.value !== "speaking")) return;
    this.waiting.dropRest();
    this.#human.interrupt();
    this.activity.value = "idle";
  }

  #sendNext(): void {
    const next = this.#human && this.waiting.take();
    if (!this.#human || !next) return;
    const { text, mode } = next;
    this.#flushControl();
    // First what the user waits for, then the page's details.
    const turn = mode === "verbatim" ? this.#human.say(text) : this.#human.ask(text);
    const { id } = turn;
    this.log.sent({ id, userText: text, mode, nowMs: performance.now() });
    turn.done.catch((error: unknown) => {
      this.waiting.dropRest();
      this.log.lost(id, messageOf(error), !(error instanceof ClientError) || error.retryable !== false);
      this.#goOn();
    });
    this.activity.value = "thinking";
  }

  /** Sends the next text that waits, as soon as the one before it was heard to its end. */
  #goOn(): void {
    clearTimeout(this.#nextPart);
    if (!this.#human || this.connection.value.status !== "open" || this.waiting.all.value.length === 0) return;
    if (this.log.records.some(({ state }) => state === "waiting" || state === "running")) return;
    const bufferedMs = this.#human.player.bufferedMs();
    if (bufferedMs <= 0) return this.#sendNext();
    this.#nextPart = setTimeout(() => this.#goOn(), Math.min(NEXT_PART_MS, bufferedMs + 20));
  }

  /** Changes controls, including those of the running turn. Changes within one refresh are sent together. */
  setControl(change: PartialControl): void {
    this.#pending = mergeControls(this.#pending, change);
    const { value: control } = this.control;
    if (control) this.control.value = applyControl(control, change);
    this.#flushRequest ??= requestAnimationFrame(() => this.#flushControl());
  }

  /** Starts a new session with other settings. */
  reconnectWith(change: Partial<Settings>): void {
    this.settings.value = { ...this.settings.value, ...change };
    this.start();
  }

  /** Stores the position in the session, for a reload of the page. */
  save(): void {
    const session = this.#human?.session;
    if (!session || session.connection.status === "closed") return;
    const position = this.#human?.position;
    const heard = position?.turn === session.turn ? { turn: position.turn, positionMs: position.positionMs } : null;
    const { grant, seq } = session;
    const after = session.running ? this.#speech.findLast(({ endMs }) => endMs <= (heard?.positionMs ?? 0))?.seq : seq;
    const turn = session.running ? this.log.find(session.turn) ?? null : null;
    saveSession({ grant, after: after ?? this.#turnSeq, seq, turn, heard, video: this.#video });
  }

  async #start(saved: SavedSession | null, keepLog: boolean): Promise<void> {
    clearTimeout(this.#retry);
    await this.#leave();
    if (keepLog) this.log.startOver();
    else this.log.clear();
    this.connection.value = { status: "connecting", attempt: 0 };
    this.activity.value = "starting";
    try {
      await this.#learn();
      const human = await this.#join(saved) ?? await this.#create();
      this.#human = human;
      this.#poster.takeDown();
      this.connection.value = human.session.connection;
      this.activity.value = human.session.running ? "thinking" : "idle";
      this.control.value = await this.#resolvedControl();
      this.#goOn();
    } catch (error) {
      this.activity.value = "offline";
      const failure = failureOf(error);
      this.connection.value = failure;
      if (failure.retryMs !== null) this.#retry = setTimeout(() => this.start(null, { keepLog }), failure.retryMs);
    }
  }

  async #leave(): Promise<void> {
    const human = this.#human;
    this.#human = null;
    this.#poster.takeDown();
    this.waiting.dropRest();
    this.#turnSeq = this.#loggedSeq = 0;
    this.#speech = [];
    await human?.[Symbol.asyncDispose]();
  }

  async #learn(): Promise<void> {
    const service = serviceOptions();
    const [personas, models] = await Promise.all([fetchPersonas(service), fetchModels(service)]);
    this.personas.value = personas;
    this.models.value = models;
    const poses = models.avatar?.capabilities.streams.includes("poses");
    this.#video = this.settings.value.video ?? (poses ? "pose" : "frames");
    if (this.#video === "pose") await this.#poster.show(personas, this.control.value?.character.persona_id);
  }

  #create(): Promise<Human> {
    const { emotion, character } = this.control.value ?? {};
    return connect({
      ...this.#humanOptions(),
      video: { mode: this.#video, ...frameSizeOf(this.#video, this.models.value) },
      extras: ["word", "state"],
      ...(emotion && { emotion }),
      ...(character && { character, persona_id: character.persona_id }),
    });
  }

  /** Joins the session that the tab had; `null` when there is none, or it is gone. */
  async #join(saved: SavedSession | null): Promise<Human | null> {
    if (!saved || saved.video !== this.#video) return null;
    const { grant, after, heard } = saved;
    const turns = await fetchTranscript(grant.session_id, serviceOptions()).catch(() => null);
    if (!turns) return null;
    this.log.restore(turns, saved.turn);
    this.#loggedSeq = saved.seq;
    const options = { ...this.#humanOptions(), grant, after, video: { mode: this.#video } };
    const human = await connect({ ...options, ...(heard && { heard }) }).catch(() => null);
    if (human) return human;
    await this.#leave();
    this.log.clear();
    return null;
  }

  #humanOptions() {
    return {
      ...serviceOptions(),
      canvas: this.#canvas,
      player: { workletUrl: new URL("worklet.js", document.baseURI) },
      subprotocol: this.settings.value.subprotocol,
      backoff: { giveUpMs: Infinity },
      onShown: (shown: ShownFrame) => this.#onShown(shown),
      onEvent: (event: SessionEvent) => this.#onEvent(event),
    };
  }

  #onEvent(event: SessionEvent): void {
    if (!("seq" in event) || event.seq > this.#loggedSeq) this.log.onEvent(event, performance.now());
    switch (event.type) {
      case "connection":
        return this.#onConnection(event);
      case "session_ready":
        // An open connection may still be refused.
        return this.#goOn();
      case "turn_started":
        this.#turnSeq = event.seq;
        this.#speech = [];
        this.control.value = event.control;
        this.fidelity.value = event.fidelity;
        if (this.activity.value === "idle") this.activity.value = "thinking";
        return;
      case "audio_chunk":
        this.#speech.push({ endMs: event.timestamp_ms + event.duration_ms, seq: event.seq });
        if (this.activity.value === "idle") this.activity.value = "thinking";
        return;
      case "turn_complete":
        if (event.status !== "completed") this.waiting.dropRest();
        this.activity.value = this.waiting.all.value.length > 0 ? "thinking" : "idle";
        this.#goOn();
    }
  }

  #onConnection(status: ConnectionStatus): void {
    this.connection.value = status;
    if (status.status === "open") this.activity.value = "idle";
    else if (status.status === "waiting" || status.status === "closed") this.activity.value = "offline";
    if (status.status === "closed" && LOST.has(status.code)) this.start(null, { keepLog: true });
  }

  #onShown(shown: ShownFrame): void {
    this.log.pictured(shown.turn, performance.now());
    for (const listener of this.#shownListeners) listener(shown);
  }

  #flushControl(): void {
    if (this.#flushRequest !== null) cancelAnimationFrame(this.#flushRequest);
    this.#flushRequest = null;
    const change = this.#pending;
    this.#pending = {};
    if (change.emotion || change.character) this.#human?.updateControl(change, { apply: "now" });
  }

  async #resolvedControl(): Promise<Control | null> {
    const id = this.#human?.session.grant.session_id;
    if (id === undefined) return null;
    return (await fetchSession(id, serviceOptions())).control;
  }
}
