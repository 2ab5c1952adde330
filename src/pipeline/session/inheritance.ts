/**
 * What a session's clients have not seen of its previous owner, another instance.
 *
 * @module
 */
import type { Resumed } from "../../contract/protocol/messages.ts";
import type { TurnRecord } from "../../store/record.ts";
import type { Claim } from "../../store/session_store.ts";
import { completeEvent } from "../turn/turn_result.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { turnLost } from "./session_errors.ts";

/** What the first client after a takeover must be told. */
export interface Inheritance {
  /**
   * Posts what a resuming client has missed: the ends of turns, and of lost ones the reason.
   *
   * @param after The last `seq` that the client has; absent: it does not resume.
   * @param outbox Where to post.
   * @returns What `session_ready` says of it, and the turns that are known to be lost from now on.
   */
  report(after: number | undefined, outbox: Outbox): { resumed: Partial<Resumed>; told: readonly TurnRecord[] };
}

/** What an instance takes over with a session; `undefined`: it is the first owner. */
export function inheritanceOf({ record, turns }: Claim): Inheritance | undefined {
  if (record.term <= 1) return undefined;
  return {
    report(after, outbox) {
      if (after === undefined) return { resumed: {}, told: [] };
      const told: TurnRecord[] = [];
      const missed = turns.filter((turn) => isLost(turn) || turn.seq > after);
      for (const turn of missed) {
        if (isLost(turn)) postLoss(turn, outbox);
        outbox.post(completeEvent(turn), turn.turn, turn.turnId);
        if (isLost(turn)) told.push({ ...turn, seq: outbox.seq });
      }
      const lost = told.at(-1);
      const lostTurn = lost && { lost_turn: { turn: lost.turn, turn_id: lost.turnId } };
      return { resumed: { ...(missed.length > 0 && { complete: false }), ...lostTurn }, told };
    },
  };
}

/** Whether the end of a turn was never posted: its instance died before, and no later one has told a client. */
function isLost({ seq }: TurnRecord): boolean {
  return seq === 0;
}

function postLoss({ turn, turnId, id }: TurnRecord, outbox: Outbox): void {
  const { code, message, retryable, fatal } = turnLost();
  outbox.post({ type: "error", ...(id !== undefined && { id }), code, message, retryable, fatal }, turn, turnId);
}
