/**
 * One sender, any number of readers: synchronous listeners and bounded async iterators.
 *
 * @module
 */
import { ClientError } from "./errors.ts";

/** Values held for the first reader: those published before it begins to read. */
const HELD_VALUES = 256;

/**
 * Delivers published values to every listener and open iterator. Values published before the first reader are held for
 * it.
 */
export class Broadcast<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #readers = new Set<BroadcastReader<T>>();
  #held: T[] | null = [];
  #ended: { error: Error | null } | null = null;

  /**
   * Calls every listener, in order of registration, and feeds every iterator. What a listener throws is an uncaught
   * error, and does not stop the others.
   */
  publish(value: T): void {
    if (this.#ended) return;
    if (this.#held && this.#held.push(value) > HELD_VALUES) this.#held.shift();
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    for (const reader of [...this.#readers]) reader.push(value);
  }

  /** Adds a listener and returns the function that removes it. */
  listen(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    for (const value of this.#takeHeld()) if (this.#listeners.has(listener)) listener(value);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Opens an iterator over what is published from now on. Leaving the loop closes it.
   *
   * @param limit Values that may wait; a reader that lets more wait fails with `slow_reader`.
   */
  iterate(limit: number): AsyncIterableIterator<T> {
    const reader = new BroadcastReader<T>(limit, () => this.#readers.delete(reader));
    for (const value of this.#takeHeld()) reader.push(value);
    if (this.#ended) reader.end(this.#ended.error);
    else this.#readers.add(reader);
    return reader;
  }

  /** Ends all iterators, with `error` if given, once they have delivered the queued values. */
  end(error: Error | null = null): void {
    if (this.#ended) return;
    this.#ended = { error };
    for (const reader of [...this.#readers]) reader.end(error);
    this.#listeners.clear();
  }

  #takeHeld(): T[] {
    const held = this.#held ?? [];
    this.#held = null;
    return held;
  }
}

interface Waiter<T> {
  resolve(result: IteratorResult<T>): void;
  reject(error: Error): void;
}

class BroadcastReader<T> implements AsyncIterableIterator<T> {
  readonly #limit: number;
  readonly #onDone: () => void;
  readonly #waiting: T[] = [];
  readonly #waiters: Waiter<T>[] = [];
  #ended: { error: Error | null } | null = null;

  constructor(limit: number, onDone: () => void) {
    this.#limit = limit;
    this.#onDone = onDone;
  }

  push(value: T): void {
    const waiter = this.#waiters.shift();
    if (waiter) return waiter.resolve({ done: false, value });
    if (this.#waiting.length < this.#limit) {
      this.#waiting.push(value);
      return;
    }
    this.end(new ClientError("slow_reader", `Reader fell behind by ${this.#limit} events. Read events as they come.`));
  }

  end(error: Error | null): void {
    if (this.#ended) return;
    this.#ended = { error };
    this.#onDone();
    for (const waiter of this.#waiters.splice(0)) {
      if (error) waiter.reject(error);
      else waiter.resolve({ done: true, value: undefined });
    }
  }

  next(): Promise<IteratorResult<T>> {
    const value = this.#waiting.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (!this.#ended) return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
    const { error } = this.#ended;
    this.#ended.error = null;
    return error ? Promise.reject(error) : Promise.resolve({ done: true, value: undefined });
  }

  return(): Promise<IteratorResult<T>> {
    this.#waiting.length = 0;
    this.end(null);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    return this;
  }
}
