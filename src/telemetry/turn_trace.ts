/**
 * The trace of a turn: a root span, and child spans for its stages.
 *
 * The root span begins with the turn, so that its logs can name it. The stages are told when the turn is over, from what
 * was measured: while it speaks, a trace costs nothing.
 *
 * @module
 */
import { type Attributes, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Components, Finish } from "../contract/protocol/messages.ts";
import type { TraceIds } from "../core/tracing.ts";
import type { TurnOutcome } from "./turn_measures.ts";

/** A turn that is over, as its trace shows it. */
interface TracedTurn {
  readonly sessionId: string;
  readonly turnId: string;
  /** `verbatim`: no model was asked. */
  readonly mode: "reply" | "verbatim";
  /** The adapters that serve the session. */
  readonly components: Components;
  readonly result: TurnOutcome & { readonly finish: Finish; readonly modelMs: number | undefined };
}

/** A stage: its name, and when it began and ended, ms since the turn began. */
type Stage = readonly [name: string, fromMs: number, toMs: number | null, attributes?: Attributes];

/** The trace of one turn. */
export class TurnTrace {
  readonly #span: Span | undefined;
  readonly #receivedAt: number;

  /** @param receivedAt When the user's text arrived, ms since the Unix epoch; `undefined`: nothing is traced. */
  constructor(receivedAt?: number) {
    this.#receivedAt = receivedAt ?? 0;
    if (receivedAt === undefined) return;
    const options = { root: true, startTime: receivedAt, kind: SpanKind.SERVER };
    this.#span = trace.getTracer("tth").startSpan("turn", options);
  }

  /** Where the turn's logs belong. */
  get ids(): TraceIds {
    const at = this.#span?.spanContext();
    return at === undefined ? {} : { trace_id: at.traceId, span_id: at.spanId };
  }

  /**
   * Tells the stages, and ends the root span.
   *
   * @param turn The turn.
   * @param endedAt When it ended, ms since the Unix epoch.
   */
  end(turn: TracedTurn, endedAt: number): void {
    const span = this.#span;
    if (span === undefined) return;
    const { result: { status, metrics } } = turn;
    const startedAt = endedAt - metrics.total_ms;
    const context = trace.setSpan(ROOT_CONTEXT, span);
    const tracer = trace.getTracer("tth");
    for (const [name, fromMs, toMs, attributes = {}] of stagesOf(turn, this.#receivedAt - startedAt)) {
      if (toMs === null) continue;
      const stage = tracer.startSpan(name, { startTime: startedAt + fromMs, attributes }, context);
      if (name === "model" && metrics.first_text_ms !== null) {
        stage.addEvent("first_token", {}, startedAt + metrics.first_text_ms);
      }
      stage.end(startedAt + Math.max(fromMs, toMs));
    }
    span.setAttributes({ "session.id": turn.sessionId, "tth.turn.id": turn.turnId, "tth.turn.status": status });
    if (status === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(endedAt);
  }
}

function stagesOf({ sessionId, mode, components, result }: TracedTurn, receivedMs: number): Stage[] {
  const { first_text_ms: text, first_audio_ms: audio, first_frame_ms: frame, total_ms: total } = result.metrics;
  const { realtime, llm, tts, avatar } = components;
  const model = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": realtime ?? llm ?? "",
    "gen_ai.conversation.id": sessionId,
    "gen_ai.response.finish_reasons": [result.finish],
    ...usageOf(result.metrics.usage),
  };
  const sent = [text, audio, frame].filter((ms) => ms !== null);
  return [
    ["resolve", receivedMs, 0],
    ["model", 0, mode === "verbatim" ? null : result.modelMs ?? text, model],
    ["voice", text ?? 0, audio, { "tth.provider": realtime ?? tts ?? "" }],
    ["avatar", text ?? 0, frame, { "tth.provider": avatar ?? "" }],
    ["first byte out", receivedMs, sent.length === 0 ? null : Math.min(...sent)],
    ["playout", audio ?? 0, audio === null ? null : total],
  ];
}

function usageOf(usage: Readonly<Record<string, number>> = {}): Attributes {
  const { input_tokens: input, output_tokens: output } = usage;
  return {
    ...(input !== undefined && { "gen_ai.usage.input_tokens": input }),
    ...(output !== undefined && { "gen_ai.usage.output_tokens": output }),
  };
}
