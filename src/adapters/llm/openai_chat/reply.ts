/**
 * One request for a chat completion, and the parts of its answer.
 *
 * @module
 */
import type { LlmPart, ModelFinish } from "../../../contract/adapter.ts";
import { Answer, type AnswerOptions } from "../../openai/answer/answer.ts";
import type { RequestBody } from "../../openai/concessions.ts";
import { failureInJson, failureInText, isErrorBody } from "../../openai/error_words.ts";
import type { WireFailure } from "../../openai/errors.ts";
import { type JsonEvent, JsonEvents, UnreadableBodyError } from "../../openai/json_events.ts";
import { SseTooLongError } from "../../openai/sse.ts";
import { AgentSteps } from "./agent_steps.ts";
import { contentOf } from "./content.ts";
import { ProgramText } from "./program_text.ts";
import { SpokenText } from "./spoken_text.ts";

/** The longest event, in UTF-16 code units, and the longest body, in bytes: a reply, reasoning and all. */
const MAX_EVENT_CHARS = 1_048_576;
const MAX_BODY_BYTES = 67_108_864;

/** Servers' names for the ways a reply ends. */
const CUT_BY_LENGTH =
  /^(length|max_\w*(tokens|length)|token_limit|time_limit|error_limit|model_length|model_context_window_exceeded)$/;
const CUT_BY_FILTER = /filter|safety|recitation|prohibited|blocklist|refusal|sensitive|guardrail|spii|toxic/;
const BROKEN_OFF =
  /^(error|abort(ed)?|cancel(l?ed)?|time_?out|network_error|insufficient_system_resource|fail(ed|ure)?)$/;

/** Ways to end that need no explanation if nothing was said. */
const PLAIN_END = /^(stop|end_turn|eos|eos_token|complete|stop_sequence|)$/;

/** How much of an answer without a reply is quoted in an error, in characters. */
const QUOTED_CHARS = 120;

/** The code of a stream without a byte, which is how llama-cpp-python refuses a request for one. */
export const EMPTY_STREAM = "empty_stream";

/** Dependencies of a reply. */
interface ReplyOptions extends AnswerOptions {
  /** How the text begins, see {@linkcode SpokenText}. */
  readonly start: "said" | "hidden" | "doubtful";
  /** The longest reply, in UTF-16 code units. */
  readonly maxChars: number;
}

/** Sends one request. */
export class Reply {
  readonly #options: ReplyOptions;
  readonly #answer: Answer;
  readonly #spoken: SpokenText;
  readonly #steps = new AgentSteps();
  readonly #program = new ProgramText();
  #chars = 0;
  /** The text as received, with all that is hidden; only its beginning if it is very long. */
  #received = "";
  #ending: string | undefined;
  #tool: string | undefined;
  #hasThought = false;
  readonly #usage = new Map<string, number>();
  #isDone = false;
  /** Whether any text came without an ending in the same message. */
  #hasOpenText = false;
  /** The first value that is not part of a reply. */
  #odd: unknown;

  /** @param options See {@linkcode ReplyOptions}. */
  constructor(options: ReplyOptions) {
    this.#options = options;
    this.#answer = new Answer(options);
    this.#spoken = new SpokenText(options.start);
  }

  /** Whether any of it was passed on. */
  get hasOutput(): boolean {
    return this.#chars > 0;
  }

