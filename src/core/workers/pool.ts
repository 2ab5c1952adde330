/**
 * A pool of workers for what would hold up the event loop: synthesis, drawing, encoding.
 *
 * A job is a task for one worker and the pieces that answer it. The worker makes a piece only when it is asked for, so
 * jobs take turns between pieces, a job can be abandoned after any of them, and the piece that is needed first is made
 * first.
 *
 * @module
 */
import { ProviderError } from "../../contract/errors.ts";
import { abortable } from "../async.ts";
import { type Job, PoolWorker, type PoolWorkerOptions, type Step } from "./worker.ts";

/** How a {@linkcode WorkerPool} is made. */
export interface WorkerPoolOptions<Setup> extends Omit<PoolWorkerOptions<Setup>, "startMs"> {
  /** The most workers there are. They start when they are first needed. */
  readonly workers: number;
  /** The most jobs that may wait for a worker. */
  readonly maxQueued: number;
  /**
   * The most pieces that a worker is asked for at a time. One: the order is always the best. Two: a worker goes on while
   * its last piece is on the way. Default: 2.
   */
  readonly askedAhead?: number;
  /** A worker that is not ready after this time is given up, ms. Default: 60000, as a first type check may take long. */
  readonly startMs?: number;
  /** Told when a worker was given up. */
  readonly onLost?: (error: ProviderError) => void;
}

/** How a job is run. */
interface JobOptions {
  /** When its next piece is needed, on the pool's clock, ms; asked before each piece. Default: now. */
  readonly dueMs?: () => number;
  /** Abandons the job. */
  readonly signal: AbortSignal;
}

/** What jobs can be given to: a pool, or a worker that was lent. */
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

/** A worker that was lent: jobs given to it find what earlier ones left there. If it is lost, another takes its place. */
interface Lease<Task, Piece> extends JobTaker<Task, Piece>, Disposable {}

/** See the module. */
export class WorkerPool<Setup, Task, Piece> implements JobTaker<Task, Piece>, Disposable {
  readonly #options: WorkerPoolOptions<Setup> & { readonly askedAhead: number; readonly startMs: number };
  /** Living workers only. */
  readonly #workers = new Set<PoolWorker<Task, Piece>>();
  readonly #waiting = new Set<Step<Task, Piece>>();
  #nextId = 1;
  #replaced = 0;
  #isClosed = false;

  constructor(options: WorkerPoolOptions<Setup>) {
    this.#options = { askedAhead: 2, startMs: 60_000, ...options };
  }

  /** How many workers run. */
  get running(): number {
    return this.#workers.size;
  }

  /** How many pieces wait for a worker. */
  get queued(): number {
    return this.#waiting.size;
  }

  /** How many workers were given up after they had been ready. */
  get replaced(): number {
    return this.#replaced;
  }

  /**
   * Starts all workers, and gives each of them a task.
   *
   * @param rehearsal The task; its pieces are thrown away.
   * @returns What the workers say that they run on.
   * @throws ProviderError When a worker does not come up, or when it fails at the task.
   */
  async start(rehearsal: Task): Promise<string> {
    while (this.#workers.size < this.#options.workers) this.#startWorker();
    const workers = [...this.#workers];
    const [info = ""] = await Promise.all(workers.map(({ ready }) => ready));
    const { signal } = new AbortController();
    await Promise.all(workers.map((worker) => Array.fromAsync(this.#run(this.#job(rehearsal, worker), { signal }))));
    return info;
  }

  /** See {@linkcode JobTaker.run}. */
  run(task: Task, options: JobOptions): AsyncGenerator<Piece, void> {
    return this.#run(this.#job(task), options);
  }

  /** See {@linkcode JobTaker.ask}. */
  ask(task: Task, options: JobOptions): Promise<Piece> {
    return this.#ask(this.#job(task), options);
  }

  /** Lends the worker that the fewest others were lent. */
  lease(): Lease<Task, Piece> {
    let worker: PoolWorker<Task, Piece> | undefined;
    const claimed = () => {
      if (this.#isClosed) return undefined;
      if (worker === undefined || worker.failure !== undefined) {
        worker = this.#leastLent();
        worker.leases++;
      }
      return worker;
    };
    return {
      run: (task, options) => this.#run(this.#job(task, claimed()), options),
      ask: (task, options) => this.#ask(this.#job(task, claimed()), options),
      [Symbol.dispose]: () => {
        if (worker !== undefined) worker.leases--;
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
    return this.#error("pool_overloaded", `${maxQueued} jobs wait for a worker already; try again later`, true);
  }

  /** Gives out steps: to idle workers first, and starts workers where there are too few. */
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

  /** The step that is needed first; of two at the same time, the one that was asked for first. */
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
      // A worker that does not come up is not replaced: the next one would hardly do better.
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
    const free = living.find(({ leases }) => leases === 0);
    if (free !== undefined) return free;
    if (living.length < this.#options.workers) return this.#startWorker();
    return living.reduce((least, worker) => worker.leases < least.leases ? worker : least);
  }

  #error(code: string, message: string, retryable = false): ProviderError {
    return new ProviderError(message, { code, provider: this.#options.provider, retryable });
  }
}

/** Has its worker forget a job that is not over. */
function drop<Task, Piece>(job: Job<Task, Piece>): void {
  if (job.state === "running") job.worker?.drop(job);
}
