/**
 * Streams of adapters: pull-based, and ended immediately by the turn's signal or by their reader.
 *
 * @module
 */

/** Why a generator's signal aborts when nothing went wrong. One for all, as each would record a stack. */
const OVER = new DOMException("the stream is over", "AbortError");

/** Gives the items of a stream, one after the other. An async generator is one. */
export interface ItemSource<T> {
  /** The next item, at once if it is there. */
  next(): IteratorResult<T, void> | Promise<IteratorResult<T, void>>;
  /** The stream is over. */
  return(): unknown;
}

/** What a reader of a stream gives: an item, or the end. */
export type ItemResult<T> = IteratorResult<T, void> | ReadableStreamReadResult<T>;

/** Reads a stream, one item after the other. A stream's own reader is one. */
export interface ItemReader<T> {
  /** The next item, at once if it is there. Throws, or rejects with, what the stream errors with. */
  read(): ItemResult<T> | Promise<ItemResult<T>>;
  /** Ends the reading, and with it the stream. */
  cancel(reason?: unknown): Promise<void>;
}

/**
 * Creates a stream from a generator, or from another source of items. It runs only when the stream is read, one item per
 * read, and ends when the stream is cancelled or the signal aborts. It must pass its signal to everything it awaits.
 *
 * @param signal The turn's signal; when it aborts, the stream errors with its reason.
 * @param generate Called at the first read, with a signal that aborts when the stream is over, for whatever reason.
 */
export function generatedStream<T>(signal: AbortSignal, generate: Generate<T>): ReadableStream<T> {
  return new GeneratedStream(new Generation(signal, generate));
}

/**
 * Locks a stream to a reader. One made by {@linkcode generatedStream} is read without the queues and promises of a
 * stream: an item that its source has is there at once.
 */
export function readerOf<T>(stream: ReadableStream<T>): ItemReader<T> {
  const reader = stream.getReader();
  return stream instanceof GeneratedStream ? stream.generation : reader;
}

/** Begins to make items. */
type Generate<T> = (signal: AbortSignal) => AsyncGenerator<T, void> | ItemSource<T>;

/** The items of a generated stream. */
class Generation<T> implements ItemReader<T> {
  readonly #signal: AbortSignal;
  readonly #generate: Generate<T>;
  readonly #ending = new AbortController();
  #source: ItemSource<T> | undefined;
  /** How it ended. */
  #end: { readonly failure?: { readonly error: unknown } } | undefined;
  /** The item that is read. */
  #awaited: PromiseWithResolvers<IteratorResult<T, void>> | undefined;
  #onFailure: (error: unknown) => void = () => {};
  readonly #onAbort = () => void this.#finish({ failure: { error: this.#signal.reason } });

  constructor(signal: AbortSignal, generate: Generate<T>) {
    this.#signal = signal;
    this.#generate = generate;
    if (signal.aborted) this.#onAbort();
    else signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Calls `onFailure` when it fails. */
  watch(onFailure: (error: unknown) => void): void {
    this.#onFailure = onFailure;
    if (this.#end?.failure !== undefined) onFailure(this.#end.failure.error);
  }

  read(): IteratorResult<T, void> | Promise<IteratorResult<T, void>> {
    if (this.#end?.failure !== undefined) throw this.#end.failure.error;
    if (this.#end !== undefined) return { done: true, value: undefined };
    try {
      this.#source ??= this.#generate(this.#ending.signal);
      const next = this.#source.next();
      if (next instanceof Promise) return this.#await(next);
      if (next.done) void this.#finish({});
      return next;
    } catch (error) {
      void this.#finish({ failure: { error } });
      throw error;
    }
  }

  cancel(reason?: unknown): Promise<void> {
    return this.#finish({}, reason);
  }

  #await(next: Promise<IteratorResult<T, void>>): Promise<IteratorResult<T, void>> {
    const awaited = this.#awaited = Promise.withResolvers<IteratorResult<T, void>>();
    next.then(
      (result) => {
        this.#awaited = undefined;
        if (result.done) void this.#finish({});
        awaited.resolve(result);
      },
      (error) => this.#finish({ failure: { error } }),
    );
    return awaited.promise;
  }

  async #finish(end: { readonly failure?: { readonly error: unknown } }, reason?: unknown): Promise<void> {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#signal.removeEventListener("abort", this.#onAbort);
    if (end.failure === undefined) this.#awaited?.resolve({ done: true, value: undefined });
    else {
      this.#awaited?.reject(end.failure.error);
      this.#onFailure(end.failure.error);
    }
    this.#ending.abort(reason ?? end.failure?.error ?? OVER);
    try {
      await this.#source?.return();
    } catch {
      // It has been ended; anything it still throws is the reason for that.
    }
  }
}

/** The stream of a generation. */
class GeneratedStream<T> extends ReadableStream<T> {
  readonly generation: Generation<T>;

  constructor(generation: Generation<T>) {
    let isCancelled = false;
    super({
      start: (controller) => generation.watch((error) => controller.error(error)),
      pull(controller) {
        const give = ({ done, value }: IteratorResult<T, void>) => {
          if (!done) controller.enqueue(value);
          else if (!isCancelled) controller.close();
        };
        const next = generation.read();
        return next instanceof Promise ? next.then(give) : give(next);
      },
      cancel(reason) {
        isCancelled = true;
        return generation.cancel(reason);
      },
    }, { highWaterMark: 0 });
    this.generation = generation;
  }
}

/** Items that are all there, as a stream. {@linkcode readAll} takes them without a promise for each. */
export function streamOf<T>(items: readonly T[]): ReadableStream<T> {
  return new ItemStream(items);
}

/** The stream of {@linkcode streamOf}. */
class ItemStream<T> extends ReadableStream<T> {
  /** What nothing has read yet; `undefined`: it is read as a stream. */
  unread: readonly T[] | undefined;

  constructor(items: readonly T[]) {
    super({
      pull: (out) => {
        this.unread = undefined;
        for (const item of items) out.enqueue(item);
        out.close();
      },
    }, { highWaterMark: 0 });
    this.unread = items;
  }
}

/**
 * Reads all of a stream, as {@linkcode readInput} does.
 *
 * @throws The signal's reason when it aborts, or what the stream errors with.
 */
export async function readAll<T>(input: ReadableStream<T>, signal: AbortSignal): Promise<readonly T[]> {
  const items = input instanceof ItemStream ? input.unread : undefined;
  if (items === undefined) return await Array.fromAsync(readInput(input, signal));
  signal.throwIfAborted();
  // Locks it: nothing else can read it.
  input.getReader();
  return items;
}

/**
 * Reads a stream to its end, or until a signal aborts; then it is cancelled, and nothing else can read it.
 *
 * @param input The stream to read.
 * @param signal Ends the reading, even in the middle of a wait.
 * @throws The signal's reason when it aborts, or what the stream errors with.
 */
export async function* readInput<T>(input: ReadableStream<T>, signal: AbortSignal): AsyncGenerator<T, void> {
  const reader = input.getReader();
  // The input's owner handles its failures; this only notifies it that reading has stopped.
  const leave = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", leave, { once: true });
  try {
    signal.throwIfAborted();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      signal.throwIfAborted();
      yield next.value;
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener("abort", leave);
    leave();
  }
}
