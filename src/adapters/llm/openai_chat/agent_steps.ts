/**
 * Removes the steps of an agent that a model writes as lines: `Thought:`, `Action:`, `Action Input:`, `Observation:`. What
 * follows `Final Answer:` is the reply.
 *
 * @module
 */
import { MAX_UNDECIDED_CHARS } from "./plain_calls.ts";

/** What such a reply begins with. */
const FIRST_STEPS = ["Thought:", "Action:"];
/** A line that calls a tool, behind whose name the line may end. */
const ACTION = /(?:^|\n)[ \t]*Action:[ \t]*([\w.:/-](?:[\w.:/ -]{0,126}[\w.:/-])?)[ \t]*\n[ \t]*Action Input:/;
/** What is kept of steps to find the mark of the answer, in UTF-16 code units. */
const MAX_STEP_MARK_CHARS = 64;
const ANSWER = /(?:^|\n)[ \t]*(?:Final )?Answer:[ \t]*/;

/** Reads a reply in pieces. */
export class AgentSteps {
  /** What is held back; of long steps only the end. */
  #held = "";
  #state: "unknown" | "steps" | "said" = "unknown";
  #tool: string | undefined;

  /** The first tool that was called. */
  get tool(): string | undefined {
    return this.#tool;
  }

  /**
   * Adds a piece.
   *
   * @returns The part of it, and of text held back before, for the listener; often empty.
   */
  push(piece: string): string {
    if (this.#state === "said") return piece;
    this.#held += piece;
    if (this.#state === "unknown") {
      const begun = this.#held.trimStart();
      if (FIRST_STEPS.some((step) => step.startsWith(begun))) return "";
      if (!FIRST_STEPS.some((step) => begun.startsWith(step))) return this.#sayFrom(0);
      this.#state = "steps";
    }
    this.#tool ??= ACTION.exec(this.#held)?.[1];
    const answer = ANSWER.exec(this.#held);
    // The answer may begin in the next piece.
    if (answer !== null && answer.index + answer[0].length < this.#held.length) {
      return this.#sayFrom(answer.index + answer[0].length);
    }
    if (this.#held.length <= MAX_UNDECIDED_CHARS) return "";
    if (this.#tool === undefined) return this.#sayFrom(0);
    this.#held = this.#held.slice(-MAX_STEP_MARK_CHARS);
    return "";
  }

  /** Ends the text. @returns What was held back, unless it was steps that call a tool. */
  end(): string {
    if (this.#state === "said" || this.#tool !== undefined || ANSWER.test(this.#held)) return "";
    return this.#sayFrom(0);
  }

  #sayFrom(at: number): string {
    this.#state = "said";
    const said = this.#held.slice(at);
    this.#held = "";
    return said;
  }
}
