/**
 * The outbox: the only way from a session to its socket. It numbers messages, blocks messages of void turns, drops
 * video before a slow reader costs memory, and keeps what a reconnecting client may have missed.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";
import { CLOSE_CODES } from "../../../contract/protocol/names.ts";
import type { ServerEvent, Unsequenced } from "../../../contract/protocol/messages.ts";
import { runAll } from "../../steps.ts";
import { BytePages } from "./byte_pages.ts";
import { type ReplayLimits, ReplayLog } from "./replay_log.ts";
import { numbered } from "./sequenced.ts";

/** A socket as the outbox sees it. */
export interface Sink {
  /** Encodes a message for its protocol and hands it to the socket. */
  send(event: ServerEvent): void;
  /** Bytes that the network has not accepted yet; of few, an upper bound. */
  readonly bufferedBytes: number;
  /** Closes the socket with a code of the protocol. */
  close(code: number, reason: string): void;
}

/** Bounds of an {@linkcode Outbox}. */
export interface OutboxLimits extends ReplayLimits {
  /** A reader with more buffered bytes for longer than `slowMs` is slow: its video is dropped. */
  readonly videoBytes: number;
  /** How long a reader may be behind, ms: a burst, such as the lead of a turn, takes a moment to send. */
  readonly slowMs: number;
  /** Above this many buffered bytes the connection is closed with 4008. */
  readonly closeBytes: number;
}

/** The result of {@linkcode Outbox.attach}. */
export interface Resumption {
  /** Earlier messages that were sent again. */
  readonly replayed: number;
  /** Whether everything after the client's last message was still held. */
  readonly complete: boolean;
}

/** How an {@linkcode Outbox} begins, and whom it tells. */
interface OutboxOptions {
  /** The last sequence number that another instance may have given. Default: 0. */
  readonly base?: number;
  /** Called when the session has no socket any more: it was detached, or closed because its reader is too slow. */
  readonly onDetached?: () => void;
  /** Called with what the socket throws at a message that was held; others are thrown where they are posted. */
  readonly onFailure?: (error: unknown) => void;
  /** Lends the memory for what is kept. Default: its own. */
  readonly pages?: BytePages;
}

/** Numbers, filters and sends the messages of one session. */
export class Outbox {
  readonly #limits: OutboxLimits;
  readonly #clock: Clock;
  /** Since when the reader has been behind. */
  #behindSince: number | undefined;
  #sink: Sink | undefined;
  /** The number after which this outbox began. */
  readonly #base: number;
  readonly #onDetached: () => void;
  readonly #onFailure: (error: unknown) => void;
  #seq: number;
  /** What waits for {@linkcode Outbox.hold}, and for which socket. */
  #held:
    | {
      readonly until: Promise<boolean>;
      readonly turn: number;
      readonly sink: Sink | undefined;
      readonly events: ServerEvent[];
    }
    | undefined;
  #voidThrough = 0;
  #isOver = false;
  readonly #log: ReplayLog;
  #droppedFrames = 0;
  #droppedTotal = 0;

  /**
   * @param limits Its bounds.
   * @param clock Measures how long a reader is behind, and has had a message.
   * @param options Where its numbers begin, what is notified of the loss of its socket and of failures, and its memory.
   */
  constructor(limits: OutboxLimits, clock: Clock, options: OutboxOptions = {}) {
    const { base = 0, onDetached = () => {}, onFailure = () => {}, pages = new BytePages() } = options;
    this.#limits = limits;
    this.#clock = clock;
    this.#log = new ReplayLog(limits, clock, pages);
    this.#base = this.#seq = base;
    this.#onDetached = onDetached;
    this.#onFailure = onFailure;
  }

  /** The last sequence number given. */
  get seq(): number {
    return this.#seq;
  }

  /** Whether a socket is attached. */
  get attached(): boolean {
    return this.#sink !== undefined;
  }

  /** Video messages that were dropped for a slow or absent reader since the session began. */
  get droppedFrames(): number {
    return this.#droppedTotal;
  }

