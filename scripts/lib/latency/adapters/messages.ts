/**
 * Reads a provider of the measurement.
 *
 * @module
 */

/** The environment's name of the provider's address. */
export const PROVIDER_VARIABLE = "TTH_STAMPED_PROVIDER";

/**
 * The messages of one answer, as they come.
 *
 * @param path What is asked for.
 * @param signal Leaves the provider.
 */
export async function* messagesOf<T>(path: "text" | "speech", signal: AbortSignal): AsyncGenerator<T, void> {
  const socket = new WebSocket(`${Deno.env.get(PROVIDER_VARIABLE)}/${path}`);
  socket.binaryType = "arraybuffer";
  const waiting: T[] = [];
  let isOver = false;
  let wake = Promise.withResolvers<void>();
  socket.onmessage = ({ data }) => {
    waiting.push(data);
    wake.resolve();
  };
  socket.onclose = signal.onabort = () => {
    isOver = true;
    wake.resolve();
  };
  try {
    for (;;) {
      yield* waiting.splice(0);
      if (waiting.length > 0) continue;
      if (isOver) return;
      await wake.promise;
      wake = Promise.withResolvers();
    }
  } finally {
    socket.close();
  }
}
