/**
 * The controls of a turn's picture, by their media times.
 *
 * @module
 */
import type { ShownBefore } from "../../contract/adapter.ts";
import type { Control } from "../../contract/controls.ts";

/** Long enough for a state to show fully, ms. */
const LONG_MS = 60_000;

/** Which control the face shows when. */
export class ControlTimeline {
  readonly #first: Control;
  /** In order of their times. */
  #given: { readonly fromMs: number; readonly control: Control }[] = [];

  /** @param first The control at the start of the turn. */
  constructor(first: Control) {
    this.#first = first;
  }

  /** Adds a control that is in force from a time on, until a later one. */
  add(control: Control, fromMs: number): void {
    this.#given.splice(this.#indexAt(fromMs) + 1, 0, { fromMs, control });
  }

  /** Drops the controls that begin after a time. */
  cut(ms: number): void {
    this.#given = this.#given.filter(({ fromMs }) => fromMs <= ms);
  }

  /** The control in force at a time. */
  at(ms: number): Control {
    return this.#given[this.#indexAt(ms)]?.control ?? this.#first;
  }

  /** What is shown before a frame in the middle of the turn: the face may still be changing. */
  shownAt(ms: number): ShownBefore {
    const last = this.#indexAt(ms);
    const control = this.#given[last - 1]?.control ?? this.#first;
    const changedMs = ms - (this.#given[last]?.fromMs ?? ms);
    return { state: "speaking", control, forMs: LONG_MS, changedMs };
  }

  #indexAt(ms: number): number {
    return this.#given.findLastIndex(({ fromMs }) => fromMs <= ms);
  }
}
