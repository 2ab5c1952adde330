/**
 * Messages queued while the connection is down.
 *
 * @module
 */
import type { ClientMessage } from "../../contract/protocol/messages.ts";
import { ClientError } from "./errors.ts";

/** Maximum number of queued messages. */
const LARGEST_COUNT = 32;

/** Messages that wait for the connection. */
export class HeldMessages {
  #messages: ClientMessage[] = [];

  /** Adds a message; throws {@linkcode ClientError} with code `unreachable` when too many wait. */
  add(message: ClientMessage): void {
    if (this.#messages.length >= LARGEST_COUNT) {
      const why = `the connection is lost and ${LARGEST_COUNT} messages wait already`;
      throw new ClientError("unreachable", `Cannot send '${message.type}' as ${why}. Try again when it is back.`);
    }
    this.#messages.push(message);
  }

  /**
   * Takes all out, in the order in which they are to be sent.
   *
   * @param barrier The ping whose pong is awaited behind an interrupt, if any. It is unknown whether an interrupt
   *   arrived on the lost connection, so it is sent again, unless it is among the queued messages.
   */
  take(barrier: number | null): ClientMessage[] {
    const messages = this.#messages;
    this.#messages = [];
    if (barrier === null || messages.some((message) => message.type === "ping" && message.t === barrier)) {
      return messages;
    }
    return [{ type: "interrupt" }, { type: "ping", t: barrier }, ...messages];
  }
}
