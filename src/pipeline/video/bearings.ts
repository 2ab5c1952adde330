/**
 * The bearings of the frames that were sent, for frames that go on from the one that is shown.
 *
 * @module
 */
import type { Bearing } from "../../contract/pose.ts";

/** The most that are kept: those of the longest lead, 10 s, at 60 frames per second. */
const MOST = 600;

/** The bearings of the frame that is shown, and of those that were sent ahead. */
export class Bearings {
  /** In order of the time at which their frames are shown. */
  readonly #sent: { readonly fromMs: number; readonly bearing: Bearing }[] = [];

  /**
   * Notes the bearing of a frame that was sent. It replaces frames that would be shown later.
   *
   * @param bearing The bearing, if it has one.
   * @param fromMs When it is shown.
   * @param nowMs The earliest time of interest from now on.
   */
  note(bearing: Bearing | undefined, fromMs: number, nowMs: number): void {
    this.cut(fromMs);
    if (bearing !== undefined) this.#sent.push({ fromMs, bearing });
    while (this.#sent.length > MOST || (this.#sent[1]?.fromMs ?? Infinity) <= nowMs) this.#sent.shift();
  }

  /** Drops the frames that would be shown after a time. */
  cut(ms: number): void {
    while ((this.#sent.at(-1)?.fromMs ?? -Infinity) > ms) this.#sent.pop();
  }

  /** The bearing of the frame that is shown at a time. */
  at(ms: number): Bearing | undefined {
    return this.#sent.findLast(({ fromMs }) => fromMs <= ms)?.bearing;
  }
}
