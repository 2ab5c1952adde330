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

/**
 * Creates a stream from a generator, or from another source of items. It runs only when the stream is read, one item per
 * read, and ends when the stream is cancelled or the signal aborts. It must pass its signal to everything it awaits.
 *
 * @param signal The turn's signal; when it aborts, the stream errors with its reason.
 * @param generate Called at the first read, with a signal that aborts when the stream is over, for whatever reason.
 */
export function generatedStream<T>(
  signal: AbortSignal,
  generate: (signal: AbortSignal) => AsyncGenerator<T, void> | ItemSource<T>,
): ReadableStream<T> {
  const ending = new AbortController();
  let source: ItemSource<T> | undefined;
  let isOver = false;
  let onAbort = () => {};
  const finish = async (reason?: unknown) => {
    isOver = true;
    signal.removeEventListener("abort", onAbort);
    ending.abort(reason ?? OVER);
    try {
      await source?.return();
    } catch {
      // It has been ended; anything it still throws is the reason for that.
    }
  };
  return new ReadableStream<T>({
    start(controller) {
      onAbort = () => {
        controller.error(signal.reason);
        void finish(signal.reason);
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener("abort", onAbort, { once: true });
    },
    pull(controller) {
      const give = (next: IteratorResult<T, void>) => {
        if (isOver) return;
        if (!next.done) return controller.enqueue(next.value);
        controller.close();
        return finish();
      };
      const fail = (error: unknown) => {
        if (isOver) return;
        controller.error(error);
        return finish();
      };
      try {
        source ??= generate(ending.signal);
        const next = source.next();
        return next instanceof Promise ? next.then(give, fail) : give(next);
      } catch (error) {
        return fail(error);
      }
    },
    cancel: finish,
  }, { highWaterMark: 0 });
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
  const letGo = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", letGo, { once: true });
  try {
    signal.throwIfAborted();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      signal.throwIfAborted();
      yield next.value;
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener("abort", letGo);
    letGo();
  }
}
