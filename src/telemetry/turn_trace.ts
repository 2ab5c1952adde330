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
import { type TurnStageName, turnStages } from "../contract/protocol/turn_stages.ts";
import type { TraceIds } from "../core/tracing.ts";
import type { TurnOutcome } from "./turn_measures.ts";

/** A turn that is over, as its trace shows it. */
export interface TracedTurn {
  readonly sessionId: string;
  readonly turnId: string;
  /** `verbatim`: no model was asked. */
  readonly mode: "reply" | "verbatim";
  /** The adapters that serve the session. */
  readonly components: Components;
  readonly result: TurnOutcome & { readonly finish: Finish };
}

const tracer = trace.getTracer("tth");

/** The trace of one turn. */
export class TurnTrace {
  readonly #span: Span | undefined;
  readonly #receivedAt: number;

  /** @param receivedAt When the user's text arrived, ms since the Unix epoch; `undefined`: nothing is traced. */
  constructor(receivedAt?: number) {
    this.#receivedAt = receivedAt ?? 0;
    if (receivedAt === undefined) return;
    const options = { root: true, startTime: receivedAt, kind: SpanKind.SERVER };
    this.#span = tracer.startSpan("turn", options);
  }

  /** Where the turn's logs belong. */
  get ids(): TraceIds {
    const at = this.#span?.spanContext();
    return at === undefined ? {} : { trace_id: at.traceId, span_id: at.spanId };
  }

  /**
   * Tells the stages, and ends the root span. All times count from its begin: the time of day is in whole ms, so that a
   * stage of less could end before it begins.
   */
  end(turn: TracedTurn): void {
    const span = this.#span;
    if (span === undefined) return;
    const { result: { status, metrics } } = turn;
    const startedAt = this.#receivedAt + (metrics.resolve_ms ?? 0);
    const context = trace.setSpan(ROOT_CONTEXT, span);
    const attributes = attributesOf(turn);
    for (const { name, fromMs, toMs } of turnStages(metrics, turn.mode)) {
      // What begins before the turn begins exactly with the root span.
      const startTime = fromMs < 0 ? this.#receivedAt : startedAt + fromMs;
      const options = { startTime, attributes: attributes[name] ?? {} };
      const stage = tracer.startSpan(name, options, context);
      if (name === "model" && metrics.first_text_ms !== null) {
        stage.addEvent("first_token", {}, startedAt + metrics.first_text_ms);
      }
      stage.end(startedAt + toMs);
    }
    span.setAttributes({ "session.id": turn.sessionId, "tth.turn.id": turn.turnId, "tth.turn.status": status });
    if (status === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(startedAt + metrics.total_ms);
  }
}

function attributesOf({ sessionId, components, result }: TracedTurn): Partial<Record<TurnStageName, Attributes>> {
  const { realtime, llm, tts, avatar } = components;
  return {
    model: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": realtime ?? llm ?? "",
      "gen_ai.conversation.id": sessionId,
      "gen_ai.response.finish_reasons": [result.finish],
      ...usageOf(result.metrics.usage),
    },
    voice: { "tth.provider": realtime ?? tts ?? "" },
    avatar: { "tth.provider": avatar ?? "" },
  };
}

function usageOf(usage: Readonly<Record<string, number>> = {}): Attributes {
  const { input_tokens: input, output_tokens: output } = usage;
  return {
    ...(input !== undefined && { "gen_ai.usage.input_tokens": input }),
    ...(output !== undefined && { "gen_ai.usage.output_tokens": output }),
  };
}
