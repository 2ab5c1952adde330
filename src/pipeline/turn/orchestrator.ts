/**
 * One turn, from the user's text to `turn_complete`: source ▷ media clock ▷ lip-sync ▷ pacer and avatar ▷ outbox.
 *
 * @module
 */
import type { AvatarInput, ModelFinish, TimedAudio, TimedViseme, TimedWord } from "../../contract/adapter.ts";
import type { SyncBudget } from "../../alignment/drift.ts";
import { SpokenText } from "../../alignment/heard.ts";
import type { TimedSpeech } from "../../alignment/media_clock.ts";
import { Playout } from "../../alignment/playout.ts";
import type { SyncController } from "../../alignment/sync_controller.ts";
import { estimateWords } from "../../alignment/word_times.ts";
import type { Clock } from "../../contract/clock.ts";
import { isAbort, TthError } from "../../contract/errors.ts";
import type { Control } from "../../contract/controls.ts";
import type { Extra, TurnStatus, Unsequenced } from "../../contract/protocol/messages.ts";
import type { SessionState } from "../../contract/parts.ts";
import { audioEvent, frameEvent, markEvent } from "../video/media_events.ts";
import { Pacer, type PacerOptions } from "./pacer.ts";
import type { Speech, SpeechSource, SpeechTurn } from "../speech/speech.ts";
import type { Ticker } from "../../core/ticker.ts";
import { timedSpeech } from "../speech/timed_speech.ts";
import { TurnMeter } from "./turn_meter.ts";
import type { TurnRequest } from "./turn_request.ts";
import type { TurnResult } from "./turn_result.ts";
import { VideoTrack } from "../video/video_track.ts";

/** How turns run; the same for all turns of a session. */
export interface TurnOptions {
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly source: SpeechSource;
  readonly pacing: PacerOptions & {
    /** Longest audio chunk, ms. */
    readonly chunkMs: number;
    /** How far behind the send clock a client's reports are believed, ms. */
    readonly playoutGraceMs: number;
  };
  readonly syncBudget: SyncBudget;
  /** The session's closed loop; it outlives the turn. */
  readonly sync: SyncController;
  readonly extras: ReadonlySet<Extra>;
}

/** What a turn tells its session. */
export interface TurnEvents {
  /** Sends a message of this turn; `false`: it was not accepted. */
  post(event: Unsequenced): boolean;
  /** Whether the reader is so far behind that a burst should wait. */
  congested(): boolean;
  /** What the person in the picture does now. */
  onState(state: SessionState): void;
  /** An error that no provider or rule explains. */
  onUnexpected(error: unknown): void;
  /** The turn is over. Called once, before `turn_complete` is sent. */
  onEnd(result: TurnResult): void;
}

/** A running turn. */
export class Turn {
  readonly #options: TurnOptions;
  readonly #events: TurnEvents;
  readonly #abort = new AbortController();
  readonly #playout: Playout;
  readonly #pacer: Pacer;
  readonly #spoken = new SpokenText(estimateWords);
  readonly #meter: TurnMeter;
  readonly #video: VideoTrack | undefined;
  readonly #fps: number;
  readonly #needsLips: boolean;
  readonly #words: TimedWord[] = [];
  #control: Control;
  #state: SessionState | undefined;
  #unsubscribe: (() => void) | undefined;
  #finish: ModelFinish = "stop";
  #done = false;
  #failed = false;
  #over = false;

