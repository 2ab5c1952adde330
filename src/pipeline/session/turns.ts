/**
 * The turns of a session, of which one runs at a time, and the controls that they share.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { PartialControl } from "../../contract/controls.ts";
import { messageOf } from "../../contract/errors.ts";
import type { ClientMessage, Components } from "../../contract/protocol/messages.ts";
import { systemPrompt } from "../../control/prompt.ts";
import type { ResolvedControl, SessionControls } from "../../control/session_controls.ts";
import { runAll } from "../steps.ts";
import { Orchestrator } from "../turn/orchestrator.ts";
import { logResult, type TurnResult } from "../turn/turn_result.ts";
import type { TurnStage } from "../turn/turn_stage.ts";
import { type Conversation, Turn } from "../turn_context.ts";
import type { Ledger } from "./ledger.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { Runtime } from "./runtime.ts";
import { textTooLong, unknownTurn } from "./session_errors.ts";
import { usesMarks } from "./stages.ts";

/** What {@linkcode Turns} belong to, and work on. */
interface TurnsOptions {
  readonly sessionId: string;
  readonly tenant: string;
  /** Turns that earlier owners of the session have begun. */
  readonly begun: number;
  readonly runtime: Runtime;
  readonly stage: TurnStage;
  readonly controls: SessionControls;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly log: Logger;
  /** Adapters that serve the session. */
  components(): Components;
}

/** The turns of one session. */
export class Turns {
  readonly #options: TurnsOptions;
  #epoch: number;
  #running: Orchestrator | undefined;
  #endedAt = -Infinity;
  /** The last system prompt, and what it is for: turns without own controls share one. */
  #prompt: { readonly resolved: ResolvedControl; readonly marks: boolean; readonly text: string } | undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#epoch = options.begun;
  }

  /** The epoch of the newest turn: how many have begun. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Whether one runs. */
  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** When the last one ended, on the clock; `-Infinity`: none has. */
  get endedAt(): number {
    return this.#endedAt;
  }

  /**
   * Begins a turn; one that runs is interrupted.
   *
   * @param message What the user said.
   * @param receivedAt When it arrived, on the clock.
   * @param charge Called before it begins; what it throws refuses the turn.
   * @throws {RequestError} `text_too_long`, for a control that cannot be resolved, or what `charge` throws.
   */
  begin(message: Extract<ClientMessage, { type: "user_text" }>, receivedAt: number, charge?: () => void): void {
    const { runtime: { maxTextChars, telemetry }, controls, stage, ledger, outbox } = this.#options;
    if (message.text.length > maxTextChars) throw textTooLong(message.text.length, maxTextChars);
    const resolved = controls.resolve(message.control);
    charge?.();
    this.interrupt();
    const said = { ...message, receivedAt };
    const turn = new Turn(this.#conversation(resolved), said, ++this.#epoch, telemetry.beginTurn(receivedAt));
    const startedMs = stage.presence.lifeMs;
    const running = this.#running = new Orchestrator(turn, stage, {
      onBegin: () => ledger.begin(turn),
      onEnd: (result) => this.#end(turn, startedMs, result),
    });
    // The end of the last turn may have been too much for a slow reader.
    if (!outbox.attached) running.connected(false);
    running.runTurn();
  }

  /** Ends the running turn, if any; `playedMs`: what the user heard of it. */
  interrupt(playedMs?: number): void {
    this.#running?.interrupt(playedMs);
  }

  /** Notes that the client is connected again, or not any more. */
  connected(isConnected: boolean): void {
    this.#running?.connected(isConnected);
  }

  /**
   * Applies a client's report of what the user hears and sees.
   *
   * @throws {RequestError} `unknown_turn`
   */
  playback(message: Extract<ClientMessage, { type: "playback" }>): void {
    const { ledger, outbox } = this.#options;
    const { turn, position_ms: positionMs, text } = message;
    if (text !== undefined) ledger.recover(turn, text, positionMs);
    else if (turn > this.#epoch) throw unknownTurn(turn, this.#epoch);
    outbox.acknowledge(turn, positionMs);
    if (turn === this.#epoch) this.#running?.playback(positionMs, message.frame_index);
  }

  /** Changes the controls of the turns from the next one on, or `now` those of the running one too. */
  updateControl(control: PartialControl, apply: "now" | "next_turn"): void {
    const { controls, ledger, stage: { presence } } = this.#options;
    const moved = controls.update(control, apply === "now" ? this.#running?.control : undefined);
    ledger.update(controls.updates);
    if (moved !== undefined) this.#running?.applyControl(moved);
    if (apply === "now") presence.feel(moved ?? controls.resolve().control);
  }

  /** Lets the source connect ahead of the first turn. */
  prepare(): void {
    const { stage: { source }, controls } = this.#options;
    source.prepare?.(this.#conversation(controls.resolve()));
  }

  #end(turn: Turn, startedMs: number, result: TurnResult): void {
    const { runtime: { clock, telemetry }, ledger, stage: { presence }, tenant, components } = this.#options;
    this.#running = undefined;
    this.#endedAt = clock.now();
    runAll([
      () => ledger.end(turn, startedMs, result),
      () => presence.show("idle", undefined, { wasCut: result.status !== "completed" }),
      () => telemetry.turnEnded({ turn, tenant, components: components(), result }),
      () => logResult(turn.log, result),
    ], (error) => turn.log.error("the end of the turn failed: {error}", { error: messageOf(error) }));
  }

  /** The state that a turn beginning now continues from. */
  #conversation(resolved: ResolvedControl): Conversation {
    const { sessionId, ledger, log } = this.#options;
    return { ...resolved, sessionId, instructions: this.#instructions(resolved), history: ledger.messages, log };
  }

  #instructions(resolved: ResolvedControl): string {
    const { persona, control } = resolved;
    const { source, video } = this.#options.stage;
    const marks = usesMarks(persona, source, video);
    if (this.#prompt?.resolved !== resolved || this.#prompt.marks !== marks) {
      this.#prompt = { resolved, marks, text: systemPrompt(persona, control, { marks }) };
    }
    return this.#prompt.text;
  }
}
