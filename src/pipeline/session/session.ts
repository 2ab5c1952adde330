/**
 * A session: one person in front of one human. It has one active turn, the controls and history that turns share, and
 * an outbox that outlives its connections.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { TurnContext } from "../../contract/adapter.ts";
import { SyncController } from "../../alignment/sync_controller.ts";
import { systemPrompt } from "../../control/prompt.ts";
import { type ResolvedControl, SessionControls } from "../../control/session_controls.ts";
import { messageOf, TthError } from "../../contract/errors.ts";
import { CLOSE_CODES } from "../../contract/protocol/names.ts";
import type { PartialControl } from "../../contract/controls.ts";
import type { ClientMessage, Components, Extra, Unsequenced } from "../../contract/protocol/messages.ts";
import type { SessionState } from "../../contract/parts.ts";
import { History, type TurnRecord } from "../turn/history.ts";
import { Turn, type TurnOptions } from "../turn/orchestrator.ts";
import { Outbox, type Resumption, type Sink } from "./outbox.ts";
import { componentsOf } from "../provider/providers.ts";
import { Presence } from "../video/presence.ts";
import { replayGap, textTooLong, unexpected, unknownTurn } from "./session_errors.ts";
import type { SessionHost, SessionRequest } from "./session_host.ts";
import type { SpeechSource } from "../speech/speech.ts";
import { type TurnRequest, turnRequestOf } from "../turn/turn_request.ts";
import { completeEvent, logResult, recordOf, type TurnResult } from "../turn/turn_result.ts";
import { type VideoFormat, videoFormat } from "../video/video_format.ts";

type UserTextMessage = Extract<ClientMessage, { type: "user_text" }>;

/** A person's session. */
export class Session {
  readonly id = crypto.randomUUID();
  /** When it began, on the host's clock. */
  readonly startedAt: number;
  readonly #host: SessionHost;
  readonly #log: Logger;
  readonly #controls: SessionControls;
  readonly #extras: ReadonlySet<Extra>;
  readonly #outbox: Outbox;
  readonly #source: SpeechSource;
  readonly #history: History;
  readonly #sync: SyncController;
  readonly #video: VideoFormat | undefined;
  readonly #presence: Presence;
  #epoch = 0;
  #turn: Turn | undefined;
  #lastActiveAt: number;
  #detachedAt: number | undefined;
  #ended = false;

  /**
   * @throws RequestError `unknown_persona`
   */
  constructor(request: SessionRequest, host: SessionHost) {
    this.#host = host;
    this.#controls = new SessionControls(host.personas, request.personaId, request.control);
    this.#extras = new Set(request.extras);
    this.#log = host.log.with({ session_id: this.id });
    this.startedAt = this.#lastActiveAt = host.clock.now();
    this.#outbox = new Outbox(host.outbox, host.clock);
    this.#history = new History(host.historyTurns);
    this.#sync = new SyncController(host.sync);
    this.#source = host.createSource();
    this.#video = videoFormat(request.video, host.providers);
    this.#presence = this.#startPresence();
    this.#log.info("session begun", { persona_id: request.personaId });
  }

  /** The turns that are over, oldest first. */
  get records(): readonly TurnRecord[] {
    return this.#history.records;
  }

  /** Turns begun so far. */
  get turns(): number {
    return this.#epoch;
  }

  /** What the human does now. */
  get state(): SessionState {
    return this.#presence.state;
  }

  /** What the next turn would run with. */
  get resolved(): ResolvedControl {
    return this.#controls.resolve();
  }

  /** What it shows; `undefined`: nothing. */
  get video(): VideoFormat | undefined {
    return this.#video;
  }

