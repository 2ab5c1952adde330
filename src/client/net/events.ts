/**
 * The events of a session: the service's events, and the state of the connection.
 *
 * @module
 */
import type { ServerEvent } from "../../contract/protocol/messages.ts";
import { closedError } from "./errors.ts";
import type { ConnectionStatus } from "./reconnecting_socket.ts";

/** The connection changed. */
export type ConnectionEvent = { readonly type: "connection" } & ConnectionStatus;

/** All events of a session: the service's events, and the state of the connection. */
export type SessionEvent = ServerEvent | ConnectionEvent;

/** The event of one type. */
export type EventOf<Type extends SessionEvent["type"]> = Extract<SessionEvent, { type: Type }>;

/** Whether an event is of a type. */
export function isEventOf<Type extends SessionEvent["type"]>(event: SessionEvent, type: Type): event is EventOf<Type> {
  return event.type === type;
}

/**
 * The next event of one type.
 *
 * @param source Where events come from.
 * @param signal Ends the wait.
 * @throws {ClientError} With code `closed`, when the session ends first.
 * @throws The signal's reason, when it aborts first.
 */
export function nextEvent<Type extends SessionEvent["type"]>(
  source: { listen(listener: (event: SessionEvent) => void): () => void },
  type: Type,
  signal?: AbortSignal,
): Promise<EventOf<Type>> {
  const { promise, resolve, reject } = deferred<EventOf<Type>>();
  if (signal?.aborted) reject(signal.reason);
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const removeListener = source.listen((event) => {
    if (isEventOf(event, type)) resolve(event);
    else if (event.type === "connection" && event.status === "closed") reject(closedError(event.message));
  });
  return promise.finally(() => {
    removeListener();
    signal?.removeEventListener("abort", onAbort);
  });
}

/** A promise and the functions that settle it. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** Makes a promise that is settled from outside; `Promise.withResolvers()` is missing in Node 20 and older browsers. */
export function deferred<T>(): Deferred<T> {
  let settle: Omit<Deferred<T>, "promise"> = { resolve: () => {}, reject: () => {} };
  // The executor runs before the constructor returns.
  const promise = new Promise<T>((resolve, reject) => settle = { resolve, reject });
  return { promise, ...settle };
}
