/**
 * Options of the adapter `openai_chat`.
 *
 * @module
 */
import { z } from "zod";
import { serverOptions } from "../../openai/endpoint.ts";

/** What the configuration may say about the adapter. */
export const ChatOptions = z.strictObject({
  model: z.string().min(1).nullable().default(null)
    .describe('The model. Default: "gpt-5.4-mini" at OpenAI, elsewhere the first that the server lists.'),
  ...serverOptions("http://127.0.0.1:11434/v1"),
  temperature: z.number().min(0).max(2).nullable().default(null).describe("0..2. Default: the model's own."),
  max_tokens: z.int().min(1).nullable().default(null).describe(
    "Longest reply, tokens. Default: the model's own limit.",
  ),
  reasoning_effort: z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]).nullable().default(null)
    .describe("How much a reasoning model thinks first; less is faster. Default: the model's own."),
  system: z.enum(["auto", "keep", "fold"]).default("auto")
    .describe(
      "Where the system prompt goes: keep: into a message of its own; fold: in front of the first user message, for " +
        "models without that role; auto: fold once the server has refused the role. Default: auto.",
    ),
  think_from_start: z.boolean().nullable().default(null)
    .describe(
      "Whether replies begin with reasoning that has only a closing </think>. Default: found out from the replies.",
    ),
  extra: z.record(z.string(), z.unknown()).default({})
    .describe("More fields of the request, such as chat_template_kwargs; null leaves a field out. Default: none."),
  warmup: z.enum(["auto", "always", "never"]).default("auto")
    .describe(
      "Whether the model is asked for a word at the start, so that it is loaded; auto: where the server is on this " +
        "machine or in a private network. Default: auto.",
    ),
  first_token_ms: z.int().min(10).max(1_800_000).nullable().default(null)
    .describe(
      "Longest silence before an answer begins, ms; reasoning and keep-alive comments are no silence. Default: 180000 " +
        "where the server is on this machine or in a private network, which may load the model first, else 30000.",
    ),
  stall_ms: z.int().min(10).max(300_000).default(10_000)
    .describe("Longest silence within an answer, ms. Default: 10000."),
  answer_ms: z.int().min(1000).max(3_600_000).default(600_000)
    .describe("Longest time for a whole answer, ms, reasoning included. Default: 600000."),
  max_reply_chars: z.int().min(100).max(10_000_000).default(100_000)
    .describe("Longest reply, characters; what a model says beyond it is cut off. Default: 100000."),
});

/** The options with all defaults filled in. */
export type ChatOptions = z.output<typeof ChatOptions>;

/** How long a server of one's own may take to load a model, and another one to answer, ms. */
const OWN_FIRST_MS = 180_000;
const OTHER_FIRST_MS = 30_000;

/** The longest silence before an answer, ms. */
export function firstTokenMs({ first_token_ms }: ChatOptions, { isOwn }: { isOwn: boolean }): number {
  return first_token_ms ?? (isOwn ? OWN_FIRST_MS : OTHER_FIRST_MS);
}
