/**
 * Plays a session's speech, and knows what is being heard right now.
 *
 * @module
 */
import { ClientError } from "../net/errors.ts";
import { type MediaPosition, MediaTimeline } from "./media_timeline.ts";
import type { PlayerStats } from "./jitter_buffer.ts";
import { openOutput } from "./player_output.ts";
import type { PlayerOutput, PlayerReport } from "./player_core.ts";

export type { MediaPosition, PlayerStats };

/** Options of a player. */
export interface PlayerOptions {
  /** An audio context; the player closes only a context that it created. */
  context?: AudioContext | undefined;
  /** Speech that must be there before playing begins, ms. Default: 40. */
  prebufferMs?: number | undefined;
  /** Address of `worklet.js`, for pages whose policy forbids `blob:` scripts. Default: the worklet that is built in. */
  workletUrl?: string | URL | undefined;
}

/** The rate of the service's speech: a context at this rate needs no resampling. */
const SPEECH_RATE_HZ = 24_000;
/** Time constant of a change of volume. */
const GAIN_TIME_S = 0.015;
/** Events after which browsers allow sound. */
const GESTURES = ["pointerup", "keydown"];
/** Measured output latencies above this are ignored. */
const LARGEST_LATENCY_S = 0.5;
/** So are those above this share of the time that was heard: WebKitGTK adds `contextTime` to `performanceTime`. */
const LARGEST_SHARE = 0.5;

/**
 * A gapless player for PCM speech.
 *
 * @example
 * ```ts ignore
 * import { AudioPlayer, createSession } from "@tth/tth/client";
 *
 * await using session = await createSession();
 * await using player = await AudioPlayer.create();
 * session.listen((event) => {
 *   if (event.type === "audio_chunk") player.push(event);
 * });
 * ```
 */
export class AudioPlayer implements AsyncDisposable {
  readonly #context: AudioContext;
  readonly #ownsContext: boolean;
  readonly #output: PlayerOutput;
  readonly #timeline: MediaTimeline;
  readonly #onGesture = () => void this.unlock().catch(() => {});
  #stats: PlayerStats;
  #generation = 0;
  #pushed: { readonly turn: number; readonly endMs: number } | null = null;
  #frame = 0;
  #volume = 1;
  #muted = false;
  /** Between the output and the loudspeaker, once the volume has been changed. */
  #gain: GainNode | null = null;

  /**
   * Creates a player. If the browser blocks audio before the first click or key press, it is `locked` until then, or
   * until `unlock`. A context of yours is only resumed by `unlock`.
   *
   * @throws {ClientError} With code `no_audio` if there is no Web Audio.
   */
  static async create(options: PlayerOptions = {}): Promise<AudioPlayer> {
    const { prebufferMs = 40, workletUrl } = options;
    const context = options.context ?? openContext();
    let deliver: (report: PlayerReport) => void = () => {};
    try {
      const output = await openOutput(context, { prebufferMs, workletUrl, onReport: (report) => deliver(report) });
      const player = new AudioPlayer(context, options.context === undefined, output, prebufferMs);
      deliver = (report) => player.#onReport(report);
      return player;
    } catch (error) {
      if (!options.context) await context.close();
      throw error;
    }
  }

