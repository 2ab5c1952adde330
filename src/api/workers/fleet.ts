/**
 * Several pipelines behind one address: started, watched, replaced and stopped by the main thread.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../../contract/clock.ts";
import { messageOf } from "../../contract/errors.ts";
import { measuredTogether, type ServiceMeasured } from "../../telemetry/telemetry.ts";
import type { QuotaUse } from "../access/quotas.ts";
import { OneAtATime } from "./one_at_a_time.ts";
import { type PipelineStatus, together } from "./pipeline.ts";

/** A pipeline as the fleet sees it. */
export interface Pipeline {
  /** Resolves with its address when it listens; rejects if it cannot. */
  readonly listening: Promise<string>;
  /** Resolves with the reason when it no longer serves although it was not stopped. */
  readonly lost: Promise<string>;
  status(): Promise<PipelineStatus>;
  /** What it has measured. */
  measured(): Promise<ServiceMeasured>;
  /** Whether it has a session, or a place for one that was created there. */
  holds(sessionId: string): Promise<boolean>;
  /** How many sessions of an owner it holds. */
  owned(owner: string): Promise<number>;
  /** Tells it what an owner has used in another pipeline. */
  use(use: QuotaUse): void;
  /** Tells it how many sessions the others hold. */
  tell(sessionsElsewhere: number): void;
  /** Ends it: running turns first. */
  stop(): Promise<void>;
  /** Ends it at once. */
  end(reason: string): void;
}

/** How a pipeline reports to its fleet. */
export interface FleetReports {
  /** It holds this number of sessions now. */
  sessions(count: number): void;
  /** Waits until it may create a session: the others create none until it says that it has. */
  mayCreate(): Promise<void>;
  /** It has created a session, or will not. */
  created(): void;
  /** Asks whether another pipeline holds a session. */
  isHeldElsewhere(sessionId: string): Promise<boolean>;
  /** Asks how many sessions of an owner the other pipelines hold. */
  ownedElsewhere(owner: string): Promise<number>;
  /** An owner has used something. */
  used(use: QuotaUse): void;
  /** Asks for the state of all pipelines together. */
  status(): Promise<PipelineStatus>;
  /** Asks what all pipelines together have measured. */
  measured(): Promise<ServiceMeasured>;
}

/** How a pipeline is started. */
export interface PipelineStart {
  /** Its place among the pipelines, from 0. */
  readonly index: number;
  /** The port to listen on; `null`: as configured. */
  readonly port: number | null;
  readonly reports: FleetReports;
}

/** Options of a {@linkcode Fleet}. */
interface FleetOptions {
  /** The number of pipelines. */
  readonly count: number;
  readonly clock: Clock;
  readonly log: Logger;
  /** Starts a pipeline. */
  start(options: PipelineStart): Pipeline;
}

/** A pipeline that is lost sooner than this after its start counts as one that does not stay, ms. */
const SHORT_MS = 10_000;

/** Pipelines that do not stay, one after the other in the same place, after which the service gives up. */
const MAX_SHORT = 5;

/** Wait before the second attempt in a row, ms; doubled for each further one. */
const RETRY_MS = 500;

/** How long a pipeline may take to create a session, ms; then the others go on. */
const CREATION_MS = 1000;

interface Place {
  readonly index: number;
  pipeline: Pipeline;
  sessions: number;
  startedAt: number;
  /** Pipelines in a row that did not stay. */
  short: number;
  cancelRetry: (() => void) | undefined;
}

