/**
 * What the store keeps of a session, so that another instance can continue it.
 *
 * @module
 */
import { z } from "zod";
import type { TimedWord } from "../contract/adapter.ts";
import { PartialControl, Pronunciations, SessionPerson } from "../contract/controls.ts";
import { EXTRAS, type Finish, type TurnMetrics, type TurnStatus, VideoRequest } from "../contract/protocol/messages.ts";

/** The latest time that a date can hold, ms since the Unix epoch (ECMA-262, 21.4.1.1). */
const LAST_MS = 8.64e15;

const Time = z.number().min(0).max(LAST_MS);

/** What a session was created with. Its signed grant carries it, so that any instance can open the session. */
export const SessionSeed = z.strictObject({
  sessionId: z.string().min(1).max(64),
  /** The tenant that created it; only this tenant may use it. Empty where the service has no keys. */
  tenant: z.string().max(64),
  personaId: z.string().min(1).max(64),
  control: PartialControl,
  pronunciations: Pronunciations,
  /** What differs from the persona. */
  person: SessionPerson.exactOptional(),
  video: VideoRequest,
  /** Absent: `idle`, for clients that know of it. */
  extras: z.array(z.enum(EXTRAS)).exactOptional(),
  /** Whether its turns are recorded as films. Absent: no. */
  record: z.boolean().exactOptional(),
  /** When it was created, ms since the Unix epoch. */
  createdAt: Time,
  /** Its first connection must come before this time, ms since the Unix epoch. */
  openUntil: Time,
});
export type SessionSeed = z.infer<typeof SessionSeed>;

/** The part of a {@linkcode TurnRecord} without which a session cannot go on. */
export const TurnCore = z.looseObject({
  turn: z.int().min(1),
  turnId: z.string(),
  userText: z.string(),
  generatedText: z.string(),
  sentText: z.string(),
  heardText: z.string(),
  words: z.array(z.unknown()),
  seq: z.int().min(0),
});

/** A turn that is over, or the part of a running one that is known at its beginning. */
export interface TurnRecord {
  readonly turn: number;
  readonly turnId: string;
  /** The client's id of the turn, if it had one. */
  readonly id?: string;
  readonly mode: "reply" | "verbatim";
  readonly userText: string;
  readonly status: TurnStatus;
  readonly finish: Finish;
  /** Whether the model refused the user's text, and would refuse it again. Default: no. */
  readonly isRefused?: boolean;
  /** All text that was generated. */
  readonly generatedText: string;
  /** The part whose audio was sent. */
  readonly sentText: string;
  /** The part that the user heard. */
  readonly heardText: string;
  readonly heardMs: number;
  readonly heardSource: "measured" | "estimated";
  /** When its first audio was sent, ms since the session was created; `null`: never. */
  readonly audioStartMs: number | null;
  /** Words that were sent, on the turn's media clock. */
  readonly words: readonly TimedWord[];
  readonly metrics: TurnMetrics;
  /** The number of its `turn_complete`; 0: it was never posted. */
  readonly seq: number;
}

const Count = z.int().min(0);

/** The state of a session, without its seed and its turns. */
export const SessionRecord = z.object({
  /** All `control_update`s so far, merged. */
  updates: PartialControl,
  /** Turns begun. */
  turns: Count,
  /** Whether the last turn is running. If its instance dies, what was heard of it is lost. */
  running: z.boolean(),
  /** The owner may number messages up to this one; the next owner continues after it. */
  seqLimit: Count,
  /** The instance that holds the session's socket and turn; in term 0, the one that created the session. */
  owner: z.string(),
  /** Counts owners: 1, 2, 3 …; 0: created, and not opened yet. */
  term: Count,
});
export type SessionRecord = Readonly<z.infer<typeof SessionRecord>>;

/** What remains of a session that has ended, so that its grant cannot open it again. */
export const EndedRecord = z.object({ ended: z.literal(true) });
export type EndedRecord = z.infer<typeof EndedRecord>;

/** What may stand in the place of a record. */
export const StoredRecord = z.union([EndedRecord, SessionRecord]);

/** Sequence numbers that an owner reserves with each write. A turn needs hundreds to thousands. */
export const SEQ_BLOCK = 100_000;

/** The record of a session that has just been created, and is not opened yet. */
export function newRecord(owner: string): SessionRecord {
  return { updates: {}, turns: 0, running: false, seqLimit: 0, owner, term: 0 };
}

/** The record after an instance has opened the session or taken it over. */
export function takenOver(record: SessionRecord, owner: string): SessionRecord {
  return { ...record, owner, term: record.term + 1, running: false, seqLimit: record.seqLimit + SEQ_BLOCK };
}
