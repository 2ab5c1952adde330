/**
 * What a session's clients have not seen of its previous owner, another instance.
 *
 * @module
 */
import type { Resumed } from "../../contract/protocol/messages.ts";
import type { TurnRecord } from "../../store/record.ts";
import type { Claim } from "../../store/session_store.ts";
import { completeEvent } from "../turn/turn_result.ts";
import type { Outbox } from "./outbox.ts";
import { turnLost } from "./session_errors.ts";

/** What the first client after a takeover must be told. */
export interface Inheritance {
  /**
   * Posts what a resuming client has missed: the ends of turns, and of the lost one the reason.
   *
   * @param after The last `seq` that the client has; absent: it does not resume.
   * @param outbox Where to post.
   * @returns What `session_ready` says of it.
   */
  report(after: number | undefined, outbox: Outbox): Partial<Resumed>;
}

/** What an instance takes over with a session; `undefined`: it is the first owner. */
export function inheritanceOf({ record, turns, lost }: Claim): Inheritance | undefined {
  if (record.term <= 1) return undefined;
  return {
    report(after, outbox) {
      if (after === undefined) return {};
      for (const turn of turns) {
        if (turn === lost) postLoss(turn, outbox);
        if (turn === lost || turn.seq > after) outbox.post(completeEvent(turn), turn.turn, turn.turnId);
      }
      const isMissed = lost !== undefined || turns.some(({ seq }) => seq > after);
      const lostTurn = lost && { lost_turn: { turn: lost.turn, turn_id: lost.turnId } };
      return { ...(isMissed && { complete: false }), ...lostTurn };
    },
  };
}

function postLoss({ turn, turnId, id }: TurnRecord, outbox: Outbox): void {
  const { code, message, retryable, fatal } = turnLost();
  outbox.post({ type: "error", ...(id !== undefined && { id }), code, message, retryable, fatal }, turn, turnId);
}