  /** Whether producers should pause if they can: the reader is behind, or absent with half of the log unsent. */
  get congested(): boolean {
    if (this.#sink === undefined) return this.#log.unsentBytes > this.#limits.replayBytes / 2;
    return this.#sink.bufferedBytes > this.#limits.videoBytes;
  }

  /**
   * Sends a message, or keeps it while the client is disconnected.
   *
   * @param event The message, which is completed in place; media as bytes, which must not change afterwards.
   * @param turn Its turn's epoch.
   * @param turnId `null` outside a turn; such a message is never void.
   * @returns Whether it was accepted: `false` when its turn is void, when it is video for a slow or absent reader, or
   *   after the end.
   */
  post(event: Unsequenced, turn: number, turnId: string | null): boolean {
    if (this.#isOver || (turnId !== null && turn <= this.#voidThrough)) return false;
    if (event.type === "video_frame" || event.type === "pose") return this.#postVideo(event, turn, turnId);
    const sequenced = numbered(event, ++this.#seq, turn, turnId);
    this.#log.add(sequenced, this.#sink !== undefined);
    this.#send(sequenced);
    return true;
  }

  /**
   * Numbers messages from now on, but sends them only when `until` resolves; never if it resolves to `false`. The audio
   * of a turn after `turn` does not wait: it ends the hold.
   */
  hold(until: Promise<boolean>, turn: number): void {
    const sink = this.#sink;
    // A socket that came since has been sent what was held for an earlier one.
    const events = this.#held !== undefined && this.#held.sink === sink ? this.#held.events : [];
    this.#held = { until, turn, sink, events };
    until.then((isSent) => this.#release(until, isSent));
  }

  /** Resolves when nothing is held any more; `undefined` if nothing is. */
  get held(): Promise<unknown> | undefined {
    return this.#held?.until;
  }

  #release(until: Promise<boolean>, isSent: boolean): void {
    const held = this.#held;
    // A later hold takes over what an earlier one has collected.
    if (held?.until !== until) return;
    this.#held = undefined;
    if (!isSent || held.sink !== this.#sink) return;
    // A failure must not reach the caller, whose message belongs to a later turn.
    runAll(held.events.map((event) => () => this.#send(event)), this.#onFailure);
  }

  /** Voids the turns up to `turn`: their messages are no longer accepted. */
  voidThrough(turn: number): void {
    this.#voidThrough = Math.max(this.#voidThrough, turn);
  }

  /**
   * Gives the session a socket. What was sent after `after` and is still held is sent again, in order.
   *
   * @param sink The socket. A socket that is already attached must be closed by its owner.
   * @param ready Makes the `session_ready` message, sent first. The other messages continue from its `seq`.
   * @param turn The current turn's epoch, for that message.
   * @param after The last sequence number that the client has; absent: it starts from now.
   */
  attach(sink: Sink, ready: (resumption: Resumption) => Unsequenced, turn: number, after?: number): Resumption {
    // `session_ready` is the first message that a client can receive.
    const from = after === undefined || this.#seq === 0 ? ++this.#seq : Math.max(1, Math.min(after, this.#seq));
    const backlog = this.#log.after(from);
    const complete = this.#log.isComplete(from);
    if (complete) this.#countDropped(this.#seq - Math.max(from, this.#base) - backlog.length);
    this.#sink = sink;
    this.#behindSince = undefined;
    const resumption = { replayed: backlog.length, complete };
    sink.send({ ...ready(resumption), seq: from, turn, turn_id: null });
    for (const event of backlog) sink.send(event);
    this.#log.attached(this.#seq);
    return resumption;
  }

  /** Detaches the socket; messages are kept from now on. A no-op for a socket that is not attached. */
  detach(sink: Sink): void {
    if (this.#sink !== sink) return;
    this.#sink = undefined;
    this.#onDetached();
  }

  /** The socket in use, if any. */
  get sink(): Sink | undefined {
    return this.#sink;
  }

  /**
   * Drops messages that the client certainly has: everything sent up to the audio of `turn` that it has played, since
   * messages arrive in order.
   */
  acknowledge(turn: number, positionMs: number): void {
    this.#log.acknowledge(turn, positionMs);
  }

  /** To be called regularly: drops messages that the client has had for long, also when it is sent nothing. */
  expire(): void {
    if (this.#sink !== undefined) this.#log.expire();
  }

  /** The session is over: nothing is kept or accepted any more. */
  end(): void {
    this.#isOver = true;
    this.#log.clear();
  }

  #postVideo(event: Unsequenced, turn: number, turnId: string | null): boolean {
    const sink = this.#sink;
    const bytes = "data" in event ? event.data.byteLength : 0;
    const buffered = sink?.bufferedBytes ?? 0;
    if (sink === undefined || this.#isSlow(buffered) || buffered + bytes > this.#videoShare) {
      this.#countDropped(1);
      return false;
    }
    const sequenced = numbered(event, ++this.#seq, turn, turnId);
    const dropped = this.#droppedFrames;
    this.#droppedFrames = 0;
    this.#send(dropped > 0 ? { ...sequenced, dropped_frames: dropped } as ServerEvent : sequenced);
    return true;
  }

  /**
   * Bytes up to which video may fill a socket, however fast its reader: video must never cause the socket to be closed.
   */
  get #videoShare(): number {
    return this.#limits.closeBytes / 2;
  }

  #isSlow(buffered: number): boolean {
    if (buffered <= this.#limits.videoBytes) {
      this.#behindSince = undefined;
      return false;
    }
    this.#behindSince ??= this.#clock.now();
    return this.#clock.now() - this.#behindSince > this.#limits.slowMs;
  }

  #send(event: ServerEvent): void {
    const sink = this.#sink;
    if (sink === undefined) return;
    const held = this.#held?.sink === sink ? this.#held : undefined;
    if (held !== undefined && (event.type !== "audio_chunk" || event.turn <= held.turn)) {
      held.events.push(event);
      return;
    }
    if (held !== undefined) this.#release(held.until, true);
    sink.send(event);
    // Video is far below this bound when it is sent.
    if (event.type === "video_frame" || event.type === "pose" || sink.bufferedBytes <= this.#limits.closeBytes) return;
    // A reader that stalls may answer the close long after this, or never.
    this.detach(sink);
    sink.close(CLOSE_CODES.slow_client, "slow_client");
  }

  #countDropped(frames: number): void {
    this.#droppedFrames += frames;
    this.#droppedTotal += frames;
  }
}
