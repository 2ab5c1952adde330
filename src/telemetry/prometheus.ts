/**
 * Metrics in Prometheus' text format, version 0.0.4.
 *
 * Names follow OpenTelemetry's rules for Prometheus: `tth.turn.first_audio` in `s` is `tth_turn_first_audio_seconds`.
 *
 * @module
 */
import type { Attributes, Metric } from "./metric.ts";

/** The media type of the format. */
export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

const UNIT_NAMES: Readonly<Record<string, string>> = { s: "seconds", By: "bytes" };

/** The name of a metric in Prometheus, without the suffixes of a histogram's series. */
function prometheusName({ name, unit, kind }: Pick<Metric, "name" | "unit" | "kind">): string {
  const suffixes = [UNIT_NAMES[unit], kind === "counter" ? "total" : undefined].filter((part) => part !== undefined);
  return [name.replaceAll(/[^a-zA-Z0-9_]/g, "_"), ...suffixes].join("_");
}

/** Metrics as text. */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map(textOf).join("");
}

function textOf(metric: Metric): string {
  const name = prometheusName(metric);
  const head = `# HELP ${name} ${escaped(metric.description)}\n# TYPE ${name} ${metric.kind}\n`;
  const lines = metric.kind === "histogram"
    ? metric.points.flatMap((point) => {
      const bounds = [...metric.bounds.map(String), "+Inf"];
      let count = 0;
      const buckets = bounds.map((le, i) => {
        count += point.counts[i] ?? 0;
        return `${name}_bucket${labels({ ...point.attributes, le })} ${count}`;
      });
      const own = labels(point.attributes);
      return [...buckets, `${name}_sum${own} ${point.sum}`, `${name}_count${own} ${count}`];
    })
    : metric.points.map(({ attributes, value }) => `${name}${labels(attributes)} ${value}`);
  return head + lines.map((line) => `${line}\n`).join("");
}

function labels(attributes: Attributes): string {
  const pairs = Object.entries(attributes).map(([name, value]) => {
    return `${name.replaceAll(/[^a-zA-Z0-9_]/g, "_")}="${escaped(value).replaceAll('"', '\\"')}"`;
  });
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
