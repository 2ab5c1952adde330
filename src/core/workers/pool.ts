/**
 * A pool of workers for work that would block the event loop: synthesis, drawing, encoding.
 *
 * A job is a task for one worker and the pieces that it yields. The worker makes a piece only on request, so jobs
 * alternate between pieces, a job can be abandoned after any of them, and the most urgent piece is made first.
 *
 * @module
 */
import { ProviderError } from "../../contract/errors.ts";
import { abortable } from "../async.ts";
import { type Job, PoolWorker, type PoolWorkerOptions, type Step } from "./worker.ts";

/** Options of a {@linkcode WorkerPool}. */
export interface WorkerPoolOptions<Setup> extends Omit<PoolWorkerOptions<Setup>, "startMs"> {
  /** The maximum number of workers. They start on demand. */
  readonly workers: number;
  /** The maximum number of jobs that may wait for a worker. */
  readonly maxQueued: number;
  /**
   * The maximum number of pieces requested from a worker at a time. One: the order is always optimal. Two: a worker
   * continues while its last piece is in transit. Default: 2.
   */
  readonly askedAhead?: number;
  /**
   * A worker that is not ready after this time is abandoned, ms. Default: 60000, as a first type check may take long.
   */
  readonly startMs?: number;
  /** Called when a worker was abandoned. */
  readonly onLost?: (error: ProviderError) => void;
}

/** Options of a job. */
interface JobOptions {
  /** When its next piece is needed, on the pool's clock, ms; evaluated before each piece. Default: now. */
  readonly dueMs?: () => number;
  /** Abandons the job. */
  readonly signal: AbortSignal;
}

/** Accepts jobs: a pool, or a leased worker. */
interface JobTaker<Task, Piece> {
  /**
   * Runs a job. Each piece is made when it is read; a reader that stops early abandons the job.
   *
   * @throws The signal's reason when it aborts, or a {@linkcode ProviderError}: `job_failed`; `pool_closed`; retryable
   *   `worker_lost` when the worker crashed or did not answer in time, and was replaced; `worker_unable` when the work
   *   cannot be done on this machine; retryable `pool_overloaded` when too many jobs wait.
   */
  run(task: Task, options: JobOptions): AsyncGenerator<Piece, void>;
  /**
   * Runs a job of one piece.
   *
   * @throws As {@linkcode JobTaker.run} does.
   */
  ask(task: Task, options: JobOptions): Promise<Piece>;
}

/** A leased worker: its jobs find the state that earlier ones left there. If it is lost, another takes its place. */
interface Lease<Task, Piece> extends JobTaker<Task, Piece>, Disposable {}

/** See the module. */
export class WorkerPool<Setup, Task, Piece> implements JobTaker<Task, Piece>, Disposable {
  readonly #options: WorkerPoolOptions<Setup> & { readonly askedAhead: number; readonly startMs: number };
  /** Live workers only. */
  readonly #workers = new Set<PoolWorker<Task, Piece>>();
  readonly #waiting = new Set<Step<Task, Piece>>();
  #nextId = 1;
  #replaced = 0;
  #isClosed = false;

  constructor(options: WorkerPoolOptions<Setup>) {
    this.#options = { askedAhead: 2, startMs: 60_000, ...options };
  }

  /** Number of running workers. */
  get running(): number {
    return this.#workers.size;
  }

