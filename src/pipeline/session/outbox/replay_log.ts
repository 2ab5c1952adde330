/**
 * What a client that reconnects may have missed: the messages that it does not certainly have, in order.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";
import type { ServerEvent } from "../../../contract/protocol/messages.ts";
import { Ring } from "../../ring.ts";
import { AudioLog } from "./audio_log.ts";
import type { BytePages } from "./byte_pages.ts";
import { bytesOf } from "./sequenced.ts";

/** Bounds of a {@linkcode ReplayLog}. */
export interface ReplayLimits {
  /** Payload bytes kept for a client that reconnects. */
  readonly replayBytes: number;
  /** How long audio that was sent is kept for a client that reports no playback, ms. */
  readonly replayMs: number;
  /** How long other messages are kept for such a client, ms. */
  readonly resumeMs: number;
}

/** The number that is kept of each message that is not audio. */
const ADDED_AT = 0;

/** Messages of one session, numbered upwards. */
export class ReplayLog {
  readonly #limits: ReplayLimits;
  readonly #clock: Clock;
  readonly #audio: AudioLog;
  readonly #others = new Ring<ServerEvent>(1);
  #bytes = 0;
  #unsentBytes = 0;
  /** The last number that was passed to a socket. */
  #sentSeq = 0;
  /** The last number that is no longer kept. */
  #forgottenSeq = 0;
  /** When the client connected, on the clock: it got all that was kept. */
  #attachedAt = 0;
  /** Whether the client reports what it has played, which tells what it has received. */
  #reports = false;

  /**
   * @param limits Its bounds.
   * @param clock Measures how long a client has had a message.
   * @param pages Lends the memory for audio.
   */
  constructor(limits: ReplayLimits, clock: Clock, pages: BytePages) {
    this.#audio = new AudioLog(pages);
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Bytes that could not be passed to a socket. */
  get unsentBytes(): number {
    return this.#unsentBytes;
  }

  /** Whether all messages after a number are kept. */
  isComplete(after: number): boolean {
    return after >= this.#forgottenSeq;
  }

  /** The messages after a number, in order. */
  after(seq: number): ServerEvent[] {
    const others = Array.from({ length: this.#others.length }, (_, i) => this.#others.valueAt(i));
    return [...others.filter((event) => event.seq > seq), ...this.#audio.after(seq)].sort((a, b) => a.seq - b.seq);
  }

  /**
   * Keeps a message, and forgets what has no place beside it.
   *
   * @param isSent Whether a socket gets it now.
   */
  add(event: ServerEvent, isSent: boolean): void {
    const now = this.#clock.now();
    if (isSent) this.#expireAt(now);
    const bytes = bytesOf(event);
    this.#bytes += bytes;
    if (event.type === "audio_chunk") this.#audio.push(event, now);
    else this.#others.push(event, [now]);
    if (isSent) this.#sentSeq = event.seq;
    else this.#unsentBytes += bytes;
    while (this.#bytes > this.#limits.replayBytes) this.#forget(Math.min(this.#firstOther, this.#audio.firstSeq));
  }

  /** A client connected, and gets all that is kept. */
  attached(seq: number): void {
    this.#sentSeq = seq;
    this.#unsentBytes = 0;
    this.#reports = false;
    this.#attachedAt = this.#clock.now();
  }

  /** Forgets everything up to the audio of `turn` that the client has played: messages arrive in order. */
  acknowledge(turn: number, positionMs: number): void {
    this.#forget(this.#audio.lastPlayed(turn, positionMs));
    this.#reports = true;
  }

  /** Forgets what a connected client has had for long, unless it reports its playback. */
  expire(): void {
    this.#expireAt(this.#clock.now());
  }

  #expireAt(now: number): void {
    if (this.#reports) return;
    const audioBy = now - this.#limits.replayMs;
    const othersBy = now - this.#limits.resumeMs;
    if (this.#attachedAt < audioBy) { while (this.#audio.firstAddedAt < audioBy) this.#forgetAudio(); }
    if (this.#attachedAt < othersBy) {
      while (this.#others.length > 0 && this.#others.numberAt(0, ADDED_AT) < othersBy) this.#forgetOther();
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#forget(Number.MAX_SAFE_INTEGER);
  }

  #forget(throughSeq: number): void {
    while (this.#firstOther <= throughSeq) this.#forgetOther();
    while (this.#audio.firstSeq <= throughSeq) this.#forgetAudio();
  }

  /** The number of the first message that is not audio; `Infinity`: there is none. */
  get #firstOther(): number {
    return this.#others.length === 0 ? Infinity : this.#others.valueAt(0).seq;
  }

  #forgetOther(): void {
    const event = this.#others.valueAt(0);
    this.#others.shift();
    this.#count(event.seq, bytesOf(event));
  }

  #forgetAudio(): void {
    const { firstSeq } = this.#audio;
    this.#count(firstSeq, this.#audio.shift());
  }

  #count(seq: number, bytes: number): void {
    this.#forgottenSeq = Math.max(this.#forgottenSeq, seq);
    this.#bytes -= bytes;
    if (seq > this.#sentSeq) this.#unsentBytes -= bytes;
  }
}
