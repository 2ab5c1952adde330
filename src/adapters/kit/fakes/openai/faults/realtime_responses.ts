/**
 * Faults and variations of the Realtime service's responses.
 *
 * @module
 */
import {
  LOCALAI_MANNER,
  SPEACHES_MANNER,
  SPEECH_TO_SPEECH_MANNER,
  type Step,
  type WireError,
  XAI_MANNER,
} from "../fault_script.ts";
import { error, OK, type RealtimeFault, RETRIED, SERVER_ERROR, wire } from "./expected.ts";

function failed(at: Step["at"], failure: WireError): readonly Step[] {
  return [{ at, do: [{ do: "finish", status: "failed", error: failure }] }];
}

function sent(frame: string | Uint8Array<ArrayBuffer>): readonly Step[] {
  return [{ at: { delta: 1 }, do: [{ do: "send", frame }] }];
}

/** Faults of responses. */
export const RESPONSE_FAULTS: readonly RealtimeFault[] = [
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
  // Variations of a valid response.
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
    expected: { outcome: "partial", finish: "length" },
  },
  {
    name: "incomplete: content_filter",
    drive: "turn",
    steps: [{ at: { delta: 2 }, do: [{ do: "finish", status: "incomplete", reason: "content_filter" }] }],
    expected: { outcome: "partial", finish: "content_filter" },
  },
  {
    name: "cancelled by the server",
    drive: "turn",
    steps: [{ at: { delta: 2 }, do: [{ do: "finish", status: "cancelled", reason: "turn_detected" }] }],
    expected: { outcome: "partial", finish: "cancelled" },
  },
  {
    name: "incomplete: content_filter before output",
    drive: "turn",
    steps: [{ at: "response_created", do: [{ do: "finish", status: "incomplete", reason: "content_filter" }] }],
    expected: error("provider_rejected", { final: true }),
  },
  // Frames that are not events.
  { name: "malformed JSON", drive: "turn", steps: sent('{"type":"response.outp'), expected: OK },
  { name: "JSON that is not an object", drive: "turn", steps: sent("[1,2,3]"), expected: OK },
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
  { name: "xAI's manner", drive: "turn", manner: XAI_MANNER, expected: OK },
];
