/**
 * Blocks void media: media of turns older than the newest one, of ended turns, and from before an interrupt that the
 * service has not yet answered.
 *
 * @module
 */
import type { ServerEvent } from "../../contract/protocol/messages.ts";

/** Decides which events still count. */
export class EpochGate {
  #newest = 0;
  #endedThrough = 0;
  #running = false;
  #barrier: number | null = null;

  /** The newest turn seen, 0 before the first. */
  get turn(): number {
    return this.#newest;
  }

  /** Whether a turn is running, as far as the client knows. */
  get running(): boolean {
    return this.#running;
  }

  /** The `t` of the ping whose pong ends the wait for an interrupt's answer; `null` when none is awaited. */
  get barrier(): number | null {
    return this.#barrier;
  }

  /**
   * Voids everything up to now. The service handles messages in order, so the pong of a ping sent right after the
   * interrupt separates earlier from later messages, even for a turn whose start was not seen yet.
   *
   * @param barrier The `t` of that ping.
   */
  interrupt(barrier: number): void {
    this.#endedThrough = this.#newest;
    this.#running = false;
    this.#barrier = barrier;
  }

  /** Turns after `turn` never existed: their instance was lost before it recorded them, and others will have their numbers. */
  rewind(turn: number): void {
    this.#newest = turn;
    this.#endedThrough = Math.min(this.#endedThrough, turn);
    this.#running = false;
  }

  /** Whether `event` still counts. */
  accepts(event: ServerEvent): boolean {
    if (event.type === "session_ready" || event.type === "error") return true;
    if (event.type === "pong") {
      if (event.t === this.#barrier) this.#barrier = null;
      return true;
    }
    if (event.turn < this.#newest) return false;
    this.#newest = event.turn;
    if (event.type === "turn_complete") {
      this.#endedThrough = event.turn;
      this.#running = false;
      return true;
    }
    if (event.type === "state") return true;
    if ((event.type === "video_frame" || event.type === "pose") && event.idle) return true;
    const counts = this.#barrier === null && event.turn > this.#endedThrough;
    this.#running ||= counts;
    return counts || event.type === "turn_started";
  }
}
