/**
 * The turn engine: runs one turn, from the user's text to its end. Source ▷ speech track and video track ▷ outlet.
 *
 * @module
 */
import type { Control } from "../../contract/controls.ts";
import type { SessionState } from "../../contract/parts.ts";
import type { TurnStatus, Unsequenced } from "../../contract/protocol/messages.ts";
import { Playout } from "../../alignment/playout.ts";
import type { Beat } from "../../core/ticker.ts";
import { runAll } from "../steps.ts";
import type { Turn } from "../turn_context.ts";
import { frameEvent, type VideoStage } from "../video/video_stage.ts";
import { VideoTrack } from "../video/video_track.ts";
import { SourceRun } from "./source_run.ts";
import { SpeechTrack } from "./speech_track.ts";
import { TurnErrors } from "./turn_errors.ts";
import { TurnMeter } from "./turn_meter.ts";
import { NO_RESULT, type TurnResult } from "./turn_result.ts";
import { fidelityIn, type TurnStage } from "./turn_stage.ts";

/** The callbacks of an {@linkcode Orchestrator}. */
interface OrchestratorOptions {
  /** The turn begins: called first, before its first message. */
  onBegin(): void;
  /** Called once, when the turn is over, before `turn_complete` is sent. */
  onEnd(result: TurnResult): void;
}

/** Runs one turn. */
export class Orchestrator {
  readonly #turn: Turn;
  readonly #stage: TurnStage;
  readonly #options: OrchestratorOptions;
  readonly #playout: Playout;
  readonly #speech: SpeechTrack;
  readonly #meter: TurnMeter;
  readonly #errors: TurnErrors;
  readonly #source: SourceRun;
  readonly #beat: Beat;
  #video: VideoTrack | undefined;
  #state: SessionState | undefined;
  #over = false;

