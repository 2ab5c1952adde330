/**
 * Reads events of chat completions in the shapes that servers use.
 *
 * @module
 */
import { fieldOf } from "../../openai/error_words.ts";

/** Maximum nesting of parts. */
const MAX_DEPTH = 5;

/** The name of a tool is shown to people. */
const MAX_NAME_CHARS = 64;

/** Types of parts whose text belongs to the reply. */
const SPOKEN_TYPE = /^(text|output_text|input_text|text_delta|refusal|message|output_audio_transcript)$/;

/** Names of channels or phases in a delta that are not the reply. */
const HIDDEN_CHANNEL = /^(analysis|commentary|thinking|thought|reasoning)$/i;

/** Types of deltas and events that are not the reply: `thinking`, `reasoning-delta`, `response.reasoning_text.delta`. */
const HIDDEN_TYPE = /(^|[._-])(redacted_)?(thinking|reasoning|thoughts?)([._-]|$)/i;

/** Roles whose text is not the reply. */
const OTHER_ROLE = /^(user|system|developer|tool|function|ipython|observation)$/i;

/** The content of one event. */
export interface Content {
  /** Text of the reply, including text hidden by the model's marks. */
  readonly text: string;
  /** Whether it is a whole message among choices, which at the end of a stream repeats the reply. */
  readonly isWhole: boolean;
  /** Why the reply ended, if this event says so. */
  readonly ending: string | undefined;
  /** The tool that the model calls instead of replying. */
  readonly tool: string | undefined;
  /** Whether it holds reasoning in a separate field. */
  readonly thinks: boolean;
  /** Tokens, as `usage` counts them. */
  readonly usage: Readonly<Record<string, number>> | undefined;
}

/**
 * Reads an event of a stream, or a whole answer: OpenAI's chat and text completions, its Responses, and Ollama's own.
 *
 * @param event The event, parsed. Absent content is absent from the result.
 */
export function contentOf(event: unknown): Content {
  const inner = HOLDERS.map((key) => fieldOf(event, key)).find(isAnswer);
  if (inner !== undefined && !isAnswer(event)) {
    const content = contentOf(inner);
    return { ...content, usage: content.usage ?? usageIn(event) };
  }
  const choice = firstChoice(event);
  const holder = choice ?? event;
  const delta = fieldOf(holder, "delta");
  const message = fieldOf(delta, "message") ?? delta ?? fieldOf(holder, "message") ?? holder;
  const cut = fieldOf(fieldOf(fieldOf(event, "response"), "incomplete_details"), "reason") ??
    fieldOf(fieldOf(event, "promptfeedback"), "blockreason");
  const ending = cut ?? ENDINGS.flatMap((key) => [fieldOf(choice, key), fieldOf(event, key), fieldOf(delta, key)])
    .find((reason) => typeof reason === "string");
  return {
    text: isForListener(message, event, delta !== undefined) ? textOf(message, choice, event) : "",
    ending: typeof ending === "string" && !NO_ENDING.test(ending) ? ending.toLowerCase() : undefined,
    isWhole: choice !== undefined && delta === undefined && fieldOf(choice, "message") !== undefined,
    tool: toolIn(message),
    thinks: THOUGHTS.some((key) => (wordsOf(fieldOf(message, key), 0) ?? "") !== ""),
    usage: usageIn(event) ?? usageIn(choice),
  };
}

/** Fields of reasoning. */
const THOUGHTS = ["reasoning_content", "reasoning", "thinking"];

/** Names of the field that says why a reply ended, in OpenAI's, Google's, Ollama's and Anthropic's protocols. */
const ENDINGS = ["finish_reason", "finishreason", "done_reason", "stop_reason", "stopreason"];

/** Values of that field that mean nothing; DashScope writes null as text. */
const NO_ENDING = /^(null|none|)$/i;

/** Fields that some gateways put around an answer, Bedrock around its events, and DashScope around its choices. */
const HOLDERS = ["data", "result", "contentblockdelta", "messagestop", "output"];

/** Lists of alternatives, in OpenAI's, Google's and KoboldCpp's protocols. */
const LISTS = ["choices", "candidates", "results"];

/** Fields of text in protocols that have nothing else: Anthropic's old one, Llama's on Bedrock, Dify's. */
const TEXTS = ["completion", "generation", "answer"];

/** Whether a value holds a reply, rather than being wrapped around one. */
function isAnswer(value: unknown): boolean {
  return [...LISTS, "delta", "message", "response", "content", "generated_text", "stopreason", ...TEXTS].some((key) =>
    fieldOf(value, key) !== undefined
  );
}

/** The choice that is the reply: the first, wherever it is. */
function firstChoice(event: unknown): unknown {
  const choices = LISTS.map((key) => fieldOf(event, key)).find((list) => typeof list === "object" && list !== null);
  if (!Array.isArray(choices)) return choices;
  return choices.find((choice) => Number(fieldOf(choice, "index") ?? 0) === 0);
}

function isForListener(message: unknown, event: unknown, isDelta: boolean): boolean {
  const named = (key: string) => String(fieldOf(message, key) ?? fieldOf(event, key) ?? "");
  if (HIDDEN_CHANNEL.test(named("channel")) || HIDDEN_CHANNEL.test(named("phase"))) return false;
  if (HIDDEN_TYPE.test(named("type"))) return false;
  // Google marks the thoughts of a stream so; a whole message is marked for the thoughts that it contains as well.
  const google = fieldOf(fieldOf(message, "extra_content"), "google");
  if (isDelta && fieldOf(google, "thought") === true) return false;
  // What OpenAI's Responses say at the end of a part repeats all of it.
  return !OTHER_ROLE.test(named("role")) && !/\.(done|completed)$/.test(named("type"));
}

