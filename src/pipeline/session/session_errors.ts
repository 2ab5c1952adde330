/**
 * The errors that a session reports to its client, and those of opening one.
 *
 * @module
 */
import { RequestError, TthError } from "../../contract/errors.ts";
import type { Unsequenced } from "../../contract/protocol/messages.ts";

/** An error as an event; `id`: the client's id of the message at fault, if any. */
export function errorEvent({ code, retryable, fatal }: TthError, message: string, id?: string): Unsequenced {
  return { type: "error", ...(id !== undefined && { id }), code, message, retryable, fatal };
}

/** A client resumed after its messages had been dropped. */
export function replayGap(): TthError {
  return new TthError(
    "some messages are no longer available for the resume; read the transcript for what was said",
    { code: "replay_gap" },
  );
}

/** A turn's instance is gone, and with it the rest of the turn and the record of what was heard of it. */
export function turnLost(): TthError {
  return new TthError(
    "the instance that ran this turn is gone, and what was heard of the turn is not known; say it again",
    {
      code: "turn_lost",
      retryable: true,
    },
  );
}

/** A text is longer than `server.max_text_chars`. */
export function textTooLong(chars: number, limit: number): RequestError {
  return new RequestError(
    `user_text.text: ${chars} characters are more than the limit of ${limit}; send a shorter text`,
    { code: "text_too_long", status: 400 },
  );
}

/** A report names a turn that has not begun. */
export function unknownTurn(turn: number, newest: number): RequestError {
  return new RequestError(
    `playback.turn: there is no turn ${turn} yet, the newest is ${newest}; report the turn that is heard`,
    { code: "unknown_turn", status: 400 },
  );
}

/** A message failed for an internal reason, which is logged. */
export function unexpected(): TthError {
  return new TthError("the message could not be handled", { code: "internal", retryable: true });
}

/** No session can be opened while the service shuts down. */
export function shuttingDown(): RequestError {
  return noRoom("the service is shutting down; try again later");
}

/** There is no room for another session. */
export function noRoom(why: string, retryAfterMs?: number): RequestError {
  return new RequestError(`no session can be opened: ${why}`, {
    code: "too_many_sessions",
    status: 503,
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
