/**
 * The page's log of a session's turns: what was asked, said and heard, and the time of each step. Pure.
 *
 * @module
 */
import type { EventOf, SessionEvent } from "../../client/net/events.ts";
import type { TranscriptTurn } from "../../client/net/http.ts";
import type { TurnMetrics } from "../../contract/protocol/messages.ts";
import type { CaptionWord } from "../../client/picture/captions.ts";

/** The state of a turn. */
type TurnState = "waiting" | "running" | "completed" | "interrupted" | "failed";

/** When each step of a turn happened, ms since the text was sent; `null` if it has not. */
interface TurnSteps {
  readonly started: number | null;
  readonly text: number | null;
  readonly audio: number | null;
  readonly picture: number | null;
  /** The first sample at the loudspeaker. */
  readonly sound: number | null;
}

/** One turn. Immutable, so that views can compare. */
export interface LoggedTurn {
  /** Counts the records of this page. */
  readonly key: number;
  /** The client's id of the turn; `null`: another page began it, or this one before it was loaded again. */
  readonly id: string | null;
  readonly turn: number | null;
  readonly mode: "reply" | "verbatim";
  readonly userText: string;
  readonly text: string;
  readonly words: readonly CaptionWord[];
  readonly state: TurnState;
  /** What was heard, once the service has reported it. */
  readonly heardText: string | null;
  readonly heardMs: number | null;
  /** Why it failed, and whether it may succeed when it is tried again. */
  readonly problem: { readonly message: string; readonly retryable: boolean } | null;
  readonly sentAtMs: number | null;
  readonly steps: TurnSteps;
  readonly metrics: TurnMetrics | null;
}

const NO_STEPS: TurnSteps = { started: null, text: null, audio: null, picture: null, sound: null };
/** Older turns are dropped. */
const KEPT_TURNS = 200;

/** Keeps the turns. */
export class TurnLog {
  #records: readonly LoggedTurn[] = [];
  #keys = 0;
  readonly #onChange: (records: readonly LoggedTurn[]) => void;

  constructor(onChange: (records: readonly LoggedTurn[]) => void) {
    this.#onChange = onChange;
  }

  /** Oldest first. */
  get records(): readonly LoggedTurn[] {
    return this.#records;
  }

  /** The turn of this number. */
  find(turn: number): LoggedTurn | undefined {
    return this.#records.findLast((record) => record.turn === turn);
  }

  /** A text was sent, with the client's id of its turn. */
  sent(text: { id: string; userText: string; mode: LoggedTurn["mode"]; nowMs: number }): void {
    const { id, userText, mode, nowMs: sentAtMs } = text;
    this.#add({ id, userText, mode, state: "waiting", sentAtMs });
  }

  /** A text with this id was refused or lost, or the session is closed: its turn will not start. */
  lost(id: string, message: string, retryable = true): void {
    const waiting = this.#waiting(id);
    if (waiting) this.#replace(waiting, { state: "failed", problem: { message, retryable } });
  }

