/**
 * One exchange of a Realtime session: a request, the response that answers it, and the stream that carries the reply.
 *
 * @module
 */
import type { RealtimePart, RealtimeRequest } from "../../../contract/adapter.ts";
import type { Clock } from "../../../contract/clock.ts";
import type { WireFailure } from "../../openai/errors.ts";
import type { ConversationMessage } from "./conversation_keeper.ts";
import { ResponseRun, type RunOutcome } from "./response_run.ts";
import type { RealtimeSocket } from "./socket.ts";
import { callOutput, responseCancel, responseCreate } from "./commands.ts";

/** The owner of an exchange, which it notifies of events. */
interface ExchangeOptions {
  /** Measures silence. */
  readonly clock: Clock;
  /** The provider is done with the current run. */
  onRunEnded(exchange: Exchange, outcome: RunOutcome): void;
  /** Nothing came for `waitedMs`, the longest allowed silence. */
  onSilence(exchange: Exchange, waitedMs: number): void;
  /** The reader left, or the request's signal aborted, before the end. */
  onLeft(exchange: Exchange): void;
}

/** An exchange. When it is retried, a second run replaces the first. */
export class Exchange {
  readonly request: RealtimeRequest;
  /** The socket of the request, and the run that answers; absent until then. */
  asked: { readonly socket: RealtimeSocket; readonly run: ResponseRun } | undefined;
  /** Whether it was retried after a failure. */
  retried = false;
  /** Whether the user's text is part of the conversation. */
  recorded = false;
  /** The reply in the conversation. */
  reply: ConversationMessage | undefined;
  /** How much of the reply was heard, once it was cut. */
  heardMs: number | undefined;
  /** Items whose edit was sent to the provider. */
  readonly edited = new Set<string>();
  /** An error that may concern this exchange: subsequent silence confirms it. */
  suspect: WireFailure | undefined;
  /** Whether the provider is done with it. */
  finished = false;

  readonly #options: ExchangeOptions;
  readonly #done = Promise.withResolvers<void>();
  readonly #parts: PartQueue;
  #cancelWatch = () => {};
  #limitMs = 0;
  #movedAtMs = 0;

  /**
   * @param request The request.
   * @param options Clock and owner.
   */
  constructor(request: RealtimeRequest, options: ExchangeOptions) {
    this.request = request;
    this.#options = options;
    this.#parts = new PartQueue(() => options.onLeft(this));
    const { signal } = request.context;
    signal.addEventListener("abort", () => {
      this.#parts.abort(signal.reason);
      options.onLeft(this);
    }, { once: true });
  }

  /** The reply. Parts before a failure can still be read; parts before an abort are void. */
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

  /** Begins a run on a socket. */
  begin(socket: RealtimeSocket, tag: string): void {
    const run: ResponseRun = new ResponseRun(tag, socket.retired, {
      part: (part) => this.#parts.push(part),
      called: ({ responseId, callIds, waits }) => {
        if (responseId !== undefined && waits) socket.retire(responseId);
        for (const callId of callIds) socket.send("call", (id) => callOutput(id, callId));
        if (waits) socket.send("create", (id) => responseCreate(id, tag));
      },
      cancel: (responseId) => socket.send("cancel", (id) => responseCancel(id, responseId)),
      ended: (outcome) => {
        if (run.responseId !== undefined) socket.retire(run.responseId);
        this.#options.onRunEnded(this, outcome);
      },
    }, this.request.mode === "reply");
    this.asked = { socket, run };
  }

  /** Allows at most `limitMs` of silence from now on. */
  watch(limitMs: number): void {
    this.#limitMs = limitMs;
    this.#movedAtMs = this.#options.clock.now();
    this.#arm(limitMs);
  }

  /** Notes progress. Cheap: the timer compares the times when it fires. */
  moved(limitMs: number): void {
    this.suspect = undefined;
    if (limitMs === this.#limitMs) this.#movedAtMs = this.#options.clock.now();
    else this.watch(limitMs);
  }

  /** Notes an error that may concern this exchange: it does if there is no progress within `graceMs`. */
  doubt(failure: WireFailure, graceMs: number): void {
    this.watch(Math.min(graceMs, this.#limitMs));
    this.suspect = failure;
  }

  /** Stops measuring silence. */
  unwatch(): void {
    this.#cancelWatch();
    this.#cancelWatch = () => {};
  }

  /** Ends the reply after the parts so far, with an error if it failed. */
  end(end: PartsEnd = {}): void {
    this.#parts.end(end);
  }

  /** Ends the reply immediately; unread parts are void. */
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
    const { clock } = this.#options;
    this.#cancelWatch = clock.setTimer(delayMs, () => {
      const silentMs = clock.now() - this.#movedAtMs;
      if (silentMs < this.#limitMs) this.#arm(this.#limitMs - silentMs);
      else this.#options.onSilence(this, silentMs);
    });
  }
}

/** How the parts end: without `error` the stream closes, else it errors. */
type PartsEnd = { readonly error?: unknown };

/**
 * The parts of a reply, from a socket without backpressure to a reader at its own pace. It holds at most one response,
 * whose length the provider bounds.
 */
class PartQueue {
  /** The parts, in their order, then the end. */
  readonly stream: ReadableStream<RealtimePart>;
  readonly #parts: RealtimePart[] = [];
  #controller: ReadableStreamDefaultController<RealtimePart> | undefined;
  #end: PartsEnd | undefined;
  #gone = false;
  #wake = Promise.withResolvers<void>();

  /** @param onCancel Called when the reader leaves before the end. */
  constructor(onCancel: () => void) {
    this.stream = new ReadableStream({
      start: (controller) => void (this.#controller = controller),
      pull: async (controller) => {
        while (this.#parts.length === 0 && this.#end === undefined) await this.#wake.promise;
        const part = this.#parts.shift();
        if (part) controller.enqueue(part);
        else if (!this.#gone) this.#finish();
      },
      cancel: () => {
        this.#gone = true;
        this.drop();
        onCancel();
      },
    }, { highWaterMark: 0 });
  }

  /** Whether nothing more can be put in. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Puts a part in. */
  push(part: RealtimePart): void {
    if (this.#end !== undefined) return;
    this.#parts.push(part);
    this.#signal();
  }

  /** Ends after the queued parts. */
  end(end: PartsEnd): void {
    this.#end ??= end;
    this.#signal();
  }

  /** Closes immediately; unread parts are void. */
  drop(): void {
    this.#parts.length = 0;
    this.#end = {};
    this.#signal();
  }

  /** Errors immediately; unread parts are void. */
  abort(error: unknown): void {
    this.#gone = true;
    this.drop();
    this.#controller?.error(error);
  }

  #finish(): void {
    const { error } = this.#end ?? {};
    if (error === undefined) this.#controller?.close();
    else this.#controller?.error(error);
  }

  #signal(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}
