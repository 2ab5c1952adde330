/**
 * Plays a session's speech, and knows what is being heard right now.
 *
 * @module
 */
import { ClientError } from "./errors.ts";
import { type MediaPosition, MediaTimeline } from "./media_timeline.ts";
import type { PlayoutStats } from "./playout.ts";
import { type PlayerCommand, type PlayerReport, PROCESSOR_NAME } from "./player_worklet.ts";

export type { MediaPosition, PlayoutStats };

/** How to play. */
export interface PlayerOptions {
  /** A context to play in; the player closes only one that it made itself. */
  context?: AudioContext;
  /** Speech that must be there before playing begins, ms. Default: 40. */
  prebufferMs?: number;
  /** Where the worklet's module is, for bundlers that move it. Default: beside this module. */
  workletUrl?: string | URL;
}

/** The rate of the service's speech: a context at this rate needs no resampling. */
const SPEECH_RATE_HZ = 24_000;
/** An output that claims to be later than this is not believed. */
const LARGEST_LATENCY_S = 0.5;

/**
 * A gapless player for PCM speech on an audio worklet.
 *
 * @example
 * ```ts no-eval
 * import { AudioPlayer, createSession } from "@tth/tth/client";
 *
 * await using session = await createSession();
 * await using player = await AudioPlayer.create();
 * button.onclick = () => player.unlock(); // browsers allow sound only after a click or a key
 * session.listen((event) => {
 *   if (event.type === "audio_chunk") player.push(event);
 * });
 * ```
 */
export class AudioPlayer implements AsyncDisposable {
  /** The player's output, connected to the context's destination. Connect more to it as you like. */
  readonly node: AudioNode;
  readonly #context: AudioContext;
  readonly #ownsContext: boolean;
  readonly #port: MessagePort;
  readonly #timeline: MediaTimeline;
  #stats: PlayoutStats;
  #generation = 0;
  #pushed: { readonly turn: number; readonly endMs: number } | null = null;
  #frame = 0;

  /**
   * Makes a player. Where the browser forbids sound before the first click or key, it is `locked` until `unlock`.
   *
   * @throws {ClientError} With code `no_audio` where the browser has no audio worklets.
   */
  static async create(options: PlayerOptions = {}): Promise<AudioPlayer> {
    const context = options.context ?? new AudioContext({ sampleRate: SPEECH_RATE_HZ, latencyHint: "interactive" });
    try {
      if (!context.audioWorklet) throw noWorklet();
      await context.audioWorklet.addModule(options.workletUrl ?? new URL("./player_worklet.ts", import.meta.url));
      return new AudioPlayer(context, options.context === undefined, options.prebufferMs ?? 40);
    } catch (error) {
      if (!options.context) await context.close();
      throw error;
    }
  }

  private constructor(context: AudioContext, ownsContext: boolean, prebufferMs: number) {
    this.#context = context;
    this.#ownsContext = ownsContext;
    this.#timeline = new MediaTimeline(context.sampleRate);
    this.#stats = { bufferedMs: 0, targetMs: prebufferMs, underruns: 0, underrunMs: 0, overflowMs: 0 };
    const processorOptions = { prebufferMs };
    const node = new AudioWorkletNode(context, PROCESSOR_NAME, {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions,
    });
    node.connect(context.destination);
    this.node = node;
    this.#port = node.port;
    this.#port.onmessage = ({ data }: MessageEvent<PlayerReport>) => this.#onReport(data);
  }

  /** The context that it plays in. */
  get context(): AudioContext {
    return this.#context;
  }

  /** Whether the browser keeps it silent until `unlock` is called in the handler of a click or a key. */
  get locked(): boolean {
    return this.#context.state !== "running";
  }

  /** Lets it sound. Call it in the handler of a click or a key; harmless at any other time. */
  async unlock(): Promise<void> {
    if (this.#context.state === "suspended") await this.#context.resume();
  }

  /** What happened so far; `bufferedMs` is the worklet's, up to 85 ms old. */
  get stats(): Readonly<PlayoutStats> {
    return this.#stats;
  }

  /** Adds a piece of speech: an `audio_chunk` event as it is. */
  push(chunk: { turn: number; timestamp_ms: number; sample_rate: number; data: Uint8Array }): void {
    const samples = samplesOf(chunk.data);
    const { turn, timestamp_ms: timestampMs, sample_rate: sampleRate } = chunk;
    this.#pushed = { turn, endMs: timestampMs + samples.length * 1000 / sampleRate };
    this.#post({ type: "push", chunk: { turn, timestampMs, sampleRate, samples } }, [samples.buffer]);
  }

  /** Throws away all that waits and is silent within some 10 ms. */
  flush(): void {
    this.#generation++;
    this.#pushed = null;
    this.#timeline.clear();
    this.#post({ type: "flush", generation: this.#generation }, []);
  }

  /** What leaves the loudspeaker right now; `null` before anything of what was not flushed did. */
  position(): MediaPosition | null {
    return this.#timeline.at(this.#heardFrame());
  }

  /** Speech of the newest turn that is here and was not heard yet, ms. */
  bufferedMs(): number {
    if (!this.#pushed) return 0;
    const position = this.position();
    if (position?.turn !== this.#pushed.turn) return this.#pushed.endMs;
    return Math.max(0, this.#pushed.endMs - position.positionMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#port.onmessage = null;
    this.#port.close();
    this.node.disconnect();
    if (this.#ownsContext && this.#context.state !== "closed") await this.#context.close();
  }

  #onReport({ generation, marks, stats }: PlayerReport): void {
    this.#stats = stats;
    if (generation === this.#generation) this.#timeline.add(marks);
  }

  /** The frame that is at the loudspeaker: the context's time less what lies between it and the air. */
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
      if (latencyS >= 0 && latencyS <= LARGEST_LATENCY_S) return latencyS;
    }
    return outputLatency || baseLatency;
  }

  #post(command: PlayerCommand, transfer: Transferable[]): void {
    this.#port.postMessage(command, transfer);
  }
}

/** The samples in a buffer of their own, so that it can be given to the audio thread. */
function samplesOf(data: Uint8Array): Int16Array<ArrayBuffer> {
  const wholeSamples = data.slice(0, data.length & ~1);
  return new Int16Array(wholeSamples.buffer);
}

function noWorklet(): ClientError {
  const secure = globalThis.isSecureContext;
  return new ClientError(
    "no_audio",
    secure
      ? "This browser has no audio worklets. Use a current Chrome, Edge, Firefox or Safari."
      : "Browsers give sound of this kind only to secure pages. Open the page over https:// or on localhost.",
  );
}
