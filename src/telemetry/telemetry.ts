/**
 * The measuring place of a service.
 *
 * @module
 */
import { createNoopMeter } from "@opentelemetry/api";
import { type Clock, timeOfDay } from "../contract/clock.ts";
import type { ListedSession } from "../contract/protocol/http.ts";
import type { Components, Finish } from "../contract/protocol/messages.ts";
import { isTracing } from "../core/tracing.ts";
import { Instruments } from "./instruments.ts";
import { addUp, type Metric } from "./metric.ts";
import { TurnMeasures, type TurnOutcome } from "./turn_measures.ts";
import { type TracedTurn, TurnTrace } from "./turn_trace.ts";
import { addUpUsage, type Usage, UsageBook } from "./usage.ts";

/** A turn that is over. */
export interface EndedTurn {
  readonly turn: {
    readonly sessionId: string;
    readonly turnId: string;
    readonly mode: "reply" | "verbatim";
    readonly trace: TurnTrace;
    /** What the user said. */
    readonly text: string;
  };
  /** The tenant of its session; empty where there are no keys. */
  readonly tenant: string;
  /** The adapters that serve the session. */
  readonly components: Components;
  readonly result: TurnOutcome & {
    readonly finish: Finish;
    /** All of its text. */
    readonly generatedText: string;
  };
}

/** What is kept of a turn until it is measured: no text. */
interface UnmeasuredTurn {
  readonly tenant: string;
  readonly traced: TracedTurn;
  readonly trace: TurnTrace;
  readonly charactersIn: number;
  readonly charactersOut: number;
}

/** What is exported of turns is measured after this time at the latest, ms. */
const MEASURE_MS = 5000;

/** The most turns that wait to be measured. */
const MAX_UNMEASURED = 64;

/** A session that lives now, and its tenant. */
export interface LiveSession {
  /** Empty where there are no keys. */
  readonly tenant: string;
  readonly listed: ListedSession;
}

/** What a service, or all pipelines of one, have measured. */
export interface ServiceMeasured extends Measured {
  readonly sessions: readonly LiveSession[];
}

/** What was measured so far. */
export interface Measured {
  /** Since when, ms since the Unix epoch. */
  readonly since: number;
  readonly metrics: readonly Metric[];
  readonly usage: readonly Usage[];
}

/**
 * Measures what the sessions of a service do. Disposing it ends the observation.
 *
 * Turns that are over are measured several at a time: one alone costs ten times as much, as its code is no longer in the
 * processor's caches, and each export wakes a thread.
 */
export class Telemetry implements Disposable {
  readonly instruments: Instruments;
  readonly #turns: TurnMeasures;
  readonly #usage: UsageBook;
  readonly #clock: Clock;
  readonly #now: () => number;
  readonly #since: number;
  readonly #isTracing: boolean;
  /** Whether measurements are pushed, not only read. */
  readonly #isExporting: boolean;
  #unmeasured: UnmeasuredTurn[] = [];
  /** Cancels the timer that measures them. */
  #cancel: (() => void) | undefined;
  #isOver = false;

  /**
   * @param clock What the turns run on.
   * @param options `isExported`: whether OpenTelemetry's exporters get what is measured. Default: yes.
   */
  constructor(clock: Clock, { isExported = true }: { readonly isExported?: boolean } = {}) {
    this.instruments = isExported ? new Instruments() : new Instruments(createNoopMeter());
    this.#turns = new TurnMeasures(this.instruments);
    this.#usage = new UsageBook(this.instruments);
    this.#isTracing = isExported && isTracing();
    this.#isExporting = this.#isTracing || this.instruments.areExported;
    this.#clock = clock;
    this.#now = timeOfDay(clock);
    this.#since = this.#now();
  }

  /**
   * The trace of a turn that begins.
   *
   * @param receivedAt When the user's text arrived, on the clock.
   */
  beginTurn(receivedAt: number): TurnTrace {
    return new TurnTrace(this.#isTracing ? this.#now() - this.#clock.now() + receivedAt : undefined);
  }

  /** Takes a turn that is over. It is measured before measurements are read, and soon if they are exported. */
  turnEnded({ turn, tenant, components, result }: EndedTurn): void {
    const { sessionId, turnId, mode, trace, text } = turn;
    const { status, finish, heardMs, metrics, replacements, generatedText } = result;
    const outcome = { status, finish, heardMs, metrics, replacements };
    this.#unmeasured.push({
      tenant,
      trace,
      traced: { sessionId, turnId, mode, components, result: outcome },
      charactersIn: text.length,
      charactersOut: generatedText.length,
    });
    if (this.#isOver || this.#unmeasured.length >= MAX_UNMEASURED) this.#measure();
    else if (this.#isExporting) this.#cancel ??= this.#clock.setTimer(MEASURE_MS, () => this.#measure());
  }

  #measure(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const turns = this.#unmeasured;
    this.#unmeasured = [];
    for (const { tenant, trace, traced, charactersIn, charactersOut } of turns) {
      const { sessionId, result: { metrics } } = traced;
      this.#turns.record(traced.result);
      this.#usage.add(tenant, sessionId, {
        turns: 1,
        charactersIn,
        charactersOut,
        speechSeconds: metrics.audio_ms / 1000,
        provider: metrics.usage ?? {},
      });
      trace.end(traced);
    }
  }

  /** What was measured so far. */
  measured(): Measured {
    this.#measure();
    return { since: this.#since, metrics: this.instruments.collect(), usage: this.#usage.all };
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#measure();
    this.instruments[Symbol.dispose]();
  }
}

/**
 * Adds up what several pipelines have measured.
 *
 * @throws {Error} If there are none.
 */
export function measuredTogether(all: readonly ServiceMeasured[]): ServiceMeasured {
  if (all.length === 0) throw new Error("no pipeline answers");
  return {
    since: Math.min(...all.map(({ since }) => since)),
    metrics: addUp(all.map(({ metrics }) => metrics)),
    usage: addUpUsage(all.map(({ usage }) => usage)),
    sessions: all.flatMap(({ sessions }) => sessions),
  };
}
