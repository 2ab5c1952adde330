/**
 * What the main thread and a pipeline's worker say to each other.
 *
 * A pipeline is a whole service in a worker: its listener, its sessions and its providers. All pipelines listen on the
 * same address, and the kernel gives each connection to one of them.
 *
 * @module
 */
import type { HealthReport, Readiness } from "../../contract/protocol/http.ts";
import type { ServiceMeasured } from "../../telemetry/telemetry.ts";
import type { OtherQuotas, QuotaUse } from "../access/quotas.ts";
import type { StoreAnswers } from "./store_calls.ts";

/** How a worker starts its pipeline. */
export interface PipelineSetup {
  /** The project's folder, with `.env` and `config/`. */
  readonly root: string;
  /** Adapters of the project's deno.json. */
  readonly imports: Readonly<Record<string, string>> | undefined;
  /** The port to listen on; `null`: as configured. */
  readonly port: number | null;
  /** Processors that the pipeline's own workers may use. */
  readonly cores: number;
  /** Whether the main thread hosts the session store. */
  readonly hasStore: boolean;
  /** Whether it logs what is true of all pipelines. */
  readonly announces: boolean;
}

/** How a pipeline is. */
export interface PipelineStatus {
  readonly readiness: Readiness;
  readonly health: HealthReport;
}

/** The calls that a pipeline's worker answers. */
export type PipelineAnswers = {
  /** Starts the pipeline; returns the address where it listens. */
  start(setup: PipelineSetup): Promise<string>;
  status(nothing: null): Promise<PipelineStatus>;
  measured(nothing: null): ServiceMeasured;
  /** The number of sessions in the other pipelines has changed. */
  elsewhere(sessions: number): void;
  /** Whether it has a session, or a place for one that was created there. */
  holds(sessionId: string): boolean;
  /** The number of an owner's sessions. */
  owned(owner: string): number;
  /** An owner has used something in another pipeline. */
  used_elsewhere(use: QuotaUse): void;
  /** Tells that the worker still answers. */
  ping(nothing: null): void;
  /** Ends the pipeline: running turns first. */
  stop(nothing: null): Promise<void>;
};

/** The calls that the main thread answers. */
export type MainAnswers = StoreAnswers & {
  /** The state of all pipelines together. */
  status_of_all(nothing: null): Promise<PipelineStatus>;
  /** What all pipelines together have measured. */
  measured_of_all(nothing: null): Promise<ServiceMeasured>;
  /** Resolves when the pipeline may create a session: the others create none until it calls `created`. */
  may_create(nothing: null): Promise<void>;
  /** The pipeline has created a session, or will not. */
  created(nothing: null): void;
  /** Whether another pipeline holds a session. */
  held_elsewhere(sessionId: string): Promise<boolean>;
  /** The number of an owner's sessions in the other pipelines. */
  owned_elsewhere(owner: string): Promise<number>;
  /** An owner has used something. */
  used(use: QuotaUse): void;
  /** The number of the pipeline's sessions has changed. */
  sessions(count: number): void;
  /** The pipeline can no longer accept connections. */
  broken(reason: string): void;
};

/** What a service needs to be one of several pipelines. */
export interface PipelineParts {
  /** The port to listen on, which the pipelines share; absent: as configured. */
  readonly port?: number;
  /** Processors that its workers may use. */
  readonly cores: number;
  /** Whether it logs what is true of all pipelines. */
  readonly announces: boolean;
  /** What the other pipelines count. */
  readonly quotas: OtherQuotas;
  /**
   * Resolves when it may create a session, with a function to call as soon as that counts; calling it again does
   * nothing. The others create none until then, so that together they keep the limits.
   */
  mayCreate(): Promise<() => void>;
  /** Sessions in the other pipelines. */
  sessionsElsewhere(): number;
  /** Whether one of them holds a session. */
  isHeldElsewhere(sessionId: string): Promise<boolean>;
  /** Tells the other pipelines how many sessions this one holds. */
  tellSessions(count: number): void;
  /** The state of all pipelines together. */
  statusOfAll(): Promise<PipelineStatus>;
  /** What all pipelines together have measured. */
  measuredOfAll(): Promise<ServiceMeasured>;
}

/** Adds up the states of pipelines: ready if one of them is, healthy if all of them are. */
export function together(statuses: readonly PipelineStatus[]): PipelineStatus {
  const waiting = statuses.map(({ readiness }) => readiness).filter(({ ready }) => !ready);
  const details = [
    ...new Set((waiting.length > 0 ? waiting : statuses.map(({ readiness }) => readiness))
      .map(({ detail }) => detail)),
  ];
  const ready = statuses.some(({ readiness }) => readiness.ready);
  const some = waiting.length > 0 && ready ? `${waiting.length} of ${statuses.length} pipelines: ` : "";
  // Of the load, the most loaded pipeline's: its clients notice first.
  const [load] = statuses.flatMap(({ readiness }) => readiness.load ?? []).toSorted((a, b) => b.spent - a.spent);
  return {
    readiness: { ready, detail: some + (details.join("; ") || "no pipeline answers"), ...(load && { load }) },
    health: healthTogether(statuses.map(({ health }) => health)),
  };
}

function healthTogether(reports: readonly HealthReport[]): HealthReport {
  const kinds = ["realtime", "llm", "tts", "avatar"] as const;
  const none = { healthy: false, latency_ms: null, detail: "no pipeline answers" };
  const views = kinds.flatMap((kind) => {
    const found = reports.flatMap((report) => report[kind] ?? []);
    if (found.length === 0) return [];
    const latencies = found.flatMap(({ latency_ms }) => latency_ms ?? []);
    return [
      [kind, {
        healthy: found.every(({ healthy }) => healthy),
        latency_ms: latencies.length === 0 ? null : Math.max(...latencies),
        detail: [...new Set(found.map(({ detail }) => detail))].join("; "),
      }] as const,
    ];
  });
  return { llm: none, tts: none, avatar: none, ...Object.fromEntries(views) };
}
