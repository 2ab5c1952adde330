/**
 * A session: one user talking to one human. It has one active turn, the controls and history that turns share, and an
 * outbox that outlives its connections.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { TurnContext } from "../../contract/adapter.ts";
import { messageOf, TthError } from "../../contract/errors.ts";
import type { SessionState } from "../../contract/parts.ts";
import { resolvesWithin } from "../../core/async.ts";
import type { ClientMessage, Components, Extra, Unsequenced } from "../../contract/protocol/messages.ts";
import { CLOSE_CODES } from "../../contract/protocol/names.ts";
import { type ResolvedControl, SessionControls } from "../../control/session_controls.ts";
import { componentsOf } from "../provider/chain.ts";
import type { Lease } from "../../store/lease.ts";
import { SEQ_BLOCK, type SessionSeed, type TurnRecord } from "../../store/record.ts";
import type { Claim } from "../../store/session_store.ts";
import type { SpeechSource } from "../speech/speech.ts";
import type { TurnStage } from "../turn/turn_stage.ts";
import { Presence } from "../video/presence.ts";
import type { VideoStage } from "../video/video_stage.ts";
import { type Inheritance, inheritanceOf } from "./inheritance.ts";
import { Ledger } from "./ledger.ts";
import { Outbox, type Resumption, type Sink } from "./outbox/outbox.ts";
import { type AttachOptions, readyEvent } from "./ready.ts";
import type { Runtime } from "./runtime.ts";
import { filmed, filmsOf } from "./session_films.ts";
import { errorEvent, replayGap, unexpected } from "./session_errors.ts";
import { turnStageOf, videoStageOf } from "./stages.ts";
import { Turns } from "./turns.ts";

/** What a session is opened with. */
export interface SessionOpening {
  /** The session as the store knows it. */
  readonly claim: Claim;
  readonly lease: Lease;
  /** How long ago it was created, ms. */
  readonly ageMs: number;
}

/** A user's session. */
export class Session {
  readonly id: string;
  /** What it was created with. */
  readonly seed: SessionSeed;
  readonly lease: Lease;
  /** When it was created, on the runtime's clock. */
  readonly startedAt: number;
  readonly #runtime: Runtime;
  readonly #log: Logger;
  readonly #controls: SessionControls;
  readonly #outbox: Outbox;
  readonly #source: SpeechSource;
  readonly #ledger: Ledger;
  readonly #video: VideoStage | undefined;
  readonly #presence: Presence;
  readonly #extras: Set<Extra>;
  readonly #stage: TurnStage;
  readonly #turns: Turns;
  readonly #life = new AbortController();
  /** What its clients have not been told of its previous owner. */
  #inherited: Inheritance | undefined;
  #lastActiveAt: number;
  #detachedAt: number | undefined;
  /** How its socket is closed; `undefined` while it lives. */
  #ended: { readonly code: number; readonly reason: string } | undefined;

