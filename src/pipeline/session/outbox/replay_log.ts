/**
 * What a client that reconnects may have missed: the messages that it does not certainly have, in order.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";
import type { ServerEvent } from "../../../contract/protocol/messages.ts";
import { AudioLog } from "./audio_log.ts";
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

/** Interval of the search for what a connected client has had for long, ms. */
const EXPIRY_MS = 250;

/** Messages of one session, numbered upwards. */
export class ReplayLog {
  readonly #limits: ReplayLimits;
  readonly #clock: Clock;
  readonly #audio = new AudioLog();
  readonly #others: ServerEvent[] = [];
  #bytes = 0;
  #unsentBytes = 0;
  /** The last number that was passed to a socket. */
  #sentSeq = 0;
  /** The last number that is no longer kept. */
  #forgottenSeq = 0;
  /** Numbers, and when they had been passed to a socket at the latest, on the clock. */
  #sent: { readonly seq: number; readonly atMs: number }[] = [];
  /** How many of these are too old for audio. */
  #silent = 0;
  /** Whether the client reports what it has played, which tells what it has received. */
  #reports = false;

  /** @param clock Measures how long a client has had a message. */
  constructor(limits: ReplayLimits, clock: Clock) {
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
    const others = this.#others.filter((event) => event.seq > seq);
    return [...others, ...this.#audio.after(seq)].sort((a, b) => a.seq - b.seq);
  }

  /**
   * Keeps a message, and forgets what has no place beside it.
   *
   * @param isSent Whether a socket gets it now.
   */
  add(event: ServerEvent, isSent: boolean): void {
    const bytes = bytesOf(event);
    this.#bytes += bytes;
    if (event.type === "audio_chunk") this.#audio.push(event);
    else this.#others.push(event);
    if (isSent) this.#note(event.seq);
    else this.#unsentBytes += bytes;
    while (this.#bytes > this.#limits.replayBytes) this.#forget(this.#firstSeq);
  }

  /** A client connected, and gets all that is kept. */
  attached(seq: number): void {
    this.#sentSeq = seq;
    this.#unsentBytes = 0;
    this.#reports = false;
    this.#sent = [{ seq, atMs: this.#clock.now() }];
    this.#silent = 0;
  }

  /** Forgets everything up to the audio of `turn` that the client has played: messages arrive in order. */
  acknowledge(turn: number, positionMs: number): void {
    this.#forget(this.#audio.lastPlayed(turn, positionMs));
    this.#reports = true;
  }

  get #firstSeq(): number {
    return Math.min(this.#others[0]?.seq ?? Infinity, this.#audio.firstSeq);
  }

  #note(seq: number): void {
    this.#sentSeq = seq;
    if (this.#reports) return;
    const now = this.#clock.now();
    if (now < (this.#sent.at(-1)?.atMs ?? -Infinity) + EXPIRY_MS) return;
    this.#sent.push({ seq, atMs: now });
    this.#expire(now);
  }

  /** Forgets what a connected client has had for long. */
  #expire(now: number): void {
    const { replayMs, resumeMs } = this.#limits;
    const old = this.#countBefore(now - resumeMs, 0) - 1;
    if (old >= 0) this.#forget(this.#sent[old]!.seq);
    if (old > 0) this.#sent.splice(0, old);
    this.#silent = this.#countBefore(now - replayMs, Math.max(0, this.#silent - Math.max(0, old)));
    this.#forgetAudio(this.#sent[this.#silent - 1]?.seq ?? 0);
  }

  /** How many of the noted numbers had been sent before a time; at least `known`. */
  #countBefore(ms: number, known: number): number {
    let count = known;
    while ((this.#sent[count]?.atMs ?? Infinity) < ms) count++;
    return count;
  }

  #forget(throughSeq: number): void {
    const next = this.#others.findIndex(({ seq }) => seq > throughSeq);
    const gone = this.#others.splice(0, next < 0 ? this.#others.length : next);
    for (const event of gone) this.#count(event.seq, bytesOf(event));
    this.#forgetAudio(throughSeq);
  }

  #forgetAudio(throughSeq: number): void {
    this.#audio.forget(throughSeq, (seq, bytes) => this.#count(seq, bytes));
  }

  #count(seq: number, bytes: number): void {
    this.#forgottenSeq = Math.max(this.#forgottenSeq, seq);
    this.#bytes -= bytes;
    if (seq > this.#sentSeq) this.#unsentBytes -= bytes;
  }
}
