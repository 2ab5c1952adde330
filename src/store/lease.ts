/**
 * An instance's hold on a session: it writes the session's record in order, one write at a time, until another instance
 * takes the session over.
 *
 * Nothing waits for a write unless it asks to ({@linkcode Lease.stored}). Changes that come while a write is under way
 * are written together after it, as far as one commit takes them. A write that fails is repeated with the next change. A
 * record that expired while the store failed is written anew. Where no other instance can take the session over, changes
 * are not written: this one has them, and they end with it.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import { messageOf } from "../contract/errors.ts";
import { resolvesWithin } from "../core/async.ts";
import { fitting, turnKeys } from "./content.ts";
import type { Key } from "./key_value.ts";
import { SEQ_BLOCK, type SessionRecord, type SessionSeed, type TurnRecord } from "./record.ts";
import { type Claim, DELETE_BATCH, type SessionStore } from "./session_store.ts";

/** Why a lease was lost: another instance took the session over, or the session was ended. */
export type LeaseLoss = "replaced" | "ended";

/** What a {@linkcode Lease} needs. */
interface LeaseOptions {
  readonly clock: Clock;
  /** Called once, when the lease turns out to be lost. */
  readonly onLost: (why: LeaseLoss) => void;
  /** Called when the store begins to fail. */
  readonly onFailure: (reason: string) => void;
}

/** A change of the record. */
export interface LeaseChange {
  readonly written?: readonly TurnRecord[];
  readonly deleted?: readonly TurnRecord[];
  readonly updates?: SessionRecord["updates"];
  readonly turns?: number;
  readonly running?: boolean;
  /** The last sequence number given. */
  readonly seq: number;
}

/** Longest wait for a write, ms: as long as the store may take to answer. */
export const STORED_MS = 5000;

/** Longest wait for an answer of a store that is failing, ms: a client waits for it. */
const FAILING_MS = 500;

/** How soon a change is written that nothing else takes along, ms. */
const SOON_MS = 1000;

/** A session's record, held by this instance. */
export class Lease {
  readonly #store: SessionStore;
  readonly #seed: SessionSeed;
  readonly #options: LeaseOptions;
  #record: SessionRecord;
  /** `null`: the record has expired. */
  #version: string | null;
  /** The last version of each turn that is to be written, by its number. */
  readonly #written = new Map<number, TurnRecord>();
  #deleted: readonly Key[] = [];
  #isDirty = false;
  #writing: Promise<void> | undefined;
  #isFailing = false;
  #loss: LeaseLoss | undefined;
  #isOver = false;
  #cancelSoon: (() => void) | undefined;
  #writtenAt: number;

  /**
   * @param store Where the record is.
   * @param claim The session as this instance opened it.
   * @param options Who is told about losses and failures.
   */
  constructor(store: SessionStore, { seed, record, version }: Claim, options: LeaseOptions) {
    this.#store = store;
    this.#seed = seed;
    this.#options = options;
    this.#record = record;
    this.#version = version;
    this.#writtenAt = options.clock.now();
  }

  /** Why it was lost; `undefined` while it holds as far as is known. */
  get loss(): LeaseLoss | undefined {
    return this.#loss;
  }

