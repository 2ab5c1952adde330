/**
 * How an adapter, and so the service, must handle provider faults. The tests of adapters and of the whole service are
 * generated from the lists beside this module.
 *
 * @module
 */
import type { ModelFinish } from "../../../../../contract/adapter.ts";
import type { Manner, Step, WireError } from "../fault_script.ts";

/** Expected outcome of a fault. */
export type Expected =
  /** The turn completes normally; `retried` if the adapter had to retry. */
  | { readonly outcome: "ok"; readonly retried?: true }
  /** The turn completes with the partial result and a reason. */
  | { readonly outcome: "partial"; readonly finish: ModelFinish }
  /** The turn, or the connection, fails with a classified error; `audible` if part of the speech had arrived. */
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
  /** What the client does: connects; runs a turn; interrupts its turn; stays idle, then runs a turn; or disconnects. */
  readonly drive: "connect" | "turn" | "interrupt" | "idle" | "close";
  /** The fault, which occurs once. */
  readonly steps?: readonly Step[];
  /** The manner of all responses. */
  readonly manner?: Partial<Manner>;
  readonly expected: Expected;
}

/** The turn completes. */
export const OK = { outcome: "ok" } as const;
/** The turn completes after a retry. */
export const RETRIED = { outcome: "ok", retried: true } as const;

/** The turn, or the connection, fails. `final`: a retry is pointless, though another turn may succeed. */
export function error(code: string, more: { fatal?: true; audible?: true; final?: true } = {}): Expected {
  const { fatal, audible, final } = more;
  return { outcome: "error", code, retryable: !fatal && !final, ...(fatal && { fatal }), ...(audible && { audible }) };
}

/** An error in OpenAI's format. */
export function wire(
  code: string | null,
  type = "invalid_request_error",
  message = `${code ?? type} happened`,
): WireError {
  return { type, code, message };
}

/** A transient failure. */
export const SERVER_ERROR = wire("server_error", "server_error");
