/**
 * Metrics as plain data: what instruments have measured, to be written out or added up over the pipelines of a service.
 *
 * @module
 */

/** What a value belongs to, such as the status of a turn. */
export type Attributes = Readonly<Record<string, string>>;

/** What a metric is. */
export interface Description {
  /** Its name by the rules of OpenTelemetry, such as `tth.turn.first_audio`. */
  readonly name: string;
  readonly description: string;
  /** Its unit in UCUM, such as `s` or `By`; an annotation such as `{turn}` counts things. */
  readonly unit: string;
}

/** One value of a counter or a gauge. */
export interface NumberPoint {
  readonly attributes: Attributes;
  readonly value: number;
}

/** The values of a histogram. */
export interface HistogramPoint {
  readonly attributes: Attributes;
  /** How many values lie in each bucket; the last one holds those above all bounds. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** What an instrument has measured. */
export type Metric =
  & Description
  & (
    | { readonly kind: "counter" | "gauge"; readonly points: readonly NumberPoint[] }
    | {
      readonly kind: "histogram";
      /** Upper bounds of the buckets, ascending. */
      readonly bounds: readonly number[];
      readonly points: readonly HistogramPoint[];
    }
  );

/** A text that is the same for the same attributes. */
export function keyOf(attributes: Attributes): string {
  let key = "";
  for (const name in attributes) key += `${name}\0${attributes[name]}\0`;
  return key;
}

/**
 * Adds up what several pipelines have measured.
 *
 * @param collections The metrics of each pipeline.
 * @returns One metric for each name, with the sums of the values of the same attributes.
 */
export function addUp(collections: readonly (readonly Metric[])[]): Metric[] {
  const byName = Map.groupBy(collections.flat(), ({ name }) => name);
  return [...byName.values()].map((metrics) => metrics.reduce(sumOfTwo));
}

function sumOfTwo(one: Metric, other: Metric): Metric {
  if (one.kind === "histogram" && other.kind === "histogram") {
    return { ...one, points: joined([...one.points, ...other.points], sumOfHistograms) };
  }
  if (one.kind === "histogram" || other.kind === "histogram") return one;
  const sum = (a: NumberPoint, b: NumberPoint) => ({ ...a, value: a.value + b.value });
  return { ...one, points: joined([...one.points, ...other.points], sum) };
}

function sumOfHistograms(one: HistogramPoint, other: HistogramPoint): HistogramPoint {
  const counts = one.counts.map((count, i) => count + (other.counts[i] ?? 0));
  return { ...one, counts, sum: one.sum + other.sum };
}

function joined<P extends { readonly attributes: Attributes }>(points: readonly P[], sum: (a: P, b: P) => P): P[] {
  return [...Map.groupBy(points, ({ attributes }) => keyOf(attributes)).values()].map((same) => same.reduce(sum));
}