  /** What was left out of it because it is meant for a program, for people: `a call of get_weather`. */
  get leftOut(): readonly string[] {
    const tool = this.#tool ?? this.#steps.tool ?? (this.#spoken.hasCall ? "a tool" : undefined);
    return [...this.#program.leftOut, ...(tool === undefined ? [] : [`a call of ${tool}`])];
  }

  /** Whether the model begins in the middle of reasoning. */
  get startsHidden(): boolean {
    return this.#spoken.startsHidden;
  }

  /**
   * Sends the request and reads the answer.
   *
   * @param body The request.
   * @throws {RequestFailedError} If the server reports a failure, or the connection fails.
   * @throws {ProviderError} If a deadline passes, or the answer contains no text.
   */
  async *parts(body: RequestBody): AsyncGenerator<LlmPart, void> {
    const request = new AbortController();
    try {
      for await (const events of this.#events(body, AbortSignal.any([this.#options.signal, request.signal]))) {
        for (const event of events) yield* this.#take(event);
        if (this.#isDone) break;
      }
      const rest = this.#steps.push(this.#spoken.end()) + this.#steps.end();
      yield* this.#say(this.#program.push(rest) + this.#program.end());
      this.#judge();
      const finish = finishOf(this.#ending);
      if (finish !== undefined) yield { type: "finish", finish };
    } finally {
      request.abort();
    }
  }

  /** The answer's events, as its bytes arrive. */
  async *#events(body: RequestBody, signal: AbortSignal): AsyncGenerator<JsonEvent[], void> {
    const response = await this.#answer.open(body, signal);
    const events = new JsonEvents(MAX_EVENT_CHARS);
    let count = 0;
    const isEmptyStream = () => count === 0 && body.stream === true && response.status === 200;
    try {
      for await (const bytes of this.#answer.bytes(response)) {
        count += bytes.length;
        if (count > MAX_BODY_BYTES) throw new UnreadableBodyError(`more than ${MAX_BODY_BYTES} bytes`);
        yield events.push(bytes);
      }
      if (isEmptyStream()) throw this.#answer.failed({ code: EMPTY_STREAM, message: "the answer is empty" });
      yield events.end();
    } catch (error) {
      if (!(error instanceof UnreadableBodyError || error instanceof SseTooLongError)) throw error;
      throw this.#unreadable(error.message);
    }
  }

  *#take(event: JsonEvent): Generator<LlmPart, void> {
    if (this.#isDone) return;
    if (event.type === "done") this.#isDone = true;
    if (event.type === "unreadable") throw this.#unreadable(event.reason);
    const failure = failureIn(event);
    // Anything a server sends after the end of a reply is ignored.
    if (failure !== undefined && this.#ending === undefined) throw this.#answer.failed(failure);
    if (event.type !== "value" || failure !== undefined) return yield { type: "progress" };
    const { text, isWhole, ending, tool, thinks, usage } = contentOf(event.value);
    this.#tool ??= tool;
    this.#hasThought ||= thinks;
    // Anthropic counts the input in its first event, and the output in its last.
    if (usage) yield* this.#count(usage);
    if (`${text}${ending ?? ""}${tool ?? ""}` === "" && !usage) this.#odd ??= event.value;
    // Some servers send all of the reply again and again as it grows.
    const added = isWhole && text.startsWith(this.#received) ? text.slice(this.#received.length) : text;
    this.#end(ending, added);
    const spoken = this.#program.push(this.#steps.push(this.#spoken.push(added)));
    if (this.#received.length <= MAX_EVENT_CHARS) this.#received += added;
    if (spoken === "") yield { type: "progress" };
    else yield* this.#say(spoken);
  }

  /** Passes on what was counted since the last time: servers that count along send sums, and a turn may be cut. */
  *#count(sums: Readonly<Record<string, number>>): Generator<LlmPart, void> {
    const added = Object.entries(sums).map(([what, sum]) => [what, sum - (this.#usage.get(what) ?? 0)] as const);
    const usage = Object.fromEntries(added.filter(([what, count]) => count !== 0 || !this.#usage.has(what)));
    for (const [what, sum] of Object.entries(sums)) this.#usage.set(what, sum);
    if (Object.keys(usage).length > 0) yield { type: "usage", usage };
  }

  /** Notes how the reply ends. A server that says so with its first words says it all the time. */
  #end(ending: string | undefined, text: string): void {
    if (ending === undefined) this.#hasOpenText ||= text !== "";
    else [this.#ending, this.#answer.isComplete] = [ending, text === "" || this.#hasOpenText];
  }

  *#say(text: string): Generator<LlmPart, void> {
    if (text === "") return;
    const said = text.slice(0, Math.max(0, this.#options.maxChars - this.#chars));
    this.#chars += text.length;
    this.#answer.hasBegun = true;
    if (said !== "") yield { type: "text", text: said };
    if (this.#chars > this.#options.maxChars) [this.#isDone, this.#ending] = [true, "length"];
  }

  /** @throws {ProviderError} If the reply broke off, or there is none. */
  #judge(): void {
    const ending = this.#ending ?? "";
    if (BROKEN_OFF.test(ending)) {
      throw this.#make(
        "provider_unavailable",
        `the model broke off its answer (${ending}); look into the server's log`,
      );
    }
    if (this.hasOutput) return;
    if (CUT_BY_FILTER.test(ending)) {
      throw this.#make(
        "provider_rejected",
        `the answer was filtered out (${ending}); change the filter at the server, or ask differently`,
        { isRequestFault: true },
      );
    }
    const tool = this.#tool ?? this.#steps.tool ?? this.#program.tool ?? (this.#spoken.hasCall ? "a tool" : undefined);
    const { adapter } = this.#options.endpoint;
    const why = CUT_BY_LENGTH.test(ending)
      ? `its tokens ran out before it said anything; raise adapters.${adapter}.max_tokens`
      : tool !== undefined
      ? `it called ${tool} in place of saying anything; turn tools off at the server`
      : this.#hasThought || this.#spoken.hasThought
      ? `all of it was thinking; turn thinking off, or the server's parser of it: adapters.${adapter}.extra`
      : `it said nothing${this.#circumstances(ending)}`;
    throw this.#make("provider_no_output", `the model answered, but ${why}`);
  }

  /** What else is known about a reply without words. */
  #circumstances(ending: string): string {
    if (!PLAIN_END.test(ending)) return ` and ended with "${ending}"`;
    const quoted = this.#odd === undefined ? "" : JSON.stringify(this.#odd).slice(0, QUOTED_CHARS);
    const sent = /^(\{\}|\[\]|)$/.test(quoted) ? "" : `; it sent ${quoted}`;
    return `${sent}; try another model, or look into the server's log`;
  }

  #unreadable(reason: string) {
    return this.#make("provider_protocol", `the server's answer cannot be read: ${reason}; check base_url`);
  }

  #make(...error: Parameters<AnswerOptions["endpoint"]["failures"]["make"]>) {
    return this.#options.endpoint.failures.make(...error);
  }
}

/** The failure that an event describes: at its top, in a choice, or in a delta. */
function failureIn(event: JsonEvent): WireFailure | undefined {
  if (event.type === "words") {
    const failure = failureInText(event.text);
    // Also a sound server, such as a proxy or a user interface, may answer every path with its page.
    if (!/^\s*<(?:!doctype html|html)\b/i.test(event.text)) return failure;
    return { ...failure, message: `a web page answers there, "${failure.message ?? ""}"; check base_url` };
  }
  if (event.type !== "value") return undefined;
  const choices = fieldsOf(event.value, "choices");
  const deltas = choices.flatMap((choice) => fieldsOf(choice, "delta"));
  // Groq says in its own field why a stream ends early.
  const holders = [event.value, ...choices, ...deltas, ...fieldsOf(event.value, "x_groq")];
  const error = event.name === "error" ? event.value : holders.find(isErrorBody);
  return error === undefined ? undefined : failureInJson(error);
}

/** The value of a field, as a list. */
function fieldsOf(value: unknown, key: string): unknown[] {
  const held: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return Array.isArray(held) ? held : held === undefined ? [] : [held];
}

function finishOf(ending: string | undefined): ModelFinish | undefined {
  if (ending === undefined) return undefined;
  if (CUT_BY_LENGTH.test(ending)) return "length";
  return CUT_BY_FILTER.test(ending) ? "content_filter" : "stop";
}
