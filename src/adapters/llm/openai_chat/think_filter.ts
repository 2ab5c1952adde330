/**
 * Keeps a model's inline reasoning out of what is spoken.
 *
 * @module
 */

/** Elements that models think in. */
const NAMES = ["think", "thinking", "thought", "reasoning"] as const;

const OPENING = NAMES.map((name) => `<${name}>`);
const CLOSING = NAMES.map((name) => `</${name}>`);

/** Takes reasoning elements out of a text that comes in pieces, however the pieces cut the tags. */
export class ThinkFilter {
  #thinking: boolean;
  #said = false;
  #held = "";

  /** @param fromStart Whether the text begins in the middle of reasoning, because the opening tag is in the prompt. */
  constructor(fromStart = false) {
    this.#thinking = fromStart;
  }

  /**
   * Takes a piece.
   *
   * @returns What of it, and of what was held back before, is to be spoken; often empty.
   */
  push(piece: string): string {
    this.#held += piece;
    let spoken = "";
    while (this.#held !== "") {
      const tag = firstTag(this.#held, this.#thinking ? CLOSING : [...OPENING, ...CLOSING]);
      if (!this.#thinking) spoken += this.#held.slice(0, tag.at);
      this.#held = this.#held.slice(tag.at);
      if (tag.text === undefined) break;
      this.#thinking = OPENING.includes(tag.text);
      this.#held = this.#held.slice(tag.text.length);
    }
    return this.#trimmed(spoken);
  }

  /** Ends the text: what was held back as the possible beginning of a tag was none. */
  end(): string {
    const rest = this.#thinking ? "" : this.#held;
    this.#held = "";
    return this.#trimmed(rest);
  }

  /** The blank lines between reasoning and answer are not the answer's. */
  #trimmed(spoken: string): string {
    const text = this.#said ? spoken : spoken.trimStart();
    this.#said ||= text !== "";
    return text;
  }
}

/**
 * Finds the first of several tags, whatever its case, or the place from where the text may be the beginning of one;
 * the text's end when there is neither.
 */
function firstTag(text: string, tags: readonly string[]): { at: number; text?: string } {
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    const rest = text.slice(at, at + 16).toLowerCase();
    const found = tags.find((tag) => rest.startsWith(tag));
    if (found !== undefined) return { at, text: found };
    if (tags.some((tag) => tag.startsWith(rest))) return { at };
  }
  return { at: text.length };
}