  /** Starts the turn at once: `turn_started` is its first message. */
  constructor(request: TurnRequest, options: TurnOptions, events: TurnEvents) {
    this.#options = options;
    this.#events = events;
    this.#playout = new Playout(options.clock, options.pacing.playoutGraceMs);
    this.#meter = new TurnMeter(options.clock, options.syncBudget);
    this.#control = request.speech.context.control;
    this.#fps = request.video?.format.fps ?? 0;
    const avatars = request.video?.chain.available() ?? [];
    const followed = avatars.some(({ adapter }) => adapter.capabilities().lipSync !== false);
    this.#needsLips = followed || options.extras.has("viseme");
    this.#pacer = new Pacer(options.pacing, this.#playout, {
      audio: (part) => this.#sendAudio(part),
      mark: (part) => this.#sendMark(part),
      congested: () => events.congested(),
    });
    events.post({ type: "turn_started", control: this.#control, fidelity: request.fidelity });
    this.#show("thinking");
    const turn = this.#speechTurn(request);
    this.#video = request.video && this.#startVideo(request.video, turn);
    this.#unsubscribe = options.ticker.subscribe(() => this.#tick());
    this.#run(turn);
  }

  /** Ends the turn at once, whatever it waits for. Harmless when it is over. */
  interrupt(playedMs?: number): void {
    this.#meter.interrupted();
    if (playedMs !== undefined) this.#playout.stop(playedMs);
    this.#end("interrupted");
  }

  /** Moves the running turn: the face from its next frame on, the speech from its next segment on. */
  applyControl(control: Control): void {
    this.#control = control;
    this.#video?.feed({ type: "control", control });
  }

  /** The control in force now. */
  get control(): Control {
    return this.#control;
  }

  /** Takes a client's report of what the person hears and sees. */
  playback(positionMs: number, frameIndex?: number): void {
    this.#playout.report(positionMs);
    if (frameIndex === undefined || this.#fps === 0) return;
    // A frame is on the screen for a whole period: the middle of it is compared, so that a perfect client reads 0 on average.
    const frameMs = 1000 / this.#fps;
    const seen = (frameIndex + 0.5) * frameMs - positionMs;
    this.#meter.seenDrift.add(seen);
    this.#options.sync.report(seen);
  }

  #speechTurn({ speech }: TurnRequest): SpeechTurn {
    return {
      ...speech,
      context: { ...speech.context, signal: this.#abort.signal },
      currentControl: () => this.#control,
      onReplaced: ({ kind, from, to, reason }) => {
        const taker = to === null ? `the turn goes on without ${kind}` : `${to} takes over`;
        this.#error("provider_replaced", `${kind}: ${from} failed (${reason}); ${taker}`, true);
      },
    };
  }

  #startVideo(video: NonNullable<TurnRequest["video"]>, turn: SpeechTurn): VideoTrack {
    return new VideoTrack({
      ...video,
      clock: this.#options.clock,
      turn: turn.context,
      onReplaced: (replacement) => turn.onReplaced(replacement),
      post: (part) => {
        const accepted = this.#events.post(frameEvent(part, false));
        this.#meter.frame(accepted, part.timestampMs - part.audioMs);
        return accepted;
      },
    });
  }

  /** Joins the stages and waits for the source's end. */
  async #run(turn: SpeechTurn): Promise<void> {
    try {
      await this.#join(this.#options.source.speak(turn));
    } catch (error) {
      this.#fail(error);
    }
    if (this.#over) return;
    this.#done = true;
    this.#spoken.end();
    this.#video?.end();
    this.#pacer.end();
    this.#tick();
  }

  async #join({ text, speech }: Speech): Promise<void> {
    const { signal } = this.#abort;
    const said = text.pipeTo(new WritableStream({ write: (token) => this.#takeText(token) }), { signal });
    const heard = timedSpeech(speech, { chunkMs: this.#options.pacing.chunkMs, needsLips: this.#needsLips, signal })
      .pipeTo(new WritableStream({ write: (part) => this.#takeSpeech(part) }), { signal });
    // Text that is still on its way belongs to the turn even when the voice has failed, and the other way round.
    await Promise.all([heard, said].map((stage) => stage.catch((error) => this.#fail(error))));
  }

  #takeText(token: string): void {
    if (this.#over || token === "") return;
    this.#meter.first("text");
    this.#spoken.addText(token);
    this.#events.post({ type: "text_delta", token });
  }

  /** Takes timed speech in; resolves when more may come. */
  #takeSpeech(part: TimedSpeech | TimedViseme): Promise<void> | void {
    if (this.#over) return;
    switch (part.type) {
      case "segment":
        return this.#spoken.addSegment(part);
      case "usage":
        return this.#meter.count(part.usage);
      case "finish":
        this.#finish = part.finish;
        return;
      case "failure":
        return this.#fail(part.error);
      case "phone":
        return;
      case "word":
        this.#spoken.addWord(part);
        this.#words.push(part);
        break;
      case "audio":
        this.#spoken.addAudio(part.timestampMs + part.durationMs);
        break;
    }
    this.#video?.feed(part satisfies AvatarInput);
    return this.#pacer.accept(part);
  }

  #sendAudio(part: TimedAudio): void {
    this.#meter.first("audio");
    this.#show("speaking");
    this.#events.post(audioEvent(part));
    for (const word of this.#spoken.estimatedBefore(part.timestampMs + part.durationMs)) {
      this.#words.push(word);
      this.#sendMark(word);
    }
  }

  #sendMark(part: TimedWord | TimedViseme): void {
    if (this.#options.extras.has(part.type)) this.#events.post(markEvent(part));
  }

  #tick(): void {
    if (this.#over) return;
    this.#pacer.release();
    const positionMs = this.#options.pacing.mode === "burst" ? 0 : this.#playout.positionMs;
    // The picture may leave as much earlier or later than its sound as this client needs to see them together.
    this.#video?.advance(this.#pacer.limitMs + this.#options.sync.leadMs, positionMs);
    if (this.#pacer.starved && this.#state === "speaking") this.#show("thinking");
    if (this.#done && this.#pacer.drained && this.#playedOut()) {
      this.#end(this.#failed ? "failed" : "completed");
    }
  }

  #playedOut(): boolean {
    if (this.#options.pacing.mode === "burst") return this.#video === undefined || this.#video.done;
    return this.#playout.drained;
  }

  #show(state: SessionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#events.onState(state);
  }

  /** The turn ends as failed, once what was made has been heard. The first failure is told; others follow from it. */
  #fail(error: unknown): void {
    if (this.#over || this.#failed || isAbort(error, this.#abort.signal)) return;
    this.#failed = true;
    const known = error instanceof TthError ? error : undefined;
    this.#error(
      known?.code ?? "internal",
      known?.message ?? "the turn failed for an unexpected reason",
      known?.retryable ?? true,
    );
    if (known === undefined) this.#events.onUnexpected(error);
  }

  #error(code: string, message: string, retryable: boolean): void {
    this.#events.post({ type: "error", code, message, retryable, fatal: false });
  }

  /**
   * The one end of a turn. The order is the interrupt's: nothing of the turn can leave any more, then the stages are
   * aborted and purged, then the provider is told, and `turn_complete` waits for none of them.
   */
  #end(status: TurnStatus): void {
    if (this.#over) return;
    this.#over = true;
    this.#playout.freeze();
    this.#unsubscribe?.();
    this.#abort.abort(new DOMException(`turn ${status}`, "AbortError"));
    this.#pacer.purge();
    this.#video?.stop();
    if (status === "interrupted") this.#options.source.cut(this.#playout.positionMs);
    this.#events.onEnd(this.#result(status));
  }

  #result(status: TurnStatus): TurnResult {
    const sentMs = this.#playout.sentMs;
    const heardMs = status !== "interrupted" && this.#options.pacing.mode === "burst"
      ? sentMs
      : this.#playout.positionMs;
    return {
      status,
      finish: status === "interrupted" ? "cancelled" : status === "failed" ? "error" : this.#finish,
      generatedText: this.#spoken.text,
      spokenText: this.#spoken.before(sentMs),
      heardText: this.#spoken.before(heardMs),
      heardMs,
      heardSource: this.#playout.source,
      words: this.#words,
      metrics: this.#meter.summary(this.#playout, this.#video, this.#options.sync.leadMs),
    };
  }
}
