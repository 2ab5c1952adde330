/**
 * Turns socket messages into valid events: decoded, without duplicates, and of a valid epoch.
 *
 * @module
 */
import { decodeBinary } from "../../contract/protocol/binary.ts";
import { type Decoded, ProtocolError } from "../../contract/protocol/decoded.ts";
import { decodeJson } from "../../contract/protocol/json.ts";
import type { ServerEvent } from "../../contract/protocol/messages.ts";
import { EpochGate } from "./epoch_gate.ts";

/** Turns whose id is kept for binary frames, which carry only the number. */
const KEPT_TURN_IDS = 4;

/** Reads the messages of a session, over all its connections. */
export class Inbox {
  /** Which epochs are valid. */
  readonly gate = new EpochGate();
  readonly #turnIds = new Map<number, string | null>();
  readonly #unknownEvents = new Map<string, number>();
  #seq: number;

  /** @param after The `seq` of the last message that was received before. */
  constructor(after: number) {
    this.#seq = after;
  }

  /** The `seq` of the last message received. */
  get seq(): number {
    return this.#seq;
  }

  /** Messages of types that this version does not know, by type; `malformed` for those that break the protocol. */
  get unknownEvents(): ReadonlyMap<string, number> {
    return this.#unknownEvents;
  }

  /** Reads one message. Returns `null` if it is void, repeated, unknown or malformed. */
  read(data: string | ArrayBuffer): ServerEvent | null {
    const decoded = this.#decode(data);
    if (decoded === null) return null;
    if (!decoded.known) {
      this.#count(decoded.type);
      this.#isNew(decoded.seq);
      return null;
    }
    const { event } = decoded;
    // `session_ready` belongs to the connection, not to the stream: messages replayed after it may have smaller
    // numbers.
    if (event.type !== "session_ready" && !this.#isNew(event.seq)) return null;
    if (event.type === "turn_started") this.#keepTurnId(event.turn, event.turn_id);
    return this.gate.accepts(event) ? event : null;
  }

  #decode(data: string | ArrayBuffer): Decoded | null {
    try {
      return typeof data === "string"
        ? decodeJson(data)
        : decodeBinary(data, (turn) => this.#turnIds.get(turn) ?? null);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#count("malformed");
      return null;
    }
  }

  #isNew(seq: number | null): boolean {
    if (seq === null || seq <= this.#seq) return false;
    this.#seq = seq;
    return true;
  }

  #keepTurnId(turn: number, turnId: string | null): void {
    this.#turnIds.set(turn, turnId);
    for (const old of this.#turnIds.keys()) if (old <= turn - KEPT_TURN_IDS) this.#turnIds.delete(old);
  }

  /** Types come from the wire: above a limit they are counted together. */
  #count(type: string): void {
    const key = this.#unknownEvents.has(type) || this.#unknownEvents.size < 50 ? type : "others";
    this.#unknownEvents.set(key, (this.#unknownEvents.get(key) ?? 0) + 1);
  }
}
