/**
 * One turn of a Realtime session: a request, the response that answers it, and the stream that the answer goes to.
 *
 * @module
 */
import type { RealtimePart, RealtimeRequest } from "../../../contract/adapter.ts";
import type { Clock } from "../../../contract/clock.ts";
import type { WireFailure } from "../../openai/errors.ts";
import { responseCancel } from "./client_events.ts";
import type { Connection } from "./connection.ts";
import type { HistoryEntry } from "./history.ts";
import { PartQueue } from "./part_queue.ts";
import { ResponseRun, type RunOutcome } from "./response_run.ts";

/** What a turn tells its owner. */
export interface TurnOwner {
  /** The provider is done with the run in hand. */
  runEnded(turn: Turn, outcome: RunOutcome): void;
  /** Nothing has come for as long as was to be waited. */
  silent(turn: Turn, waitedMs: number): void;
  /** The reader has left, or the request's signal has aborted, before the end. */
  left(turn: Turn): void;
}

/** A turn. When it is asked a second time, a second run takes the place of the first. */
export class Turn {
  readonly request: RealtimeRequest;
  /** Where it was asked, and what answers; absent until then. */
  asked: { readonly connection: Connection; readonly run: ResponseRun } | undefined;
  /** Whether it was asked again after a failure. */
  retried = false;
  /** Whether the user's text stands in the conversation. */
  recorded = false;
  /** The reply's place in the history. */
  entry: HistoryEntry | undefined;
  /** How much of the reply was heard, once it was cut. */
  heardMs: number | undefined;
  /** Items that the provider was told about already. */
  readonly edited = new Set<string>();
  /** An error that may have been about this turn: silence after it would prove it. */
  suspect: WireFailure | undefined;
  /** Whether the provider is done with it. */
  finished = false;

  readonly #clock: Clock;
  readonly #owner: TurnOwner;
  readonly #done = Promise.withResolvers<void>();
  readonly #parts: PartQueue;
  #cancelWatch = () => {};
  #limitMs = 0;
  #movedAtMs = 0;

  /**
   * @param request What is answered.
   * @param clock Measures silence.
   * @param owner Told of the end and of silence.
   */
  constructor(request: RealtimeRequest, clock: Clock, owner: TurnOwner) {
    this.request = request;
    this.#clock = clock;
    this.#owner = owner;
    this.#parts = new PartQueue(() => owner.left(this));
    const { signal } = request.context;
    signal.addEventListener("abort", () => {
      this.#parts.abort(signal.reason);
      owner.left(this);
    }, { once: true });
  }

  /** What the reply is read from. */
  get stream(): ReadableStream<RealtimePart> {
    return this.#parts.stream;
  }

  /** Whether the reader gets nothing more. */
  get delivered(): boolean {
    return this.#parts.ended;
  }

  /** Resolves when the provider is done with it. */
  get done(): Promise<void> {
    return this.#done.promise;
  }

  /** Begins a run on a connection. */
  begin(connection: Connection, tag: string): void {
    const run: ResponseRun = new ResponseRun(tag, connection.retired, {
      part: (part) => this.#parts.push(part),
      cancel: (responseId) => connection.send("cancel", (id) => responseCancel(id, responseId)),
      ended: (outcome) => {
        if (run.responseId !== undefined) connection.retire(run.responseId);
        this.#owner.runEnded(this, outcome);
      },
    });
    this.asked = { connection, run };
  }

  /** Expects progress within so many ms from now, and after each progress again. */
  watch(limitMs: number): void {
    this.#limitMs = limitMs;
    this.#movedAtMs = this.#clock.now();
    this.#arm(limitMs);
  }

  /** Notes progress. Cheap: the timer looks for it when it fires. */
  moved(limitMs: number): void {
    this.suspect = undefined;
    if (limitMs === this.#limitMs) this.#movedAtMs = this.#clock.now();
    else this.watch(limitMs);
  }

  /** Notes an error that may be about this turn: without progress within `graceMs` it was. */
  doubt(failure: WireFailure, graceMs: number): void {
    this.watch(Math.min(graceMs, this.#limitMs));
    this.suspect = failure;
  }

  /** Stops expecting anything. */
  unwatch(): void {
    this.#cancelWatch();
    this.#cancelWatch = () => {};
  }

  /** Ends the reply behind what was handed on, with an error if it failed. */
  end(end: { error?: unknown } = {}): void {
    this.#parts.end(end);
  }

  /** Ends the reply at once; what was handed on and not read yet is void. */
  drop(): void {
    this.#parts.drop();
  }

  /** Notes that the provider is done with it. */
  finish(): void {
    this.unwatch();
    this.finished = true;
    this.#done.resolve();
  }

  #arm(delayMs: number): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#clock.setTimer(delayMs, () => {
      const silentMs = this.#clock.now() - this.#movedAtMs;
      if (silentMs < this.#limitMs) this.#arm(this.#limitMs - silentMs);
      else this.#owner.silent(this, silentMs);
    });
  }
}
