/**
 * Guards against adapters that are written without types.
 *
 * @module
 */
import { isAbort, messageOf, ProviderError, TthError } from "../../contract/errors.ts";

/**
 * The stream that an adapter makes.
 *
 * @param provider The adapter's name.
 * @param method The method that makes it, such as `inferStream`.
 * @param make Calls it.
 * @throws {ProviderError} If it fails, or what it returns is not a stream.
 */
export function streamFrom<T>(provider: string, method: string, make: () => ReadableStream<T>): ReadableStream<T> {
  const stream = made(provider, make);
  if (stream instanceof ReadableStream && !stream.locked) return stream;
  const message = `${provider}: ${method}() must return a new ReadableStream; generatedStream makes one of a generator`;
  throw new ProviderError(message, { code: "provider_protocol", retryable: true, provider });
}

function made<T>(provider: string, make: () => ReadableStream<T>): ReadableStream<T> {
  try {
    return make();
  } catch (error) {
    throw failureOf(provider, error);
  }
}

/**
 * An adapter's failure as an error that names the adapter.
 *
 * @param provider The adapter's name.
 * @param error What it threw.
 * @param signal Its reason is passed on as it is.
 */
export function failureOf(provider: string, error: unknown, signal?: AbortSignal): unknown {
  if (error instanceof TthError || isAbort(error, signal)) return error;
  const message = `${provider}: ${messageOf(error)}`;
  return new ProviderError(message, { code: "provider_unavailable", retryable: true, provider, cause: error });
}
