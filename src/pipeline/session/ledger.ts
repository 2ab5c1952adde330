/**
 * The books of a session: its turns, for the model of the next one, for the store, and for the client.
 *
 * @module
 */
import { heardOf } from "../../alignment/heard.ts";
import type { ChatMessage } from "../../contract/adapter.ts";
import type { PartialControl } from "../../contract/controls.ts";
import type { Lease } from "../../store/lease.ts";
import type { TurnRecord } from "../../store/record.ts";
import { History } from "../turn/history.ts";
import { begunRecord, completeEvent, recordOf, type TurnResult } from "../turn/turn_result.ts";
import type { Turn } from "../turn_context.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { SessionFilms } from "./session_films.ts";

/** What a {@linkcode Ledger} begins with. */
interface LedgerOptions {
  /** How many finished turns are kept. */
  readonly maxTurns: number;
  /** The turns so far, oldest first. */
  readonly turns: readonly TurnRecord[];
  /** Absent: its turns are not recorded as films. */
  readonly films: SessionFilms | undefined;
}

/** Records the turns of a session. */
export class Ledger {
  readonly #lease: Lease;
  readonly #outbox: Outbox;
  readonly #history: History;
  readonly #films: SessionFilms | undefined;
  #isRunning = false;
  /** The last turn that was lost with an earlier owner, until a client has said what was heard of it. */
  #lost: TurnRecord | undefined;

  /**
   * @param lease Writes to the store.
   * @param outbox Sends to the client.
   * @param options What is known already.
   */
  constructor(lease: Lease, outbox: Outbox, { maxTurns, turns, films }: LedgerOptions) {
    this.#films = films;
    this.#lease = lease;
    this.#outbox = outbox;
    this.#history = new History(maxTurns, turns);
  }

  /** The turns that are over, oldest first. */
  get records(): readonly TurnRecord[] {
    return this.#history.records;
  }

  /** The conversation for the next turn's model. */
  get messages(): readonly ChatMessage[] {
    return this.#history.messages;
  }

  /** Records the controls that later turns begin with. */
  update(updates: PartialControl): void {
    if (this.#isRunning) this.#lease.note(updates);
    else this.#lease.saveSoon({ updates, seq: this.#outbox.seq });
  }

  /** Records turns of an earlier owner again: their end was posted now. */
  told(turns: readonly TurnRecord[]): void {
    this.#lost = turns.at(-1);
    this.#lease.save({ seq: this.#outbox.seq, written: turns });
  }

  /**
   * Records what was heard of the turn that was lost with an earlier owner, as its client says; once.
   *
   * @param turn The turn; another one is ignored.
   * @param text Its text, as far as the client has got it.
   * @param heardMs For how long it was heard.
   */
  recover(turn: number, text: string, heardMs: number): void {
    const lost = this.#lost;
    if (lost?.turn !== turn) return;
    this.#lost = undefined;
    const heardText = heardOf(text, heardMs);
    const record: TurnRecord = { ...lost, generatedText: text, sentText: text, heardText, heardMs };
    this.#history.replace(record);
    this.#lease.save({ seq: this.#outbox.seq, written: [record] });
  }

  /** Records that a turn begins. */
  begin(turn: Turn): void {
    this.#isRunning = true;
    this.#lease.save({ turns: turn.turn, running: true, seq: this.#outbox.seq, written: [begunRecord(turn)] });
    this.#films?.begin(turn);
  }

  /**
   * Records how a turn ended, and tells the client: at once, or, where other instances may take the session over, when
   * it is certain that they will know of it. The first audio of the next turn does not wait for that.
   */
  end(turn: Turn, startedMs: number, result: TurnResult): void {
    this.#isRunning = false;
    const { seq } = this.#outbox;
    const record = recordOf(turn, { startedMs, seq: seq + 1 }, result);
    const deleted = this.#history.add(record);
    this.#lease.save({ running: false, seq, written: [record], deleted });
    const stored = this.#lease.stored();
    if (stored !== undefined) this.#outbox.hold(stored.then(() => this.#lease.loss === undefined), turn.turn);
    try {
      if (this.#lease.loss === undefined) this.#outbox.post(completeEvent(record), turn.turn, turn.turnId);
    } finally {
      this.#outbox.voidThrough(turn.turn);
      this.#films?.end(record);
    }
  }
}
