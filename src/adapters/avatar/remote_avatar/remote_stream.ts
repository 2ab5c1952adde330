/**
 * One stream of pictures from a renderer: feeds it, receives its pictures, and reconnects when the connection breaks.
 *
 * @module
 */
import { type Clock, delay } from "../../../contract/clock.ts";
import { messageOf, ProviderError } from "../../../contract/errors.ts";
import type { Control } from "../../../contract/controls.ts";
import type { SessionState } from "../../../contract/parts.ts";
import type { AvatarContext, AvatarFrame, AvatarInput } from "../../../contract/adapter.ts";
import { frameTimeMs } from "../../kit/frames.ts";
import type { RendererListener, RendererPool, RendererSocket } from "./renderer_socket.ts";
import { encodeAudio, encodeInput, encodeStart, type FromRenderer, type PictureMessage } from "./wire.ts";

/** Audio before the next picture that is sent again after a reconnect, in ms. */
const REPLAY_MS = 300;
/** A picture is due once this much audio after it is known, in ms: renderers look ahead. */
const OWED_AFTER_MS = 500;
/** Pause between two reconnection attempts, in ms. */
const RETRY_MS = 50;

/** How a renderer is handled. */
interface RemoteLimits {
  /** The name of the adapter, for errors. */
  readonly adapter: string;
  readonly connectMs: number;
  readonly reconnectMs: number;
  readonly stallMs: number;
  readonly leadMs: number;
  readonly windowFrames: number;
}

/** See the module. */
export class RemoteStream implements RendererListener {
  readonly #context: AvatarContext;
  readonly #pool: RendererPool;
  readonly #limits: RemoteLimits;
  readonly #clock: Clock;
  #socket: RendererSocket | undefined;
  #streamId = 0;
  /** Pictures not yet requested. */
  #pictures: PictureMessage[] = [];
  /** Media that a renderer would need again after a reconnect. */
  #media: Exclude<AvatarInput, { type: "control" | "state" }>[] = [];
  #control: Control;
  #state: SessionState | undefined;
  #knownMs = 0;
  #nextIndex = 0;
  #owedSince: number | undefined;
  #isFed = false;
  #isEnded = false;
  #lost: ProviderError | undefined;
  /** When the connection broke; set until a picture arrives again. */
  #lostAt: number | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** Wakes all who wait for a change. */
  #change = Promise.withResolvers<void>();

  constructor(context: AvatarContext, pool: RendererPool, limits: RemoteLimits, clock: Clock) {
    this.#context = context;
    this.#pool = pool;
    this.#limits = limits;
    this.#clock = clock;
    this.#control = context.control;
  }

  onMessage(message: FromRenderer): void {
    if (message.type === "picture") this.#take(message);
    if (message.type === "end") this.#isEnded = true;
    if (message.type === "error") {
      const { adapter: provider } = this.#limits;
      const text = `the renderer of ${provider} failed: ${message.message} (${message.code})`;
      const init = { code: "provider_failed", retryable: message.retryable, provider };
      this.#failure = { error: new ProviderError(text, init) };
    }
    this.#wake();
  }

  onLost(error: ProviderError): void {
    // A renderer that breaks the protocol will break it again.
    if (error.code === "provider_protocol") this.#failure ??= { error };
    this.#lost = error;
    this.#lostAt ??= this.#clock.now();
    this.#wake();
  }

  /** Connects and begins. */
  async begin(signal: AbortSignal): Promise<void> {
    await this.#attach(this.#limits.connectMs, signal);
  }

