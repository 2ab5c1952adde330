/**
 * Faults of a connection to the Realtime service: refused, broken, silent, expired.
 *
 * @module
 */
import type { Step } from "../fault_script.ts";
import { error, OK, type RealtimeFault, RETRIED, SERVER_ERROR, wire } from "./expected.ts";

const SESSION_EXPIRED = wire("session_expired", "invalid_request_error", "Your session hit its maximum duration.");

function refused(status: number, headers: Record<string, string> = {}): readonly Step[] {
  return [{ at: "handshake", do: [{ do: "refuse", status, headers }] }];
}

/** Faults of connections. */
export const CONNECTION_FAULTS: readonly RealtimeFault[] = [
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
    steps: [{ at: "open", do: [{ do: "stall" }] }],
    expected: error("provider_timeout"),
  },
  {
    name: "session.update refused",
    drive: "connect",
    steps: [{ at: "session_update", do: [{ do: "error", error: wire("invalid_value") }] }],
    expected: error("provider_rejected", { final: true }),
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
  // Missing and slow responses.
  { name: "slow trickle", drive: "turn", manner: { deltaGapMs: 30 }, expected: OK },
  {
    name: "stall before response.created",
    drive: "turn",
    steps: [{ at: "response_create", do: [{ do: "stall" }] }],
    expected: error("provider_timeout"),
  },
  {
    name: "stall after response.created",
    drive: "turn",
    steps: [{ at: "response_created", do: [{ do: "stall" }] }],
    expected: error("provider_timeout"),
  },
  {
    name: "stall at delta 2",
    drive: "turn",
    steps: [{ at: { delta: 2 }, do: [{ do: "stall" }] }],
    expected: error("provider_timeout", { audible: true }),
  },
  {
    name: "response.done never comes",
    drive: "turn",
    steps: [{ at: "response_done", do: [{ do: "stall" }] }],
    expected: OK,
  },
  {
    name: "an error without a name, then silence",
    drive: "turn",
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
  // Session expiry after one hour.
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
];