  private constructor(context: AudioContext, ownsContext: boolean, output: PlayerOutput, prebufferMs: number) {
    this.#context = context;
    this.#ownsContext = ownsContext;
    this.#output = output;
    this.#timeline = new MediaTimeline(context.sampleRate);
    this.#stats = { bufferedMs: 0, targetMs: prebufferMs, underruns: 0, underrunMs: 0, overflowMs: 0 };
    output.node.connect(context.destination);
    if (ownsContext) { for (const type of GESTURES) addEventListener(type, this.#onGesture, { capture: true }); }
  }

  /** The player's output, connected to the context's destination. Connect other nodes to it as needed. */
  get node(): AudioNode {
    return this.#output.node;
  }

  /** Its audio context. */
  get context(): AudioContext {
    return this.#context;
  }

  /** Whether the browser blocks it until there is a click or a key press. */
  get locked(): boolean {
    return this.#context.state !== "running";
  }

  /** Unlocks audio. Call it in a click or key handler; a no-op at any other time. */
  async unlock(): Promise<void> {
    if (this.#context.state === "suspended") await this.#context.resume();
  }

  /** How loud the voice is, 0 to 1. Default: 1. */
  get volume(): number {
    return this.#volume;
  }

  /** @throws {RangeError} Outside 0 to 1. */
  set volume(volume: number) {
    if (!(volume >= 0 && volume <= 1)) throw new RangeError(`volume must be from 0 to 1, not ${volume}`);
    this.#volume = volume;
    this.#setGain();
  }

  /** Whether the voice is silent. It plays on, so that picture and position keep their time. */
  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    this.#setGain();
  }

  /** Statistics so far; `bufferedMs` comes from the worklet and is up to 85 ms old. */
  get stats(): Readonly<PlayerStats> {
    return this.#stats;
  }

  /** Adds an `audio_chunk` event. */
  push(chunk: { turn: number; timestamp_ms: number; sample_rate: number; data: Uint8Array }): void {
    const samples = samplesOf(chunk.data);
    const { turn, timestamp_ms: timestampMs, sample_rate: sampleRate } = chunk;
    this.#pushed = { turn, endMs: timestampMs + samples.length * 1000 / sampleRate };
    this.#output.post({ type: "push", chunk: { turn, timestampMs, sampleRate, samples } }, [samples.buffer]);
  }

  /** Discards all buffered speech and is silent within about 10 ms. */
  flush(): void {
    this.#generation++;
    this.#pushed = null;
    this.#timeline.clear();
    this.#output.post({ type: "flush", generation: this.#generation }, []);
  }

  /** What is audible right now; `null` if nothing has played since the last flush. */
  position(): MediaPosition | null {
    return this.#timeline.at(this.#heardFrame());
  }

  /** Buffered speech of the newest turn that was not heard yet, ms. */
  bufferedMs(): number {
    if (!this.#pushed) return 0;
    const position = this.position();
    if (position?.turn !== this.#pushed.turn) return this.#pushed.endMs;
    return Math.max(0, this.#pushed.endMs - position.positionMs);
  }

  /** Stops permanently, and closes the audio context if the player created it. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const type of GESTURES) removeEventListener(type, this.#onGesture, { capture: true });
    this.#output.close();
    this.#gain?.disconnect();
    if (this.#ownsContext && this.#context.state !== "closed") await this.#context.close();
  }

  #setGain(): void {
    const { currentTime, destination } = this.#context;
    if (!this.#gain) {
      this.#gain = this.#context.createGain();
      this.#output.node.disconnect(destination);
      this.#output.node.connect(this.#gain).connect(destination);
    }
    // A jump would click.
    this.#gain.gain.setTargetAtTime(this.#muted ? 0 : this.#volume, currentTime, GAIN_TIME_S);
  }

  #onReport({ generation, marks, stats }: PlayerReport): void {
    this.#stats = stats;
    if (generation === this.#generation) this.#timeline.add(marks);
  }

  /** The audible frame: the context's time minus the output latency. */
  #heardFrame(): number {
    const { currentTime, sampleRate } = this.#context;
    const frame = (currentTime - this.#latencyS(currentTime)) * sampleRate;
    this.#frame = Math.max(this.#frame, frame);
    return this.#frame;
  }

  #latencyS(currentTime: number): number {
    const { outputLatency = 0, baseLatency = 0, state } = this.#context;
    const { contextTime = 0, performanceTime = 0 } = this.#context.getOutputTimestamp?.() ?? {};
    if (state === "running" && contextTime > 0 && performanceTime > 0) {
      const latencyS = currentTime - contextTime - (performance.now() - performanceTime) / 1000;
      if (latencyS >= 0 && latencyS <= Math.min(LARGEST_LATENCY_S, contextTime * LARGEST_SHARE)) return latencyS;
    }
    return outputLatency || baseLatency;
  }
}

/** The samples in a separate buffer that can be transferred to the audio thread. */
function samplesOf(data: Uint8Array): Int16Array<ArrayBuffer> {
  const wholeSamples = data.slice(0, data.length & ~1);
  return new Int16Array(wholeSamples.buffer);
}

function openContext(): AudioContext {
  if (!("AudioContext" in globalThis)) {
    throw new ClientError("no_audio", "This browser has no Web Audio. Use a current browser.");
  }
  return new AudioContext({ sampleRate: SPEECH_RATE_HZ, latencyHint: "interactive" });
}
