/**
 * The pacer: sends a turn's media at playback speed with a bounded lead, regardless of the provider's speed.
 *
 * @module
 */
import type { TimedAudio, TimedViseme, TimedWord } from "../../contract/adapter.ts";
import type { Boundary } from "../../alignment/heard.ts";
import { audioBefore } from "../../alignment/media_clock.ts";
import type { Playout } from "../../alignment/playout.ts";
import { AudioQueue } from "./audio_queue.ts";
import type { TimedDirection } from "./direction_track.ts";

/** How media is paced. */
export interface PacerOptions {
  /** `burst` sends everything as soon as it is available. */
  readonly mode: "realtime" | "burst";
  /** How far ahead of the listener media may be sent, ms. */
  readonly leadMs: number;
  /** Length up to which chunks are joined once the listener has half of the lead, ms. */
  readonly longestChunkMs: number;
  /** How much audio may be queued here before backpressure applies to the provider, ms. */
  readonly bufferMs: number;
}

/** What belongs to a media time. */
export type TimedMark = TimedWord | TimedViseme | TimedDirection;

/** Where the pacer sends media, and the source of backpressure. */
interface PacerOutlet {
  /** Sends a piece of audio. */
  audio(part: TimedAudio): void;
  /** Sends a mark of media that is sent now. */
  mark(part: TimedMark): void;
  /** Whether the reader is so far behind that a burst should wait. */
  congested(): boolean;
}

/** Paces the audio and marks of one turn; video follows {@linkcode Pacer.limitMs}. */
export class Pacer {
  readonly #options: PacerOptions;
  readonly #playout: Playout;
  readonly #outlet: PacerOutlet;
  readonly #audio = new AudioQueue();
  #words: TimedWord[] = [];
  #visemes: TimedViseme[] = [];
  #directions: TimedDirection[] = [];
  #receivedMs = 0;
  #ended = false;
  #waiter: PromiseWithResolvers<void> | undefined;

  constructor(options: PacerOptions, playout: Playout, outlet: PacerOutlet) {
    this.#options = options;
    this.#playout = playout;
    this.#outlet = outlet;
  }

  /** Media time before which media may be sent now, ms. */
  get limitMs(): number {
    return this.#limitAt(this.#playout.positionMs);
  }

  /** Whether all speech has arrived and been sent. */
  get drained(): boolean {
    return this.#ended && this.#audio.length === 0;
  }

  /** Whether the listener waits for a provider that is late. */
  get starved(): boolean {
    return !this.#ended && this.#audio.length === 0 && this.#playout.drained;
  }

  /** The media time at which the audio that waits begins; `Infinity`: none waits. */
  get startMs(): number {
    return this.#audio.startMs;
  }

  /** In how many ms more is due to be sent, or the listener has heard what was sent; `Infinity`: nothing is to come. */
  get nextMs(): number {
    const { startMs } = this.#audio;
    return startMs >= this.#playout.openMs ? this.#playout.leftMs || Infinity : startMs - this.limitMs;
  }

  /** Accepts speech, in order of time, and sends the audio that is due, with its marks. */
  accept(part: TimedAudio | TimedMark): void {
    switch (part.type) {
      case "word":
        this.#words.push(part);
        return;
      case "viseme":
        this.#visemes.push(part);
        return;
      case "direction": {
        const at = this.#directions.findLastIndex(({ startMs }) => startMs <= part.startMs) + 1;
        this.#directions.splice(at, 0, part);
        return;
      }
      case "audio":
        this.#audio.push(part);
        this.#receivedMs = part.timestampMs + part.durationMs;
        // What waits behind other audio is not due before it.
        if (this.#audio.length === 1) this.release();
    }
  }

  /** Resolves when more is accepted; `undefined`: it is accepted now. */
  room(): Promise<void> | undefined {
    if (this.#queuedMs <= this.#options.bufferMs) return undefined;
    this.#waiter ??= Promise.withResolvers();
    return this.#waiter.promise;
  }

  /** No more speech will come. */
  end(): void {
    this.#ended = true;
    this.release();
  }

  /** Sends what is due now. If the client is lost at a chunk, that chunk counts as sent, and no more follows. */
  release(): void {
    if (this.#audio.length === 0 && !this.#ended) return;
    const { positionMs } = this.#playout;
    const limitMs = this.#limitAt(positionMs);
    while (this.#audio.startMs < Math.min(limitMs, this.#playout.openMs) && !this.#held()) {
      const part = this.#audio.shift(this.#joinedMs(positionMs));
      const endMs = part.timestampMs + part.durationMs;
      this.#playout.sent(endMs);
      this.#marksBefore(endMs);
      this.#outlet.audio(part);
    }
    if (this.drained) this.#marksBefore(Infinity);
    if (this.#queuedMs <= this.#options.bufferMs) this.admit();
  }

  /** Other speech will be accepted at once: that which is queued does not hold it up. */
  admit(): void {
    this.#waiter?.resolve();
    this.#waiter = undefined;
  }

  /** Discards what begins at or after a boundary, sent or not: other speech will follow from there. */
  cut({ ms, wordMs }: Boundary): void {
    const queued = this.#audio.takeAll();
    for (const part of queued) if (part.timestampMs < ms) this.#audio.push(audioBefore(part, ms));
    this.#words = this.#words.filter(({ startMs }) => startMs < Math.min(ms, wordMs));
    this.#visemes = this.#visemes.filter(({ startMs }) => startMs < ms);
    this.#directions = this.#directions.filter(({ startMs }) => startMs < ms);
    this.#receivedMs = Math.min(this.#receivedMs, ms);
    this.#playout.cut(ms);
    this.#ended = false;
    this.admit();
  }

  /** Discards everything not yet sent. */
  purge(): void {
    this.#audio.takeAll();
    // In place: the turn may end while its marks are being sent.
    for (const marks of [this.#words, this.#visemes, this.#directions]) marks.length = 0;
    this.#ended = true;
    this.admit();
  }

  #limitAt(positionMs: number): number {
    const { openMs } = this.#playout;
    return this.#options.mode === "burst" ? openMs : Math.min(openMs, positionMs + this.#options.leadMs);
  }

  /** Length up to which chunks are joined now, ms: 0 in a burst, and until the listener has half of the lead. */
  #joinedMs(positionMs: number): number {
    const { mode, leadMs, longestChunkMs } = this.#options;
    if (mode === "burst") return 0;
    return this.#audio.startMs - positionMs < leadMs / 2 ? 0 : longestChunkMs;
  }

  get #queuedMs(): number {
    return this.#audio.length === 0 ? 0 : this.#receivedMs - this.#audio.startMs;
  }

  #held(): boolean {
    return this.#options.mode === "burst" && this.#outlet.congested();
  }

  #marksBefore(ms: number): void {
    this.#sendBefore(ms, this.#directions);
    this.#sendBefore(ms, this.#words);
    this.#sendBefore(ms, this.#visemes);
  }

  #sendBefore(ms: number, marks: TimedMark[]): void {
    while (marks[0] !== undefined && marks[0].startMs < ms) this.#outlet.mark(marks.shift()!);
  }
}
