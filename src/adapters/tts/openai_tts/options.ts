/**
 * Options of the adapter `openai_tts`.
 *
 * @module
 */
import { z } from "zod";
import { SAMPLE_RATE_HZ } from "../../../contract/pcm.ts";
import { serverOptions } from "../../openai/endpoint.ts";

/** Maximum input length of OpenAI's service, in characters. */
const OPENAI_MAX_CHARS = 4096;

/** The adapter's configuration. */
export const TtsOptions = z.strictObject({
  model: z.string().min(1).nullable().default(null)
    .describe(
      'The model. Default: "gpt-4o-mini-tts" at OpenAI, elsewhere the first that the server lists and that speaks, else "tts-1".',
    ),
  voice: z.string().min(1).nullable().default(null)
    .describe(
      "Voice of personas that name none for this adapter, or one that the server does not have. Default: " +
        '"nova", or the first that the server lists where it does not have that.',
    ),
  voices: z.record(z.string(), z.string()).default({})
    .describe("The server's names for voices that personas name, such as {nova: af_heart}. Default: the same names."),
  ...serverOptions("http://127.0.0.1:8880/v1"),
  sample_rate_hz: z.int().min(8000).max(192_000).default(SAMPLE_RATE_HZ)
    .describe("Rate of the server's PCM, Hz, where neither a header nor the Content-Type states it. Default: 24000."),
  instructions: z.enum(["auto", "always", "never"]).default("auto")
    .describe("Whether emotion and persona are sent as instructions; auto: to models named gpt-*. Default: auto."),
  max_chars: z.int().min(20).max(100_000).default(OPENAI_MAX_CHARS)
    .describe("Longest text of one request, characters; longer segments are cut. Default: 4096."),
  extra: z.record(z.string(), z.unknown()).default({})
    .describe("More fields of the request, such as response_format; null leaves a field out. Default: none."),
  warmup: z.enum(["auto", "always", "never"]).default("auto")
    .describe(
      "Whether to request one word at start-up, so that the server loads the voice; auto: if the server is on this " +
        "machine or in a private network. Default: auto.",
    ),
  first_audio_ms: z.int().min(10).max(1_800_000).nullable().default(null)
    .describe(
      "Longest silence before the first audio of a segment, ms. Default: 180000 where the server is on this machine or " +
        "in a private network, which may load the voice first, else 10000.",
    ),
  unresponsive_ms: z.int().min(100).max(1_800_000).nullable().default(null)
    .describe(
      "How long a server on this machine or in a private network may be silent before the first audio if it does not answer " +
        "GET /models either, ms. Default: 20000 if it answered within the last four minutes; else first_audio_ms, as a " +
        "server with a single thread answers nothing while it loads.",
    ),
  stall_ms: z.int().min(10).max(300_000).default(8000).describe("Longest silence within a segment, ms. Default: 8000."),
  answer_ms: z.int().min(1000).max(3_600_000).default(600_000)
    .describe("Longest time for the speech of one request, ms. Default: 600000."),
  max_audio_ms: z.int().min(1000).max(3_600_000).default(600_000)
    .describe("Longest speech accepted for one request, ms. Default: 600000."),
});

/** The options with all defaults filled in. */
export type TtsOptions = z.output<typeof TtsOptions>;
