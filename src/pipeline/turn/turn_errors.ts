/**
 * What goes wrong in a turn, as the client is told.
 *
 * @module
 */
import { isAbort, messageOf, ProviderError, TthError } from "../../contract/errors.ts";
import type { Unsequenced } from "../../contract/protocol/messages.ts";
import type { Replacement } from "../provider/attempt.ts";
import type { Turn } from "../turn_context.ts";
import type { TurnStage } from "./turn_stage.ts";

/** Reports the errors of one turn. */
export class TurnErrors {
  readonly #turn: Turn;
  readonly #stage: TurnStage;
  readonly #post: (event: Unsequenced) => void;
  readonly #replacements: Replacement[] = [];
  #hasFailed = false;
  #isRefused = false;

  /** @param post Sends a message of the turn. */
  constructor(turn: Turn, stage: TurnStage, post: (event: Unsequenced) => void) {
    this.#turn = turn;
    this.#stage = stage;
    this.#post = post;
  }

  /** Whether the turn has failed. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Whether it has failed because a provider refused what it was asked. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** The providers that were replaced so far. */
  get replacements(): readonly Replacement[] {
    return this.#replacements;
  }

  /** Another provider takes over. */
  replaced(replacement: Replacement): void {
    this.#replacements.push(replacement);
    const { kind, from, to, reason } = replacement;
    const taker = to === null ? `the turn continues without ${kind}` : `${to} takes over`;
    this.report("provider_replaced", `${kind}: ${from} failed (${reason}); ${taker}`, true);
  }

  /** The turn fails. Only its first failure is reported; others follow from it. */
  fail(error: unknown): void {
    if (this.#hasFailed || isAbort(error, this.#turn.signal)) return;
    this.#hasFailed = true;
    this.#isRefused = error instanceof ProviderError && error.isRequestFault;
    if (error instanceof TthError) return this.report(error.code, error.message, error.retryable);
    this.log(error);
    this.report("internal", "the turn failed for an unexpected reason", true);
  }

  /** Logs an error whose details the client does not get. */
  log(error: unknown): void {
    this.#turn.log.error("turn failed: {error}", { error: messageOf(error) });
  }

  /** Reports an error, without the secrets that its reason may quote. */
  report(code: string, reason: string, retryable: boolean): void {
    const { log, id } = this.#turn;
    log.warn("{code}: {reason}", { code, reason });
    const message = this.#stage.redact(reason);
    this.#post({ type: "error", ...(id !== undefined && { id }), code, message, retryable, fatal: false });
  }
}
