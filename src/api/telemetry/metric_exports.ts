/**
 * When Deno exports metrics.
 *
 * `Deno.exit` stops the event loop, and waits for a last export. A periodic one that has begun by then waits for values
 * from the event loop, so that neither ends, and only SIGKILL ends the program (seen on Deno 2.9.6). A program that does
 * not end with its event loop therefore exits where no export is near.
 *
 * @module
 */
import { createNoopMeter, type Meter, metrics } from "@opentelemetry/api";
import type { Clock } from "../../contract/clock.ts";
import { resolvesWithin } from "../../core/async.ts";

/** An export as soon as this may begin before the program has exited, ms: the event loop may be late. */
const NEAR_MS = 500;

/**
 * Longest wait for an export that is near, ms: while one export takes longer than the interval, none begins. The next one
 * then begins right after it, and the program may hang (`OTEL_EXPORTER_OTLP_TIMEOUT` bounds an export).
 */
const WAIT_MS = 1000;

/** Follows the exports of metrics. */
export class MetricExports {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #isOn: boolean;
  /** When the last one had its values; 0: the first is due an interval after the start of the program. */
  #lastAt = 0;
  #next = Promise.withResolvers<void>();

  /**
   * @param clock A clock whose origin is the start of the program.
   * @param intervalMs How often metrics are exported, ms.
   * @param meter Tells of exports.
   */
  constructor(clock: Clock, intervalMs: number, meter: Meter = metrics.getMeter("tth")) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#isOn = meter !== createNoopMeter();
    // Deno has the values only after all callbacks.
    meter.addBatchObservableCallback(() => void clock.setTimer(0, () => this.#passed()), []);
  }

  /** Resolves where no export has begun, and none is near. */
  async quiet(): Promise<void> {
    if (!this.#isOn || this.#lastAt + this.#intervalMs - this.#clock.now() > NEAR_MS) return;
    await resolvesWithin(this.#next.promise, this.#clock, WAIT_MS);
  }

  #passed(): void {
    this.#lastAt = this.#clock.now();
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  }
}