  /**
   * @param turn The turn.
   * @param stage What it runs on.
   * @param options What is notified of its start and end.
   */
  constructor(turn: Turn, stage: TurnStage, options: OrchestratorOptions) {
    const { clock, pacing } = stage;
    this.#turn = turn;
    this.#stage = stage;
    this.#options = options;
    const playout = this.#playout = new Playout(clock, pacing.playoutGraceMs);
    const post = (event: Unsequenced) => this.#post(event);
    const errors = this.#errors = new TurnErrors(turn, stage, post);
    const meter = this.#meter = new TurnMeter(clock, stage.syncBudget, turn.receivedAt ?? clock.now());
    const speech = this.#speech = new SpeechTrack(turn, stage, playout, {
      post,
      feed: (part) => this.#video?.feed(part),
      onAudio: () => {
        this.#meter.first("audio");
        this.#show("speaking");
      },
      onJoined: (ms) => this.#video?.redraw(ms, { cutMs: ms }),
    });
    this.#source = new SourceRun(turn, stage, {
      ...{ speech, playout, meter, errors, post },
      onSpeech: () => this.#beat.within(this.#nextMs),
      onDone: () => this.#endSpeech(),
      onCrash: (error) => this.#crash(error),
    });
    this.#beat = stage.ticker.subscribe(() => this.#tick());
  }

  /** Starts the turn immediately: `turn_started` is its first message. It may be over when this returns. */
  runTurn(): void {
    try {
      const { control } = this.#turn;
      const { video } = this.#stage;
      this.#options.onBegin();
      this.#post({ type: "turn_started", ...this.#id, control, fidelity: fidelityIn(this.#turn, this.#stage) });
      if (this.#over) return;
      this.#show("thinking");
      this.#video = video?.shown && this.#startVideo(video);
      this.#beat.within(this.#nextMs);
      this.#source.start();
    } catch (error) {
      this.#crash(error);
    }
  }

  /** Ends the turn immediately, regardless of what it waits for. A no-op when it is over. */
  interrupt(playedMs?: number): void {
    this.#meter.interrupted();
    if (playedMs !== undefined) this.#playout.stop(playedMs);
    this.#end("interrupted", { isCut: true });
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
    this.#source.askRemake();
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
    const nextMs = this.#nextMs;
    // With nothing left to play, the turn is over.
    this.#beat.within(nextMs === Infinity ? 0 : nextMs);
    if (frameIndex === undefined || video === undefined) return;
    // A frame shows for a whole period: its middle is compared, so that a perfect client reports 0 on average.
    const seen = (frameIndex + 0.5) * 1000 / video.fps - positionMs;
    this.#meter.seenDrift.add(seen);
    sync.report(seen);
  }

  /**
   * Notes that the client is connected again, or not any more: when it has heard what reached it, the turn waits. A
   * client may be lost while the turn sends to it, so nothing is sent from here then.
   */
  connected(isConnected: boolean): void {
    this.#playout.attend(isConnected);
    this.#beat.within(isConnected ? this.#tick() : 0);
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
        const inMs = this.#stage.pacing.mode === "burst" ? 0 : part.timestampMs - this.#playout.positionMs;
        if (accepted) this.#stage.presence.sent(part, inMs);
        this.#meter.frame(accepted, part.timestampMs - part.audioMs);
        return accepted;
      },
    });
  }

  #endSpeech(): void {
    this.#speech.end();
    this.#video?.end();
    this.#source.remake();
    this.#beat.within(this.#tick());
  }

  /** Where the listener is, media time. */
  get #pacedMs(): number {
    return this.#stage.pacing.mode === "burst" ? 0 : this.#playout.positionMs;
  }

  /** Does what is due, and returns in how many ms more is. */
  #tick(): number {
    if (this.#over) return Infinity;
    try {
      return this.#advance();
    } catch (error) {
      this.#crash(error);
      return Infinity;
    }
  }

  /** Does what is due; returns in how many ms more is, computed before the end is tested: audio may end in between. */
  #advance(): number {
    const { pacer } = this.#speech;
    pacer.release();
    this.#source.remake();
    this.#video?.advance();
    const nextMs = this.#nextMs;
    if (pacer.starved && this.#state === "speaking") this.#show("thinking");
    if (this.#source.isDone && pacer.drained && this.#playedOut()) {
      this.#end(this.#errors.hasFailed ? "failed" : "completed");
    }
    return nextMs;
  }

  get #nextMs(): number {
    if (this.#over) return Infinity;
    if (this.#source.isRemakeDue || this.#stage.pacing.mode === "burst") return 0;
    const seen = this.#playout.isPresent ? this.#video : undefined;
    return Math.min(this.#speech.pacer.nextMs, seen?.nextMs ?? Infinity);
  }

  #playedOut(): boolean {
    if (this.#stage.pacing.mode === "burst") return this.#video === undefined || this.#video.done;
    return this.#playout.drained;
  }

  #show(state: SessionState): void {
    if (state === this.#state || this.#over) return;
    this.#state = state;
    this.#stage.presence.show(state, this.#turn);
  }

  /** The turn cannot go on: it is reported, and ends as failed. */
  #crash(error: unknown): void {
    if (this.#over || this.#errors.hasFailed) this.#errors.log(error);
    if (this.#over) return;
    runAll(
      [() => this.#errors.fail(error), () => this.#end("failed", { isCut: true })],
      (also) => this.#errors.log(also),
    );
  }

  /** The client's id of the turn, for the messages that carry it. */
  get #id(): { id?: string } {
    const { id } = this.#turn;
    return id === undefined ? {} : { id };
  }

  /** Sends a message; `false`: it was not accepted. */
  #post(event: Unsequenced): boolean {
    const { turn, turnId } = this.#turn;
    try {
      return this.#stage.outlet.post(event, turn, turnId);
    } catch (error) {
      // No provider is to blame, although most messages are sent while one is read.
      this.#crash(error);
      return false;
    }
  }

  /**
   * The only way a turn ends: stop the clocks, abort the stages, purge the speech, stop the video, tell the provider if
   * its speech is cut, then let the session record the turn, send `turn_complete` and void the turn's epoch. This must be
   * one synchronous block, without any await, so that no message can be sent between its steps. A step that throws does
   * not stop the others: nothing of the turn may stay.
   */
  #end(status: TurnStatus, { isCut = false } = {}): void {
    if (this.#over) return;
    this.#over = true;
    let result: TurnResult = { ...NO_RESULT, status };
    runAll([
      () => this.#playout.freeze(),
      () => this.#beat.end(),
      () => this.#turn.end(status),
      () => this.#speech.pacer.purge(),
      () => this.#video?.stop(),
      () => isCut && this.#stage.source.cut?.(this.#playout.positionMs),
      () => result = this.#result(status),
      () => this.#options.onEnd(result),
    ], (error) => this.#errors.log(error));
  }

  #result(status: TurnStatus): TurnResult {
    const { pacing, sync } = this.#stage;
    const { spoken, words } = this.#speech;
    const sentMs = this.#playout.sentMs;
    const heardMs = status !== "interrupted" && pacing.mode === "burst" ? sentMs : this.#playout.positionMs;
    return {
      status,
      isRefused: this.#errors.isRefused,
      finish: status === "interrupted" ? "cancelled" : status === "failed" ? "error" : this.#source.finish,
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
