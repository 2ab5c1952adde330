/**
 * One worker of a {@linkcode WorkerPool}, and its pending steps.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import { ProviderError } from "../../contract/errors.ts";
import type { FromWorker, ToWorker } from "./program.ts";

/** A job; its state lives in one worker from its first step on. */
export interface Job<Task, Piece> {
  readonly id: number;
  readonly task: Task;
  /** The worker that runs it, or that it is meant for; absent: any. */
  worker: PoolWorker<Task, Piece> | undefined;
  /** `running` from its first step on; `over` after its last piece or a failure. */
  state: "new" | "running" | "over";
}

/** A requested piece of a job. */
export interface Step<Task, Piece> {
  readonly job: Job<Task, Piece>;
  /** When the piece is needed, on the pool's clock, ms. */
  readonly dueMs: number;
  /** Whether it is the job's first: then any worker can make it. */
  readonly isFirst: boolean;
  /** Whether it is still needed. */
  isWanted: boolean;
  resolve(piece: Piece): void;
  reject(error: unknown): void;
}

/** How a worker is started and watched. */
export interface PoolWorkerOptions<Setup> {
  /** The adapter that the worker works for: the `provider` of its errors. */
  readonly provider: string;
  /** The worker's main module; it calls `serveJobs`. */
  readonly program: URL;
  /** Sent to the worker first. */
  readonly setup: Setup;
  /** A worker that is not ready after this time is abandoned, ms. */
  readonly startMs: number;
  /** A worker that has not delivered a piece after this time is abandoned, ms. */
  readonly deadlineMs: number;
  readonly clock: Clock;
}

/** What a worker reports to its pool. */
interface PoolWorkerEvents<Task, Piece> {
  /** It can accept another step. */
  onFree(): void;
  /** It no longer answers. `unharmed` are the steps that it had not begun; another worker can run them. */
  onLost(error: ProviderError, unharmed: readonly Step<Task, Piece>[]): void;
}

/** A worker. Every event of the platform's worker ends in a settled step or in `onLost`. */
export class PoolWorker<Task, Piece> {
  /** Sum of the weights of the leases that it serves. */
  lent = 0;
  /** Resolves when it has started; rejects if it fails to. */
  readonly ready: Promise<void>;
  readonly #options: PoolWorkerOptions<unknown>;
  readonly #events: PoolWorkerEvents<Task, Piece>;
  readonly #worker: Worker;
  readonly #up = Promise.withResolvers<void>();
  /** Its steps, in order: the first one is running. */
  readonly #owed: Step<Task, Piece>[] = [];
  #cancelDeadline: () => void;
  #info: string | undefined;
  #failure: ProviderError | undefined;

  constructor(options: PoolWorkerOptions<unknown>, events: PoolWorkerEvents<Task, Piece>) {
    this.#options = options;
    this.#events = events;
    this.#worker = new Worker(options.program, { type: "module", name: options.provider });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker<Piece>>) => this.#receive(data);
    this.#worker.onmessageerror = () => this.#lose("sent a message that cannot be read");
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(`crashed: ${event.message}`);
    };
    this.ready = this.#up.promise;
    // Each waiting step is rejected as well.
    this.ready.catch(() => {});
    this.#cancelDeadline = this.#deadline(options.startMs, "was not ready");
    this.#post({ type: "setup", setup: options.setup });
  }

  /** Whether it has started: it accepts steps unless it has failed since. */
  get isReady(): boolean {
    return this.#info !== undefined;
  }

  /** The runtime that it reports; `undefined` until it has started. */
  get info(): string | undefined {
    return this.#info;
  }

  /** Why it no longer answers; `undefined` while it does. */
  get failure(): ProviderError | undefined {
    return this.#failure;
  }

  /** Its pending steps. */
  get load(): number {
    return this.#owed.length;
  }

  /** Sends it a step. */
  take(step: Step<Task, Piece>): void {
    const { job, isFirst } = step;
    job.worker = this;
    job.state = "running";
    this.#owed.push(step);
    if (this.#owed.length === 1) this.#watch();
    this.#post(isFirst ? { type: "begin", id: job.id, task: job.task } : { type: "next", id: job.id });
  }

  /** Tells it to forget a job. */
  drop({ id }: Job<Task, Piece>): void {
    if (this.#failure === undefined) this.#post({ type: "drop", id });
  }

  /** Ends it; its pending steps are rejected. */
  end(error: ProviderError): void {
    this.#stop(error);
    for (const step of this.#owed.splice(0)) step.reject(error);
  }

  #receive(message: FromWorker<Piece>): void {
    if (this.#failure !== undefined) return;
    switch (message.type) {
      case "unable":
        return this.#fail("worker_unable", message.reason);
      case "ready":
        this.#info = message.info;
        this.#cancelDeadline();
        this.#up.resolve();
        break;
      case "piece":
        this.#settled(message.isLast)?.resolve(message.piece);
        break;
      case "failed":
        this.#settled(true)?.reject(this.#error("job_failed", message.reason, { isRequestFault: true }));
        break;
    }
    this.#events.onFree();
  }

  /** The step that the worker has answered: it runs them in order. */
  #settled(isOver: boolean): Step<Task, Piece> | undefined {
    const step = this.#owed.shift();
    if (step !== undefined && isOver) step.job.state = "over";
    this.#cancelDeadline();
    if (this.#owed.length > 0) this.#watch();
    return step;
  }

  #watch(): void {
    this.#cancelDeadline = this.#deadline(this.#options.deadlineMs, "did not answer");
  }

  #deadline(limitMs: number, what: string): () => void {
    return this.#options.clock.setTimer(limitMs, () => this.#lose(`${what} within ${limitMs} ms`));
  }

  #lose(how: string): void {
    this.#fail("worker_lost", `a worker ${how}`, true);
  }

  #fail(code: string, message: string, retryable = false): void {
    if (this.#failure !== undefined) return;
    const error = this.#error(code, message, { retryable });
    this.#stop(error);
    const [begun, ...rest] = this.#owed.splice(0);
    begun?.reject(error);
    for (const { isFirst, reject } of rest) if (!isFirst) reject(error);
    this.#events.onLost(error, rest.filter(({ isFirst }) => isFirst));
  }

  #stop(error: ProviderError): void {
    this.#failure ??= error;
    this.#cancelDeadline();
    this.#up.reject(error);
    this.#worker.terminate();
  }

  #error(
    code: string,
    message: string,
    options: { retryable?: boolean; isRequestFault?: boolean },
  ): ProviderError {
    return new ProviderError(message, { code, provider: this.#options.provider, ...options });
  }

  #post(message: ToWorker<unknown, Task>): void {
    this.#worker.postMessage(message);
  }
}
