/**
 * Finds the end of a text in brackets, such as a JSON value or the arguments of a call, which may arrive in pieces.
 *
 * @module
 */

/** Reads a text that begins with a bracket. */
export class Balanced {
  #depth = 0;
  /** The quotation mark of the string that is open. */
  #quote = "";
  #isEscaped = false;

  /**
   * Reads a piece.
   *
   * @param text The text.
   * @param from Where the piece begins.
   * @returns The place after the closing bracket; `undefined` if the piece does not hold it.
   */
  read(text: string, from = 0): number | undefined {
    for (let at = from; at < text.length; at++) {
      const char = text.charAt(at);
      if (this.#isEscaped) this.#isEscaped = false;
      else if (this.#quote !== "") {
        if (char === "\\") this.#isEscaped = true;
        else if (char === this.#quote) this.#quote = "";
      } else if (char === '"' || char === "'") this.#quote = char;
      else if ("([{".includes(char)) this.#depth++;
      else if (")]}".includes(char) && --this.#depth <= 0) return at + 1;
    }
    return undefined;
  }
}

/** The length of the text in brackets that begins at a place; `undefined` if its end is missing. */
export function lengthOfBalanced(text: string, at: number): number | undefined {
  const end = new Balanced().read(text, at);
  return end === undefined ? undefined : end - at;
}
