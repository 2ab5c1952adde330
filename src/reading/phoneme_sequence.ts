/**
 * A phoneme sequence that is being written: parts, of which the last ones may still change.
 *
 * @module
 */

/** Phonemes in the making. */
export class PhonemeSequence {
  readonly #parts: string[] = [];
  #length = 0;

  /** How many phonemes there are. */
  get length(): number {
    return this.#length;
  }

  /** The last phoneme, or an empty string. */
  get last(): string {
    return this.#parts.at(-1)?.at(-1) ?? "";
  }

  /** Adds phonemes; returns a number by which they can be changed. */
  add(phonemes: string): number {
    if (phonemes !== "") {
      this.#parts.push(phonemes);
      this.#length += phonemes.length;
    }
    return this.#parts.length - 1;
  }

  /** Puts other phonemes, as many, in the place of a part. */
  replace(part: number, phonemes: string): void {
    this.#parts[part] = phonemes;
  }

  /** Puts another in the place of the last phoneme. */
  replaceLast(phoneme: string): void {
    const last = this.#parts.at(-1) ?? "";
    this.#parts[this.#parts.length - 1] = last.slice(0, -1) + phoneme;
  }

  /** All phonemes. */
  toString(): string {
    return this.#parts.join("");
  }
}
