/**
 * A fake of `/v1/chat/completions` with the quirks of the servers that speak it.
 *
 * @module
 */
import { z } from "zod";
import type { WireError } from "./fault_script.ts";
import { Pauses } from "../pauses.ts";
import type { Clock } from "../../../../contract/clock.ts";

const message = z.looseObject({ role: z.enum(["system", "user", "assistant", "developer"]), content: z.string() });

const chatRequest = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  stream: z.boolean().optional(),
  stream_options: z.strictObject({ include_usage: z.boolean().optional() }).optional(),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.int().min(1).optional(),
  max_completion_tokens: z.int().min(1).optional(),
  reasoning_effort: z.string().optional(),
});

/** A request that the fake accepted. */
export type ChatRequest = z.infer<typeof chatRequest>;

/** Behaviour of one answer. An absent field means OpenAI's behaviour. */
export interface ChatStep {
  /** Answers with this status instead of a stream. */
  refuse?: { status: number; headers?: Record<string, string>; error?: WireError };
  /** The longest conversation that it accepts, UTF-16 code units. */
  contextChars?: number;
  /** Waits before the response's headers, like a server that loads its model. `Infinity` never answers. */
  firstByteMs?: number;
  /** Pause before each piece of text. */
  gapMs?: number;
  /** Stops sending, and keeps the connection open, after this many pieces. */
  stallAfter?: number;
  /** Breaks the connection after this many pieces. */
  dropAfter?: number;
  /** Sends `{"error"}` as an event after this many pieces, then ends. */
  errorAfter?: { pieces: number; error: WireError };
  /** Sends this raw line after the first piece. */
  raw?: string;
  /** Reasoning, as `reasoning_content` deltas ahead of the text. */
  reasoning?: string;
  /** The field that carries reasoning. */
  reasoningField?: "reasoning_content" | "reasoning";
  /** The pieces of the reply, instead of its words. */
  pieces?: readonly string[];
  /** Where usage is sent: in a separate chunk, in the last chunk with choices, or not at all. */
  usage?: "own_chunk" | "with_choices" | "none";
  /** Leaves out `data: [DONE]`. */
  noDone?: boolean;
  /** Starts with empty chunks: role only, empty content, null content, no choices. */
  emptyDeltas?: boolean;
  /** The finish reason. */
  finishReason?: "stop" | "length" | "content_filter";
}

/** Options of {@linkcode FakeChat}. */
export interface FakeChatOptions {
  /** Clock for pauses. Default: the system clock. */
  clock?: Clock;
  /** Answers in order; afterwards `manner` applies. */
  steps?: readonly ChatStep[];
  /** Default behaviour of every answer. */
  manner?: ChatStep;
  /** Makes the replies. */
  reply?: (request: ChatRequest) => string;
}

/** The fake service; it records its requests. */
export class FakeChat {
  /** Requests that were accepted, in order. */
  readonly requests: ChatRequest[] = [];
  /** Pending answers. */
  readonly steps: ChatStep[];
  /** Default behaviour of every answer. */
  manner: ChatStep;
  /** Streams that a client cancelled before their end. */
  abandoned = 0;
  #reply: (request: ChatRequest) => string;
  #pauses: Pauses;

  /** @param options See {@linkcode FakeChatOptions}. */
  constructor(options: FakeChatOptions = {}) {
    this.steps = [...options.steps ?? []];
    this.manner = options.manner ?? {};
    this.#pauses = new Pauses(options.clock);
    this.#reply = options.reply ?? ((request) => `You wrote: ${request.messages.at(-1)?.content ?? ""}`);
  }

