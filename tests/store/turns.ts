/**
 * Records of turns.
 *
 * @module
 */
import { begunRecord } from "../../src/pipeline/turn/turn_result.ts";
import type { TurnRecord } from "../../src/store/record.ts";

/** A turn that was completed and heard. */
export function heardTurn(turn: number, heardText: string, over: Partial<TurnRecord> = {}): TurnRecord {
  const begun = begunRecord({ turn, turnId: `t${turn}`, id: undefined, mode: "reply", text: `q${turn}` });
  const said = { generatedText: heardText, sentText: heardText, heardText, heardMs: 1000 };
  return { ...begun, ...said, status: "completed", finish: "stop", seq: turn * 10, ...over };
}
