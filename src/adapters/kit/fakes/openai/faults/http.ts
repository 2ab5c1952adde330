/**
 * Faults of the chat and speech services as data: how the fakes produce them, and how an adapter must handle them.
 *
 * @module
 */
import type { ChatStep } from "../chat.ts";
import type { SpeechStep } from "../speech.ts";
import { error, type Expected, OK, RETRIED, SERVER_ERROR, wire } from "./expected.ts";

/** A fault of an HTTP service. */
interface HttpFault<S> {
  readonly name: string;
  /** Behaviour of the next answer. */
  readonly step: S;
  readonly expected: Expected;
}

/** Faults of the chat service. */
export const CHAT_FAULTS: readonly HttpFault<ChatStep>[] = [
  { name: "401", step: { refuse: { status: 401 } }, expected: error("provider_unauthorized", { fatal: true }) },
  { name: "403", step: { refuse: { status: 403 } }, expected: error("provider_forbidden", { final: true }) },
  {
    name: "404 for the model",
    step: { refuse: { status: 404, error: wire("model_not_found") } },
    expected: error("provider_rejected", { final: true }),
  },
  {
    name: "429 with Retry-After",
    step: { refuse: { status: 429, headers: { "retry-after": "7" } } },
    expected: error("provider_rate_limited"),
  },
  {
    name: "429 for an empty account",
    step: { refuse: { status: 429, error: wire("insufficient_quota", "insufficient_quota") } },
    expected: error("provider_quota", { fatal: true }),
  },
  { name: "500", step: { refuse: { status: 500 } }, expected: RETRIED },
  { name: "no first byte", step: { firstByteMs: Infinity }, expected: error("provider_timeout") },
  { name: "stall in mid-stream", step: { stallAfter: 2 }, expected: error("provider_timeout") },
  { name: "TCP drop before the first piece", step: { dropAfter: 0 }, expected: RETRIED },
  { name: "TCP drop in mid-stream", step: { dropAfter: 2 }, expected: error("provider_disconnected") },
  {
    name: "an error in mid-stream",
    step: { errorAfter: { pieces: 2, error: SERVER_ERROR } },
    expected: error("provider_unavailable"),
  },
  { name: "malformed JSON in the stream", step: { raw: 'data: {"id":' }, expected: error("provider_protocol") },
  { name: "no [DONE]", step: { noDone: true }, expected: OK },
  { name: "usage on a chunk with choices", step: { usage: "with_choices" }, expected: OK },
  { name: "no usage", step: { usage: "none" }, expected: OK },
  { name: "role-only and empty deltas", step: { emptyDeltas: true }, expected: OK },
  { name: "reasoning beside the text", step: { reasoning: "The user greets me." }, expected: OK },
  { name: "reasoning under its other name", step: { reasoning: "Hm.", reasoningField: "reasoning" }, expected: OK },
  { name: "slow pieces", step: { gapMs: 20 }, expected: OK },
  { name: "nothing at all", step: { pieces: [] }, expected: error("provider_no_output") },
  {
    name: "filtered",
    step: { pieces: [], finishReason: "content_filter" },
    expected: error("provider_rejected", { final: true }),
  },
  { name: "cut by length", step: { finishReason: "length" }, expected: OK },
];

/** Faults of the speech service. */
export const SPEECH_FAULTS: readonly HttpFault<SpeechStep>[] = [
  {
    name: "400 in FastAPI's words",
    step: { refuse: { status: 400, body: { detail: "Voice 'x' not found" } } },
    expected: error("provider_rejected", { final: true }),
  },
  {
    name: "422 with a list of details",
    step: { refuse: { status: 422, body: { detail: [{ msg: "Field required" }] } } },
    expected: error("provider_rejected", { final: true }),
  },
  { name: "401", step: { refuse: { status: 401 } }, expected: error("provider_unauthorized", { fatal: true }) },
  {
    name: "429 with Retry-After",
    step: { refuse: { status: 429, headers: { "retry-after": "7" } } },
    expected: error("provider_rate_limited"),
  },
  { name: "500", step: { refuse: { status: 500 } }, expected: RETRIED },
  { name: "no first byte", step: { firstByteMs: Infinity }, expected: error("provider_timeout") },
  {
    name: "stall in mid-stream",
    step: { chunkBytes: 2000, stallAfter: 2 },
    expected: error("provider_timeout", { audible: true }),
  },
  { name: "TCP drop before the first byte of audio", step: { dropAfter: 0 }, expected: RETRIED },
  {
    name: "TCP drop in mid-stream",
    step: { chunkBytes: 2000, dropAfter: 2 },
    expected: error("provider_disconnected", { audible: true }),
  },
  { name: "chunks of odd size", step: { chunkBytes: 333 }, expected: OK },
  { name: "five bytes at a time", step: { chunkBytes: 5 }, expected: OK },
  { name: "RIFF instead of PCM", step: { riff: "exact" }, expected: OK },
  { name: "RIFF of unknown length, in small chunks", step: { riff: "unknown", chunkBytes: 7 }, expected: OK },
  { name: "a Content-Type that lies", step: { contentType: "audio/mpeg" }, expected: OK },
  {
    name: "an error with status 200",
    step: { body: '{"error":{"message":"out of memory"}}', contentType: "application/json" },
    expected: RETRIED,
  },
  {
    name: "M4A instead of PCM",
    step: { body: "\u0000\u0000\u0000\u0020ftypM4A ....................", contentType: "audio/mpeg" },
    expected: error("provider_protocol"),
  },
  { name: "nothing at all", step: { body: "" }, expected: error("provider_no_output") },
];
