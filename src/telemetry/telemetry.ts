/**
 * The measuring place of a service.
 *
 * @module
 */
import { Instruments } from "./instruments.ts";
import { addUp, type Metric } from "./metric.ts";
import { TurnMeasures, type TurnOutcome } from "./turn_measures.ts";
import { addUpUsage, type Usage, UsageBook } from "./usage.ts";

/** A turn that is over. */
export interface EndedTurn {
  readonly turn: {
    readonly sessionId: string;
    /** What the user said. */
    readonly text: string;
  };
  /** The tenant of its session; empty where there are no keys. */
  readonly tenant: string;
  readonly result: TurnOutcome;
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
  readonly #since: number;

  /** @param now The time of day, ms since the Unix epoch. */
  constructor(now: () => number) {
    this.#since = now();
  }

  /** Measures a turn that is over. */
  turnEnded({ turn, tenant, result }: EndedTurn): void {
    this.#turns.record(result);
    const { metrics, generatedText } = result;
    this.#usage.add(tenant, turn.sessionId, {
      turns: 1,
      charactersIn: turn.text.length,
      charactersOut: generatedText.length,
      speechSeconds: metrics.audio_ms / 1000,
      provider: metrics.usage ?? {},
    });
  }

  /** What was measured so far. */
  measured(): Measured {
    return { since: this.#since, metrics: this.instruments.collect(), usage: this.#usage.all };
  }

  [Symbol.dispose](): void {
    this.instruments[Symbol.dispose]();
  }
}

/** Adds up what several pipelines have measured. */
export function measuredTogether(all: readonly Measured[]): Measured {
  return {
    since: Math.min(...all.map(({ since }) => since)),
    metrics: addUp(all.map(({ metrics }) => metrics)),
    usage: addUpUsage(all.map(({ usage }) => usage)),
  };
}
