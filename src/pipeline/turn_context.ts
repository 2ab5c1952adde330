/**
 * The context of all stages of a turn: who speaks, what was said, and how to answer.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { ChatMessage, TurnContext } from "../contract/adapter.ts";
import type { Control, Persona } from "../contract/controls.ts";
import type { TurnStatus } from "../contract/protocol/messages.ts";
import { TurnTrace } from "../telemetry/turn_trace.ts";

/** What is known before the turn speaks. */
export interface Conversation {
  readonly sessionId: string;
  readonly persona: Persona;
  readonly control: Control;
  /** The system prompt: who speaks, that it is heard, and how it feels. */
  readonly instructions: string;
  /** What was said and heard so far, without the system prompt. */
  readonly history: readonly ChatMessage[];
  readonly log: Logger;
}

/** What the user said. */
interface UserSaid {
  /** The client's id of the turn, if any. */
  readonly id?: string | undefined;
  readonly text: string;
  /** `verbatim`: the human says exactly this text. */
  readonly mode: "reply" | "verbatim";
  /** When it arrived, on the clock. Absent: when its turn begins. */
  readonly receivedAt?: number;
}

/** Why a turn's signal aborts. One for each way to end, as each would record a stack. */
const ENDINGS: Readonly<Record<TurnStatus, DOMException>> = {
  completed: new DOMException("turn completed", "AbortError"),
  interrupted: new DOMException("turn interrupted", "AbortError"),
  failed: new DOMException("turn failed", "AbortError"),
};

/** A turn. It extends the context that adapters get. */
export class Turn implements TurnContext, Conversation, Omit<UserSaid, "receivedAt"> {
  readonly sessionId: string;
  readonly turnId: string;
  readonly turn: number;
  readonly persona: Persona;
  readonly control: Control;
  readonly instructions: string;
  readonly history: readonly ChatMessage[];
  readonly log: Logger;
  readonly id: string | undefined;
  readonly text: string;
  readonly mode: "reply" | "verbatim";
  readonly receivedAt: number | undefined;
  readonly signal: AbortSignal;
  readonly trace: TurnTrace;
  /** The control in force now. It equals `control` until the client updates the running turn. */
  currentControl: Control;
  readonly #ending = new AbortController();

  /** `epoch`: 1, 2, 3 … within the session. */
  constructor(conversation: Conversation, said: UserSaid, epoch: number, trace = new TurnTrace()) {
    this.trace = trace;
    this.turnId = crypto.randomUUID();
    this.turn = epoch;
    this.sessionId = conversation.sessionId;
    this.persona = conversation.persona;
    this.control = this.currentControl = conversation.control;
    this.instructions = conversation.instructions;
    this.history = conversation.history;
    this.log = conversation.log.with({ turn_id: this.turnId, ...trace.ids });
    this.id = said.id;
    this.text = said.text;
    this.mode = said.mode;
    this.receivedAt = said.receivedAt;
    this.signal = this.#ending.signal;
  }

  /** Aborts the turn's signal, and with it all of its stages. */
  end(how: TurnStatus): void {
    this.#ending.abort(ENDINGS[how]);
  }
}
