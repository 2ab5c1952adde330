/**
 * A small pool of workers that speak, so that synthesis never holds up the event loop.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";
import { ProviderError } from "../../../contract/errors.ts";
import type { SpeechPiece, Utterance, WorkerReply, WorkerRequest } from "./utterance.ts";

/** A worker that has not started after this time, in ms, is given up. Type-checking it in a test run may take a while. */
const START_DEADLINE_MS = 60_000;

/** How a pool is made. */
export interface PoolOptions {
  /** Flite, compiled; the workers share its code. */
  readonly module: WebAssembly.Module;
  /** How many workers there are. */
  readonly workers: number;
  /** How many utterances may wait for a worker. */
  readonly maxQueued: number;
  /** An utterance that a worker has not spoken to its end after this, in ms, fails, and its worker is replaced. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  /** The program that the workers run. Default: the one of this adapter. */
  readonly program?: URL;
}

/** Who asks. */
export interface SpeakOptions {
  /** When the speech is needed, on the pool's clock, in ms: what is needed first is spoken first. */
  readonly dueMs: number;
  readonly signal: AbortSignal;
}

interface Job {
  readonly id: number;
  readonly utterance: Utterance;
  readonly dueMs: number;
  /** Passes on what has been spoken; does nothing once the job is over. */
  add(piece: SpeechPiece): void;
  end(): void;
  fail(error: unknown): void;
}

interface Slot {
  readonly worker: Worker;
  started: boolean;
  job: Job | undefined;
  cancelDeadline: () => void;
}

/** Speaks utterances on a fixed number of workers, which start when they are first needed. */
export class SpeechPool {
  readonly #options: PoolOptions;
  readonly #slots = new Set<Slot>();
  readonly #waiting = new Set<Job>();
  #nextId = 1;
  #recycled = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** How many workers were replaced because they hung or broke. */
  get recycled(): number {
    return this.#recycled;
  }

  /** How many utterances wait for a worker. */
  get queued(): number {
    return this.#waiting.size;
  }