function textOf(message: unknown, choice: unknown, event: unknown): string {
  const found = [
    // A delta that is the text itself, as in `response.output_text.delta`.
    typeof message === "string" && isReplyEvent(event) ? message : undefined,
    wordsOf(fieldOf(message, "content"), 0),
    wordsOf(fieldOf(message, "refusal"), 0),
    wordsOf(fieldOf(fieldOf(message, "audio"), "transcript"), 0),
    // Text completions, Anthropic's deltas, and what Ollama's `generate` and Cloudflare's Workers AI say.
    wordsOf(fieldOf(choice, "text") ?? fieldOf(message, "text"), 0),
    typeof fieldOf(event, "response") === "object" ? undefined : wordsOf(fieldOf(event, "response"), 0),
    TEXTS.map((key) => wordsOf(fieldOf(event, key), 0)).find((text) => text !== undefined),
    // What OpenAI's Responses and Bedrock give as a whole.
    wordsOf(fieldOf(event, "output"), 0) ?? wordsOf(fieldOf(fieldOf(event, "output"), "message"), 0),
    // Text Generation Inference: tokens, or all of it at once.
    fieldOf(event, "token") === undefined
      ? wordsOf(fieldOf(event, "generated_text"), 0)
      : tokenOf(fieldOf(event, "token")),
  ];
  return found.find((text) => text !== undefined && text !== "") ?? "";
}

function tokenOf(token: unknown): string | undefined {
  return fieldOf(token, "special") === true ? undefined : wordsOf(fieldOf(token, "text"), 0);
}

function isReplyEvent(event: unknown): boolean {
  const type = fieldOf(event, "type");
  return typeof type !== "string" || /(^|[._-])(output_text|text|refusal|message|content)([._-]|$)/.test(type);
}

/** The words of a content: a text, a number that was one, a part, a list of parts. */
function wordsOf(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return value.map((part) => wordsOf(part, depth + 1) ?? "").join("");
  const type = fieldOf(value, "type");
  if ((typeof type === "string" && !SPOKEN_TYPE.test(type)) || fieldOf(value, "thought") === true) return undefined;
  const held = ["text", "refusal", "content", "parts", "value", "transcript"].map((key) => fieldOf(value, key));
  return held.map((inner) => wordsOf(inner, depth + 1)).find((words) => words !== undefined);
}

function toolIn(message: unknown): string | undefined {
  const calls = fieldOf(message, "tool_calls");
  const [call]: unknown[] = Array.isArray(calls) ? calls : [fieldOf(message, "function_call") ?? toolBlockIn(message)];
  if (typeof call !== "object" || call === null) return undefined;
  const name = fieldOf(fieldOf(call, "function"), "name") ?? fieldOf(call, "name");
  return typeof name === "string" && name !== "" ? name.slice(0, MAX_NAME_CHARS) : "a tool";
}

/** Anthropic's `content_block_start` of a call. */
function toolBlockIn(message: unknown): unknown {
  const block = fieldOf(message, "content_block");
  return fieldOf(block, "type") === "tool_use" ? block : undefined;
}

/** Where tokens are counted: OpenAI, Cohere, Anthropic's first event, Bedrock's last, Groq, Google. */
const USAGES = [
  ["usage"],
  ["usage", "tokens"],
  ["delta", "usage", "tokens"],
  ["message", "usage"],
  ["metadata", "usage"],
  ["x_groq", "usage"],
  ["usagemetadata"],
];

/** What is counted, by the fields' names, in the same order. */
const COUNTS: Readonly<Record<string, readonly string[]>> = {
  input_tokens: [
    "prompt_tokens",
    "input_tokens",
    "prompttokens",
    "inputtokens",
    "prompttokencount",
    "prompt_eval_count",
  ],
  output_tokens: [
    "completion_tokens",
    "output_tokens",
    "completiontokens",
    "outputtokens",
    "candidatestokencount",
    "eval_count",
  ],
  input_cached_tokens: [
    "cached_tokens",
    "cache_read_input_tokens",
    "cachedcontenttokencount",
    "prompt_cache_hit_tokens",
  ],
  output_reasoning_tokens: ["reasoning_tokens", "thoughtstokencount"],
};

/** Fields of a usage that hold further counts. */
const DETAILS = ["prompt_tokens_details", "completion_tokens_details"];

function usageIn(event: unknown): Record<string, number> | undefined {
  // Ollama's own last event is a usage as well.
  const held = USAGES.map((path) => path.reduce(fieldOf, event));
  const usages = fieldOf(event, "done") === true ? [...held, event] : held;
  return usages.map(countsIn).find((counts) => counts !== undefined);
}

function countsIn(usage: unknown): Record<string, number> | undefined {
  if (typeof usage !== "object" || usage === null) return undefined;
  const holders = [usage, ...DETAILS.map((key) => fieldOf(usage, key))];
  const known = Object.entries(COUNTS).flatMap(([name, fields]): [string, number][] => {
    const count = holders.flatMap((holder) => fields.map((field) => fieldOf(holder, field)))
      .find((value): value is number => Number.isSafeInteger(value) && Number(value) >= 0);
    return count === undefined ? [] : [[name, count]];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
