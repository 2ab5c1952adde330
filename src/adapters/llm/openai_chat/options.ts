/**
 * Options of the adapter `openai_chat`.
 *
 * @module
 */
import { z } from "zod";
import { serverOptions } from "../../openai/endpoint.ts";

/** The adapter's options in the configuration. */
export const ChatOptions = z.strictObject({
  model: z.string().min(1).nullable().default(null)
    .describe('The model. Default: "gpt-5.4-mini" at OpenAI, elsewhere the first that the server lists.'),
  ...serverOptions("http://127.0.0.1:11434/v1"),
  temperature: z.number().min(0).max(2).nullable().default(null).describe("0..2. Default: the model's own."),
  max_tokens: z.int().min(1).nullable().default(null).describe(
    "Longest reply, tokens. Default: the model's own limit.",
  ),
  reasoning_effort: z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]).nullable().default(null)
    .describe("Reasoning effort before the reply; less is faster. Default: the model's own."),
  system: z.enum(["auto", "keep", "fold"]).default("auto")
    .describe(
      "Where the system prompt goes: keep: a separate message; fold: in front of the first user message, for " +
        "models without that role; auto: fold after the server has refused the role. Default: auto.",
    ),
  think_from_start: z.boolean().nullable().default(null)
    .describe(
      "Whether replies begin with reasoning that has only a closing </think>. Default: detected from the replies.",
    ),
  extra: z.record(z.string(), z.unknown()).default({})
    .describe("Additional fields of the request, such as chat_template_kwargs; null omits a field. Default: none."),
  warmup: z.enum(["auto", "always", "never"]).default("auto")
    .describe(
      "Whether to request one word at start-up, so that the server loads the model; auto: if the server is on this " +
        "machine or in a private network. Default: auto.",
    ),
  first_token_ms: z.int().min(10).max(1_800_000).nullable().default(null)
    .describe(
      "Longest silence before an answer begins, ms; reasoning and keep-alive comments do not count as silence. Default: 180000 " +
        "if the server is on this machine or in a private network, as it may load the model first, else 30000.",
    ),
  unresponsive_ms: z.int().min(100).max(1_800_000).nullable().default(null)
    .describe(
      "How long a server on this machine or in a private network may be silent before an answer if it does not answer " +
        "GET /models either, ms. Default: 20000 if it answered within the last four minutes; else first_token_ms, as a " +
        "server with a single thread answers nothing while it loads.",
    ),
  stall_ms: z.int().min(10).max(300_000).default(10_000)
    .describe("Longest silence within an answer, ms. Default: 10000."),
  answer_ms: z.int().min(1000).max(3_600_000).default(600_000)
    .describe("Longest time for a whole answer, ms, reasoning included. Default: 600000."),
  max_reply_chars: z.int().min(100).max(10_000_000).default(100_000)
    .describe("Longest reply, characters; longer replies are cut off. Default: 100000."),
});

/** The options with all defaults filled in. */
export type ChatOptions = z.output<typeof ChatOptions>;
