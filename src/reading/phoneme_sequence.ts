/**
 * A phoneme sequence under construction: its last parts may still change.
 *
 * @module
 */

/** A phoneme sequence under construction. */
export class PhonemeSequence {
  readonly #parts: string[] = [];
  #length = 0;

  /** Number of phonemes. */
  get length(): number {
    return this.#length;
  }

  /** The last phoneme, or an empty string. */
  get last(): string {
    return this.#parts.at(-1)?.at(-1) ?? "";
  }

  /** Adds phonemes; returns a handle to change them. */
  add(phonemes: string): number {
    if (phonemes !== "") {
      this.#parts.push(phonemes);
      this.#length += phonemes.length;
    }
    return this.#parts.length - 1;
  }

  /** Replaces a part with the same number of other phonemes. */
  replace(part: number, phonemes: string): void {
    this.#parts[part] = phonemes;
  }

  /** Replaces the last phoneme. */
  replaceLast(phoneme: string): void {
    const last = this.#parts.at(-1) ?? "";
    this.#parts[this.#parts.length - 1] = last.slice(0, -1) + phoneme;
  }

  /** All phonemes. */
  toString(): string {
    return this.#parts.join("");
  }
}
