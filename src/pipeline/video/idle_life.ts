/**
 * Idle life: an avatar that breathes, blinks and thinks while it does not speak.
 *
 * @module
 */
import type { AvatarInput, AvatarPart, ShownBefore, TurnContext } from "../../contract/adapter.ts";
import type { Control } from "../../contract/controls.ts";
import type { SessionState } from "../../contract/parts.ts";
import { type ItemReader, readerOf } from "../../core/streams.ts";
import type { Beat } from "../../core/ticker.ts";
import { countFailure } from "../provider/attempt.ts";
import type { VideoStage } from "./video_stage.ts";

/** Why its signal aborts. One for all, as each would record a stack. */
const OVER = new DOMException("the person speaks, or is gone", "AbortError");

/** The starting state of an {@linkcode IdleLife}, and its output. */
interface IdleLifeOptions {
  /** How long the person has been shown, ms. */
  readonly lifeMs: number;
  /** What was shown before. */
  readonly before: ShownBefore | undefined;
  /** How long it lasts, ms. Absent: until it is ended. */
  readonly forMs?: number | undefined;
  /** Whether a client is connected: if not, nothing is drawn. */
  watched(): boolean;
  post(part: AvatarPart): void;
}

/** One stretch of idle animation, from its beginning until it is ended. */
export class IdleLife {
  readonly #stage: VideoStage;
  readonly #options: IdleLifeOptions;
  readonly #abort = new AbortController();
  readonly #startedAt: number;
  readonly #fps: number;
  readonly #beat: Beat;
  #input: ReadableStreamDefaultController<AvatarInput> | undefined;
  #state: SessionState | undefined;
  #reader: ItemReader<AvatarPart> | undefined;
  #reading = false;
  #frames = 0;

  /** `person` is who is shown; its signal does not end it. */
  constructor(stage: VideoStage, person: TurnContext, options: IdleLifeOptions) {
    this.#stage = stage;
    this.#options = options;
    this.#startedAt = stage.clock.now();
    // Poses cost little, so they keep the session's own rate.
    this.#fps = stage.format.mode === "pose" ? stage.format.fps : Math.min(stage.idleFps, stage.format.fps);
    const input = new ReadableStream<AvatarInput>({
      start: (out) => {
        this.#input = out;
      },
    });
    const { width, height, mode } = stage.format;
    const stream = stage.chain.available()[0]?.adapter().inferStream(input, {
      ...person,
      signal: this.#abort.signal,
      mode: "idle",
      video: mode,
      width,
      height,
      fps: this.#fps,
      // A frame stays valid as long as it is shown.
      earliestMs: () => Math.max(0, stage.clock.now() - this.#startedAt - 1000 / this.#fps),
      lifeMs: options.lifeMs,
      before: options.before,
      seed: stage.seed,
    });
    this.#reader = stream && readerOf(stream);
    this.#beat = stage.ticker.subscribe(() => this.#tick());
    this.#beat.within(0);
  }

  /** Shows `state` from the next frame on. */
  show(state: SessionState): void {
    if (state === this.#state || this.#reader === undefined) return;
    this.#state = state;
    this.#input?.enqueue({ type: "state", state });
  }

  /** Applies another control from the next frame on. */
  feel(control: Control): void {
    if (this.#reader !== undefined) this.#input?.enqueue({ type: "control", control });
  }

  /** Ends it. A no-op when it has ended. */
  end(): void {
    this.#beat.end();
    this.#reader?.cancel().catch(() => {});
    this.#reader = undefined;
    this.#abort.abort(OVER);
  }

  #tick(): number {
    if (this.#reading || this.#reader === undefined) return Infinity;
    if (!this.#options.watched()) return 1000 / this.#fps;
    const leftMs = this.#leftMs;
    if (leftMs > 0) return leftMs;
    this.#read();
    return Infinity;
  }

  /** In how many ms the next frame is due. */
  get #leftMs(): number {
    return this.#startedAt + (this.#frames * 1000) / this.#fps - this.#stage.clock.now();
  }

  async #read(): Promise<void> {
    const reader = this.#reader;
    if (reader === undefined) return;
    this.#reading = true;
    try {
      const { done, value } = await reader.read();
      if (this.#reader !== reader) return;
      if (done) return this.end();
      this.#frames = value.frameIndex + 1;
      this.#options.post(value);
      if (value.timestampMs >= (this.#options.forMs ?? Infinity)) this.end();
    } catch (error) {
      const [provider] = this.#stage.chain.available();
      if (provider !== undefined) countFailure(provider, error, { signal: this.#abort.signal, hasNext: false });
      this.end();
    } finally {
      this.#reading = false;
      this.#beat.within(this.#leftMs);
    }
  }
}
