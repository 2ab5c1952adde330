/**
 * Where the listener is: the position of playout in a turn's media time.
 *
 * Without reports it is the send clock: playout begins when the first audio is sent, runs in real time, and stalls when
 * the audio runs out. A report replaces the estimate and time runs on from it. Both are clamped to what was sent, and a
 * position that stops advancing is trusted only for `graceMs`.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";

/** A position that advances in real time. */
interface Anchor {
  readonly at: number;
  readonly ms: number;
}

/** The listener's position in one turn. */
export class Playout {
  readonly #clock: Clock;
  readonly #graceMs: number;
  #sentMs = 0;
  #sendClock: Anchor | undefined;
  #reported: Anchor | undefined;
  #frozen: { readonly ms: number; readonly source: "measured" | "estimated" } | undefined;
  #underruns = 0;
  #underrunMs = 0;

  /**
   * @param clock The clock that playout runs on.
   * @param graceMs How far behind the send clock a client's reports are trusted, ms.
   */
  constructor(clock: Clock, graceMs: number) {
    this.#clock = clock;
    this.#graceMs = graceMs;
  }

  /** Media time that the listener has reached, in ms. */
  get positionMs(): number {
    return this.#frozen?.ms ?? Math.min(this.#sentMs, this.#runningMs());
  }

  /** Media time up to which audio was sent, in ms. */
  get sentMs(): number {
    return this.#sentMs;
  }

  /** Whether the position comes from a client's report rather than the send clock. */
  get source(): "measured" | "estimated" {
    if (this.#frozen !== undefined) return this.#frozen.source;
    return this.#reported && this.#advanced(this.#reported) >= this.#floorMs() ? "measured" : "estimated";
  }

  /** How often audio came too late to play without a gap. */
  get underruns(): number {
    return this.#underruns;
  }

  /** How long playout stalled for lack of audio, ms. */
  get underrunMs(): number {
    return this.#underrunMs;
  }

  /** Whether all sent audio has been played. */
  get drained(): boolean {
    return this.positionMs >= this.#sentMs;
  }

  /** How much of the sent audio has not been played, ms. */
  get leftMs(): number {
    return this.#sentMs - this.positionMs;
  }

  /** Notes that audio up to `endMs` has been sent. */
  sent(endMs: number): void {
    const now = this.#clock.now();
    this.#sendClock ??= { at: now, ms: 0 };
    const lateMs = this.#runningMs() - this.#sentMs;
    if (lateMs > 0 && this.#sentMs > 0) {
      this.#underruns++;
      this.#underrunMs += lateMs;
      this.#sendClock = { at: now, ms: this.#sentMs };
      this.#reported &&= this.#sendClock;
    }
    this.#sentMs = endMs;
  }

  /** What was sent from a media time on is replaced: it counts as not sent. */
  cut(ms: number): void {
    this.#sentMs = Math.min(this.#sentMs, ms);
  }

  /** Applies a client's report of what it has played. */
  report(positionMs: number): void {
    if (this.#sendClock === undefined) return;
    this.#reported = { at: this.#clock.now(), ms: Math.min(positionMs, this.#sentMs) };
  }

  /** Applies a client's last report: it has stopped there, so the position does not advance from it. */
  stop(positionMs: number): void {
    this.report(positionMs);
    if (this.#reported === undefined || this.#frozen !== undefined) return;
    const floorMs = this.#floorMs();
    const { ms } = this.#reported;
    const source = ms >= floorMs ? "measured" : "estimated";
    this.#frozen = { ms: Math.min(this.#sentMs, Math.max(ms, floorMs)), source };
  }

  /** Stops the clock: the position stays where it is. */
  freeze(): void {
    this.#frozen ??= { ms: this.positionMs, source: this.source };
  }

  /** The position if the audio were endless. */
  #runningMs(): number {
    if (this.#sendClock === undefined) return 0;
    if (this.#reported === undefined) return this.#advanced(this.#sendClock);
    return Math.max(this.#advanced(this.#reported), this.#floorMs());
  }

  /** The least that a client is assumed to have played. */
  #floorMs(): number {
    return this.#sendClock === undefined ? 0 : this.#advanced(this.#sendClock) - this.#graceMs;
  }

  #advanced(anchor: Anchor): number {
    return anchor.ms + this.#clock.now() - anchor.at;
  }
}
