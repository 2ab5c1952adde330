/**
 * Which events a session has, so that a listener to others fails at once instead of never being called.
 *
 * @module
 */
import type { Extra } from "../../contract/protocol/messages.ts";
import { SERVER_MESSAGE_TYPES } from "../../contract/protocol/shapes.ts";
import { ClientError } from "./errors.ts";
import type { SessionEvent } from "./events.ts";

/** Events that come only to a session that was created with the extra of the same name. */
const ASKED_FOR = ["word", "viseme", "state", "emotion", "cue"] satisfies (Extra & SessionEvent["type"])[];

/**
 * Checks that a session has events of a type.
 *
 * @param type The type, from a caller whose code may not have been checked by a compiler.
 * @param extras What the session was created with; `undefined`: unknown.
 * @throws {ClientError} `unknown_event`, or `event_not_requested`.
 */
export function checkEventName(type: string, extras: readonly Extra[] | undefined): void {
  const known = [...SERVER_MESSAGE_TYPES, "connection"];
  if (!known.includes(type)) {
    throw new ClientError("unknown_event", `There is no event "${type}". Listen to one of: ${known.join(", ")}.`);
  }
  const extra = ASKED_FOR.find((name) => name === type);
  if (extra === undefined || extras === undefined || extras.includes(extra)) return;
  const wanted = JSON.stringify([...extras, extra]);
  const message = `This session has no "${type}" events. Create it with "extras": ${wanted}.`;
  throw new ClientError("event_not_requested", message);
}
