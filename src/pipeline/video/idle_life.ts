/**
 * Life between turns: an avatar that breathes, blinks and thinks while nobody speaks.
 *
 * @module
 */
import type { AvatarAdapter, AvatarInput, AvatarPart, ShownBefore, TurnContext } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Control } from "../../contract/controls.ts";
import type { SessionState } from "../../contract/parts.ts";
import { countFailure, type ProviderChain } from "../provider/providers.ts";
import type { Ticker } from "../../core/ticker.ts";
import type { VideoFormat } from "./video_format.ts";

/** What {@linkcode IdleLife} needs. */
export interface IdleLifeOptions {
  readonly chain: ProviderChain<AvatarAdapter>;
  readonly clock: Clock;
  readonly ticker: Ticker;
  /** Frames a second between turns. */
  readonly fps: number;
  readonly format: VideoFormat;
  readonly seed: number;
  /** Whether anybody is there to see it. */
  readonly watched: () => boolean;
  readonly post: (part: AvatarPart) => void;
}

/** One stretch of idle life after the other. */
export class IdleLife {
  readonly #options: IdleLifeOptions;
  #stretch: Stretch | undefined;

  constructor(options: IdleLifeOptions) {
    this.#options = options;
  }

  /**
   * Shows `state` from the next frame on, starting a stretch where none runs.
   *
   * @param context Whom to show; its signal is not used, the stretch ends with {@linkcode stop}.
   * @param lifeMs How long the person has lived, ms.
   * @param before What was shown before.
   */
  show(state: SessionState, context: Omit<TurnContext, "signal">, lifeMs: number, before?: ShownBefore): void {
    this.#stretch ??= new Stretch(this.#options, context, lifeMs, before);
    this.#stretch.show(state);
  }

  /** The person that is shown feels otherwise from the next frame on. */
  feel(control: Control): void {
    this.#stretch?.feel(control);
  }

  /** Ends the stretch: somebody speaks, or the session is over. */
  stop(): void {
    this.#stretch?.stop();
    this.#stretch = undefined;
  }
}

class Stretch {
  readonly #options: IdleLifeOptions;
  readonly #abort = new AbortController();
  readonly #startedAt: number;
  readonly #unsubscribe: () => void;
  #input: ReadableStreamDefaultController<AvatarInput> | undefined;
  #state: SessionState | undefined;
  #reader: ReadableStreamDefaultReader<AvatarPart> | undefined;
  #reading = false;
  #frames = 0;

  constructor(options: IdleLifeOptions, turn: Omit<TurnContext, "signal">, lifeMs: number, before?: ShownBefore) {
    this.#options = options;
    this.#startedAt = options.clock.now();
    const input = new ReadableStream<AvatarInput>({
      start: (out) => {
        this.#input = out;
      },
    });
    const { width, height, mode } = options.format;
    const provider = options.chain.available()[0];
    this.#reader = provider?.adapter.inferStream(input, {
      ...turn,
      signal: this.#abort.signal,
      mode: "idle",
      video: mode,
      width,
      height,
      fps: options.fps,
      // A frame is good for as long as it is shown.
      earliestMs: () => Math.max(0, options.clock.now() - this.#startedAt - 1000 / options.fps),
      lifeMs,
      before,
      seed: options.seed,
    }).getReader();
    this.#unsubscribe = options.ticker.subscribe(() => this.#tick());
  }

  show(state: SessionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#input?.enqueue({ type: "state", state });
  }

  feel(control: Control): void {
    this.#input?.enqueue({ type: "control", control });
  }

  stop(): void {
    this.#unsubscribe();
    this.#reader?.cancel().catch(() => {});
    this.#reader = undefined;
    this.#abort.abort();
  }

  #tick(): void {
    const { clock, fps, watched } = this.#options;
    const dueAt = this.#startedAt + (this.#frames * 1000) / fps;
    if (this.#reading || clock.now() < dueAt || !watched()) return;
    this.#read();
  }

  async #read(): Promise<void> {
    const reader = this.#reader;
    if (reader === undefined) return;
    this.#reading = true;
    try {
      const { done, value } = await reader.read();
      if (this.#reader !== reader) return;
      if (done) return this.stop();
      this.#frames = value.frameIndex + 1;
      this.#options.post(value);
    } catch (error) {
      const provider = this.#options.chain.available()[0];
      if (provider !== undefined) countFailure(provider, error, this.#abort.signal);
      this.stop();
    } finally {
      this.#reading = false;
    }
  }
}
