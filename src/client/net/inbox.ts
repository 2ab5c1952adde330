/**
 * Turns socket messages into valid events: decoded, without duplicates, and of a valid epoch.
 *
 * @module
 */
import { decodeBinary } from "../../contract/protocol/binary.ts";
import { type Decoded, ProtocolError } from "../../contract/protocol/decoded.ts";
import { decodeJson } from "../../contract/protocol/json.ts";
import type { ClientMessage, ServerEvent } from "../../contract/protocol/messages.ts";
import type { Clock } from "../../contract/clock.ts";
import { MAX_PLAYBACK_CHARS } from "../../contract/protocol/names.ts";
import { EpochGate } from "./epoch_gate.ts";

/** Turns whose id is kept for binary frames, which carry only the number. */
const KEPT_TURN_IDS = 4;

/** Characters of text that a user may hear in a second, at most. */
const CHARS_PER_S = 50;

/** Characters of text that a user may have heard at any time, at most. */
const FIRST_CHARS = 100;

/** What has arrived of a turn whose end has not. */
interface OpenTurn {
  readonly turn: number;
  text: string;
  /** Media time up to which its audio has arrived, ms. */
  audioMs: number;
  /** When its first audio arrived, on the clock. */
  beganAt: number | undefined;
  /** Media time that the user has heard, as last reported, ms. */
  playedMs: number | undefined;
}

/** Reads the messages of a session, over all its connections. */
export class Inbox {
  /** Which epochs are valid. */
  readonly gate = new EpochGate();
  readonly #turnIds = new Map<number, string | null>();
  readonly #unknownEvents = new Map<string, number>();
  readonly #clock: Clock;
  #seq: number;
  #open: OpenTurn | undefined;

  /**
   * @param after The `seq` of the last message that was received before.
   * @param clock Tells for how long a turn is heard.
   */
  constructor(after: number, clock: Clock) {
    this.#seq = after;
    this.#clock = clock;
  }

  /** The `seq` of the last message received. */
  get seq(): number {
    return this.#seq;
  }

  /** Messages of types that this version does not know, by type; `malformed` for those that break the protocol. */
  get unknownEvents(): ReadonlyMap<string, number> {
    return this.#unknownEvents;
  }

  /** Notes up to where the user has heard a turn. */
  heard(turn: number, positionMs: number): void {
    if (this.#open?.turn === turn) this.#open.playedMs = positionMs;
  }

  /** Voids everything up to now, as {@linkcode EpochGate.interrupt} says; the user has heard `playedMs`, if known. */
  interrupt(barrier: number, playedMs: number | undefined): void {
    if (this.#open !== undefined) this.#open.playedMs = playedMs ?? this.#heardMs(this.#open);
    this.gate.interrupt(barrier);
  }

  /**
   * What the user has heard of the turn whose end has not arrived, for a service that may have lost it; `undefined`:
   * nothing.
   */
  get unfinished(): Extract<ClientMessage, { type: "playback" }> | undefined {
    if (this.#open?.beganAt === undefined) return undefined;
    const { turn, text } = this.#open;
    const position_ms = this.#heardMs(this.#open);
    const chars = Math.min(MAX_PLAYBACK_CHARS, FIRST_CHARS + position_ms / 1000 * CHARS_PER_S);
    return { type: "playback", turn, position_ms, text: text.slice(0, chars) };
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
    if (!this.gate.accepts(event)) return null;
    this.#follow(event);
    return event;
  }

  #heardMs({ audioMs, beganAt = Infinity, playedMs }: OpenTurn): number {
    return Math.min(audioMs, playedMs ?? Math.max(0, this.#clock.now() - beganAt));
  }

  #follow(event: ServerEvent): void {
    if (event.type === "turn_started") {
      this.#open = { turn: event.turn, text: "", audioMs: 0, beganAt: undefined, playedMs: undefined };
    }
    const open = this.#open;
    if (open?.turn !== event.turn) return;
    if (event.type === "text_delta") open.text += event.token;
    else if (event.type === "audio_chunk") {
      open.beganAt ??= this.#clock.now();
      open.audioMs = event.timestamp_ms + event.duration_ms;
    } else if (event.type === "turn_complete") this.#open = undefined;
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