  /** Feeds the renderer with all of the input, at most `leadMs` ahead of the pictures. */
  async feed(parts: AsyncGenerator<AvatarInput, void>, signal: AbortSignal): Promise<void> {
    try {
      for (let next = await parts.next(); !next.done; next = await parts.next()) {
        this.#send(next.value);
        this.#remember(next.value);
        while (this.#isFarAhead() && !signal.aborted && !this.#isEnded) await this.#change.promise;
      }
      this.#isFed = true;
      this.#finish();
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#wake();
  }

  /** The next picture; `undefined` after the last one. */
  async next(signal: AbortSignal): Promise<AvatarFrame | undefined> {
    while (true) {
      signal.throwIfAborted();
      if (this.#failure) throw this.#failure.error;
      const picture = this.#nextInTime();
      if (picture) return this.#deliver(picture);
      if (this.#isEnded) return undefined;
      if (this.#lost) await this.#reattach(this.#lost, signal);
      else await this.#wait(signal);
    }
  }

  /** Releases the renderer. */
  stop(): void {
    if (this.#socket) this.#pool.give(this.#socket);
    this.#socket = undefined;
    this.#isEnded = true;
    this.#wake();
  }

  async #attach(limitMs: number, signal: AbortSignal): Promise<void> {
    const socket = await this.#pool.take(limitMs, signal);
    this.#socket = socket;
    this.#lost = undefined;
    this.#streamId = socket.begin(this);
    const earliestMs = Math.max(this.#nextMs, this.#context.earliestMs());
    const { windowFrames } = this.#limits;
    socket.send(encodeStart(this.#streamId, this.#context, { windowFrames, earliestMs, control: this.#control }));
    if (this.#state) this.#send({ type: "state", state: this.#state });
    this.#media.forEach((media) => this.#send(media));
    if (this.#isFed) this.#finish();
  }

  /** Reconnects and continues where the pictures stopped; gives up at the deadline. */
  async #reattach(lost: ProviderError, signal: AbortSignal): Promise<void> {
    const { adapter, reconnectMs } = this.#limits;
    const deadline = (this.#lostAt ?? this.#clock.now()) + reconnectMs;
    this.#socket = undefined;
    for (let leftMs = deadline - this.#clock.now(); leftMs > 0; leftMs = deadline - this.#clock.now()) {
      try {
        return await this.#attach(leftMs, signal);
      } catch (error) {
        signal.throwIfAborted();
        this.#lost = error instanceof ProviderError ? error : lost;
        await delay(this.#clock, Math.min(RETRY_MS, leftMs), { signal });
      }
    }
    const message = `${adapter} lost its renderer and did not get it back within ${reconnectMs} ms: ` +
      `${messageOf(lost)}; restart the renderer, or raise adapters.${adapter}.reconnect_ms`;
    throw new ProviderError(message, {
      code: "provider_disconnected",
      retryable: true,
      provider: adapter,
      cause: lost,
    });
  }

  #send(input: AvatarInput): void {
    const { type } = input;
    this.#socket?.send(type === "audio" ? encodeAudio(this.#streamId, input) : encodeInput(this.#streamId, input));
  }

  #finish(): void {
    this.#socket?.send(JSON.stringify({ type: "finish", stream: this.#streamId }));
  }

  #remember(input: AvatarInput): void {
    if (input.type === "control") this.#control = input.control;
    else if (input.type === "state") this.#state = input.state;
    else this.#media.push(input);
    if (input.type === "audio") this.#knownMs = input.timestampMs + input.durationMs;
    if (this.#isOwed()) this.#owedSince ??= this.#clock.now();
  }

  /** Accepts a picture that is in order and covers known audio. */
  #take(picture: PictureMessage): void {
    const isPremature = this.#context.mode === "turn" && picture.timestampMs >= this.#knownMs;
    if (isPremature) return;
    this.#pictures.push(picture);
    // A renderer that ignores the pulls must not fill the memory.
    if (this.#pictures.length > 2 * this.#limits.windowFrames) this.#pictures.shift();
  }

  /** The first useful picture; late and repeated ones are skipped. */
  #nextInTime(): PictureMessage | undefined {
    for (let picture = this.#pictures.shift(); picture; picture = this.#pictures.shift()) {
      this.#askForMore();
      const isRepeated = this.#indexOf(picture) < this.#nextIndex;
      if (!isRepeated && picture.timestampMs >= this.#context.earliestMs()) return picture;
    }
    return undefined;
  }

  #askForMore(): void {
    const earliestMs = this.#context.earliestMs();
    this.#socket?.send(JSON.stringify({ type: "pull", stream: this.#streamId, frames: 1, earliest_ms: earliestMs }));
  }

  #deliver(picture: PictureMessage): AvatarFrame {
    const { contentType, width, height, timestampMs, audioMs, data } = picture;
    const frameIndex = this.#indexOf(picture);
    this.#nextIndex = frameIndex + 1;
    this.#lostAt = undefined;
    this.#owedSince = this.#isOwed() ? this.#clock.now() : undefined;
    this.#media = this.#media.filter((media) => endOf(media) > timestampMs - REPLAY_MS);
    this.#wake();
    return { type: "frame", frameIndex, timestampMs, audioMs, width, height, contentType, data };
  }

  /** The grid point nearest to the renderer's own time. */
  #indexOf({ timestampMs }: PictureMessage): number {
    return Math.round(timestampMs * this.#context.fps / 1000);
  }

  get #nextMs(): number {
    return frameTimeMs(this.#nextIndex, this.#context.fps);
  }

  #isFarAhead(): boolean {
    return this.#knownMs > Math.max(this.#nextMs, this.#context.earliestMs()) + this.#limits.leadMs;
  }

  #isOwed(): boolean {
    return this.#isFed || this.#context.mode === "idle" || this.#knownMs >= this.#nextMs + OWED_AFTER_MS;
  }

  #wake(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  /** Waits for a change; a renderer whose picture is overdue has failed. */
  async #wait(signal: AbortSignal): Promise<void> {
    const { adapter, stallMs } = this.#limits;
    const onAbort = () => this.#wake();
    if (this.#isOwed()) this.#owedSince ??= this.#clock.now();
    const owedForMs = this.#owedSince === undefined ? 0 : this.#clock.now() - this.#owedSince;
    if (owedForMs >= stallMs) throw stalled(adapter, stallMs);
    const cancelTimer = this.#clock.setTimer(stallMs - owedForMs, onAbort);
    signal.addEventListener("abort", onAbort, { once: true });
    await this.#change.promise;
    cancelTimer();
    signal.removeEventListener("abort", onAbort);
  }
}

function endOf(media: Exclude<AvatarInput, { type: "control" | "state" }>): number {
  if (media.type === "gesture") return media.fromMs;
  return media.type === "audio" ? media.timestampMs + media.durationMs : media.endMs;
}

function stalled(adapter: string, stallMs: number): ProviderError {
  const message =
    `the renderer of ${adapter} has owed a picture for more than ${stallMs} ms; check the renderer, or raise ` +
    `adapters.${adapter}.stall_ms`;
  return new ProviderError(message, { code: "provider_timeout", retryable: true, provider: adapter });
}