/** See the module. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #places: Place[] = [];
  readonly #broken = Promise.withResolvers<string>();
  #url = "";
  #isStopping = false;
  #restarting: Promise<void> | undefined;
  /** A pipeline that will take the place of another one. */
  #next: Pipeline | undefined;
  readonly #creations: OneAtATime<Pipeline>;

  private constructor(options: FleetOptions) {
    this.#options = options;
    this.#creations = new OneAtATime(options.clock, CREATION_MS);
  }

  /**
   * Starts the pipelines: the first takes the address, the others join it.
   *
   * @throws The error of a pipeline that cannot listen.
   */
  static async open(options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(options);
    try {
      const first = fleet.#add();
      fleet.#url = await first.pipeline.listening;
      const others = Array.from({ length: options.count - 1 }, () => fleet.#add());
      await Promise.all(others.map(({ pipeline }) => pipeline.listening));
    } catch (error) {
      fleet.#isStopping = true;
      for (const { pipeline } of fleet.#places) pipeline.end("a pipeline could not start");
      throw error;
    }
    for (const place of fleet.#places) fleet.#watch(place);
    return fleet;
  }

  /** Where the pipelines listen. */
  get url(): string {
    return this.#url;
  }

  /** Resolves with the reason if the pipelines cannot be kept running. */
  get broken(): Promise<string> {
    return this.#broken.promise;
  }

  /** The pipelines that run now. */
  get pipelines(): readonly Pipeline[] {
    return this.#places.map(({ pipeline }) => pipeline);
  }

  /** The state of all pipelines together; one that does not answer is left out. */
  async status(): Promise<PipelineStatus> {
    const asked = await Promise.allSettled(this.pipelines.map((pipeline) => pipeline.status()));
    return together(asked.flatMap((answer) => answer.status === "fulfilled" ? answer.value : []));
  }

  /**
   * What all pipelines together have measured; one that does not answer is left out.
   *
   * @throws {Error} If none answers.
   */
  async measured(): Promise<ServiceMeasured> {
    const asked = await Promise.allSettled(this.pipelines.map((pipeline) => pipeline.measured()));
    return measuredTogether(asked.flatMap((answer) => answer.status === "fulfilled" ? answer.value : []));
  }

  /**
   * Replaces the pipelines one by one, so that the others serve meanwhile: a new one listens before the old one ends.
   * Calls during a restart share it.
   */
  restart(): Promise<void> {
    return this.#restarting ??= this.#restart().finally(() => this.#restarting = undefined);
  }

  /** Ends all pipelines: running turns first. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const { cancelRetry } of this.#places) cancelRetry?.();
    this.#next?.end("the service stops");
    await Promise.all([...this.pipelines.map((pipeline) => pipeline.stop()), this.#restarting]);
  }

  async #restart(): Promise<void> {
    for (const place of this.#places) {
      if (this.#isStopping) return;
      const old = place.pipeline;
      const next = this.#next = this.#start(place.index);
      try {
        await next.listening;
      } catch (error) {
        if (this.#isStopping) return;
        next.end("it could not start");
        this.#options.log.error("pipeline {index} was not replaced: {reason}", {
          index: place.index,
          reason: messageOf(error),
        });
        return;
      } finally {
        this.#next = undefined;
      }
      if (this.#isStopping) return;
      // It may have been lost and replaced in the meantime.
      if (place.pipeline !== old) {
        await next.stop();
        continue;
      }
      this.#take(place, next);
      await old.stop();
    }
    this.#options.log.info("the pipelines were replaced");
  }

  #add(): Place {
    const index = this.#places.length;
    const pipeline = this.#start(index);
    const startedAt = this.#options.clock.now();
    const place: Place = { index, pipeline, sessions: 0, startedAt, short: 0, cancelRetry: undefined };
    this.#places.push(place);
    return place;
  }

  #start(index: number): Pipeline {
    const port = this.#url === "" ? null : Number(new URL(this.#url).port);
    const pipeline: Pipeline = this.#options.start({
      index,
      port,
      reports: {
        sessions: (count) => this.#count(pipeline, count),
        mayCreate: () => this.#creations.enter(pipeline),
        created: () => this.#creations.leave(pipeline),
        isHeldElsewhere: (sessionId) => this.#isHeldBeside(pipeline, sessionId),
        ownedElsewhere: (owner) => this.#ownedBeside(pipeline, owner),
        used: (use) => this.#beside(pipeline).forEach((other) => other.use(use)),
        status: () => this.status(),
        measured: () => this.measured(),
      },
    });
    return pipeline;
  }

  #take(place: Place, pipeline: Pipeline): void {
    place.cancelRetry?.();
    place.cancelRetry = undefined;
    place.pipeline = pipeline;
    place.startedAt = this.#options.clock.now();
    this.#count(pipeline, 0);
    this.#watch(place);
  }

  async #watch(place: Place): Promise<void> {
    const { pipeline } = place;
    const reason = await pipeline.lost;
    if (this.#isStopping || place.pipeline !== pipeline) return;
    this.#replace(place, reason);
  }

  #replace(place: Place, reason: string): void {
    const { clock, log } = this.#options;
    place.pipeline.end(reason);
    this.#creations.remove(place.pipeline);
    this.#count(place.pipeline, 0);
    place.short = clock.now() - place.startedAt < SHORT_MS ? place.short + 1 : 0;
    if (place.short >= MAX_SHORT) return this.#broken.resolve(`pipeline ${place.index} fails repeatedly: ${reason}`);
    const waitMs = place.short < 2 ? 0 : RETRY_MS * 2 ** (place.short - 2);
    log.error("pipeline {index} failed and is replaced: {reason}", { index: place.index, reason });
    place.cancelRetry = clock.setTimer(waitMs, () => {
      const next = this.#start(place.index);
      next.listening.catch(() => {});
      this.#take(place, next);
    });
  }

  #beside(pipeline: Pipeline): Pipeline[] {
    return this.pipelines.filter((other) => other !== pipeline);
  }

  /** Whether another pipeline holds a session; one that does not answer holds none. */
  async #isHeldBeside(pipeline: Pipeline, sessionId: string): Promise<boolean> {
    const asked = await Promise.allSettled(this.#beside(pipeline).map((other) => other.holds(sessionId)));
    return asked.some((answer) => answer.status === "fulfilled" && answer.value);
  }

  /** The sessions of an owner in the other pipelines; one that does not answer has none. */
  async #ownedBeside(pipeline: Pipeline, owner: string): Promise<number> {
    const asked = await Promise.allSettled(this.#beside(pipeline).map((other) => other.owned(owner)));
    return asked.reduce((sum, answer) => sum + (answer.status === "fulfilled" ? answer.value : 0), 0);
  }

  /** Tells each pipeline how many sessions the others hold. */
  #count(pipeline: Pipeline, count: number): void {
    const place = this.#places.find((one) => one.pipeline === pipeline);
    if (place === undefined) return;
    place.sessions = count;
    const total = this.#places.reduce((sum, { sessions }) => sum + sessions, 0);
    for (const { pipeline, sessions } of this.#places) pipeline.tell(total - sessions);
  }
}
