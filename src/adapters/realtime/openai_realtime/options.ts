/**
 * Options of the OpenAI Realtime adapter.
 *
 * @module
 */
import { z } from "zod";
import { serverOptions } from "../../openai/endpoint.ts";

const ms = (fallback: number, what: string) =>
  z.int().min(10).max(300_000).default(fallback).describe(`${what}, ms. Default: ${fallback}.`);

/** The adapter's options in the configuration. */
export const RealtimeOptions = z.strictObject({
  model: z.string().min(1).default("gpt-realtime-2.1").describe('The model. Default: "gpt-realtime-2.1".'),
  voice: z.string().min(1).default("marin")
    .describe('Voice of personas that name none for this adapter. Default: "marin".'),
  voices: z.record(z.string(), z.string()).default({})
    .describe("The server's names for voices that personas name, such as {marin: af_heart}. Default: the same names."),
  ...serverOptions("http://127.0.0.1:8080/v1"),
  max_output_tokens: z.int().min(1).max(4096).nullable().default(null)
    .describe("Longest response, tokens, 1..4096. Default: the model's own limit."),
  reasoning_effort: z.enum(["minimal", "low", "medium", "high", "xhigh"]).nullable().default(null)
    .describe("How much a reasoning model thinks before it speaks. Default: the model's own."),
  direction_tool: z.boolean().nullable().default(null)
    .describe(
      "Whether the model of a persona with `marks` directs voice and face with a tool. Default: with OpenAI's service only.",
    ),
  connect_ms: ms(5000, "Longest wait for the connection and its `session.created`"),
  configure_ms: ms(2000, "Longest wait for `session.updated`; servers that never send it are used without"),
  created_ms: ms(6000, "Longest wait for a response to begin"),
  stall_ms: ms(8000, "Longest silence within a response"),
  settle_ms: ms(2000, "Longest wait for a cancelled response to end before the connection is replaced"),
  error_grace_ms: ms(1000, "How long a response may stay silent after an error that names no request"),
  close_ms: ms(1000, "Longest wait for the provider to acknowledge a close"),
  session_ms: z.int().min(1000).max(86_400_000).default(3_600_000)
    .describe("Lifetime of a session at the provider, unless it announces one, ms. Default: 3600000."),
  renew_before_ms: z.int().min(0).max(3_600_000).default(120_000)
    .describe("How long before that end a new session is started, ms. Default: 120000."),
});

/** The options with all defaults filled in. */
export type RealtimeOptions = z.output<typeof RealtimeOptions>;
