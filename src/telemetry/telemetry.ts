/**
 * The measuring place of a service.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import type { ListedSession } from "../contract/protocol/http.ts";
import type { Components, Finish } from "../contract/protocol/messages.ts";
import { timeOfDay } from "../core/time_of_day.ts";
import { isTracing } from "../core/tracing.ts";
import { Instruments } from "./instruments.ts";
import { addUp, type Metric } from "./metric.ts";
import { TurnMeasures, type TurnOutcome } from "./turn_measures.ts";
import { TurnTrace } from "./turn_trace.ts";
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
  readonly result: TurnOutcome & { readonly finish: Finish };
}

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

/** Measures what the sessions of a service do. Disposing it ends the observation. */
export class Telemetry implements Disposable {
  readonly instruments = new Instruments();
  readonly #turns = new TurnMeasures(this.instruments);
  readonly #usage = new UsageBook(this.instruments);
  readonly #clock: Clock;
  readonly #now: () => number;
  readonly #since: number;
  readonly #isTracing = isTracing();

  /** @param clock What the turns run on. */
  constructor(clock: Clock) {
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

  /** Measures a turn that is over. */
  turnEnded({ turn, tenant, components, result }: EndedTurn): void {
    this.#turns.record(result);
    const { metrics, generatedText } = result;
    this.#usage.add(tenant, turn.sessionId, {
      turns: 1,
      charactersIn: turn.text.length,
      charactersOut: generatedText.length,
      speechSeconds: metrics.audio_ms / 1000,
      provider: metrics.usage ?? {},
    });
    const { sessionId, turnId, mode, trace } = turn;
    trace.end({ sessionId, turnId, mode, components, result }, this.#now());
  }

  /** What was measured so far. */
  measured(): Measured {
    return { since: this.#since, metrics: this.instruments.collect(), usage: this.#usage.all };
  }

  [Symbol.dispose](): void {
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
