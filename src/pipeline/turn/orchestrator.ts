/**
 * The turn engine: runs one turn, from the user's text to its end. Source ▷ speech track and video track ▷ outlet.
 *
 * @module
 */
import type { ModelFinish, UnspeakablePart } from "../../contract/adapter.ts";
import { delay } from "../../contract/clock.ts";
import type { Control } from "../../contract/controls.ts";
import type { SessionState } from "../../contract/parts.ts";
import type { TurnStatus, Unsequenced } from "../../contract/protocol/messages.ts";
import { Playout } from "../../alignment/playout.ts";
import type { Beat } from "../../core/ticker.ts";
import type { SourcePart, SpeechSink } from "../speech/speech.ts";
import type { Turn } from "../turn_context.ts";
import { frameEvent, type VideoStage } from "../video/video_stage.ts";
import { VideoTrack } from "../video/video_track.ts";
import { SpeechTrack } from "./speech_track.ts";
import { TurnErrors } from "./turn_errors.ts";
import { TurnMeter } from "./turn_meter.ts";
import { unspeakableMessage } from "./unspeakable.ts";
import type { TurnResult } from "./turn_result.ts";
import { fidelityIn, type TurnStage } from "./turn_stage.ts";

/** Runs one turn. */
export class Orchestrator {
  readonly #turn: Turn;
  readonly #stage: TurnStage;
  readonly #onEnd: (result: TurnResult) => void;
  readonly #playout: Playout;
  readonly #speech: SpeechTrack;
  readonly #meter: TurnMeter;
  readonly #errors: TurnErrors;
  readonly #video: VideoTrack | undefined;
  readonly #beat: Beat;
  readonly #sink: SpeechSink = {
    text: (token) => this.#takeText(token),
    direct: (marks) => this.#speech.directions.add(marks),
    part: (part) => this.#takePart(part),
    fail: (error) => this.#fail(error),
    replaced: (replacement) => this.#errors.replaced(replacement),
  };
  #state: SessionState | undefined;
  #finish: ModelFinish = "stop";
  /** All speech has arrived. */
  #done = false;
  #over = false;
  /** Sources that still speak: one, and others that make the speech again. */
  #speaking = 0;
  /** When it was asked for, on the clock, that the speech is made again as soon as that is possible. */
  #remakeAskedAt: number | undefined;

  private constructor(turn: Turn, stage: TurnStage, onEnd: (result: TurnResult) => void) {
    const { clock, pacing, video } = stage;
    this.#turn = turn;
    this.#stage = stage;
    this.#onEnd = onEnd;
    this.#playout = new Playout(clock, pacing.playoutGraceMs);
    this.#errors = new TurnErrors(turn, stage, (event) => this.#post(event));
    this.#meter = new TurnMeter(clock, stage.syncBudget, turn.receivedAt ?? clock.now());
    this.#speech = new SpeechTrack(turn, stage, this.#playout, {
      post: (event) => this.#post(event),
      feed: (part) => this.#video?.feed(part),
      onAudio: () => {
        this.#meter.first("audio");
        this.#show("speaking");
      },
      onJoined: (ms) => this.#video?.redraw(ms, { cutMs: ms }),
    });
    this.#post({ type: "turn_started", ...this.#id, control: turn.control, fidelity: fidelityIn(turn, stage) });
    this.#show("thinking");
    this.#beat = stage.ticker.subscribe(() => this.#tick());
    this.#video = video?.shown && this.#startVideo(video);
    this.#beat.within(this.#nextMs);
  }

  /**
   * Starts a turn immediately: `turn_started` is its first message.
   *
   * @param turn The turn.
   * @param stage What it runs on.
   * @param onEnd Called once, when the turn is over, before `turn_complete` is sent.
   */
  static runTurn(turn: Turn, stage: TurnStage, onEnd: (result: TurnResult) => void): Orchestrator {
    const orchestrator = new Orchestrator(turn, stage, onEnd);
    orchestrator.#run((out) => stage.source.speak(turn, out));
    return orchestrator;
  }

  /** Ends the turn immediately, regardless of what it waits for. A no-op when it is over. */
  interrupt(playedMs?: number): void {
    this.#meter.interrupted();
    if (playedMs !== undefined) this.#playout.stop(playedMs);
    this.#end("interrupted");
  }

  /**
   * Applies a control to the running turn now: to the face from the picture that is shown, to the speech from the next
   * word that can be made again in time.
   */
  applyControl(control: Control): void {
    this.#turn.currentControl = control;
    const positionMs = this.#pacedMs;
    if (this.#stage.pacing.mode === "burst") {
      this.#speech.directions.override(control, positionMs, Infinity);
      return this.#video?.feed({ type: "control", control });
    }
    this.#remakeAskedAt ??= this.#stage.clock.now();
    this.#remake();
    this.#speech.directions.override(control, positionMs);
    this.#video?.redraw(positionMs, { control });
    this.#beat.within(0);
  }

  /** The control in force now. */
  get control(): Control {
    return this.#turn.currentControl;
  }

  /** Applies a client's report of what the user hears and sees. */
  playback(positionMs: number, frameIndex?: number): void {
    const { sync } = this.#stage;
    const video = this.#video;
    this.#playout.report(positionMs);
    this.#beat.within(0);
    if (frameIndex === undefined || video === undefined) return;
    // A frame shows for a whole period: its middle is compared, so that a perfect client reports 0 on average.
    const seen = (frameIndex + 0.5) * 1000 / video.fps - positionMs;
    this.#meter.seenDrift.add(seen);
    sync.report(seen);
  }

  /** Notes that the client is connected again, or not any more: when it has heard what reached it, the turn waits. */
  connected(isConnected: boolean): void {
    this.#playout.attend(isConnected);
    this.#beat.within(this.#tick());
  }

  #startVideo(video: VideoStage): VideoTrack {
    return new VideoTrack(this.#turn, video, {
      life: this.#stage.presence,
      span: () => {
        const { positionMs, sentMs } = this.#playout;
        const { limitMs } = this.#speech.pacer;
        if (this.#stage.pacing.mode === "burst") return { positionMs: 0, dueMs: limitMs, limitMs };
        // Video is sent earlier or later than its audio, as this client needs to see them in sync.
        const { leadMs: syncMs } = this.#stage.sync;
        return { positionMs, dueMs: limitMs + syncMs, limitMs: Math.max(limitMs, sentMs) + syncMs };
      },
      wait: (ms) => this.#beat.within(ms),
      replaced: (replacement) => this.#errors.replaced(replacement),
      post: (part) => {
        const accepted = this.#post(frameEvent(part, false));
        this.#meter.frame(accepted, part.timestampMs - part.audioMs);
        return accepted;
      },
    });
  }

  /** Runs the source, and waits until all of its speech has arrived. */
  async #run(speak: (out: SpeechSink) => Promise<void>): Promise<void> {
    this.#speaking++;
    try {
      await speak(this.#sink);
    } catch (error) {
      this.#fail(error);
    }
    this.#speaking--;
    if (this.#over || this.#speaking > 0) return;
    this.#done = true;
    this.#speech.end();
    this.#video?.end();
    this.#remake();
    this.#beat.within(this.#tick());
  }

  /** Makes the speech again, if that is due, from where the listener is when it comes. One such change at a time. */
  #remake(): void {
    const askedAt = this.#remakeAskedAt;
    if (askedAt === undefined || !this.#speech.isJoined) return;
    const { makeMs } = this.#stage.source;
    const place = makeMs === undefined ? undefined : this.#speech.placeToRemake(makeMs);
    // Once all speech has arrived, no later word can be awaited.
    if (place !== undefined || this.#done) this.#remakeAskedAt = undefined;
    if (place === undefined) return;
    const again = this.#stage.source.remake?.(this.#turn, this.#sink, place);
    if (again === undefined) return;
    this.#done = false;
    this.#speech.remake(askedAt);
    this.#run(() => again);
  }

  /** Where the listener is, media time. */
  get #pacedMs(): number {
    return this.#stage.pacing.mode === "burst" ? 0 : this.#playout.positionMs;
  }

  #takeText(token: string): void {
    if (this.#over || token === "") return;
    this.#meter.first("text");
    this.#speech.spoken.addText(token);
    this.#post({ type: "text_delta", token });
  }

  #takePart(part: SourcePart): Promise<void> | undefined {
    if (this.#over) return undefined;
    switch (part.type) {
      case "usage":
        this.#meter.count(part.usage);
        return undefined;
      case "finish":
        this.#finish = part.finish;
        this.#meter.modelFinished();
        return undefined;
      case "unspeakable":
        this.#leaveOut(part);
        return undefined;
      case "broken":
        this.#speech.breakOff();
        return undefined;
      default: {
        const wasSilent = this.#playout.sentMs === 0;
        const room = this.#speech.take(part);
        if (part.type === "audio" || part.type === "segment") this.#beat.within(this.#nextMs);
        // The first audio leaves before more is made.
        return wasSilent && this.#playout.sentMs > 0 ? delay(this.#stage.clock, 0) : room;
      }
    }
  }

  /** Reports to the client that a part of the text is not spoken, and excludes it from the spoken and heard text. */
  #leaveOut({ charStart, charEnd, reason }: UnspeakablePart): void {
    const { spoken } = this.#speech;
    spoken.addUnspeakable({ charStart, charEnd });
    const message = unspeakableMessage(spoken.text.slice(charStart, charEnd), reason);
    this.#errors.report("unspeakable_text", message, false);
  }

  /** Does what is due; returns in how many ms more is, computed before the end is tested: audio may end in between. */
  #tick(): number {
    if (this.#over) return Infinity;
    const { pacer } = this.#speech;
    pacer.release();
    this.#remake();
    this.#video?.advance();
    const nextMs = this.#nextMs;
    if (pacer.starved && this.#state === "speaking") this.#show("thinking");
    if (this.#done && pacer.drained && this.#playedOut()) this.#end(this.#errors.hasFailed ? "failed" : "completed");
    return nextMs;
  }

  get #nextMs(): number {
    if (this.#over) return Infinity;
    if (this.#remakeAskedAt !== undefined || this.#stage.pacing.mode === "burst") return 0;
    const seen = this.#playout.isPresent ? this.#video : undefined;
    return Math.min(this.#speech.pacer.nextMs, seen?.nextMs ?? Infinity);
  }

  #playedOut(): boolean {
    if (this.#stage.pacing.mode === "burst") return this.#video === undefined || this.#video.done;
    return this.#playout.drained;
  }

  #show(state: SessionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#stage.presence.show(state, this.#turn);
  }

  /** The turn ends as failed, once the generated part has been heard. */
  #fail(error: unknown): void {
    if (!this.#over) this.#errors.fail(error);
  }

  /** The client's id of the turn, for the messages that carry it. */
  get #id(): { id?: string } {
    const { id } = this.#turn;
    return id === undefined ? {} : { id };
  }

  #post(event: Unsequenced): boolean {
    const { turn, turnId } = this.#turn;
    return this.#stage.outlet.post(event, turn, turnId);
  }

  /**
   * The only way a turn ends: stop the clocks, abort the stages, purge the speech, stop the video, tell the provider of
   * an interrupt, then let the session record the turn, send `turn_complete` and void the turn's epoch. This must be
   * one synchronous block, without any await, so that no message can be sent between its steps.
   */
  #end(status: TurnStatus): void {
    if (this.#over) return;
    this.#over = true;
    this.#playout.freeze();
    this.#beat.end();
    this.#turn.end(status);
    this.#speech.pacer.purge();
    this.#video?.stop();
    if (status === "interrupted") this.#stage.source.cut?.(this.#playout.positionMs);
    this.#onEnd(this.#result(status));
  }

  #result(status: TurnStatus): TurnResult {
    const { pacing, sync } = this.#stage;
    const { spoken, words } = this.#speech;
    const sentMs = this.#playout.sentMs;
    const heardMs = status !== "interrupted" && pacing.mode === "burst" ? sentMs : this.#playout.positionMs;
    return {
      status,
      finish: status === "interrupted" ? "cancelled" : status === "failed" ? "error" : this.#finish,
      generatedText: spoken.text,
      spokenText: spoken.before(sentMs),
      heardText: spoken.before(heardMs),
      heardMs,
      heardSource: this.#playout.source,
      words,
      metrics: this.#meter.summary(this.#playout, this.#video, sync.leadMs),
      replacements: this.#errors.replacements,
    };
  }
}
