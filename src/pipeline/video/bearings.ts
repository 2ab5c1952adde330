/**
 * The bearings of the frames that were sent, for frames that go on from the one that is shown.
 *
 * @module
 */
import type { Bearing } from "../../contract/pose.ts";

/** More than are sent ahead of what is shown. */
const MOST = 64;

/** The bearings of the last frames. */
export class Bearings {
  /** In order of the time at which their frames are shown. */
  readonly #sent: { readonly fromMs: number; readonly bearing: Bearing }[] = [];

  /** Notes the bearing of a frame, if it has one, and when it is shown. It replaces frames that would be shown later. */
  note(bearing: Bearing | undefined, fromMs: number): void {
    this.cut(fromMs);
    if (bearing !== undefined) this.#sent.push({ fromMs, bearing });
    if (this.#sent.length > MOST) this.#sent.shift();
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