  /** Speaks utterances on every worker, so that none has to start or compile when it matters. */
  async warmup(utterances: readonly Utterance[]): Promise<void> {
    const { signal } = new AbortController();
    for (const utterance of utterances) {
      const everywhere = Array.from(
        { length: this.#options.workers },
        () => Array.fromAsync(this.speak(utterance, { dueMs: this.#options.clock.now(), signal })),
      );
      await Promise.all(everywhere);
    }
  }

  /**
   * Speaks an utterance.
   *
   * @returns Its pieces: the first with the marks and a little sound, as soon as that is there. The stream fails with the
   *          signal's reason when it aborts, and with a {@linkcode ProviderError} when too many wait, when the deadline
   *          passes, when Flite fails, when the pool is closed. What nobody wants any more leaves the queue; a worker
   *          that is busy with it finishes it for nobody.
   */
  speak(utterance: Utterance, { dueMs, signal }: SpeakOptions): ReadableStream<SpeechPiece> {
    let giveUp = () => {};
    return new ReadableStream<SpeechPiece>({
      start: (controller) => {
        if (signal.aborted) return controller.error(signal.reason);
        const refusal = this.#refusal();
        if (refusal !== undefined) return controller.error(refusal);
        let isOver = false;
        const over = (end: () => void) => {
          if (isOver) return;
          isOver = true;
          signal.removeEventListener("abort", onAbort);
          this.#waiting.delete(job);
          end();
        };
        const onAbort = () => over(() => controller.error(signal.reason));
        giveUp = () => over(() => {});
        signal.addEventListener("abort", onAbort, { once: true });
        const job: Job = {
          id: this.#nextId++,
          utterance,
          dueMs,
          add: (piece) => {
            if (!isOver) controller.enqueue(piece);
          },
          end: () => over(() => controller.close()),
          fail: (error) => over(() => controller.error(error)),
        };
        this.#waiting.add(job);
        this.#dispatch();
      },
      cancel: () => giveUp(),
    });
  }

  #refusal(): ProviderError | undefined {
    if (this.#closed) return failure("flite_closed", "Cannot speak: the voice has been closed");
    if (this.queued < this.#options.maxQueued) return undefined;
    const message = `Cannot speak: ${this.queued} utterances wait already; try again, or raise max_queued`;
    return failure("flite_overloaded", message, { retryable: true });
  }

  /** Ends all workers; what waits or is being spoken fails. Idempotent. */
  close(): void {
    this.#closed = true;
    const jobs = [...this.#waiting];
    this.#waiting.clear();
    for (const slot of this.#slots) {
      if (slot.job) jobs.push(slot.job);
      this.#end(slot);
    }
    for (const job of jobs) job.fail(failure("flite_closed", "The voice was closed while it was speaking"));
  }

  /** Takes what is needed first; of two at the same time, what was asked for first. */
  #take(): Job | undefined {
    let first: Job | undefined;
    for (const job of this.#waiting) {
      if (first === undefined || job.dueMs < first.dueMs) first = job;
    }
    if (first !== undefined) this.#waiting.delete(first);
    return first;
  }

  #dispatch(): void {
    while (this.#waiting.size > 0) {
      const slot = this.#idleSlot();
      const job = slot && this.#take();
      if (!job) return;
      slot.job = job;
      this.#setDeadline(slot);
      post(slot.worker, { type: "speak", id: job.id, utterance: job.utterance });
    }
  }

  /** Time begins to count against an utterance when its worker is there to speak it. */
  #setDeadline(slot: Slot): void {
    slot.cancelDeadline();
    const [limitMs, what] = slot.started ? [this.#options.deadlineMs, "speak"] : [START_DEADLINE_MS, "start"];
    slot.cancelDeadline = this.#options.clock.setTimer(limitMs, () => {
      const message = `Flite did not ${what} within ${limitMs} ms; its worker was replaced`;
      this.#replace(slot, failure("flite_deadline", message, { retryable: true }));
    });
  }

  #idleSlot(): Slot | undefined {
    for (const slot of this.#slots) {
      if (slot.job === undefined) return slot;
    }
    return this.#slots.size < this.#options.workers ? this.#start() : undefined;
  }

  #start(): Slot {
    const program = this.#options.program ?? new URL("./worker.ts", import.meta.url);
    const slot: Slot = {
      worker: new Worker(program, { type: "module", name: "flite" }),
      started: false,
      job: undefined,
      cancelDeadline: () => {},
    };
    slot.worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => this.#onReply(slot, data);
    slot.worker.onerror = (event) => {
      event.preventDefault();
      this.#replace(slot, failure("flite_worker_failed", `A Flite worker broke: ${event.message}`));
    };
    this.#slots.add(slot);
    post(slot.worker, { type: "load", module: this.#options.module });
    return slot;
  }

  #onReply(slot: Slot, reply: WorkerReply): void {
    const job = slot.job;
    if (reply.type === "loaded") {
      slot.started = true;
      if (job) this.#setDeadline(slot);
      return;
    }
    if (job?.id !== reply.id) return;
    if (reply.type === "piece") return job.add(reply.piece);
    slot.cancelDeadline();
    slot.job = undefined;
    if (reply.type === "spoken") job.end();
    else job.fail(failure("flite_failed", `Flite could not speak a text: ${reply.message}`));
    this.#dispatch();
  }

  #replace(slot: Slot, error: ProviderError): void {
    const job = slot.job;
    this.#recycled++;
    this.#end(slot);
    job?.fail(error);
    this.#dispatch();
  }

  #end(slot: Slot): void {
    slot.cancelDeadline();
    slot.job = undefined;
    slot.worker.terminate();
    this.#slots.delete(slot);
  }
}

function post(worker: Worker, request: WorkerRequest): void {
  worker.postMessage(request);
}

function failure(code: string, message: string, { retryable = false } = {}): ProviderError {
  return new ProviderError(message, { provider: "flite_tts", code, retryable });
}
