/**
 * A pipeline in a worker, as the main thread sees it.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import type { KeyValueStore } from "../../store/key_value.ts";
import type { Pipeline, PipelineStart } from "./fleet.ts";
import type { MainAnswers, PipelineAnswers, PipelineSetup } from "./pipeline.ts";
import { PortCalls } from "./port_calls.ts";
import { watchSigns } from "./signs_of_life.ts";
import { storeAnswers } from "./store_calls.ts";

/** The settings that all pipelines share. */
interface WorkerPipelineOptions extends Omit<PipelineSetup, "port" | "hasStore" | "announces"> {
  readonly clock: Clock;
  /** The store that the main thread hosts, if it does. */
  readonly store: KeyValueStore | undefined;
  /** Longest end of a pipeline, ms. */
  readonly stopMs: number;
}

/** Longest start, ms: on a loaded machine a first compilation takes long. */
const START_MS = 60_000;

/** Longest wait for a count of sessions, ms: a client waits for its session meanwhile. */
const COUNT_MS = 1000;

/** A worker that does not answer for this long is replaced, ms. */
const SILENCE_MS = 10_000;

/** How much longer than its own limit the end of a pipeline may take, ms. */
const GRACE_MS = 1000;

/**
 * Starts a pipeline in a worker.
 *
 * @param options What all pipelines share.
 * @param start What is specific to this one.
 */
export function startWorkerPipeline(options: WorkerPipelineOptions, start: PipelineStart): Pipeline {
  const { clock, store, stopMs, root, imports, cores } = options;
  const { index, port, reports } = start;
  const worker = new Worker(new URL("../pipeline_worker.ts", import.meta.url), {
    type: "module",
    name: `pipeline ${index}`,
  });
  const lost = Promise.withResolvers<string>();
  const answers: Partial<MainAnswers> = {
    ...store === undefined ? {} : storeAnswers(store),
    status_of_all: () => reports.status(),
    measured_of_all: () => reports.measured(),
    may_create: () => reports.mayCreate(),
    created: () => reports.created(),
    held_elsewhere: (sessionId) => reports.isHeldElsewhere(sessionId),
    owned_elsewhere: (owner) => reports.ownedElsewhere(owner),
    used: (use) => reports.used(use),
    sessions: (count) => reports.sessions(count),
    broken: (reason) => lost.resolve(reason),
  };
  const calls = new PortCalls<PipelineAnswers>(worker, answers, clock);
  worker.onerror = (event) => {
    event.preventDefault();
    lost.resolve(`it crashed: ${event.message}`);
  };
  worker.onmessageerror = () => lost.resolve("it sent a message that cannot be read");
  const setup = { root, imports, cores, port, hasStore: store !== undefined, announces: index === 0 };
  const listening = Promise.race([
    calls.call("start", setup, START_MS),
    lost.promise.then((reason) => Promise.reject(new Error(reason))),
  ]);
  const stopWatching = watchSigns(listening, () => calls.call("ping", null, SILENCE_MS), clock, lost.resolve);
  const end = (reason: string) => {
    lost.resolve(reason);
    stopWatching();
    calls.end(reason);
    worker.terminate();
  };
  return {
    listening,
    lost: lost.promise,
    status: () => calls.call("status", null),
    measured: () => calls.call("measured", null),
    holds: (sessionId) => calls.call("holds", sessionId, COUNT_MS),
    owned: (owner) => calls.call("owned", owner, COUNT_MS),
    use: (use) => void calls.call("used_elsewhere", use).catch(() => {}),
    tell: (sessions) => void calls.call("elsewhere", sessions).catch(() => {}),
    async stop() {
      await calls.call("stop", null, stopMs + GRACE_MS).catch(() => {});
      end("it was stopped");
    },
    end,
  };
}
