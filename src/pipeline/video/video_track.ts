/**
 * The picture of a turn: frames are requested when they are due, sent with their audio, skipped if they are too late,
 * and taken from the next avatar if one fails. Audio never waits for video.
 *
 * @module
 */
import type { AvatarAdapter, AvatarContext, AvatarInput, AvatarPart, ShownBefore } from "../../contract/adapter.ts";
import type { Control } from "../../contract/controls.ts";
import { ProviderError } from "../../contract/errors.ts";
import { type ItemReader, type ItemResult, readerOf } from "../../core/streams.ts";
import { streamFrom } from "../provider/adapter_stream.ts";
import { attempt, type Replacement } from "../provider/attempt.ts";
import { strideSince, type VideoFormat } from "../load/ladder.ts";
import type { Provider } from "../provider/chain.ts";
import type { Turn } from "../turn_context.ts";
import { AvatarFeed } from "./avatar_feed.ts";
import { Bearings } from "./bearings.ts";
import { ControlTimeline } from "./control_timeline.ts";
import { FrameLatency } from "./frame_latency.ts";
import { FrameWait } from "./frame_wait.ts";
import { checkedPart, type VideoSpan, type VideoStage } from "./video_stage.ts";

/** The callbacks of a {@linkcode VideoTrack}. */
interface VideoTrackOptions {
  /** See `AvatarContext.lifeMs` and `before`; read when the first frame is drawn. */
  readonly life: { readonly lifeMs: number; readonly before: ShownBefore | undefined };
  /** Where the media is now. */
  span(): VideoSpan;
  /** Asks for a call of {@linkcode VideoTrack.advance} in `ms` at the latest. */
  wait(ms: number): void;
  /** Sends a frame or pose; `false`: it was dropped. */
  post(part: AvatarPart): boolean;
  /** An avatar was replaced. */
  replaced(replacement: Replacement): void;
}

/** The avatar at work. */
interface Artist {
  readonly provider: string;
  readonly reader: ItemReader<AvatarPart>;
  /** Its work is done, or has failed. */
  readonly over: PromiseWithResolvers<void>;
}

/** The frames of one turn. */
export class VideoTrack {
  readonly #turn: Turn;
  readonly #stage: VideoStage;
  readonly #options: VideoTrackOptions;
  readonly #feed: AvatarFeed;
  #format: VideoFormat;
  readonly #frameMs: number;
  /** The step of the quality ladder at the start. */
  readonly #began: number;
  #artist: Artist | undefined;
  readonly #controls: ControlTimeline;
  /** What is shown before the first frame of the next avatar, if it continues a turn. */
  #before: ShownBefore | undefined;
  readonly #bearings = new Bearings();
  #lifeMs: number | undefined;
  #isRedrawn = false;
  #isRunning = false;
  #due: AvatarPart | undefined;
  #reading = false;
  readonly #wait: FrameWait;
  #latency = new FrameLatency();
  #span: VideoSpan = { positionMs: 0, dueMs: 0, limitMs: 0 };
  #audioMs = 0;
  #nextIndex = 0;

  /** Frames that were sent. */
  sent = 0;
  /** Frames that were due and came too late, or never. */
  skipped = 0;
  /** Whether no more frames will come. */
  done = false;

  constructor(turn: Turn, stage: VideoStage, options: VideoTrackOptions) {
    this.#turn = turn;
    this.#feed = new AvatarFeed(turn.signal);
    this.#stage = stage;
    this.#options = options;
    this.#format = stage.format;
    this.#frameMs = 1000 / this.#format.fps;
    this.#began = stage.quality.step;
    this.#controls = new ControlTimeline(turn.control);
    this.#wait = new FrameWait(stage.clock, stage.stallMs);
    this.#run();
  }

  /** Frames per second of its grid. */
  get fps(): number {
    return this.#format.fps;
  }