  /** The runtime that the workers report; `undefined` until one of them has started. */
  get info(): string | undefined {
    return [...this.#workers].find(({ isReady }) => isReady)?.info;
  }

  /** Number of pieces waiting for a worker. */
  get queued(): number {
    return this.#waiting.size;
  }

  /** Number of workers abandoned after they had been ready. */
  get replaced(): number {
    return this.#replaced;
  }

  /**
   * Starts all workers, and runs a task on each of them.
   *
   * @param rehearsal The task; its pieces are discarded.
   * @throws ProviderError When a worker fails to start, or fails the task.
   */
  async start(rehearsal: Task): Promise<void> {
    if (this.#isClosed) throw this.#error("pool_closed", "it was closed");
    while (this.#workers.size < this.#options.workers) this.#startWorker();
    const workers = [...this.#workers];
    await Promise.all(workers.map(({ ready }) => ready));
    const { signal } = new AbortController();
    await Promise.all(workers.map((worker) => Array.fromAsync(this.#run(this.#job(rehearsal, worker), { signal }))));
  }

  /** See {@linkcode JobTaker.run}. */
  run(task: Task, options: JobOptions): AsyncGenerator<Piece, void> {
    return this.#run(this.#job(task), options);
  }

  /** See {@linkcode JobTaker.ask}. */
  ask(task: Task, options: JobOptions): Promise<Piece> {
    return this.#ask(this.#job(task), options);
  }

  /**
   * Leases the worker that has the least work by its leases.
   *
   * @param weight How much work the lease brings, above 0, compared with others of the pool.
   */
  lease(weight = 1): Lease<Task, Piece> {
    let worker: PoolWorker<Task, Piece> | undefined;
    const claimed = () => {
      if (this.#isClosed) return undefined;
      if (worker === undefined || worker.failure !== undefined) {
        worker = this.#leastLent();
        worker.lent += weight;
      }
      return worker;
    };
    return {
      run: (task, options) => this.#run(this.#job(task, claimed()), options),
      ask: (task, options) => this.#ask(this.#job(task, claimed()), options),
      [Symbol.dispose]: () => {
        if (worker !== undefined) worker.lent -= weight;
        worker = undefined;
      },
    };
  }

  /** Ends all workers; jobs that run or wait fail with `pool_closed`. */
  [Symbol.dispose](): void {
    this.#isClosed = true;
    const error = this.#error("pool_closed", "it was closed");
    for (const worker of this.#workers) worker.end(error);
    this.#workers.clear();
    for (const step of this.#waiting) this.#refuse(step, error);
  }

  #job(task: Task, worker?: PoolWorker<Task, Piece>): Job<Task, Piece> {
    return { id: this.#nextId++, task, worker, state: "new" };
  }

  async *#run(job: Job<Task, Piece>, options: JobOptions): AsyncGenerator<Piece, void> {
    try {
      while (job.state !== "over") {
        yield await this.#step(job, options);
      }
    } finally {
      drop(job);
    }
  }

  async #ask(job: Job<Task, Piece>, options: JobOptions): Promise<Piece> {
    try {
      return await this.#step(job, options);
    } finally {
      drop(job);
    }
  }

  async #step(job: Job<Task, Piece>, { dueMs, signal }: JobOptions): Promise<Piece> {
    signal.throwIfAborted();
    const refusal = this.#refusal(job);
    if (refusal !== undefined) throw refusal;
    const { promise, resolve, reject } = Promise.withResolvers<Piece>();
    const dueAt = dueMs?.() ?? this.#options.clock.now();
    const step: Step<Task, Piece> = {
      job,
      dueMs: dueAt,
      isFirst: job.state === "new",
      isWanted: true,
      resolve,
      reject,
    };
    this.#waiting.add(step);
    this.#dispatch();
    try {
      return await abortable(promise, signal);
    } finally {
      step.isWanted = false;
      this.#waiting.delete(step);
    }
  }

  #refusal({ state, worker }: Job<Task, Piece>): ProviderError | undefined {
    if (this.#isClosed) return this.#error("pool_closed", "it was closed");
    if (state !== "new") return worker?.failure;
    const { maxQueued } = this.#options;
    if (this.queued < maxQueued) return undefined;
    return this.#error("pool_overloaded", `${maxQueued} jobs are already waiting for a worker; try again later`, true);
  }

  /** Assigns steps: to idle workers first; starts workers if there are too few. */
  #dispatch(): void {
    for (let load = 0; load < this.#options.askedAhead; load++) {
      for (const worker of this.#workers) {
        if (!worker.isReady || worker.load !== load) continue;
        const step = this.#nextFor(worker);
        if (step === undefined) continue;
        this.#waiting.delete(step);
        worker.take(step);
      }
      if (load === 0) this.#startMissing();
    }
  }

  /** The step that is needed first; of two at the same time, the one requested first. */
  #nextFor(worker: PoolWorker<Task, Piece>): Step<Task, Piece> | undefined {
    let first: Step<Task, Piece> | undefined;
    for (const step of this.#waiting) {
      const mayTake = step.job.worker === undefined || step.job.worker === worker;
      if (mayTake && (first === undefined || step.dueMs < first.dueMs)) first = step;
    }
    return first;
  }

  #startMissing(): void {
    let missing = 0;
    for (const { job } of this.#waiting) if (job.worker === undefined) missing++;
    for (const worker of this.#workers) if (!worker.isReady) missing--;
    for (; missing > 0 && this.#workers.size < this.#options.workers; missing--) this.#startWorker();
  }

  #startWorker(): PoolWorker<Task, Piece> {
    const worker: PoolWorker<Task, Piece> = new PoolWorker(this.#options, {
      onFree: () => this.#dispatch(),
      onLost: (error, unharmed) => this.#lost(worker, error, unharmed),
    });
    this.#workers.add(worker);
    return worker;
  }

  #lost(worker: PoolWorker<Task, Piece>, error: ProviderError, unharmed: readonly Step<Task, Piece>[]): void {
    this.#workers.delete(worker);
    for (const step of unharmed) {
      step.job.state = "new";
      if (step.isWanted) this.#waiting.add(step);
    }
    for (const step of this.#waiting) {
      if (step.job.worker !== worker) continue;
      if (step.job.state === "new") step.job.worker = undefined;
      else this.#refuse(step, error);
    }
    if (worker.isReady) {
      this.#replaced++;
      this.#startWorker();
    } else if (this.#workers.size === 0) {
      // A worker that fails to start is not replaced: the next one would most likely fail too.
      for (const step of this.#waiting) this.#refuse(step, error);
    }
    this.#options.onLost?.(error);
    this.#dispatch();
  }

  #refuse(step: Step<Task, Piece>, error: ProviderError): void {
    this.#waiting.delete(step);
    step.reject(error);
  }

  #leastLent(): PoolWorker<Task, Piece> {
    const living = [...this.#workers];
    const free = living.find(({ lent }) => lent === 0);
    if (free !== undefined) return free;
    if (living.length < this.#options.workers) return this.#startWorker();
    return living.reduce((least, worker) => worker.lent < least.lent ? worker : least);
  }

  #error(code: string, message: string, retryable = false): ProviderError {
    return new ProviderError(message, { code, provider: this.#options.provider, retryable });
  }
}

/** Tells its worker to forget an unfinished job. */
function drop<Task, Piece>(job: Job<Task, Piece>): void {
  if (job.state === "running") job.worker?.drop(job);
}
