/**
 * Instruments: counters, histograms and observed values. Each keeps its values for a scrape, and passes them to
 * OpenTelemetry's API, which does nothing unless an exporter is on (`OTEL_DENO=true`).
 *
 * @module
 */
import { createNoopMeter, type Meter, metrics, type ObservableResult } from "@opentelemetry/api";
import {
  type Attributes,
  type Description,
  type HistogramPoint,
  keyOf,
  type Metric,
  type NumberPoint,
} from "./metric.ts";

/** Adds up amounts. */
export interface Counter {
  /** @param amount 0 or more. */
  add(amount: number, attributes?: Attributes): void;
}

/** Counts values by their size. */
export interface Histogram {
  record(value: number, attributes?: Attributes): void;
}

/** The most combinations of attributes of one instrument; the values of further ones are counted together. */
const MAX_POINTS = 1000;

/** What the values of further combinations are counted under, as OpenTelemetry's SDKs do. */
const OVERFLOW: Attributes = { "otel.metric.overflow": "true" };

const NO_ATTRIBUTES: Attributes = {};

/** The instruments of a service. Disposing them ends the observation. */
export class Instruments implements Disposable {
  readonly #meter: Meter;
  readonly #collectors: (() => Metric)[] = [];
  readonly #ends = new DisposableStack();
  /** Whether an exporter is on. */
  readonly areExported: boolean;

  /** @param meter Where values are passed to. Default: OpenTelemetry's. */
  constructor(meter: Meter = metrics.getMeter("tth")) {
    this.#meter = meter;
    this.areExported = meter !== createNoopMeter();
  }

  /** Makes a counter. */
  counter(what: Description): Counter {
    const exported = this.#meter.createCounter(what.name, what);
    const sums = new Points((attributes) => ({ attributes, value: 0 }));
    this.#collectors.push(() => ({ ...what, kind: "counter", points: sums.all.map((point) => ({ ...point })) }));
    return {
      add(amount, attributes = NO_ATTRIBUTES) {
        sums.of(attributes).value += amount;
        exported.add(amount, attributes);
      },
    };
  }

  /**
   * Makes a histogram.
   *
   * @param what Its description.
   * @param bounds Upper bounds of its buckets, ascending.
   */
  histogram(what: Description, bounds: readonly number[]): Histogram {
    const advice = { explicitBucketBoundaries: [...bounds] };
    const exported = this.#meter.createHistogram(what.name, { ...what, advice });
    const buckets = new Points((attributes) => {
      return { attributes, counts: Array.from({ length: bounds.length + 1 }, () => 0), sum: 0 };
    });
    this.#collectors.push(() => {
      const points = buckets.all.map((point): HistogramPoint => ({ ...point, counts: [...point.counts] }));
      return { ...what, kind: "histogram", bounds, points };
    });
    return {
      record(value, attributes = NO_ATTRIBUTES) {
        const point = buckets.of(attributes);
        const found = bounds.findIndex((bound) => value <= bound);
        const bucket = found < 0 ? bounds.length : found;
        point.counts[bucket] = (point.counts[bucket] ?? 0) + 1;
        point.sum += value;
        exported.record(value, attributes);
      },
    };
  }

  /**
   * Observes values that are known elsewhere, whenever they are collected.
   *
   * @param kind `counter` if the values never fall.
   * @param what Its description.
   * @param read Reads the values. It must be fast.
   */
  observe(kind: "counter" | "gauge", what: Description, read: () => readonly NumberPoint[]): void {
    const exported = kind === "counter"
      ? this.#meter.createObservableCounter(what.name, what)
      : this.#meter.createObservableGauge(what.name, what);
    const callback = (result: ObservableResult) => {
      for (const { value, attributes } of read()) result.observe(value, attributes);
    };
    exported.addCallback(callback);
    this.#ends.defer(() => exported.removeCallback(callback));
    this.#collectors.push(() => ({ ...what, kind, points: read() }));
  }

  /** What was measured so far. */
  collect(): Metric[] {
    return this.#collectors.map((collect) => collect());
  }

  [Symbol.dispose](): void {
    this.#ends.dispose();
  }
}

/** The points of an instrument, one for each combination of attributes, up to {@linkcode MAX_POINTS}. */
class Points<P> {
  readonly #points = new Map<string, P>();
  readonly #create: (attributes: Attributes) => P;

  constructor(create: (attributes: Attributes) => P) {
    this.#create = create;
  }

  get all(): P[] {
    return [...this.#points.values()];
  }

  of(attributes: Attributes): P {
    const key = keyOf(attributes);
    const known = this.#points.get(key);
    if (known !== undefined) return known;
    if (this.#points.size >= MAX_POINTS && attributes !== OVERFLOW) return this.of(OVERFLOW);
    const point = this.#create(attributes);
    this.#points.set(key, point);
    return point;
  }
}
