/**
 * What an adapter, and with it the service, is to make of a provider's faults. The tests of adapters and of the whole
 * service are made from the lists beside this module.
 *
 * @module
 */
import type { ModelFinish } from "../../../../../contract/adapter.ts";
import type { Manner, Step, WireError } from "../fault_script.ts";

/** What an adapter makes of a fault. */
export type Expected =
  /** The turn completes as if nothing had happened; `retried` when the adapter had to ask again. */
  | { readonly outcome: "ok"; readonly retried?: true }
  /** The turn completes with what there was, and says why it ends there. */
  | { readonly outcome: "partial"; readonly finish: ModelFinish }
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
  readonly expected: Expected;
}

/** The turn completes. */
export const OK = { outcome: "ok" } as const;
/** The turn completes after the adapter has asked again. */
export const RETRIED = { outcome: "ok", retried: true } as const;

/** The turn, or the connection, fails. `final`: asking again is of no use, though another turn may go well. */
export function error(code: string, more: { fatal?: true; audible?: true; final?: true } = {}): Expected {
  const { fatal, audible, final } = more;
  return { outcome: "error", code, retryable: !fatal && !final, ...(fatal && { fatal }), ...(audible && { audible }) };
}

/** An error as OpenAI writes it. */
export function wire(
  code: string | null,
  type = "invalid_request_error",
  message = `${code ?? type} happened`,
): WireError {
  return { type, code, message };
}

/** A failure that may pass. */
export const SERVER_ERROR = wire("server_error", "server_error");