  /** Adapters that serve it; `avatar` is `null` when it asked for no video. */
  get components(): Components {
    const components = componentsOf(this.#host.providers);
    return this.#video === undefined ? { ...components, avatar: null } : components;
  }

  /** Whether a client is connected. */
  get attached(): boolean {
    return this.#outbox.attached;
  }

  /** Ms since it was last connected; `undefined` while it is, or before it ever was. */
  get detachedForMs(): number | undefined {
    return this.#detachedAt === undefined ? undefined : this.#host.clock.now() - this.#detachedAt;
  }

  /** Ms since anything happened in it. */
  get idleForMs(): number {
    return this.#turn === undefined ? this.#host.clock.now() - this.#lastActiveAt : 0;
  }

  /**
   * Connects a client. One that is connected already is closed with 4009.
   *
   * @param sink The client's socket.
   * @param options `protocol`: the subprotocol in use. `after`: the last `seq` that the client has, when it resumes.
   */
  attach(sink: Sink, options: { protocol: string; after?: number | undefined }): Resumption {
    if (this.#ended) {
      // It ended while the socket was opening.
      sink.close(CLOSE_CODES.ended, "ended");
      return { replayed: 0, complete: true };
    }
    this.#outbox.sink?.close(CLOSE_CODES.replaced, "replaced");
    const { mode: _, ...size } = this.#video ?? { mode: "none", fps: 0, width: 0, height: 0 };
    const ready: Unsequenced = {
      type: "session_ready",
      session_id: this.id,
      protocol: options.protocol,
      ...size,
      components: this.components,
      resumed: options.after !== undefined,
    };
    const resumption = this.#outbox.attach(sink, ready, this.#epoch, options.after);
    this.#detachedAt = undefined;
    this.#lastActiveAt = this.#host.clock.now();
    this.#sync.reset();
    if (!resumption.complete) this.#error(replayGap());
    if (this.#turn === undefined) this.#presence.show("idle");
    if (this.#epoch === 0) this.#prepare();
    return resumption;
  }

  /** Takes a client's socket away; the session and its turn go on. */
  detach(sink: Sink): void {
    const wasAttached = this.#outbox.sink === sink;
    this.#outbox.detach(sink);
    if (wasAttached || !this.attached) this.#detachedAt ??= this.#host.clock.now();
  }

  /** Takes a message. Whatever is wrong with it becomes an `error` event; the session goes on. */
  receive(message: ClientMessage): void {
    if (this.#ended) return;
    this.#lastActiveAt = this.#host.clock.now();
    try {
      this.#dispatch(message);
    } catch (error) {
      this.reject(error, message.type === "user_text" ? message.id : undefined);
    }
  }

  /** Tells the client that something it sent cannot be done; `id`: the client's own for it, if it made one. */
  reject(error: unknown, id?: string): void {
    if (error instanceof TthError) return this.#error(error, id);
    this.#log.error("a message could not be handled: {error}", { error: messageOf(error) });
    this.#error(unexpected(), id);
  }

  /** Ends the running turn, if any. */
  cancelCurrentTurn(playedMs?: number): void {
    this.#turn?.interrupt(playedMs);
  }

  /** Ends the session: its turn, its socket, its provider's connection. Idempotent. */
  async end(code: number = CLOSE_CODES.ended, reason = "ended"): Promise<void> {
    if (this.#ended) return;
    this.cancelCurrentTurn();
    this.#ended = true;
    this.#presence.stop();
    const sink = this.#outbox.sink;
    if (sink !== undefined) this.#outbox.detach(sink);
    sink?.close(code, reason);
    const lastedMs = Math.round(this.#host.clock.now() - this.startedAt);
    this.#log.info("session ended after {turns} turns", { turns: this.turns, lasted_ms: lastedMs });
    await this.#source.close();
  }

  #dispatch(message: ClientMessage): void {
    switch (message.type) {
      case "user_text":
        return this.#startTurn(message);
      case "interrupt":
        return this.cancelCurrentTurn(message.played_ms);
      case "control_update":
        return this.#updateControl(message.control, message.apply);
      case "playback":
        return this.#playback(message);
      case "ping":
        this.#post({ type: "pong", t: message.t });
    }
  }

  #playback(message: Extract<ClientMessage, { type: "playback" }>): void {
    if (message.turn > this.#epoch) throw unknownTurn(message.turn, this.#epoch);
    this.#outbox.acknowledge(message.turn, message.position_ms);
    if (message.turn === this.#epoch) this.#turn?.playback(message.position_ms, message.frame_index);
  }

  /** Has the source connect while the person still types. */
  #prepare(): void {
    const { persona, control } = this.resolved;
    const instructions = systemPrompt(persona, control);
    this.#source.prepare({ sessionId: this.id, instructions, control, persona, history: this.#history.messages() });
  }

  #updateControl(control: PartialControl, apply: "next_turn" | "now"): void {
    const moved = this.#controls.update(control, apply === "now" ? this.#turn?.control : undefined);
    if (moved !== undefined) this.#turn?.applyControl(moved);
    if (apply === "now") this.#presence.feel(moved ?? this.#controls.resolve().control);
  }

  #startTurn(message: UserTextMessage): void {
    if (message.text.length > this.#host.maxTextChars) throw textTooLong(message.text.length, this.#host.maxTextChars);
    const { persona, control } = this.#controls.resolve(message.control);
    this.cancelCurrentTurn();
    const turn = ++this.#epoch;
    const turnId = crypto.randomUUID();
    const log = this.#log.with({ turn_id: turnId });
    const context = { sessionId: this.id, turnId, turn, control, persona, log };
    const startedMs = this.#presence.lifeMs;
    const setting = { source: this.#source, history: this.#history, video: this.#turnVideo() };
    this.#turn = new Turn(turnRequestOf(message, context, setting), this.#turnOptions(), {
      post: (event) => {
        if (event.type === "error") log.warn("{code}: {reason}", { code: event.code, reason: event.message });
        return this.#outbox.post(withId(this.#clean(event), message.id), turn, turnId);
      },
      congested: () => this.#outbox.congested,
      onState: (state) => this.#presence.show(state, { ...context, control: this.#turn?.control ?? control }),
      onUnexpected: (error) => log.error("turn failed: {error}", { error: messageOf(error) }),
      onEnd: (result) => this.#endTurn({ ...context, startedMs, message, result }),
    });
  }

  #turnOptions(): TurnOptions {
    const { clock, ticker, pacing, sync: { budget: syncBudget } } = this.#host;
    return { clock, ticker, pacing, syncBudget, sync: this.#sync, source: this.#source, extras: this.#extras };
  }

  #turnVideo(): TurnRequest["video"] {
    const { providers: { avatar: chain }, avatarStallMs: stallMs } = this.#host;
    const format = this.#video;
    if (format === undefined || chain === undefined) return undefined;
    const presence = this.#presence;
    return { chain, format, seed: SEED, stallMs, lifeMs: () => presence.lifeMs, before: () => presence.beforeTurn };
  }

  #endTurn(
    ended: Omit<TurnContext, "signal"> & { startedMs: number; message: UserTextMessage; result: TurnResult },
  ): void {
    const { turn, turnId, message, result, startedMs, log } = ended;
    this.#turn = undefined;
    this.#lastActiveAt = this.#host.clock.now();
    const { mode, text: userText } = message;
    this.#history.add(recordOf({ turn, turnId, mode, userText, startedMs }, result));
    this.#outbox.post(completeEvent(result, message.id), turn, turnId);
    this.#outbox.voidThrough(turn);
    this.#presence.show("idle");
    logResult(log, result);
  }

  #startPresence(): Presence {
    const { providers, clock, ticker, pacing } = this.#host;
    return new Presence({
      clock,
      ticker,
      extras: this.#extras,
      chain: providers.avatar,
      format: this.#video,
      idleFps: pacing.idleFps,
      seed: SEED,
      watched: () => this.attached,
      post: (event, turnId) => void this.#outbox.post(event, this.#epoch, turnId),
      resting: () => ({ sessionId: this.id, turnId: "", turn: this.#epoch, ...this.resolved, log: this.#log }),
    });
  }

  #error({ code, message, retryable, fatal }: TthError, id?: string): void {
    this.#post(withId(this.#clean({ type: "error", code, message, retryable, fatal }), id));
  }

  /** An error may quote a provider, and a provider may quote a key. */
  #clean(event: Unsequenced): Unsequenced {
    return event.type === "error" ? { ...event, message: this.#host.redact(event.message) } : event;
  }

  /** Sends a message that belongs to no turn. */
  #post(event: Unsequenced): void {
    this.#outbox.post(event, this.#epoch, null);
  }
}

/** Adds the client's own id of a turn to the events that bear it. */
function withId(event: Unsequenced, id: string | undefined): Unsequenced {
  const bearsId = event.type === "turn_started" || event.type === "error";
  return id === undefined || !bearsId ? event : { ...event, id };
}

/** Seeds what looks random in a face; the same for all, so that faces of the same look can share their drawings. */
const SEED = 1;
