/**
 * Events with a media time, which a page learns when that time is heard.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import type { MediaPosition } from "./media_timeline.ts";

/** How early an event may be delivered, ms. */
const TOLERANCE_MS = 5;
/** Longest time between two looks at the position, ms: it may jump. */
const LOOK_MS = 50;

/** An event that waits for its time. */
interface DueEvent {
  readonly turn: number;
  readonly atMs: number;
  readonly deliver: () => void;
}

/** Delivers events in the order of arrival, each when its media time is heard. */
export class DueEvents implements Disposable {
  readonly #position: () => MediaPosition | null;
  readonly #clock: Clock;
  #waiting: DueEvent[] = [];
  #cancel: (() => void) | undefined;

  /** @param position What is heard right now. */
  constructor(position: () => MediaPosition | null, clock: Clock) {
    this.#position = position;
    this.#clock = clock;
  }

  /** Adds an event. */
  push(event: DueEvent): void {
    this.#waiting.push(event);
    this.#look();
  }

  /** Delivers what waits of a turn: its speech was heard to the end. */
  finish(turn: number): void {
    const due = this.#waiting.filter((event) => event.turn === turn);
    this.#waiting = this.#waiting.filter((event) => event.turn !== turn);
    for (const { deliver } of due) deliver();
  }

  /** Drops what waits: the speech is not heard. */
  flush(): void {
    this.#waiting = [];
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Stops. */
  [Symbol.dispose](): void {
    this.flush();
  }

  #look(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const position = this.#position();
    for (let [event] = this.#waiting; event !== undefined && isDue(event, position); [event] = this.#waiting) {
      this.#waiting.shift();
      event.deliver();
    }
    const [next] = this.#waiting;
    if (next === undefined) return;
    const leftMs = position?.turn === next.turn ? next.atMs - position.positionMs : LOOK_MS;
    this.#cancel = this.#clock.setTimer(Math.max(1, Math.min(LOOK_MS, leftMs)), () => this.#look());
  }
}

function isDue({ turn, atMs }: DueEvent, position: MediaPosition | null): boolean {
  return position?.turn === turn && position.positionMs >= atMs - TOLERANCE_MS;
}