  /**
   * Answers `POST /v1/chat/completions`.
   *
   * @param request The request.
   * @returns A stream of server-sent events, a JSON completion, or the refusal.
   */
  async respond(request: Request): Promise<Response> {
    const body: unknown = await request.json().catch(() => undefined);
    const parsed = chatRequest.safeParse(body);
    if (!parsed.success) return badRequest(parsed.error.issues[0]?.message ?? "bad request");
    this.requests.push(parsed.data);
    const step = { ...this.manner, ...this.steps.shift() };
    const chars = parsed.data.messages.reduce((sum, { content }) => sum + content.length, 0);
    if (chars > (step.contextChars ?? Infinity)) return contextExceeded(chars);
    if (step.firstByteMs) await this.#pauses.wait(step.firstByteMs);
    if (step.refuse) {
      const { status, headers = {}, error } = step.refuse;
      return Response.json({ error: error ?? { message: `refused with ${status}` } }, {
        status,
        headers,
      });
    }
    const text = step.pieces?.join("") ?? this.#reply(parsed.data);
    if (!parsed.data.stream) return Response.json(wholeCompletion(parsed.data.model, text));
    return this.#stream(parsed.data, step, text);
  }

  /** Ends all waits. */
  close(): void {
    this.#pauses.close();
  }

  #stream(request: ChatRequest, step: ChatStep, text: string): Response {
    const pieces = step.pieces ?? text.match(/\S+\s*/g) ?? [];
    const stop = new AbortController();
    const events = this.#events(request, step, pieces, stop.signal);
    const encoder = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        try {
          const { value, done } = await events.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          controller.error(error);
        }
      },
      cancel: () => {
        this.abandoned++;
        stop.abort();
      },
    });
    return new Response(stream, { headers: { "content-type": "text/event-stream" } });
  }

  async *#events(
    request: ChatRequest,
    step: ChatStep,
    pieces: readonly string[],
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const chunk = (choices: unknown[], extra: Record<string, unknown> = {}) =>
      `data: ${JSON.stringify({ ...base("chat.completion.chunk", request.model), choices, ...extra })}\n\n`;
    const delta = (fields: Record<string, unknown>) => chunk([{ index: 0, delta: fields, finish_reason: null }]);
    const usage = { prompt_tokens: 12, completion_tokens: pieces.length, total_tokens: 12 + pieces.length };
    yield delta({ role: "assistant", content: "" });
    if (step.emptyDeltas) yield* [delta({}), delta({ content: null }), chunk([]), ": keep-alive\n\n"];
    if (step.reasoning) yield delta({ [step.reasoningField ?? "reasoning_content"]: step.reasoning });
    for (const [index, piece] of pieces.entries()) {
      if (index === step.dropAfter) throw new Error("the fake drops this connection");
      if (index === step.stallAfter) await this.#pauses.wait(Infinity, signal);
      if (index === step.errorAfter?.pieces) {
        return yield `data: ${JSON.stringify({ error: step.errorAfter.error })}\n\n`;
      }
      if (step.gapMs) await this.#pauses.wait(step.gapMs, signal);
      yield delta({ content: piece });
      if (index === 0 && step.raw !== undefined) yield `${step.raw}\n\n`;
    }
    const mode = step.usage ?? (request.stream_options?.include_usage ? "own_chunk" : "none");
    const end = { index: 0, delta: {}, finish_reason: step.finishReason ?? "stop" };
    yield chunk([end], mode === "with_choices" ? { usage } : {});
    if (mode === "own_chunk") yield chunk([], { usage });
    if (!step.noDone) yield "data: [DONE]\n\n";
  }
}

function base(object: string, model: string): Record<string, unknown> {
  return { id: "chatcmpl-1", object, created: 1_700_000_000, model };
}

function wholeCompletion(model: string, content: string): Record<string, unknown> {
  return {
    ...base("chat.completion", model),
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 },
  };
}

function contextExceeded(chars: number): Response {
  const error = {
    message: `This model's maximum context length is exceeded: your messages resulted in ${chars} characters.`,
    type: "invalid_request_error",
    param: "messages",
    code: "context_length_exceeded",
  };
  return Response.json({ error }, { status: 400 });
}

function badRequest(text: string): Response {
  const error = { message: text, type: "invalid_request_error", code: "invalid_value", param: null };
  return Response.json({ error }, { status: 400 });
}
