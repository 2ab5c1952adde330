/**
 * Where the listener is: the position of playout in a turn's media time.
 *
 * Without reports it is the send clock: playout begins when the first audio was sent, runs at real time, and stands
 * still where the audio ran out. A report replaces the estimate and time runs on from it. Both are clamped to what was
 * sent: nobody hears what has not left.
 *
 * @module
 */
import type { Clock } from "../core/clock.ts";

/** The listener's position in one turn. */
export class Playout {
  readonly #clock: Clock;
  #sentMs = 0;
  #anchorMs = 0;
  #anchorAt: number | undefined;
  #reportedMs = 0;
  #measured = false;
  #playsOutAt = 0;
  #frozenMs: number | undefined;
  #underruns = 0;
  #underrunMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Media time that the listener has reached, in ms. */
  get positionMs(): number {
    if (this.#frozenMs !== undefined) return this.#frozenMs;
    return Math.min(this.#sentMs, this.#unclampedMs());
  }

  /** Media time up to which audio was sent, in ms. */
  get sentMs(): number {
    return this.#sentMs;
  }

  /** Whether a client's report places the listener, or the send clock alone. */
  get source(): "measured" | "estimated" {
    return this.#measured ? "measured" : "estimated";
  }

  /** Times that audio came too late to play without a gap. */
  get underruns(): number {
    return this.#underruns;
  }

  /** How long playout stood still for lack of audio, ms. */
  get underrunMs(): number {
    return this.#underrunMs;
  }

  /** Whether all that was sent has been played. */
  get drained(): boolean {
    return this.positionMs >= this.#sentMs;
  }

  /**
   * When (on the clock) all that was sent has played out if the listener never paused, whatever it reports: the base
   * of the deadline for a client that stands still.
   */
  get playsOutAt(): number {
    return this.#playsOutAt;
  }

  /** Says that audio up to `endMs` has been sent. */
  sent(endMs: number): void {
    const now = this.#clock.now();
    if (this.#anchorAt === undefined) {
      this.#anchorAt = now;
      this.#playsOutAt = now;
    } else {
      const lateMs = this.#unclampedMs() - this.#sentMs;
      if (lateMs > 0) {
        this.#underruns++;
        this.#underrunMs += lateMs;
        this.#anchorAt = now;
        this.#anchorMs = this.#sentMs;
      }
    }
    this.#playsOutAt = Math.max(this.#playsOutAt, now) + endMs - this.#sentMs;
    this.#sentMs = endMs;
  }

  /** Takes a client's report of what it has played. Reports that go back are ignored. */
  report(positionMs: number): void {
    if (this.#anchorAt === undefined || positionMs < this.#reportedMs) return;
    this.#reportedMs = Math.min(positionMs, this.#sentMs);
    this.#measured = true;
    this.#anchorMs = this.#reportedMs;
    this.#anchorAt = this.#clock.now();
  }

  /** Stops the clock: the position stays where it is. */
  freeze(): void {
    this.#frozenMs ??= this.positionMs;
  }

  #unclampedMs(): number {
    return this.#anchorAt === undefined ? 0 : this.#anchorMs + this.#clock.now() - this.#anchorAt;
  }
}
