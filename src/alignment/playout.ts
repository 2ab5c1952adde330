/**
 * Where the listener is: the position of playout in a turn's media time.
 *
 * Without reports it is the send clock: playout begins when the first audio is sent, runs in real time, and stalls when
 * the audio runs out. A report replaces the estimate and time runs on from it. Both are clamped to what was sent, and a
 * position that stops advancing is trusted only for `graceMs`. A listener whose connection is lost hears what has
 * reached it, and stands still until it is back.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";

/** A position that advances in real time. */
interface Anchor {
  readonly at: number;
  readonly ms: number;
}

/** A client's report. */
interface Report extends Anchor {
  /** When the client was last known to be there, on the listener's time: when the report came, or the client returned. */
  readonly knownAt: number;
  /** Audio that had been sent then, ms. */
  readonly sentMs: number;
}

/** A listener without a connection. */
interface Absence {
  /** Audio that had been sent when it left, ms. */
  readonly sentMs: number;
  /** When it has heard what reached it, on the listener's time. */
  readonly stopsAt: number;
}

/** After this time without a report, a client that reports had lost its connection before the service saw that, ms. */
const SILENT_MS = 1000;

/** Less than this is not audio, but an error of rounding, ms. */
const ROUNDING_MS = 1e-6;

/** The listener's position in one turn. */
export class Playout {
  readonly #clock: Clock;
  readonly #graceMs: number;
  #sentMs = 0;
  #sendClock: Anchor | undefined;
  #reported: Report | undefined;
  #absence: Absence | undefined;
  /** For how long the listener has stood still, without a connection, ms. */
  #stoodMs = 0;
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
    const now = this.#now;
    return this.#reported && advanced(this.#reported, now) >= this.#floorMs(now) ? "measured" : "estimated";
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
    return this.leftMs === 0;
  }

  /** How much of the sent audio has not been played, ms. */
  get leftMs(): number {
    const leftMs = this.#sentMs - this.positionMs;
    return leftMs < ROUNDING_MS ? 0 : leftMs;
  }

  /** Media time up to which audio may be sent, ms: while the listener has no connection, none. */
  get openMs(): number {
    return this.#absence?.sentMs ?? Infinity;
  }

  /** Whether the listener has a connection. */
  get isPresent(): boolean {
    return this.#absence === undefined;
  }

  /** Notes that the listener has a connection, or has none. */
  attend(isPresent: boolean): void {
    if (isPresent === this.isPresent) return;
    if (isPresent) this.#return();
    else this.#leave();
  }

  #leave(): void {
    const reported = this.#reported;
    const now = this.#now;
    const wasSilent = reported !== undefined && now - reported.knownAt > SILENT_MS;
    const runningMs = this.#runningMs(now);
    const reachedMs = wasSilent ? reported.sentMs : Math.max(this.#sentMs, runningMs);
    const stopsAt = now + reachedMs - runningMs;
    this.#absence = { sentMs: this.#sentMs, stopsAt };
  }

  #return(): void {
    const { stopsAt = Infinity } = this.#absence ?? {};
    this.#absence = undefined;
    this.#stoodMs += Math.max(0, this.#now - stopsAt);
    // It gets all that it has missed.
    this.#reported &&= { ...this.#reported, knownAt: this.#now, sentMs: this.#sentMs };
  }

  /** Notes that audio up to `endMs` has been sent. */
  sent(endMs: number): void {
    const now = this.#now;
    this.#sendClock ??= { at: now, ms: 0 };
    const lateMs = this.#runningMs(now) - this.#sentMs;
    if (lateMs > 0 && this.#sentMs > 0) {
      this.#underruns++;
      this.#underrunMs += lateMs;
      this.#sendClock = { at: now, ms: this.#sentMs };
      this.#reported &&= { ...this.#reported, ...this.#sendClock };
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
    const now = this.#now;
    const sentMs = this.#sentMs;
    this.#reported = { at: now, ms: Math.min(positionMs, sentMs), knownAt: now, sentMs };
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
  #runningMs(now = this.#now): number {
    if (this.#sendClock === undefined) return 0;
    if (this.#reported === undefined) return advanced(this.#sendClock, now);
    return Math.max(advanced(this.#reported, now), this.#floorMs(now));
  }

  /** The least that a client is assumed to have played. */
  #floorMs(now = this.#now): number {
    return this.#sendClock === undefined ? 0 : advanced(this.#sendClock, now) - this.#graceMs;
  }

  /** The listener's time, ms. */
  get #now(): number {
    const now = this.#clock.now() - this.#stoodMs;
    return this.#absence === undefined ? now : Math.min(now, this.#absence.stopsAt);
  }
}

/** Where an anchor's position is at a time. */
function advanced({ at, ms }: Anchor, now: number): number {
  return ms + now - at;
}