  /**
   * Takes over what was before this page was loaded.
   *
   * @param turns The finished turns.
   * @param running The turn that was running then, as far as it had been seen.
   */
  restore(turns: readonly TranscriptTurn[], running: LoggedTurn | null): void {
    for (const turn of turns) {
      this.#add({
        turn: turn.turn,
        mode: turn.mode,
        userText: turn.user_text,
        text: turn.generated_text,
        state: turn.status,
        heardText: turn.heard_text,
        heardMs: turn.heard_ms,
      });
    }
    if (running?.turn && !this.find(running.turn)) this.#add({ ...running, key: ++this.#keys, sentAtMs: null });
  }

  /**
   * Keeps what was said, and expects turns to be counted from 1 again: a new session continues in place of a lost one.
   */
  startOver(): void {
    const problem = { message: "The session was lost before this was done.", retryable: true };
    this.#set(this.#records.map((record) => {
      const over = record.state !== "waiting" && record.state !== "running";
      return over ? { ...record, turn: null } : { ...record, turn: null, state: "failed", problem };
    }));
  }

  /** Clears the log. */
  clear(): void {
    this.#set([]);
  }

  /** Handles an event. */
  onEvent(event: SessionEvent, nowMs: number): void {
    switch (event.type) {
      case "turn_started":
        return this.#onStarted(event, nowMs);
      case "text_delta":
        return this.#change(
          event.turn,
          (record) => ({ text: record.text + event.token, ...step(record, "text", nowMs) }),
        );
      case "audio_chunk":
        return this.#step(event.turn, "audio", nowMs);
      case "word":
        // Speech that is made again repeats its words.
        return this.#change(event.turn, ({ words }) => ({
          words: [...words.filter(({ charStart }) => charStart < event.char_start), wordOf(event)],
        }));
      case "error":
        return this.#onProblem(event);
      case "turn_complete":
        return this.#change(event.turn, (record) => ({
          state: event.status,
          heardText: event.heard_text,
          heardMs: event.heard_ms,
          metrics: event.metrics,
          text: record.text || event.spoken_text,
        }));
    }
  }

  /** The first picture of a turn was shown. */
  pictured(turn: number, nowMs: number): void {
    this.#step(turn, "picture", nowMs);
  }

  /** The first sample of a turn left the loudspeaker at `atMs`. */
  sounded(turn: number, atMs: number): void {
    this.#step(turn, "sound", atMs);
  }

  #onStarted({ turn, id }: EventOf<"turn_started">, nowMs: number): void {
    if (this.find(turn)) return;
    const waiting = this.#waiting(id);
    if (!waiting) return this.#add({ turn, state: "running", userText: "" });
    this.#replace(waiting, { turn, state: "running", ...step(waiting, "started", nowMs) });
  }

  #onProblem({ turn, id, message, retryable }: EventOf<"error">): void {
    const problem = { message, retryable };
    const refused = this.#waiting(id);
    if (refused) return this.#replace(refused, { state: "failed", problem });
    const running = this.#records.findLast((record) => record.turn === turn && record.state === "running");
    if (running) this.#replace(running, { problem });
  }

  /** The text with this id whose turn has not started. */
  #waiting(id: string | undefined): LoggedTurn | undefined {
    return id === undefined
      ? undefined
      : this.#records.find((record) => record.id === id && record.state === "waiting");
  }

  #step(turn: number, name: keyof TurnSteps, nowMs: number): void {
    if (this.find(turn)?.steps[name] === null) this.#change(turn, (record) => step(record, name, nowMs));
  }

  #change(turn: number, change: (record: LoggedTurn) => Partial<LoggedTurn>): void {
    const record = this.find(turn);
    if (record) this.#replace(record, change(record));
  }

  #replace(old: LoggedTurn, change: Partial<LoggedTurn>): void {
    this.#set(this.#records.map((record) => record === old ? { ...old, ...change } : record));
  }

  #add(record: Partial<LoggedTurn> & Pick<LoggedTurn, "userText" | "state">): void {
    const blank = { id: null, turn: null, mode: "reply", text: "", words: [], heardText: null, heardMs: null } as const;
    const rest = { problem: null, sentAtMs: null, steps: NO_STEPS, metrics: null };
    this.#set([...this.#records, { key: ++this.#keys, ...blank, ...rest, ...record }].slice(-KEPT_TURNS));
  }

  #set(records: readonly LoggedTurn[]): void {
    this.#records = records;
    this.#onChange(records);
  }
}

/** Records the time of a step, if it is the first. */
function step(record: LoggedTurn, name: keyof TurnSteps, nowMs: number): Pick<LoggedTurn, "steps"> {
  const { steps, sentAtMs } = record;
  if (steps[name] !== null || sentAtMs === null) return { steps };
  return { steps: { ...steps, [name]: Math.max(0, nowMs - sentAtMs) } };
}

function wordOf(event: { start_ms: number; end_ms: number; char_start: number; char_end: number }): CaptionWord {
  return { startMs: event.start_ms, endMs: event.end_ms, charStart: event.char_start, charEnd: event.char_end };
}
