/**
 * Runs the source of a turn: takes what it delivers, and has speech made again for another control.
 *
 * @module
 */
import type { ModelFinish, UnspeakablePart } from "../../contract/adapter.ts";
import { delay } from "../../contract/clock.ts";
import type { Unsequenced } from "../../contract/protocol/messages.ts";
import type { Playout } from "../../alignment/playout.ts";
import type { SourcePart, SpeechSink } from "../speech/speech.ts";
import type { Turn } from "../turn_context.ts";
import type { SpeechTrack } from "./speech_track.ts";
import type { TurnErrors } from "./turn_errors.ts";
import type { TurnMeter } from "./turn_meter.ts";
import type { TurnStage } from "./turn_stage.ts";
import { unspeakableMessage } from "./unspeakable.ts";

/** What a {@linkcode SourceRun} fills, and its callbacks. */
interface SourceRunOptions {
  readonly speech: SpeechTrack;
  readonly playout: Playout;
  readonly meter: TurnMeter;
  readonly errors: TurnErrors;
  /** Sends a message of the turn. */
  post(event: Unsequenced): void;
  /** Speech has arrived. */
  onSpeech(): void;
  /** All speech has arrived. */
  onDone(): void;
  /** The turn cannot go on. */
  onCrash(error: unknown): void;
}

/** Runs the source of one turn. Takes nothing once the turn is over. */
export class SourceRun {
  readonly #turn: Turn;
  readonly #stage: TurnStage;
  readonly #options: SourceRunOptions;
  readonly #sink: SpeechSink = {
    text: (token) => this.#takeText(token),
    direct: (marks) => this.#options.speech.directions.add(marks),
    part: (part) => this.#takePart(part),
    fail: (error) => this.#fail(error),
    replaced: (replacement) => this.#options.errors.replaced(replacement),
  };
  #finish: ModelFinish = "stop";
  #isDone = false;
  /** Calls of the source that have not ended: the first one, and those that make speech again. */
  #speaking = 0;
  /** When a remake was requested, on the clock; it begins as soon as possible. */
  #remakeAskedAt: number | undefined;

  constructor(turn: Turn, stage: TurnStage, options: SourceRunOptions) {
    this.#turn = turn;
    this.#stage = stage;
    this.#options = options;
  }

  /** Why the model finished. */
  get finish(): ModelFinish {
    return this.#finish;
  }

  /** Whether all speech has arrived. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** Whether a remake was requested and has not begun. */
  get isRemakeDue(): boolean {
    return this.#remakeAskedAt !== undefined;
  }

  /** Begins to speak. */
  start(): void {
    this.#run(() => this.#stage.source.speak(this.#turn, this.#sink));
  }

  /** Asks for the speech to be made again with the control now in force. */
  askRemake(): void {
    this.#remakeAskedAt ??= this.#stage.clock.now();
    this.remake();
  }

  /** Makes the speech again, if that is due, from where the listener is when it comes. One such change at a time. */
  remake(): void {
    const askedAt = this.#remakeAskedAt;
    const { speech } = this.#options;
    if (askedAt === undefined || !speech.isJoined || this.#isOver) return;
    const { source } = this.#stage;
    const { makeMs } = source;
    const place = makeMs === undefined ? undefined : speech.placeToRemake(makeMs);
    // Once all speech has arrived, no later word can be awaited.
    if (place !== undefined || this.#isDone) this.#remakeAskedAt = undefined;
    if (place === undefined) return;
    const again = source.remake?.(this.#turn, this.#sink, place);
    if (again === undefined) return;
    this.#isDone = false;
    speech.remake(askedAt);
    this.#run(() => again);
  }

  get #isOver(): boolean {
    return this.#turn.signal.aborted;
  }

  #run(speak: () => Promise<void>): void {
    this.#speak(speak).catch((error) => this.#options.onCrash(error));
  }

  async #speak(speak: () => Promise<void>): Promise<void> {
    this.#speaking++;
    try {
      await speak();
    } catch (error) {
      this.#fail(error);
    }
    this.#speaking--;
    if (this.#isOver || this.#speaking > 0) return;
    this.#isDone = true;
    this.#options.onDone();
  }

  /** The turn ends as failed, once the generated part has been heard. */
  #fail(error: unknown): void {
    if (!this.#isOver) this.#options.errors.fail(error);
  }

  #takeText(token: string): void {
    if (this.#isOver || token === "") return;
    const { meter, speech, post } = this.#options;
    meter.first("text");
    speech.spoken.addText(token);
    post({ type: "text_delta", token });
  }

  #takePart(part: SourcePart): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    const { meter, speech, playout, onSpeech } = this.#options;
    switch (part.type) {
      case "usage":
        meter.count(part.usage);
        return undefined;
      case "finish":
        this.#finish = part.finish;
        meter.modelFinished();
        return undefined;
      case "unspeakable":
        this.#leaveOut(part);
        return undefined;
      case "broken":
        speech.breakOff();
        return undefined;
      default: {
        const wasSilent = playout.sentMs === 0;
        const { startMs } = speech.pacer;
        const room = speech.take(part);
        // The first audio leaves before anything else is done.
        if (wasSilent && playout.sentMs > 0) return delay(this.#stage.clock, 0).then(onSpeech);
        // Behind other speech, it changes nothing about what is due.
        const isNext = startMs === Infinity || speech.pacer.startMs !== startMs;
        if (isNext && (part.type === "audio" || part.type === "segment")) onSpeech();
        return room;
      }
    }
  }

  /** Reports to the client that a part of the text is not spoken, and excludes it from the spoken and heard text. */
  #leaveOut({ charStart, charEnd, reason }: UnspeakablePart): void {
    const { speech: { spoken }, errors } = this.#options;
    spoken.addUnspeakable({ charStart, charEnd });
    errors.report("unspeakable_text", unspeakableMessage(spoken.text.slice(charStart, charEnd), reason), false);
  }
}
