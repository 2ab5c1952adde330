/**
 * The picture of a turn: frames are asked for when they are due, sent with their audio, skipped when they come too
 * late, and taken from the next avatar when one fails. The voice never waits for it.
 *
 * @module
 */
import type {
  AvatarAdapter,
  AvatarContext,
  AvatarInput,
  AvatarPart,
  ShownBefore,
  TurnContext,
} from "../../contract/adapter.ts";
import { messageOf, ProviderError } from "../../contract/errors.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Control } from "../../contract/controls.ts";
import { AvatarFeed } from "./avatar_feed.ts";
import { countFailure, type Provider, type ProviderChain } from "../provider/providers.ts";
import type { Replacement } from "../speech/speech.ts";
import type { VideoFormat } from "./video_format.ts";

/** What a {@linkcode VideoTrack} needs. */
export interface VideoTrackOptions {
  readonly chain: ProviderChain<AvatarAdapter>;
  readonly clock: Clock;
  readonly turn: TurnContext;
  readonly format: VideoFormat;
  /** See `AvatarContext.lifeMs` and `before`; asked for when the first frame is drawn. */
  readonly lifeMs: () => number;
  readonly before: () => ShownBefore | undefined;
  readonly seed: number;
  /** How long an avatar may owe a frame before the next one takes over, ms. */
  readonly stallMs: number;
  /** Sends a frame or pose; `false`: nobody could take it. */
  readonly post: (part: AvatarPart) => boolean;
  readonly onReplaced: (replacement: Replacement) => void;
}

/** What remains of a measured latency from frame to frame: one slow frame is forgotten in about a second. */
const LATENCY_FADE = 0.9;

/** The frames of one turn. */
export class VideoTrack {
  readonly #options: VideoTrackOptions;
  readonly #feed = new AvatarFeed();
  readonly #frameMs: number;
  #candidates: readonly Provider<AvatarAdapter>[];
  #provider: Provider<AvatarAdapter> | undefined;
  #reader: ReadableStreamDefaultReader<AvatarPart> | undefined;
  #control: Control;
  #due: AvatarPart | undefined;
  #reading = false;
  #owedSince: number | undefined;
  /** How long this avatar takes for a frame, ms: the slowest of late, fading. */
  #latencyMs = 0;
  #limitMs = 0;
  #earliestMs = 0;
  #audioMs = 0;
  #nextIndex = 0;
  #done = false;

  /** Frames that were sent. */
  sent = 0;
  /** Frames that were due and came too late, or never. */
  skipped = 0;

  constructor(options: VideoTrackOptions) {
    this.#options = options;
    this.#frameMs = 1000 / options.format.fps;
    this.#control = options.turn.control;
    this.#candidates = options.chain.available();
    this.#start();
  }

  /** Whether no frame will come any more. */
  get done(): boolean {
    return this.#done;
  }

  /** Gives the avatar its next input. */
  feed(input: AvatarInput): void {
    if (this.#done) return;
    if (input.type === "control") this.#control = input.control;
    if (input.type === "audio") this.#audioMs = input.timestampMs + input.durationMs;
    this.#feed.add(input);
    this.#noteOwed();
  }

  /** The speech is complete. */
  end(): void {
    this.#feed.end();
  }

  /**
   * Sends what is due and asks for what comes next.
   *
   * @param limitMs Frames before this media time may leave.
   * @param positionMs Where the listener is: a frame whose time has passed there is of no use any more.
   */
  advance(limitMs: number, positionMs: number): void {
    this.#limitMs = limitMs;
    this.#earliestMs = Math.max(0, positionMs - this.#frameMs);
    this.#feed.forgetBefore(this.#earliestMs);
    this.#release();
    this.#watch();
  }

  /** Ends the avatar's work on this turn. */
  stop(): void {
    this.#done = true;
    this.#due = undefined;
    this.#feed.end();
    this.#reader?.cancel(this.#options.turn.signal.reason).catch(() => {});
  }

  #start(): void {
    const [provider, ...rest] = this.#candidates;
    this.#candidates = rest;
    this.#provider = provider;
    this.#reader = provider?.adapter.inferStream(this.#feed.stream(), this.#context()).getReader();
    this.#done ||= provider === undefined;
    this.#reading = false;
    this.#owedSince = undefined;
    this.#latencyMs = 0;
  }

