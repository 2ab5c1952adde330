/**
 * Everything that can go wrong with a provider, as data: how a fake is made to do it, and what an adapter is to make of
 * it. Tests of adapters and of the whole service are made from these lists.
 *
 * @module
 */
import type { FakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import type { ChatStep } from "../../src/adapters/kit/fakes/openai/chat.ts";
import type { SpeechStep } from "../../src/adapters/kit/fakes/openai/speech.ts";
import {
  LOCALAI_MANNER,
  type Manner,
  SPEACHES_MANNER,
  SPEECH_TO_SPEECH_MANNER,
  type Step,
  type WireError,
} from "../../src/adapters/kit/fakes/openai/fault_script.ts";

/** What an adapter makes of a fault. */
export type Expected =
  /** The turn completes as if nothing had happened; `retried` when the adapter had to ask again. */
  | { readonly outcome: "ok"; readonly retried?: true }
  /** The turn completes with what there was. */
  | { readonly outcome: "partial" }
  /** The turn, or the connection, fails with a classified error; `audible` when part of the speech had come. */
  | {
    readonly outcome: "error";
    readonly code: string;
    readonly retryable: boolean;
    readonly fatal?: true;
    readonly audible?: true;
  };

/** A fault of the Realtime service. */
export interface RealtimeFault {
  readonly name: string;
  /**
   * What the client does: connects; has a turn; interrupts its turn while it is told; lets the session lie idle, then
   * has a turn; or leaves.
   */
  readonly drive: "connect" | "turn" | "interrupt" | "idle" | "close";
  /** What goes wrong, once. */
  readonly steps?: readonly Step[];
  /** Habits that last. */
  readonly manner?: Partial<Manner>;
  /** Whether only a deadline can end it. */
  readonly silent?: true;
  readonly expected: Expected;
}

const OK = { outcome: "ok" } as const;
const RETRIED = { outcome: "ok", retried: true } as const;

function error(code: string, more: { fatal?: true; audible?: true; final?: true } = {}): Expected {
  const { fatal, audible, final } = more;
  return { outcome: "error", code, retryable: !fatal && !final, ...(fatal && { fatal }), ...(audible && { audible }) };
}

function wire(code: string | null, type = "invalid_request_error", message = `${code ?? type} happened`): WireError {
  return { type, code, message };
}

const SERVER_ERROR = wire("server_error", "server_error");
const SESSION_EXPIRED = wire("session_expired", "invalid_request_error", "Your session hit its maximum duration.");

function refused(status: number, headers: Record<string, string> = {}): readonly Step[] {
  return [{ at: "handshake", do: [{ do: "refuse", status, headers }] }];
}

function failed(at: Step["at"], failure: WireError): readonly Step[] {
  return [{ at, do: [{ do: "finish", status: "failed", error: failure }] }];
}

function sent(frame: string | Uint8Array<ArrayBuffer>): readonly Step[] {
  return [{ at: { delta: 1 }, do: [{ do: "send", frame }] }];
}

/** Faults of the Realtime service. */
export const REALTIME_FAULTS: readonly RealtimeFault[] = [
  // The handshake.
  {
    name: "refused with 401",
    drive: "connect",
    steps: refused(401),
    expected: error("provider_unauthorized", { fatal: true }),
  },
  {
    name: "refused with 403",
    drive: "connect",
    steps: refused(403),
    expected: error("provider_forbidden", { final: true }),
  },
  {
    name: "refused with 429",
    drive: "connect",
    steps: refused(429, { "retry-after": "7" }),
    expected: error("provider_rate_limited"),
  },
  { name: "refused with 500", drive: "connect", steps: refused(500), expected: error("provider_unavailable") },
  {
    name: "wrong key, closed with 3000",
    drive: "connect",
    steps: [{
      at: "open",
      do: [{ do: "error", error: wire("invalid_api_key") }, {
        do: "close",
        code: 3000,
        reason: "invalid_request_error.invalid_api_key",
      }],
    }],
    expected: error("provider_unauthorized", { fatal: true }),
  },
  {
    name: "wrong key, closed with 3000 without a word",
    drive: "connect",
    steps: [{ at: "open", do: [{ do: "close", code: 3000, reason: "invalid_request_error.invalid_api_key" }] }],
    expected: error("provider_unauthorized", { fatal: true }),
  },
  {
    name: "closed with 4000",
    drive: "connect",
    steps: [{ at: "open", do: [{ do: "error", error: wire("beta_api_shape_disabled") }, { do: "close", code: 4000 }] }],
    expected: error("provider_rejected", { final: true }),
  },
  {
    name: "an error in place of session.created",
    drive: "connect",
    steps: [{ at: "open", do: [{ do: "error", error: wire("model_load_error", "model_load_error") }] }],
    expected: error("provider_unavailable"),
  },
  {
    name: "no session.created",
    drive: "connect",
    silent: true,
    steps: [{ at: "open", do: [{ do: "stall" }] }],
    expected: error("provider_timeout"),
  },
  {
    name: "session.update refused",
    drive: "connect",
    steps: [{ at: "session_update", do: [{ do: "error", error: wire("invalid_value") }] }],
    expected: error("provider_rejected", { final: true }),
  },
  // Failed responses.
  {
    name: "insufficient_quota before output",
    drive: "turn",
    steps: failed("response_created", wire("insufficient_quota", "insufficient_quota")),
    expected: error("provider_quota", { fatal: true }),
  },
  {
    name: "rate_limit_exceeded before output",
    drive: "turn",
    steps: failed("response_created", wire("rate_limit_exceeded", "tokens")),
    expected: error("provider_rate_limited"),
  },
  {
    name: "server_error before output",
    drive: "turn",
    steps: failed("response_created", SERVER_ERROR),
    expected: RETRIED,
  },
  {
    name: "server_error without a code before output",
    drive: "turn",
    steps: failed("response_created", wire(null, "server_error")),
    expected: RETRIED,
  },
  {
    name: "insufficient_quota after two deltas",
    drive: "turn",
    steps: failed({ delta: 2 }, wire("insufficient_quota", "insufficient_quota")),
    expected: error("provider_quota", { fatal: true, audible: true }),
  },
  {
    name: "rate_limit_exceeded after two deltas",
    drive: "turn",
    steps: failed({ delta: 2 }, wire("rate_limit_exceeded", "tokens")),
    expected: error("provider_rate_limited", { audible: true }),
  },
  {
    name: "server_error after two deltas",
    drive: "turn",
    steps: failed({ delta: 2 }, SERVER_ERROR),
    expected: error("provider_unavailable", { audible: true }),
  },
  {
    name: "response.create rejected",
    drive: "turn",
    steps: [{ at: "response_create", do: [{ do: "error", error: wire("invalid_value") }] }],
    expected: error("provider_rejected", { final: true }),
  },
  {
    name: "response.create rejected because one is said to be active",
    drive: "turn",
    steps: [{ at: "response_create", do: [{ do: "error", error: wire("conversation_already_has_active_response") }] }],
    expected: RETRIED,
  },
  // Broken connections.
  {
    name: "TCP drop before response.created",
    drive: "turn",
    steps: [{ at: "response_create", do: [{ do: "drop" }] }],
    expected: RETRIED,
  },
  {
    name: "TCP drop before the first delta",
    drive: "turn",
    steps: [{ at: "response_created", do: [{ do: "drop" }] }],
    expected: RETRIED,
  },
  {
    name: "TCP drop at delta 2",
    drive: "turn",
    steps: [{ at: { delta: 2 }, do: [{ do: "drop" }] }],
    expected: error("provider_disconnected", { audible: true }),
  },
  {
    name: "TCP drop after the last audio",
    drive: "turn",
    steps: [{ at: "last_audio", do: [{ do: "drop" }] }],
    expected: error("provider_disconnected", { audible: true }),
  },
  {
    name: "TCP drop when only response.done was due",
    drive: "turn",
    steps: [{ at: "response_done", do: [{ do: "drop" }] }],
    expected: OK,
  },
  { name: "TCP drop while idle", drive: "idle", steps: [{ at: "idle", do: [{ do: "drop" }] }], expected: OK },
  {
    name: "closed with 1012 in mid-response",
    drive: "turn",
    steps: [{ at: { delta: 2 }, do: [{ do: "close", code: 1012 }] }],
    expected: error("provider_disconnected", { audible: true }),
  },
  // Silence and slowness.
  { name: "slow trickle", drive: "turn", manner: { deltaGapMs: 30 }, expected: OK },
  {
    name: "stall before response.created",
    drive: "turn",
    silent: true,
    steps: [{ at: "response_create", do: [{ do: "stall" }] }],
    expected: error("provider_timeout"),
  },
  {
    name: "stall after response.created",
    drive: "turn",
    silent: true,
    steps: [{ at: "response_created", do: [{ do: "stall" }] }],
    expected: error("provider_timeout"),
  },
  {
    name: "stall at delta 2",
    drive: "turn",
    silent: true,
    steps: [{ at: { delta: 2 }, do: [{ do: "stall" }] }],
    expected: error("provider_timeout", { audible: true }),
  },
  {
    name: "response.done never comes",
    drive: "turn",
    silent: true,
    steps: [{ at: "response_done", do: [{ do: "stall" }] }],
    expected: OK,
  },
  {
    name: "an error without a name, then silence",
    drive: "turn",
    silent: true,
    steps: [{ at: { delta: 2 }, do: [{ do: "error", error: wire("rate_limit_exceeded", "tokens") }, { do: "stall" }] }],
    expected: error("provider_rate_limited", { audible: true }),
  },
  {
    name: "an error without a name, and the response goes on",
    drive: "turn",
    steps: [{ at: { delta: 2 }, do: [{ do: "error", error: SERVER_ERROR }] }],
    expected: OK,
  },
  {
    name: "a close that is never acknowledged",
    drive: "close",
    steps: [{ at: "idle", do: [{ do: "freeze" }] }],
    expected: OK,
  },
  // Shapes of a good response.
  { name: "all deltas in one burst", drive: "turn", manner: { deltaGapMs: 0 }, expected: OK },
  { name: "one giant delta", drive: "turn", manner: { deltaBytes: Infinity }, expected: OK },
  { name: "audio first", drive: "turn", manner: { order: "audio_first" }, expected: OK },
  { name: "transcript first", drive: "turn", manner: { order: "transcript_first" }, expected: OK },
  { name: "deltas of odd size", drive: "turn", manner: { deltaBytes: 1001 }, expected: OK },
  { name: "deltas of a few odd bytes", drive: "turn", manner: { deltaBytes: 9 }, expected: OK },
  { name: "several items in one response", drive: "turn", manner: { items: 3 }, expected: OK },
  {
    name: "no audio",
    drive: "turn",
    steps: [{ at: "response_create", do: [{ do: "manner", manner: { audio: false } }] }],
    expected: error("provider_no_output"),
  },
  {
    name: "incomplete: max_output_tokens",
    drive: "turn",
    steps: [{ at: { delta: 2 }, do: [{ do: "finish", status: "incomplete", reason: "max_output_tokens" }] }],
    expected: { outcome: "partial" },
  },
  {
    name: "incomplete: content_filter before output",
    drive: "turn",
    steps: [{ at: "response_created", do: [{ do: "finish", status: "incomplete", reason: "content_filter" }] }],
    expected: error("provider_rejected", { final: true }),
  },
  // Frames that are no events.
  { name: "malformed JSON", drive: "turn", steps: sent('{"type":"response.outp'), expected: OK },
  { name: "JSON that is no object", drive: "turn", steps: sent("[1,2,3]"), expected: OK },
  { name: "an event without a type", drive: "turn", steps: sent('{"delta":"AAAA"}'), expected: OK },
  {
    name: "an unknown event",
    drive: "turn",
    steps: sent('{"type":"response.hologram.delta","delta":"AAAA"}'),
    expected: OK,
  },
  {
    name: "a known event without its fields",
    drive: "turn",
    steps: sent('{"type":"response.output_audio.delta"}'),
    expected: OK,
  },
  { name: "bad base64", drive: "turn", steps: [{ at: { delta: 1 }, do: [{ do: "bad_base64" }] }], expected: OK },
  { name: "a binary frame", drive: "turn", steps: sent(new Uint8Array([1, 2, 3])), expected: OK },
  // The end of the hour.
  {
    name: "session_expired while idle",
    drive: "idle",
    steps: [{ at: "idle", do: [{ do: "error", error: SESSION_EXPIRED }, { do: "close", code: 1001 }] }],
    expected: OK,
  },
  {
    name: "closed with 1001 while idle",
    drive: "idle",
    steps: [{ at: "idle", do: [{ do: "close", code: 1001 }] }],
    expected: OK,
  },
  {
    name: "session_expired in mid-response",
    drive: "turn",
    steps: [{ at: { delta: 2 }, do: [{ do: "error", error: SESSION_EXPIRED }, { do: "close", code: 1001 }] }],
    expected: error("provider_session_expired", { audible: true }),
  },
  {
    name: "session_expired in mid-response, without a close",
    drive: "turn",
    steps: [{ at: { delta: 2 }, do: [{ do: "error", error: SESSION_EXPIRED }, { do: "stall" }] }],
    expected: error("provider_session_expired", { audible: true }),
  },
  {
    name: "session_expired before output",
    drive: "turn",
    steps: [{ at: "response_created", do: [{ do: "error", error: SESSION_EXPIRED }, { do: "close", code: 1001 }] }],
    expected: RETRIED,
  },
  // Interruptions.
  {
    name: "late deltas after a cancel",
    drive: "interrupt",
    manner: { deltaGapMs: 5 },
    steps: [{ at: "cancel", do: [{ do: "late_deltas", count: 5 }] }],
    expected: OK,
  },
  {
    name: "delayed response.created",
    drive: "interrupt",
    manner: { deltaGapMs: 5 },
    steps: [{ at: "response_create", do: [{ do: "wait", ms: 100 }] }],
    expected: OK,
  },
  {
    name: "a cancel that is ignored",
    drive: "interrupt",
    manner: { deltaGapMs: 60, ignores: ["response.cancel"] },
    expected: OK,
  },
  // Other servers.
  { name: "beta event names", drive: "turn", manner: { names: "beta" }, expected: OK },
  {
    name: "no usage, no metadata, no optional events",
    drive: "turn",
    manner: {
      omit: [
        "usage",
        "metadata",
        "session.updated",
        "conversation.item.added",
        "conversation.item.done",
        "response.output_item.added",
        "response.output_item.done",
        "response.content_part.added",
        "response.content_part.done",
        "response.output_audio.done",
        "response.output_audio_transcript.done",
        "rate_limits.updated",
      ],
    },
    expected: OK,
  },
  { name: "LocalAI's manner", drive: "turn", manner: LOCALAI_MANNER, expected: OK },
  { name: "speech-to-speech's manner", drive: "turn", manner: SPEECH_TO_SPEECH_MANNER, expected: OK },
  { name: "speaches' manner", drive: "turn", manner: SPEACHES_MANNER, expected: OK },
];

/** Makes the fake's Realtime service do a fault. */
export function injectRealtime(fake: FakeOpenAi, fault: RealtimeFault): void {
  Object.assign(fake.realtime.manner, fault.manner);
  fake.realtime.script.add(...fault.steps ?? []);
}

/** A fault of an HTTP service. */
export interface HttpFault<S> {
  readonly name: string;
  /** How the next answer is given. */
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
    expected: error("provider_protocol"),
  },
  {
    name: "MP3 instead of PCM",
    step: { body: "ID3\u0004..............................", contentType: "audio/mpeg" },
    expected: error("provider_protocol"),
  },
  { name: "nothing at all", step: { body: "" }, expected: error("provider_no_output") },
];