  /**
   * @throws RequestError `unknown_persona`
   */
  constructor({ claim, lease, ageMs }: SessionOpening, runtime: Runtime) {
    const { clock } = runtime;
    const { seed, record, turns: records } = claim;
    this.id = seed.sessionId;
    this.seed = seed;
    this.lease = lease;
    this.#runtime = runtime;
    this.#controls = new SessionControls(runtime.personas, seed, record.updates);
    this.#log = runtime.log.with({ session_id: this.id, tenant: seed.tenant });
    this.#lastActiveAt = clock.now();
    this.startedAt = clock.now() - ageMs;
    this.#inherited = inheritanceOf(claim);
    const base = record.seqLimit - SEQ_BLOCK;
    const outbox = this.#outbox = new Outbox(runtime.outbox, clock, {
      base,
      pages: runtime.pages,
      onDetached: () => this.#leave(),
      onFailure: (error) => this.#log.error("a held message could not be sent: {error}", { error: messageOf(error) }),
    });
    const source = this.#source = runtime.createSource();
    const video = this.#video = videoStageOf(seed.video, runtime);
    const films = filmsOf(runtime.recorder, { seed, video: video?.asked });
    const { historyTurns: maxTurns } = runtime;
    const ledger = this.#ledger = new Ledger(lease, outbox, { maxTurns, turns: records, films });
    runtime.quality.tell(video, this.#life.signal, (event) => this.#post(event));
    const extras = this.#extras = new Set(seed.extras);
    const presence = this.#presence = this.#createPresence(extras, ageMs);
    const stage = turnStageOf(runtime, { source, outlet: filmed(outbox, films), presence, video, extras });
    this.#stage = stage;
    this.#turns = new Turns({
      ...{ sessionId: this.id, tenant: seed.tenant, begun: record.turns, log: this.#log },
      ...{ runtime, stage, controls: this.#controls, ledger, outbox, components: () => this.components },
    });
    this.#log.info("session begun", { persona_id: seed.personaId, term: record.term });
  }

  /** The turns that are over, oldest first. */
  get records(): readonly TurnRecord[] {
    return this.#ledger.records;
  }

  /** Turns begun so far. */
  get turns(): number {
    return this.#turns.epoch;
  }

  /** What the human is doing now. */
  get state(): SessionState {
    return this.#presence.state;
  }

  /** The control and persona of the next turn. */
  get resolved(): ResolvedControl {
    return this.#controls.resolve();
  }

  /** Its video now; `undefined`: none. */
  get video(): VideoStage["shown"] {
    return this.#video?.shown;
  }

  /** Adapters that serve it; `avatar` is `null` if it has no video. */
  get components(): Components {
    const components = componentsOf(this.#runtime.providers);
    return this.#video === undefined ? { ...components, avatar: null } : components;
  }

  /** Whether a client is connected. */
  get attached(): boolean {
    return this.#outbox.attached;
  }

  /** Ms since it was last connected; `undefined` while it is, or before it ever was. */
  get detachedForMs(): number | undefined {
    return this.#detachedAt === undefined ? undefined : this.#runtime.clock.now() - this.#detachedAt;
  }

  /** Ms since anything happened in it. */
  get idleForMs(): number {
    const { isRunning, endedAt } = this.#turns;
    return isRunning ? 0 : this.#runtime.clock.now() - Math.max(this.#lastActiveAt, endedAt);
  }

  /**
   * Connects a client. A client that is already connected is closed with 4009.
   *
   * @param sink The client's socket.
   * @param options Its subprotocol, and where it resumes.
   */
  attach(sink: Sink, options: AttachOptions): Resumption {
    if (this.#ended !== undefined) {
      // It ended while the socket was opening.
      sink.close(this.#ended.code, this.#ended.reason);
      return { replayed: 0, complete: true };
    }
    this.#outbox.sink?.close(CLOSE_CODES.replaced, "replaced");
    const inherited = this.#inherited;
    this.#inherited = undefined;
    const { resumed = {}, told = [] } = inherited?.report(options.after, this.#outbox) ?? {};
    if (told.length > 0) this.#ledger.told(told);
    const ready = ({ replayed, complete }: Resumption) => readyEvent(this, options, { replayed, complete, ...resumed });
    const resumption = this.#outbox.attach(sink, ready, this.turns, options.after);
    this.#detachedAt = undefined;
    this.#lastActiveAt = this.#runtime.clock.now();
    this.#stage.sync.reset();
    if (options.isNamed && this.seed.extras === undefined) this.#extras.add("idle");
    if (!resumption.complete) this.#error(replayGap());
    if (!this.#turns.isRunning) this.#presence.show("idle");
    this.#turns.connected(this.attached);
    if (this.turns === 0 || inherited !== undefined) this.#turns.prepare();
    return resumption;
  }

  /** Detaches a client's socket; the session lives on, and its turn waits for the next one. Idempotent. */
  detach(sink: Sink): void {
    this.#outbox.detach(sink);
  }

  /** The client is gone. */
  #leave(): void {
    this.#detachedAt = this.#runtime.clock.now();
    this.#turns.connected(false);
  }

  /**
   * Handles a message. Any problem with it becomes an `error` event; the session continues.
   *
   * @param charge Called before a turn begins, after all that may refuse it; what it throws refuses it too.
   */
  receive(message: ClientMessage, charge?: () => void): void {
    if (this.#ended !== undefined) return;
    this.#lastActiveAt = this.#runtime.clock.now();
    try {
      this.#dispatch(message, charge);
    } catch (error) {
      this.reject(error, message.type === "user_text" ? message.id : undefined);
    }
  }

  /** Reports to the client that a request failed; `id`: the client's id for it, if any. */
  reject(error: unknown, id?: string): void {
    if (error instanceof TthError) return this.#error(error, id);
    this.#log.error("a message could not be handled: {error}", { error: messageOf(error) });
    this.#error(unexpected(), id);
  }

  /** Ends the running turn, if any. */
  cancelCurrentTurn(playedMs?: number): void {
    this.#turns.interrupt(playedMs);
  }

  /** To be called regularly: keeps the session's record alive, and drops messages that the client has had for long. */
  renew(): void {
    this.#outbox.expire();
    this.lease.renew(this.#outbox.seq);
  }

  /**
   * Ends the session here: its turn, its socket, its provider's connection. Its record stays. Idempotent.
   *
   * @param code Closes the socket.
   * @param reason Says why.
   * @param limitMs How long the end of its turn may wait for the store, ms. Default: as long as the store may take.
   */
  async end(code: number = CLOSE_CODES.ended, reason = "ended", limitMs?: number): Promise<void> {
    if (this.#ended !== undefined) return;
    this.cancelCurrentTurn();
    this.#ended = { code, reason };
    this.#presence.end();
    this.#life.abort(new DOMException("the session is over", "AbortError"));
    const { sink, held } = this.#outbox;
    if (held !== undefined) await (limitMs === undefined ? held : resolvesWithin(held, this.#runtime.clock, limitMs));
    if (sink !== undefined) this.#outbox.detach(sink);
    sink?.close(code, reason);
    this.#outbox.end();
    const lastedMs = Math.round(this.#runtime.clock.now() - this.startedAt);
    this.#log.info("session ended after {turns} turns", { turns: this.turns, lasted_ms: lastedMs });
    await this.#source.close?.();
  }

  #dispatch(message: ClientMessage, charge?: () => void): void {
    switch (message.type) {
      case "user_text":
        return this.#turns.begin(message, this.#lastActiveAt, charge);
      case "interrupt":
        return this.cancelCurrentTurn(message.played_ms);
      case "control_update":
        return this.#turns.updateControl(message.control, message.apply);
      case "playback":
        return this.#turns.playback(message);
      case "ping":
        this.#post({ type: "pong", t: message.t });
    }
  }

  #createPresence(extras: ReadonlySet<Extra>, ageMs: number): Presence {
    const resting = (): TurnContext => ({
      sessionId: this.id,
      turnId: "",
      turn: this.turns,
      ...this.resolved,
      signal: this.#life.signal,
      log: this.#log,
    });
    return new Presence({
      clock: this.#runtime.clock,
      ageMs,
      extras,
      video: this.#video,
      watched: () => this.attached,
      post: (event, turnId) => void this.#outbox.post(event, this.turns, turnId),
      resting,
    });
  }

  /** Sends an error. Secrets are removed: its message may quote a provider, and a provider may quote a key. */
  #error(error: TthError, id?: string): void {
    this.#post(errorEvent(error, this.#runtime.redact(error.message), id));
  }

  /** Sends a message that belongs to no turn. A failure is logged: the caller may have other sessions to tell. */
  #post(event: Unsequenced): void {
    try {
      this.#outbox.post(event, this.turns, null);
    } catch (error) {
      this.#log.error("{type} could not be sent: {error}", { type: event.type, error: messageOf(error) });
    }
  }
}
