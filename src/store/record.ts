/**
 * What the store keeps of a session, so that another instance can continue it.
 *
 * @module
 */
import type { PartialControl } from "../contract/controls.ts";
import type { Extra, TurnStatus, VideoRequest } from "../contract/protocol/messages.ts";

/** What a session was created with. The signed grant carries it, so that any instance can open the session. */
export interface SessionSeed {
  readonly sessionId: string;
  /** The tenant that created it; only this tenant may use it. Empty where the service has no keys. */
  readonly tenant: string;
  readonly personaId: string;
  readonly control: PartialControl;
  readonly video: VideoRequest;
  readonly extras: readonly Extra[];
  /** When it was created, ms since the Unix epoch. */
  readonly createdAt: number;
}

/** The parts of a finished turn that later turns or a transcript need. */
export interface StoredTurn {
  readonly turn: number;
  readonly turnId: string;
  readonly mode: "reply" | "verbatim";
  readonly userText: string;
  readonly status: TurnStatus;
  readonly generatedText: string;
  readonly sentText: string;
  readonly heardText: string;
  readonly heardMs: number;
  readonly heardSource: "measured" | "estimated";
  /** When its first audio was sent, ms since the session was created; `null`: never. */
  readonly audioStartMs: number | null;
  /** Words that were sent, in media time. */
  readonly words: readonly { readonly text: string; readonly startMs: number; readonly endMs: number }[];
}

/** A turn that has begun and is not recorded yet. If its instance dies, the record of what was heard is lost. */
export interface RunningTurn {
  readonly turn: number;
  readonly turnId: string;
  readonly mode: "reply" | "verbatim";
  readonly userText: string;
}

/** The state of a session, without its turns. */
export interface SessionRecord {
  readonly seed: SessionSeed;
  /** All `control_update`s so far, merged. */
  readonly updates: PartialControl;
  /** Turns begun. */
  readonly turns: number;
  readonly running: RunningTurn | null;
  /** The owner may number messages up to this one; the next owner continues after it. */
  readonly seqLimit: number;
  /** The instance that holds the session's socket and turn. */
  readonly owner: string;
  /** Counts owners: 1, 2, 3 … */
  readonly term: number;
}

/** Sequence numbers that an owner reserves with each write. A turn needs some hundreds to thousands. */
export const SEQ_BLOCK = 100_000;

/** The record of a session that has just been created. */
export function newRecord(seed: SessionSeed, owner: string): SessionRecord {
  return { seed, updates: {}, turns: 0, running: null, seqLimit: SEQ_BLOCK, owner, term: 1 };
}

/** The record after another instance has taken the session over. */
export function takenOver(record: SessionRecord, owner: string): SessionRecord {
  return { ...record, owner, term: record.term + 1, running: null, seqLimit: record.seqLimit + SEQ_BLOCK };
}
