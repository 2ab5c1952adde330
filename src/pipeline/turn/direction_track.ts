/**
 * The directions of a turn on its media clock: each mark takes effect with its word, in the face and at the client.
 *
 * @module
 */
import type { AvatarInput, TimedWord } from "../../contract/adapter.ts";
import type { Control } from "../../contract/controls.ts";
import type { DirectionSource, Unsequenced } from "../../contract/protocol/messages.ts";
import { MarkedManner } from "../../control/marks/manner.ts";
import type { PlacedMark } from "../../control/marks/mark.ts";
import type { Turn } from "../turn_context.ts";

const WORD = /[\p{L}\p{N}]/u;

/** What happens at a media time besides the speech. */
export interface TimedDirection {
  readonly type: "direction";
  readonly startMs: number;
  /** What the client is told. */
  readonly event: Extract<Unsequenced, { type: "emotion" | "cue" }>;
  /** The control that the person shows from then on; absent: the same as before. */
  readonly control?: Control;
}

/** Where a {@linkcode DirectionTrack} leads. */
interface DirectionOutlet {
  /** Gives the avatar its next input. */
  feed(input: AvatarInput): void;
  /** Takes a direction, in order of time. */
  accept(direction: TimedDirection): void;
}

/** The directions of one turn. */
export class DirectionTrack {
  readonly #turn: Turn;
  readonly #outlet: DirectionOutlet;
  #manner = new MarkedManner();
  #waiting: PlacedMark[] = [];
  /** The feelings of marks until then have ended, media time. */
  #overriddenMs = -Infinity;
  /** Marks that took effect, with their times. */
  #performed: { readonly mark: PlacedMark; readonly atMs: number }[] = [];

  constructor(turn: Turn, outlet: DirectionOutlet) {
    this.#turn = turn;
    this.#outlet = outlet;
  }

  /** Adds marks, in order. They replace earlier ones from their place on: another provider says the same text. */
  add(marks: readonly PlacedMark[]): void {
    const [first] = marks;
    if (first === undefined) return;
    this.#waiting = [...this.#waiting.filter(({ charStart }) => charStart < first.charStart), ...marks];
  }

  /** A word begins: the marks up to it take effect. */
  reach({ charStart, startMs }: Pick<TimedWord, "charStart" | "startMs">): void {
    this.#passTo(charStart, startMs);
  }

  /** Whether a gesture waits that no word of the complete text follows. */
  movesAfter(text: string): boolean {
    return this.#waiting.some(({ kind, charStart }) => kind === "gesture" && !WORD.test(text.slice(charStart)));
  }

  /** The speech ends, and with it the wait of marks that no word follows. */
  end(endMs: number): void {
    this.#passTo(Infinity, endMs);
  }

  /** The speech from a media time on is made again: its marks wait for their words once more. */
  cut(ms: number): void {
    const again = this.#performed.filter(({ atMs }) => atMs >= ms);
    this.#performed = this.#performed.filter(({ atMs }) => atMs < ms);
    this.#waiting = [...again.map(({ mark }) => mark), ...this.#waiting];
    this.#settle();
  }

  /**
   * The client changes the control at a media time: that ends a marked feeling.
   *
   * @param untilMs The feelings of marks until then end, media time.
   */
  override(control: Control, fromMs: number, untilMs = fromMs): void {
    this.#overriddenMs = untilMs;
    this.#settle();
    this.#tell(control, fromMs, "client");
  }

  /** The manner after the marks that took effect. */
  #settle(): void {
    const past = this.#performed.filter(({ atMs }) => atMs <= this.#overriddenMs);
    this.#manner = new MarkedManner();
    for (const { mark } of past) this.#manner.apply(mark);
    this.#manner.release();
    for (const { mark } of this.#performed.slice(past.length)) this.#manner.apply(mark);
  }

  #passTo(charStart: number, atMs: number): void {
    for (let [mark] = this.#waiting; mark !== undefined && mark.charStart <= charStart; [mark] = this.#waiting) {
      this.#waiting.shift();
      this.#performed.push({ mark, atMs });
      this.#perform(mark, atMs);
    }
  }

  #perform(mark: PlacedMark, atMs: number): void {
    const source = this.#turn.mode === "verbatim" ? "author" : "model";
    const felt = this.#manner.feels;
    this.#manner.apply(mark);
    switch (mark.kind) {
      case "emotion":
      case "own":
        if (mark.kind === "own" && !felt) return;
        return this.#feel(this.#manner.feltOn(this.#turn.currentControl), atMs, source);
      case "gesture": {
        const { gesture } = mark;
        this.#outlet.feed({ type: "gesture", gesture, fromMs: atMs });
        return this.#cue(gesture.name, gesture.name === "look" ? gesture.toward : undefined, atMs);
      }
      case "cue":
        return this.#cue(mark.name, mark.value, atMs);
    }
  }

  #feel(control: Control, fromMs: number, source: DirectionSource): void {
    this.#outlet.feed({ type: "control", control, fromMs });
    this.#tell(control, fromMs, source);
  }

  #tell(control: Control, fromMs: number, source: DirectionSource): void {
    const { label, intensity, valence, arousal } = control.emotion;
    const event = { type: "emotion", timestamp_ms: fromMs, label, intensity, valence, arousal, source } as const;
    this.#outlet.accept({ type: "direction", startMs: fromMs, event, control });
  }

  #cue(name: string, value: string | undefined, atMs: number): void {
    const event = { type: "cue", timestamp_ms: atMs, name, ...(value !== undefined && { value }) } as const;
    this.#outlet.accept({ type: "direction", startMs: atMs, event });
  }
}
