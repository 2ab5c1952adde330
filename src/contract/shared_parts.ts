/**
 * What the instances of an adapter have in common. A realtime adapter is one instance a session, so what must be counted
 * or bounded over all sessions has no place in an instance; its host keeps it.
 *
 * @module
 */

/** The parts that one adapter's instances share: at most one of a class, made by whoever asks for it first. */
export class SharedParts {
  readonly #parts: object[] = [];

  /**
   * The part of a class.
   *
   * @param Part The class, by which it is found again.
   * @param make Makes it, when nobody has asked for it yet.
   * @returns The same for all who ask.
   */
  of<T extends object>(Part: abstract new (...args: never[]) => T, make: () => T): T {
    const known = this.#parts.find((part): part is T => part instanceof Part);
    if (known !== undefined) return known;
    const made = make();
    this.#parts.push(made);
    return made;
  }
}
