/**
 * Streams of adapters: pull-based, and ended immediately by the turn's signal or by their reader.
 *
 * @module
 */

/** Why a generator's signal aborts when nothing went wrong. One for all, as each would record a stack. */
const OVER = new DOMException("the stream is over", "AbortError");

/**
 * Creates a stream from a generator. The generator runs only when the stream is read, one item per read, and ends when
 * the stream is cancelled or the signal aborts. It must pass its signal to everything it awaits.
 *
 * @param signal The turn's signal; when it aborts, the stream errors with its reason.
 * @param generate Called at the first read, with a signal that also aborts when the stream is cancelled.
 */
export function generatedStream<T>(
  signal: AbortSignal,
  generate: (signal: AbortSignal) => AsyncGenerator<T, void>,
): ReadableStream<T> {
  const ending = new AbortController();
  let generator: AsyncGenerator<T, void> | undefined;
  let onAbort = () => {};
  const finish = async (reason?: unknown) => {
    signal.removeEventListener("abort", onAbort);
    ending.abort(reason ?? OVER);
    // The generator has been ended; anything it still throws is the reason for that.
    await generator?.return().catch(() => {});
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
    async pull(controller) {
      try {
        generator ??= generate(ending.signal);
        const next = await generator.next();
        if (ending.signal.aborted) return;
        if (!next.done) return controller.enqueue(next.value);
        controller.close();
      } catch (error) {
        if (ending.signal.aborted) return;
        controller.error(error);
      }
      await finish();
    },
    cancel: finish,
  }, { highWaterMark: 0 });
}

/**
 * Reads a stream to its end, or until a signal aborts. The stream is always released, and cancelled unless it has
 * ended.
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
    reader.releaseLock();
  }
}
