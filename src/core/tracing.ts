/**
 * The connection of logs and traces, through OpenTelemetry's API.
 *
 * @module
 */
import { type Context, ROOT_CONTEXT, trace, TraceFlags } from "@opentelemetry/api";

/** The place of a log record in a trace, as properties of the record. */
export interface TraceIds {
  readonly trace_id?: string;
  readonly span_id?: string;
}

/** What Deno's console does with what is written to it; `ignore`: nothing is exported. */
export type ConsoleExport = "capture" | "replace" | "ignore";

/** Whether spans are exported: Deno does with `OTEL_DENO=true`, unless `OTEL_DENO_TRACING=false`. */
export function isTracing(): boolean {
  return trace.getTracer("tth").startSpan("probe", { root: true }).isRecording();
}

/** The context of a log record, from its properties. */
export function contextOf(properties: Readonly<Record<string, unknown>>): Context {
  const { trace_id: traceId, span_id: spanId } = properties;
  if (typeof traceId !== "string" || typeof spanId !== "string") return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED });
}
