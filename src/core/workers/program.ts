/**
 * The worker's side of a {@linkcode WorkerPool}: runs jobs one piece at a time, in the order of the requests.
 *
 * @module
 */
import { messageOf } from "../../contract/errors.ts";

/** A message from the pool. */
export type ToWorker<Setup, Task> =
  /** The first message. */
  | { readonly type: "setup"; readonly setup: Setup }
  /** Begin a job and answer with its first piece. */
  | { readonly type: "begin"; readonly id: number; readonly task: Task }
  /** Answer with the job's next piece. */
  | { readonly type: "next"; readonly id: number }
  /** Forget the job. */
  | { readonly type: "drop"; readonly id: number };

/** A message to the pool. */
export type FromWorker<Piece> =
  /** Answers `setup`. `info` describes the worker's runtime, for people. */
  | { readonly type: "ready"; readonly info: string }
  /** Answers `setup` when the worker cannot do its work on this machine. */
  | { readonly type: "unable"; readonly reason: string }
  /** Answers `begin` and `next`. */
  | { readonly type: "piece"; readonly id: number; readonly piece: Piece; readonly isLast: boolean }
  /** Answers `begin` and `next` when the job failed. */
  | { readonly type: "failed"; readonly id: number; readonly reason: string };

/** The work of a worker. */
interface JobRunner<Task, Piece> {
  /** A description of its runtime, for people. */
  readonly info: string;
  /**
   * Makes the pieces of a job. Each yielded value is a piece, the returned value is the last one. Runs only as far as
   * pieces are requested; `return()` is called when the job is abandoned.
   */
  run(task: Task): Iterator<Piece, Piece>;
  /** The parts of a piece that are transferred to the pool instead of copied. */
  transferOf(piece: Piece): Transferable[];
}

/** The part of a dedicated worker's scope used here; Deno's TypeScript library omits it. */
interface WorkerScope<Setup, Task, Piece> {
  onmessage: ((event: MessageEvent<ToWorker<Setup, Task>>) => void) | null;
  postMessage(message: FromWorker<Piece>, options?: { transfer: Transferable[] }): void;
}

/**
 * Makes this worker serve a {@linkcode WorkerPool}. Called once, by the worker's main module.
 *
 * @param open Called once, before any job, with the pool's `setup`. If it throws, the worker counts as unable to work.
 */
export function serveJobs<Setup, Task, Piece>(
  open: (setup: Setup) => JobRunner<Task, Piece> | Promise<JobRunner<Task, Piece>>,
): void {
  const scope: WorkerScope<Setup, Task, Piece> = globalThis;
  const jobs = new Map<number, Iterator<Piece, Piece>>();
  let runner: JobRunner<Task, Piece> | undefined;

  async function setUp(setup: Setup): Promise<void> {
    try {
      runner = await open(setup);
      scope.postMessage({ type: "ready", info: runner.info });
    } catch (error) {
      scope.postMessage({ type: "unable", reason: messageOf(error) });
    }
  }

  function begin(id: number, task: Task): void {
    if (runner === undefined) throw new Error("a job arrived before setup was complete");
    jobs.set(id, runner.run(task));
    goOn(id);
  }

  function goOn(id: number): void {
    const { value: piece, done: isLast = false } = jobs.get(id)!.next();
    if (isLast) jobs.delete(id);
    scope.postMessage({ type: "piece", id, piece, isLast }, { transfer: runner!.transferOf(piece) });
  }

  scope.onmessage = ({ data }) => {
    if (data.type === "setup") return void setUp(data.setup);
    try {
      if (data.type === "begin") begin(data.id, data.task);
      else if (data.type === "next") goOn(data.id);
      else {
        jobs.get(data.id)?.return?.();
        jobs.delete(data.id);
      }
    } catch (error) {
      jobs.delete(data.id);
      scope.postMessage({ type: "failed", id: data.id, reason: messageOf(error) });
    }
  };
}
