/**
 * What a session tells: the service's events, and the state of the connection.
 *
 * @module
 */
import type { ServerEvent } from "../../contract/protocol/messages.ts";
import type { ConnectionStatus } from "./reconnecting_socket.ts";

/** The connection changed. */
export type ConnectionEvent = { readonly type: "connection" } & ConnectionStatus;

/** All that a session tells: the service's events, and the state of the connection. */
export type SessionEvent = ServerEvent | ConnectionEvent;

/** The event of one type. */
export type EventOf<Type extends SessionEvent["type"]> = Extract<SessionEvent, { type: Type }>;

/** Whether an event is of a type. */
export function isEventOf<Type extends SessionEvent["type"]>(event: SessionEvent, type: Type): event is EventOf<Type> {
  return event.type === type;
}
