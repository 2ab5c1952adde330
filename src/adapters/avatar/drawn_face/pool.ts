/**
 * A few workers that draw for all sessions, so that the event loop stays free for sound and sockets.
 *
 * @module
 */
import type { FacePose } from "../../../contract/pose.ts";
import { flattenPose, type FromWorker, type PictureFormat, type ToWorker } from "./protocol.ts";

/** A worker that has not come up after this long is given up, in ms: where modules are checked first, it takes a while. */
const START_MS = 60_000;
/** A worker that has not drawn a picture after this long is given up, in ms. */
const STUCK_MS = 5_000;

/** The canvas addon cannot be loaded here, so nothing can be drawn. */
export class CanvasUnavailable extends Error {
  override readonly name = "CanvasUnavailable";
}

interface Waiting {
  readonly resolve: (data: Uint8Array<ArrayBuffer> | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** One worker and what it owes. */
class Hand {
  /** Streams that it draws for. */
  streams = 0;
  /** Resolves to what makes its pictures, for people to read. */
  readonly ready: Promise<string>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  readonly #rejectReady: (error: Error) => void;
  #failure: Error | undefined;

  constructor(memoryBytes: number) {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "face" });
    this.#post({ type: "open", memoryBytes });
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const slow = setTimeout(() => this.end(`not ready within ${START_MS} ms`), START_MS);
    this.#rejectReady = reject;
    this.ready = promise.finally(() => clearTimeout(slow));
    // Whoever draws hears of the failure as well.
    this.ready.catch(() => {});
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === "ready") resolve(data.how);
      else if (data.type === "unable") this.#fail(new CanvasUnavailable(data.reason));
      else this.#settle(data);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new Error(event.message));
    };
  }

  /** Whether it will never answer again. */
  get isLost(): boolean {
    return this.#failure !== undefined;
  }

  prepare(format: PictureFormat): Promise<unknown> {
    return this.#ask((id) => ({ type: "prepare", id, format }));
  }

  async draw(pose: Readonly<FacePose>, format: PictureFormat): Promise<Uint8Array<ArrayBuffer>> {
    const numbers = flattenPose(pose);
    const data = await this.#ask((id) => ({ type: "draw", id, format, pose: numbers }));
    if (data === undefined) throw new Error("the worker sent no picture");
    return data;
  }

  end(reason: string): void {
    this.#fail(new Error(reason));
  }

  #ask(message: (id: number) => ToWorker): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer> | undefined>();
    this.#waiting.set(id, { resolve, reject });
    this.#post(message(id));
    return promise;
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #settle(message: Extract<FromWorker, { id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === "done") waiting?.resolve(message.data);
    else waiting?.reject(new Error(message.reason));
  }

  #fail(error: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#rejectReady(error);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#worker.terminate();
  }
}

/** A stream's claim on a worker. */
export interface Lease extends Disposable {
  /**
   * Draws a pose.
   *
   * @throws The signal's reason when it aborts; an `Error` when the picture cannot be drawn.
   */
  draw(pose: Readonly<FacePose>, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}

/** The workers. They are started when they are first needed. */
export class DrawingPool implements Disposable {
  readonly #size: number;
  readonly #memoryBytes: number;
  readonly #hands: Hand[] = [];

  /** `size`: how many workers; `memoryBytes`: what the drawings of each may take. */
  constructor(size: number, memoryBytes: number) {
    this.#size = size;
    this.#memoryBytes = memoryBytes;
  }

  /** How many workers run now. */
  get running(): number {
    return this.#hands.length;
  }

  /**
   * Starts all workers and has them rehearse.
   *
   * @returns What makes the pictures, for people to read.
   * @throws When the addon cannot be loaded here.
   */
  async prepare(format: PictureFormat): Promise<string> {
    while (this.#hands.length < this.#size) this.#hands.push(new Hand(this.#memoryBytes));
    const [how = ""] = await Promise.all(this.#hands.map((hand) => hand.ready));
    await Promise.all(this.#hands.map((hand) => hand.prepare(format)));
    return how;
  }

  /** Gives a stream the worker with the least to do; the stream stays with it, as that worker's caches know its look. */
  lease(format: PictureFormat): Lease {
    let hand: Hand | undefined;
    const find = (): Hand => {
      if (hand !== undefined && !hand.isLost) return hand;
      hand = this.#leastBusy();
      hand.streams++;
      return hand;
    };
    return {
      draw: (pose, signal) => this.#draw(find(), pose, format, signal),
      [Symbol.dispose]: () => {
        if (hand !== undefined) hand.streams--;
        hand = undefined;
      },
    };
  }

  /** Ends all workers. */
  [Symbol.dispose](): void {
    for (const hand of this.#hands.splice(0)) hand.end("the face avatar was closed");
  }

  #leastBusy(): Hand {
    const lost = this.#hands.findIndex((hand) => hand.isLost);
    if (lost >= 0) this.#hands.splice(lost, 1);
    const idle = this.#hands.find((hand) => hand.streams === 0);
    if (idle !== undefined) return idle;
    if (this.#hands.length < this.#size) {
      const hand = new Hand(this.#memoryBytes);
      this.#hands.push(hand);
      return hand;
    }
    return this.#hands.reduce((least, hand) => hand.streams < least.streams ? hand : least);
  }

  async #draw(
    hand: Hand,
    pose: Readonly<FacePose>,
    format: PictureFormat,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      await Promise.race([hand.ready, aborted.promise]);
      const stuck = setTimeout(() => hand.end(`no picture within ${STUCK_MS} ms`), STUCK_MS);
      const drawn = hand.draw(pose, format).finally(() => clearTimeout(stuck));
      return await Promise.race([drawn, aborted.promise]);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }
}
