/**
 * The turns that this client began, and their results.
 *
 * @module
 */
import type { ServerEvent } from "../../contract/protocol/messages.ts";
import { ClientError } from "./errors.ts";
import { type Deferred, deferred, type EventOf } from "./events.ts";

/** A turn that this client began with `say()` or `ask()`. */
export class TurnHandle {
  /** The client's id of the turn, as it is on the wire. */
  readonly id: string;
  readonly #progress: Progress;
  readonly #done: Promise<EventOf<"turn_complete">>;
  readonly #interrupt: () => void;

  /**
   * Created by a session.
   *
   * @param progress The state of the turn.
   * @param done Its result.
   * @param interrupt Ends it.
   */
  constructor(progress: Progress, done: Promise<EventOf<"turn_complete">>, interrupt: () => void) {
    this.id = progress.id;
    this.#done = done;
    this.#progress = progress;
    this.#interrupt = interrupt;
  }

  /**
   * Resolves with `turn_complete`, however the turn ended.
   *
   * Rejects with a {@linkcode ClientError} when the turn never began: with the service's code when it refused the text,
   * `lost` when the connection broke before the text arrived, `closed` when the session ended first. An unhandled
   * rejection is not reported by the page. A refusal is an `error` event only if `done` was not read before.
   */
  get done(): Promise<EventOf<"turn_complete">> {
    this.#progress.awaited = true;
    return this.#done;
  }

  /** The service's number of the turn; `null` before `turn_started`. */
  get turn(): number | null {
    return this.#progress.turn;
  }

  /** What the user heard of it; `null` until it is done. */
  get heardText(): string | null {
    return this.#progress.heardText;
  }

  /** Ends the turn immediately, even before it has started. A no-op when it is over. */
  interrupt(): void {
    this.#interrupt();
  }
}

/** The state of a turn. */
interface Progress {
  readonly id: string;
  turn: number | null;
  heardText: string | null;
  /** Whether `done` was read. */
  awaited: boolean;
}

interface Pending extends Deferred<EventOf<"turn_complete">> {
  readonly progress: Progress;
  /** Whether the text was sent on the current connection. */
  sent: boolean;
  /** The ping whose pong proves, if the turn has not started by then, that its text was lost. */
  barrier: number | null;
}

/** Settles the handles of a session from its events. */
export class TurnHandles {
  readonly #prefix = randomHex();
  readonly #pending = new Map<string, Pending>();
  #begun = 0;

  /**
   * Begins the next turn.
   *
   * @param send Sends its text with an id; `false`: the text waits for a connection. If it throws, there is no turn.
   * @param interrupt Ends the running turn.
   */
  begin(send: (id: string) => boolean, interrupt: () => void): TurnHandle {
    const id = `${this.#prefix}-${++this.#begun}`;
    const sent = send(id);
    const progress: Progress = { id, turn: null, heardText: null, awaited: false };
    const settle = deferred<EventOf<"turn_complete">>();
    settle.promise.catch(() => {});
    this.#pending.set(id, { ...settle, progress, sent, barrier: null });
    return new TurnHandle(progress, settle.promise, () => {
      // A newer text has ended this turn already.
      if ([...this.#pending.keys()].at(-1) === id) interrupt();
    });
  }

  /**
   * Notes a new connection. Texts sent on the old one may be lost: they are if the pong of `barrier`, which comes after
   * everything that the service resends, arrives before their turn has started. Queued texts are sent now.
   */
  reconnected(barrier: number): void {
    for (const pending of this.#pending.values()) {
      if (pending.sent && pending.progress.turn === null) pending.barrier = barrier;
      pending.sent = true;
    }
  }

  /** Ends the handles of turns that the service has received: their session is gone. The others wait for the next one. */
  replaced(): void {
    this.#lose(({ sent }) => sent);
  }

  /** Ends the handles of turns after `turn`: they were lost with their instance. */
  rewind(turn: number): void {
    this.#lose(({ progress }) => progress.turn !== null && progress.turn > turn);
  }

  /** Handles an event of the service. Returns whether the caller of the turn gets it as a failure, so that it is no event. */
  onEvent(event: ServerEvent): boolean {
    if (event.type === "pong") this.#onPong(event.t);
    const id = "id" in event ? event.id : undefined;
    const pending = id === undefined ? undefined : this.#pending.get(id);
    if (!pending || id === undefined) return false;
    const { progress, resolve, reject } = pending;
    if (event.type === "turn_started") progress.turn = event.turn;
    else if (event.type === "turn_complete") {
      progress.heardText = event.heard_text;
      this.#pending.delete(id);
      resolve(event);
    } else if (event.type === "error" && progress.turn === null) {
      this.#pending.delete(id);
      reject(new ClientError(event.code, event.message, { retryable: event.retryable }));
      return progress.awaited;
    }
    return false;
  }

  /** Ends all handles: the session is closed. */
  close(error: ClientError): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #lose(isLost: (pending: Pending) => boolean): void {
    for (const [id, pending] of this.#pending) {
      if (!isLost(pending)) continue;
      this.#pending.delete(id);
      pending.reject(lostError("The turn was lost with the instance that ran it. Say it again."));
    }
  }

  #onPong(t: number): void {
    for (const [id, { barrier, progress, reject }] of this.#pending) {
      if (barrier !== t || progress.turn !== null) continue;
      this.#pending.delete(id);
      reject(lostError("The connection broke before the service received the text. Say it again."));
    }
  }
}

function lostError(message: string): ClientError {
  return new ClientError("lost", message, { retryable: true });
}

/** Distinguishes this page's ids from those of other pages of the same session. */
function randomHex(): string {
  // Unlike randomUUID(), it also works on pages that were not loaded over TLS.
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
