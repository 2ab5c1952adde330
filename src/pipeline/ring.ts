/**
 * A queue in flat memory, for what waits for seconds: an object for each entry would reach the old generation of the
 * garbage collector, where objects cost most.
 *
 * @module
 */

/** Entries that a ring has room for at first, a power of two. */
const FIRST_ENTRIES = 16;

const NO_NUMBERS = new Float64Array(0);

/** A queue of values, each with some numbers. */
export class Ring<T> {
  readonly #fields: number;
  #values: (T | undefined)[] = [];
  #numbers = NO_NUMBERS;
  #first = 0;
  #length = 0;

  /** @param fields How many numbers an entry has. */
  constructor(fields: number) {
    this.#fields = fields;
  }

  /** How many entries there are. */
  get length(): number {
    return this.#length;
  }

  /** Adds an entry at the end. */
  push(value: T, numbers: readonly number[]): void {
    if (this.#length === this.#values.length) this.#grow();
    const at = this.#place(this.#length++);
    this.#values[at] = value;
    for (let field = 0; field < this.#fields; field++) this.#numbers[at * this.#fields + field] = numbers[field]!;
  }

  /** The value of an entry, counted from the first. */
  valueAt(i: number): T {
    // Every place from the first to the last one is filled.
    return this.#values[this.#place(i)] as T;
  }

  /** A number of an entry, counted from the first. */
  numberAt(i: number, field: number): number {
    return this.#numbers[this.#place(i) * this.#fields + field]!;
  }

  /** Removes the first entry. */
  shift(): void {
    this.#values[this.#first] = undefined;
    this.#first = this.#place(1);
    this.#length--;
  }

  #place(i: number): number {
    return (this.#first + i) & (this.#values.length - 1);
  }

  #grow(): void {
    const from = this.#first * this.#fields;
    const values = Array.from({ length: this.#length }, (_, i) => this.valueAt(i));
    this.#values = [...values, ...new Array(Math.max(FIRST_ENTRIES, this.#length)).fill(undefined)];
    const numbers = new Float64Array(this.#values.length * this.#fields);
    numbers.set(this.#numbers.subarray(from));
    numbers.set(this.#numbers.subarray(0, from), this.#numbers.length - from);
    this.#numbers = numbers;
    this.#first = 0;
  }
}