  #context(): AvatarContext {
    const { turn, format, lifeMs, before, seed } = this.#options;
    return {
      ...turn,
      control: this.#control,
      mode: "turn",
      video: format.mode,
      width: format.width,
      height: format.height,
      fps: format.fps,
      // A slow renderer is asked for what will still be in time when it is done; one that takes over, for what is missing.
      earliestMs: () => Math.max(this.#earliestMs + this.#latencyMs, this.#nextIndex * this.#frameMs),
      get lifeMs() {
        return lifeMs();
      },
      get before() {
        return before();
      },
      seed,
    };
  }

  #release(): void {
    const part = this.#due;
    if (part !== undefined) {
      if (part.timestampMs >= this.#limitMs) return;
      this.#due = undefined;
      this.#send(part);
    }
    const nextMs = Math.max(this.#nextIndex * this.#frameMs, this.#earliestMs);
    if (nextMs < this.#limitMs) this.#read();
  }

  #send(part: AvatarPart): void {
    this.skipped += Math.max(0, part.frameIndex - this.#nextIndex);
    this.#nextIndex = part.frameIndex + 1;
    if (part.timestampMs < this.#earliestMs) this.skipped++;
    else if (this.#options.post(part)) this.sent++;
  }

  #read(): void {
    const reader = this.#reader;
    if (this.#reading || this.#done || reader === undefined) return;
    this.#reading = true;
    this.#noteOwed();
    reader.read().then(
      ({ done, value }) => {
        if (reader === this.#reader && !this.#done) this.#arrived(done ? undefined : value);
      },
      (error) => {
        if (reader === this.#reader && !this.#done) this.#failed(error);
      },
    );
  }

  #arrived(part: AvatarPart | undefined): void {
    this.#reading = false;
    const tookMs = this.#owedSince === undefined ? 0 : this.#options.clock.now() - this.#owedSince;
    this.#latencyMs = Math.max(tookMs, this.#latencyMs * LATENCY_FADE);
    this.#owedSince = undefined;
    if (part === undefined) {
      this.#done = true;
      this.#provider?.breaker.succeed();
      return;
    }
    this.#due = part;
    this.#release();
  }

  /** Notes since when the avatar owes a frame: it was asked for, and its audio is there. */
  #noteOwed(): void {
    const owes = this.#reading && !this.#done && this.#audioMs >= (this.#nextIndex + 1) * this.#frameMs;
    if (owes) this.#owedSince ??= this.#options.clock.now();
  }

  /** Gives up on an avatar that owes a frame for too long. */
  #watch(): void {
    const { clock, stallMs } = this.#options;
    if (this.#owedSince === undefined || clock.now() - this.#owedSince < stallMs) return;
    const provider = this.#provider?.name ?? "avatar";
    this.#failed(
      new ProviderError(`${provider} brought no frame within ${stallMs} ms`, {
        code: "provider_timeout",
        retryable: true,
        provider,
      }),
    );
  }

  #failed(error: unknown): void {
    const { turn, onReplaced } = this.#options;
    const failed = this.#provider;
    if (turn.signal.aborted || failed === undefined) return this.stop();
    countFailure(failed, error, turn.signal);
    this.#reader?.cancel(error).catch(() => {});
    const to = this.#candidates[0]?.name ?? null;
    onReplaced({ kind: "avatar", from: failed.name, to, reason: messageOf(error) });
    this.#start();
    this.#release();
  }
}