  /** Writes a change, without waiting. */
  save(change: LeaseChange): void {
    if (!this.#store.shared) return;
    this.#apply(change);
    this.#flush();
  }

  /** Takes a change along with the next {@linkcode save}. */
  note(updates: SessionRecord["updates"]): void {
    this.#record = { ...this.#record, updates };
  }

  /** Writes a change with the next {@linkcode save}, or soon if there is none. */
  saveSoon(change: LeaseChange): void {
    if (!this.#store.shared) return;
    this.#apply(change);
    if (this.#isOver || this.#loss !== undefined) return;
    this.#cancelSoon ??= this.#options.clock.setTimer(SOON_MS, () => {
      this.#cancelSoon = undefined;
      this.#flush();
    });
  }

  /** To be called regularly: repeats a write that failed, and extends the life of the record in the store. */
  renew(seq: number): void {
    const age = this.#options.clock.now() - this.#writtenAt;
    if (age > this.#store.keepMs / 2) this.#apply({ seq });
    else if (!this.#isFailing) return;
    this.#flush();
  }

  /**
   * What to wait for until everything so far is written, or the lease is lost.
   *
   * @returns A promise that resolves within 5 s; `undefined` if there is nothing to wait for: the store is not
   * shared, or it is failing.
   */
  stored(): Promise<void> | undefined {
    const writing = this.#writing;
    if (!this.#store.shared || writing === undefined || this.#isFailing) return undefined;
    return resolvesWithin(writing, this.#options.clock, STORED_MS).then((inTime) => {
      if (!inTime) this.#fail(`a write takes longer than ${STORED_MS} ms`);
    });
  }

  /**
   * Asks the store whether this instance still owns the session. A store that fails counts as yes; {@linkcode renew}
   * then finds out.
   */
  async check(): Promise<boolean> {
    if (!this.#store.shared) return true;
    await this.stored();
    if (this.#loss !== undefined) return false;
    try {
      const limitMs = this.#isFailing ? FAILING_MS : STORED_MS;
      const isAnswered = await resolvesWithin(this.#reconcile(), this.#options.clock, limitMs);
      if (isAnswered) this.#flush();
      else this.#isDirty = true;
    } catch (error) {
      this.#isDirty = true;
      this.#fail(messageOf(error));
    }
    return this.#loss === undefined;
  }

  /** Writes what is left; nothing is written afterwards. */
  async release(): Promise<void> {
    if (this.#isDirty) this.#flush();
    this.#stop();
    await this.stored();
  }

  /**
   * Ends the session, unless another instance owns it.
   *
   * @param keepMs How long its grant could still open it, ms.
   * @returns Whether it was ended.
   */
  async end(keepMs: number): Promise<boolean> {
    this.#isDirty = false;
    this.#stop();
    await this.#writing;
    return this.#loss === undefined && await this.#store.end(this.#seed.sessionId, keepMs, this.#version);
  }

  #stop(): void {
    this.#isOver = true;
    this.#cancelSoon?.();
    this.#cancelSoon = undefined;
  }

  #apply({ updates, turns, running, seq, written = [], deleted = [] }: LeaseChange): void {
    this.#record = {
      ...this.#record,
      ...(updates !== undefined && { updates }),
      ...(turns !== undefined && { turns }),
      ...(running !== undefined && { running }),
      seqLimit: Math.max(this.#record.seqLimit, seq + SEQ_BLOCK),
    };
    for (const turn of written) this.#written.set(turn.turn, turn);
    for (const { turn } of deleted) this.#written.delete(turn);
    if (deleted.length > 0) {
      this.#deleted = this.#deleted.concat(deleted.flatMap((turn) => turnKeys(this.#seed.sessionId, turn)));
    }
    this.#isDirty = true;
  }

  #flush(): void {
    this.#cancelSoon?.();
    this.#cancelSoon = undefined;
    if (!this.#isDirty || this.#isOver || this.#loss !== undefined || this.#writing !== undefined) return;
    this.#writing = this.#write();
  }

  /** Writes until there is nothing left to write, or the store fails. */
  async #write(): Promise<void> {
    try {
      // The end of a turn and the start of the one that interrupts it are one write.
      await Promise.resolve();
      while (this.#isDirty && this.#loss === undefined) await this.#writeOnce();
    } catch (error) {
      this.#fail(messageOf(error));
    } finally {
      this.#writing = undefined;
    }
  }

  async #writeOnce(): Promise<void> {
    const written = fitting([...this.#written.values()]);
    const deleted = this.#deleted.slice(0, DELETE_BATCH);
    const seed = this.#version === null ? { seed: this.#seed } : {};
    this.#isDirty = false;
    let version: string | undefined;
    try {
      const changes = { ...seed, written, deleted };
      version = await this.#store.write(this.#seed.sessionId, this.#record, this.#version, changes);
    } finally {
      if (version === undefined) this.#isDirty = true;
    }
    if (version === undefined) return await this.#reconcile();
    this.#version = version;
    this.#writtenAt = this.#options.clock.now();
    this.#isFailing = false;
    for (const turn of written) if (this.#written.get(turn.turn) === turn) this.#written.delete(turn.turn);
    this.#deleted = this.#deleted.slice(deleted.length);
    if (this.#written.size > 0 || this.#deleted.length > 0) this.#isDirty = true;
  }

  /** Reads the version again: a write that seemed to fail may have been applied. */
  async #reconcile(): Promise<void> {
    const found = await this.#store.current(this.#seed.sessionId);
    if (found === "ended") return this.#lose("ended");
    if (found === undefined) {
      this.#version = null;
      this.#isDirty = true;
      return;
    }
    const { owner, term } = found.record;
    if (owner === this.#store.instance && term === this.#record.term) this.#version = found.version;
    else this.#lose("replaced");
  }

  #lose(why: LeaseLoss): void {
    if (this.#loss !== undefined) return;
    this.#loss = why;
    const isKnown = this.#isOver;
    this.#stop();
    if (!isKnown) this.#options.onLost(why);
  }

  #fail(reason: string): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    this.#options.onFailure(reason);
  }
}