  /** Gives the avatar its next input. */
  feed(input: AvatarInput): void {
    if (this.done) return;
    if (input.type === "control") this.#controls.add(input.control, input.fromMs ?? this.#earliestMs);
    if (input.type === "audio") this.#audioMs = input.timestampMs + input.durationMs;
    this.#feed.add(input);
    this.#noteAudio();
    // The first frame does not wait for a tick.
    if (input.type === "audio" && this.#nextIndex === 0) this.advance();
  }

  /**
   * Draws again from a media time on. The client shows the new frames in place of those that it has for these times.
   *
   * @param fromMs Media time.
   * @param change `control` from there on, until a later one; `cutMs`: where other speech follows, if it does.
   */
  redraw(fromMs: number, { control, cutMs }: { readonly control?: Control; readonly cutMs?: number }): void {
    if (cutMs !== undefined) {
      this.#feed.cut(cutMs, fromMs);
      this.#audioMs = Math.min(this.#audioMs, cutMs);
      this.#controls.cut(fromMs);
    }
    if (control !== undefined) this.#controls.add(control, fromMs);
    if (this.#nextIndex > 0) this.#before = this.#controls.shownAt(fromMs);
    this.#nextIndex = Math.min(this.#nextIndex, Math.ceil(fromMs / this.#frameMs - 1e-6));
    this.#due = undefined;
    this.#isRedrawn = true;
    this.done = false;
    // What it still draws is ignored from now on.
    this.#artist?.over.resolve();
    this.#artist = undefined;
    if (!this.#isRunning) this.#run();
  }

  /** The speech is complete. */
  end(): void {
    this.#feed.end();
    this.#noteAudio();
    this.#options.wait(this.nextMs);
  }

  /** Sends what is due and requests what comes next. */
  advance(): void {
    if (this.#stride === Infinity) this.#giveUp();
    this.#span = this.#options.span();
    this.#follow();
    this.#feed.forgetBefore(this.#earliestMs);
    this.#release();
    this.#watch();
  }

  /** In how many ms after it last advanced it must do so again; `Infinity`: not before a frame arrives. */
  get nextMs(): number {
    if (this.done) return Infinity;
    if (this.#due !== undefined) return this.#due.timestampMs - this.#span.dueMs;
    if (!this.#reading) return this.#nextIndex * this.#frameMs - this.#span.dueMs;
    return this.#wait.leftMs;
  }

  /** Earlier frames are too late: the listener is past them. */
  get #earliestMs(): number {
    return Math.max(0, this.#span.positionMs - this.#frameMs);
  }

  /** Ends the avatar's work, as the turn is over. */
  stop(): void {
    this.#end();
    this.#artist?.over.reject(this.#turn.signal.reason);
  }

  /** Shows nothing for the rest of the turn. */
  #giveUp(): void {
    this.#end();
    this.#artist?.reader.cancel().catch(() => {});
    this.#artist?.over.resolve();
  }

  /** Goes on with poses while a step leaves no pictures, and with pictures when they are back. */
  #follow(): void {
    const { mode } = this.#stage.shown ?? this.#format;
    if (mode === this.#format.mode || this.done) return;
    this.#format = { ...this.#format, mode };
    this.redraw(this.#nextIndex * this.#frameMs, {});
  }

  /** Draws with one avatar after the other, until the picture is complete or none is left. */
  async #run(): Promise<void> {
    const { signal } = this.#turn;
    const options = { kind: "avatar", signal, replaced: this.#options.replaced, lastResort: null } as const;
    this.#isRunning = true;
    do {
      this.#isRedrawn = false;
      // With `lastResort: null` it throws only when the turn is over.
      await attempt(this.#stage.chain.candidates(), options, async (provider) => {
        do await this.#drawWith(provider); while (this.#isRedrawn && !signal.aborted);
      }).catch(() => {});
    } while (this.#isRedrawn && !signal.aborted);
    this.#isRunning = false;
    this.#end();
  }

  #end(): void {
    this.done = true;
    this.#due = undefined;
    this.#feed.end();
  }

  async #drawWith({ name, adapter }: Provider<AvatarAdapter>): Promise<void> {
    this.#isRedrawn = false;
    const input = this.#feed.stream(this.#nextIndex * this.#frameMs);
    const reader = readerOf(streamFrom(name, "inferStream", () => adapter().inferStream(input, this.#context())));
    const over = Promise.withResolvers<void>();
    this.#artist = { provider: name, reader, over };
    this.#reading = false;
    this.#wait.end();
    this.#latency = new FrameLatency();
    this.#release();
    try {
      await over.promise;
    } finally {
      // Its later output is ignored, and its end does not end the picture.
      this.#artist = undefined;
      reader.cancel().catch(() => {});
    }
  }

  #context(): AvatarContext {
    const { life } = this.#options;
    const startMs = this.#nextIndex * this.#frameMs;
    const before = this.#before && { ...this.#before, bearing: this.#bearings.at(startMs) };
    const bornMs = () => this.#lifeMs ??= life.lifeMs;
    return {
      ...this.#turn,
      ...this.#format,
      control: this.#controls.at(startMs),
      mode: "turn",
      video: this.#format.mode,
      // A slow renderer is asked for frames that will still be in time; one that takes over, for the missing frames.
      earliestMs: () => {
        this.#span = this.#options.span();
        return Math.max(this.#earliestMs + this.#latency.ms, this.#nextIndex * this.#frameMs);
      },
      get lifeMs() {
        return bornMs();
      },
      get before() {
        return before ?? life.before;
      },
      seed: this.#stage.seed,
    };
  }

  #release(): void {
    do {
      if (this.#due !== undefined) {
        if (this.#due.timestampMs >= this.#span.limitMs) return;
        this.#send(this.#due);
      }
    } while (Math.max(this.#nextIndex * this.#frameMs, this.#earliestMs) < this.#span.limitMs && this.#read());
  }

  #send(part: AvatarPart): void {
    this.#due = undefined;
    this.#bearings.note(part.bearing, part.timestampMs, this.#earliestMs);
    this.skipped += Math.max(0, part.frameIndex - this.#nextIndex);
    this.#nextIndex = part.frameIndex + this.#stride;
    if (part.timestampMs < this.#earliestMs) this.skipped++;
    else if (this.#options.post(part)) this.sent++;
  }

  /** How many frames of the grid make one that is drawn: more than one while the load is higher than at the start. */
  get #stride(): number {
    return strideSince(this.#format, this.#began, this.#stage.quality.step);
  }

  /** Asks for a frame; `true`: it is there. */
  #read(): boolean {
    const artist = this.#artist;
    if (this.#reading || this.done || artist === undefined) return false;
    this.#reading = true;
    this.#noteAudio();
    try {
      const next = artist.reader.read();
      if (!(next instanceof Promise)) return this.#take(next, artist);
      next.then((result) => {
        if (artist !== this.#artist || this.done || !this.#take(result, artist)) return;
        this.#span = this.#options.span();
        this.#release();
        this.#options.wait(this.nextMs);
      }).catch(artist.over.reject);
    } catch (error) {
      artist.over.reject(error);
    }
    return false;
  }

  /** Takes the frame that was read; `false`: the picture is complete. */
  #take({ done, value }: ItemResult<AvatarPart>, artist: Artist): boolean {
    this.#reading = false;
    const tookMs = this.#wait.end();
    this.done = done === true;
    if (done) artist.over.resolve();
    else {
      this.#due = checkedPart(value, artist.provider);
      this.#latency.note(tookMs, this.#due.frameIndex + 1 - this.#nextIndex);
    }
    return !this.done;
  }

  /** Notes how much audio the avatar has for the frame that is read. */
  #noteAudio(): void {
    if (!this.#reading || this.done) return;
    this.#wait.note(this.#audioMs - (this.#nextIndex + 1) * this.#frameMs, this.#feed.ended);
  }

  /** Gives up on an avatar whose frame is overdue. */
  #watch(): void {
    if (this.#wait.leftMs > 0) return;
    const { stallMs } = this.#stage;
    const { provider = "avatar", over } = this.#artist ?? {};
    const message = `${provider} delivered no frame within ${stallMs} ms`;
    over?.reject(new ProviderError(message, { code: "provider_timeout", retryable: true, provider }));
  }
}
