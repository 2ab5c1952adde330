/**
 * Idle life: an avatar that breathes, blinks and thinks while it does not speak.
 *
 * @module
 */
import type { AvatarAdapter, AvatarInput, AvatarPart, ShownBefore, TurnContext } from "../../contract/adapter.ts";
import type { Control } from "../../contract/controls.ts";
import { messageOf } from "../../contract/errors.ts";
import type { SessionState } from "../../contract/parts.ts";
import { type ItemReader, type ItemResult, readerOf } from "../../core/streams.ts";
import type { Beat } from "../../core/ticker.ts";
import { countFailure } from "../provider/attempt.ts";
import type { Provider } from "../provider/chain.ts";
import { checkedPart, type VideoStage } from "./video_stage.ts";

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

/** One stretch of idle animation, from its beginning until it is ended. A failure ends it, and nothing else. */
export class IdleLife {
  readonly #stage: VideoStage;
  readonly #person: TurnContext;
  readonly #options: IdleLifeOptions;
  readonly #abort = new AbortController();
  readonly #startedAt: number;
  readonly #fps: number;
  readonly #beat: Beat;
  readonly #provider: Provider<AvatarAdapter> | undefined;
  #input: ReadableStreamDefaultController<AvatarInput> | undefined;
  #state: SessionState | undefined;
  #reader: ItemReader<AvatarPart> | undefined;
  #reading = false;
  #frames = 0;

  /** `person` is who is shown; its signal does not end it. */
  constructor(stage: VideoStage, person: TurnContext, options: IdleLifeOptions) {
    this.#stage = stage;
    this.#person = person;
    this.#options = options;
    this.#startedAt = stage.clock.now();
    // Poses cost little, so they keep the session's own rate.
    this.#fps = stage.format.mode === "pose" ? stage.format.fps : Math.min(stage.idleFps, stage.format.fps);
    this.#provider = stage.chain.available()[0];
    this.#beat = stage.ticker.subscribe(() => this.#tick());
    try {
      this.#reader = this.#draw();
      this.#beat.within(0);
    } catch (error) {
      this.#blame(error);
      this.end();
    }
  }

  /** Asks the avatar for its frames. */
  #draw(): ItemReader<AvatarPart> | undefined {
    const { format: { width, height, mode }, clock, seed } = this.#stage;
    const { lifeMs, before } = this.#options;
    const input = new ReadableStream<AvatarInput>({
      start: (out) => {
        this.#input = out;
      },
      // The avatar reads no more: it has failed, or is done.
      cancel: () => {
        this.#input = undefined;
      },
    });
    const stream = this.#provider?.adapter().inferStream(input, {
      ...this.#person,
      signal: this.#abort.signal,
      mode: "idle",
      video: mode,
      width,
      height,
      fps: this.#fps,
      // A frame stays valid as long as it is shown.
      earliestMs: () => Math.max(0, clock.now() - this.#startedAt - 1000 / this.#fps),
      lifeMs,
      before,
      seed,
    });
    return stream && readerOf(stream);
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
    const reader = this.#reader;
    if (this.#reading || reader === undefined) return Infinity;
    try {
      if (!this.#options.watched()) return 1000 / this.#fps;
      const leftMs = this.#leftMs;
      if (leftMs > 0) return leftMs;
      this.#read(reader);
    } catch (error) {
      this.#fail(error);
    }
    return Infinity;
  }

  /** In how many ms the next frame is due. */
  get #leftMs(): number {
    return this.#startedAt + (this.#frames * 1000) / this.#fps - this.#stage.clock.now();
  }

  async #read(reader: ItemReader<AvatarPart>): Promise<void> {
    this.#reading = true;
    try {
      const next = await reader.read();
      if (this.#reader === reader) this.#take(next);
    } catch (error) {
      this.#blame(error);
      this.end();
    } finally {
      this.#reading = false;
      this.#beat.within(this.#leftMs);
    }
  }

  #take({ done, value }: ItemResult<AvatarPart>): void {
    if (done) return this.end();
    const part = checkedPart(value, this.#provider?.name ?? "avatar");
    this.#frames = part.frameIndex + 1;
    try {
      this.#options.post(part);
    } catch (error) {
      return this.#fail(error);
    }
    if (part.timestampMs >= (this.#options.forMs ?? Infinity)) this.end();
  }

  /** The avatar has failed. */
  #blame(error: unknown): void {
    if (this.#provider === undefined) return;
    countFailure(this.#provider, error, { signal: this.#abort.signal, hasNext: false });
  }

  /** Something other than the avatar has failed. */
  #fail(error: unknown): void {
    this.#person.log.error("idle animation failed: {error}", { error: messageOf(error) });
    this.end();
  }
}
