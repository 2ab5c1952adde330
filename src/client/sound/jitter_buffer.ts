/**
 * The core of the player: turns speech from the network into a continuous signal, with a jitter buffer that grows after
 * an underrun. Pure, so that it runs in an audio worklet and in a test alike.
 *
 * @module
 */

/** A piece of speech. */
export interface SpeechChunk {
  readonly turn: number;
  /** Media time of its first sample in its turn, ms. */
  readonly timestampMs: number;
  /** Hz. */
  readonly sampleRate: number;
  readonly samples: Int16Array;
}

/** From output frame `frame` on, the media time is `mediaMs`, and moves on with the output if `playing`. */
export interface MediaMark {
  readonly frame: number;
  readonly turn: number;
  readonly mediaMs: number;
  readonly playing: boolean;
}

/** Statistics so far. */
export interface PlayerStats {
  /** Buffered speech, ms. */
  bufferedMs: number;
  /**
   * Speech that must be buffered before playback begins, ms: doubles with each underrun, and shrinks by a fifth with
   * each turn.
   */
  targetMs: number;
  /** How often speech broke off in the middle of a turn. */
  underruns: number;
  /** Total silence caused by underruns, ms. */
  underrunMs: number;
  /** Speech discarded because the buffer was full, ms. */
  overflowMs: number;
}

/** Maximum prebuffer after underruns. */
const LARGEST_TARGET_MS = 240;
/** Maximum speech held: ten minutes are 29 MB at 24 kHz. */
const LARGEST_BUFFER_MS = 10 * 60_000;
/** Length of the ramps that prevent clicks at starts and stops. */
const RAMP_FRAMES = 64;
/** Timestamps may be rounded; only larger differences count as gaps. */
const GAP_MS = 2;

/**
 * Turns chunks of speech into one signal.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const buffer = new JitterBuffer({ outputRate: 24_000, prebufferMs: 0 });
 * buffer.push({ turn: 1, timestampMs: 0, sampleRate: 24_000, samples: new Int16Array(256).fill(16_384) });
 * const output = new Float32Array(128);
 * buffer.render(output, 0);
 * assert.equal(output.at(-1), 0.5);
 * assert.deepEqual(buffer.takeMarks(), [{ frame: 0, turn: 1, mediaMs: 0, playing: true }]);
 * ```
 */
export class JitterBuffer {
  readonly stats: PlayerStats;
  readonly #outputRate: number;
  readonly #prebufferMs: number;
  #chunks: SpeechChunk[] = [];
  #offset = 0;
  #marks: MediaMark[] = [];
  #state: "dry" | "filling" | "playing" = "dry";
  #filledFrames = 0;
  /** Where and in which turn the speech ran out; it was an underrun if the turn continues. */
  #dry: { readonly frame: number; readonly turn: number } | null = null;
  /** Where the last chunk ended: contiguous audio needs no mark. */
  #end: { readonly turn: number; readonly mediaMs: number } | null = null;
  #step = 1;
  #phase = 1;
  #window: [number, number, number, number] = [0, 0, 0, 0];
  #fadeIn = 0;
  #fadeOut = 0;
  #last = 0;

  /**
   * @param options `outputRate` in Hz; `prebufferMs` is the speech that must be buffered before playback begins, unless
   *   that much time passes without new speech.
   */
  constructor(options: { outputRate: number; prebufferMs: number }) {
    this.#outputRate = options.outputRate;
    this.#prebufferMs = options.prebufferMs;
    this.stats = { bufferedMs: 0, targetMs: options.prebufferMs, underruns: 0, underrunMs: 0, overflowMs: 0 };
  }

  /** Appends speech. It replaces what is buffered of its turn from its time on. */
  push(pushed: SpeechChunk): void {
    const chunk = this.#replace(pushed);
    const durationMs = durationMsOf(chunk);
    if (durationMs === 0) return;
    if (this.stats.bufferedMs + durationMs > LARGEST_BUFFER_MS) {
      this.stats.overflowMs += durationMs;
      return;
    }
    this.#chunks.push(chunk);
    this.stats.bufferedMs += durationMs;
    if (this.#state === "dry") this.#startFilling(chunk.turn);
  }

  /** Discards all buffered speech, and is silent within {@linkcode RAMP_FRAMES} frames. */
  flush(): void {
    this.#chunks = [];
    this.#offset = 0;
    this.#marks = [];
    this.#dry = null;
    this.stats.bufferedMs = 0;
    this.#stop();
  }

  /**
   * Writes the next frames.
   *
   * @param output Filled completely.
   * @param frame Output frame of `output[0]`.
   */
  render(output: Float32Array, frame: number): void {
    if (this.#state === "filling") this.#fill(output.length, frame);
    for (let i = 0; i < output.length; i++) {
      const sample = this.#state === "playing" ? this.#next(frame + i) : this.#tail();
      output[i] = sample;
      this.#last = sample;
    }
  }

  /** The marks since the last call. */
  takeMarks(): readonly MediaMark[] {
    if (this.#marks.length === 0) return this.#marks;
    const marks = this.#marks;
    this.#marks = [];
    return marks;
  }

  /** Drops buffered speech from a chunk's time on; returns the chunk without what comes too late for that. */
  #replace(chunk: SpeechChunk): SpeechChunk {
    const { turn, timestampMs } = chunk;
    const startsBefore = (other: SpeechChunk) => other.turn !== turn || other.timestampMs < timestampMs - GAP_MS;
    const last = this.#chunks.at(-1);
    if (last?.turn !== turn || last.timestampMs + durationMsOf(last) <= timestampMs + GAP_MS) return chunk;
    const current = this.#chunks[0] ?? last;
    const playedMs = current.turn === turn ? current.timestampMs + this.#offset * 1000 / current.sampleRate : 0;
    const fromMs = Math.max(timestampMs, this.#offset > 0 ? playedMs : 0);
    const kept = this.#chunks.filter((other, index) => index === 0 && this.#offset > 0 || startsBefore(other));
    this.#chunks = kept.map((other) => other.turn === turn ? shortened(other, fromMs) : other);
    if (this.#offset > 0 && this.#offset >= (this.#chunks[0]?.samples.length ?? 0)) {
      this.#chunks.shift();
      this.#offset = 0;
      this.#end = { turn, mediaMs: fromMs };
    }
    this.stats.bufferedMs = this.#chunks.reduce((sum, other) => sum + durationMsOf(other), 0);
    const late = Math.round((fromMs - timestampMs) * chunk.sampleRate / 1000);
    return late === 0 ? chunk : { ...chunk, timestampMs: fromMs, samples: chunk.samples.subarray(late) };
  }

  #startFilling(turn: number): void {
    if (this.#dry?.turn === turn) {
      this.stats.underruns++;
      this.stats.targetMs = Math.min(LARGEST_TARGET_MS, this.stats.targetMs * 2);
    } else {
      this.#dry = null;
      this.stats.targetMs = Math.max(this.#prebufferMs, this.stats.targetMs * 0.8);
    }
    this.#state = "filling";
    this.#filledFrames = 0;
  }

  #fill(frames: number, frame: number): void {
    const { bufferedMs, targetMs } = this.stats;
    const waitedMs = this.#filledFrames * 1000 / this.#outputRate;
    this.#filledFrames += frames;
    if (bufferedMs < targetMs && waitedMs < targetMs) return;
    if (this.#dry) this.stats.underrunMs += (frame - this.#dry.frame) * 1000 / this.#outputRate;
    this.#dry = null;
    this.#end = null;
    this.#state = "playing";
    this.#fadeIn = 0;
    this.#phase = 1;
    this.#window = [0, 0, 0, 0];
  }

  #next(frame: number): number {
    const value = this.#resample(frame);
    if (value === null) {
      this.#runDry(frame);
      return this.#tail();
    }
    if (this.#fadeIn >= RAMP_FRAMES) return value;
    return value * (++this.#fadeIn / RAMP_FRAMES);
  }

  /** At another rate than the output's: four-point, third-order Hermite interpolation (O. Niemitalo, 2001). */
  #resample(frame: number): number | null {
    if (this.#chunks[0]) this.#step = this.#chunks[0].sampleRate / this.#outputRate;
    if (this.#step === 1) return this.#read(frame);
    while (this.#phase >= 1) {
      const sample = this.#read(frame);
      if (sample === null) return null;
      const [, b, c, d] = this.#window;
      this.#window = [b, c, d, sample];
      this.#phase -= 1;
    }
    const value = hermite(this.#window, this.#phase);
    this.#phase += this.#step;
    return value;
  }

  /** The next sample of the input; `null` when there is none. */
  #read(frame: number): number | null {
    const chunk = this.#chunks[0];
    if (!chunk) return null;
    if (this.#offset === 0) this.#markStart(chunk, frame);
    const sample = (chunk.samples[this.#offset++] ?? 0) / 32768;
    if (this.#offset < chunk.samples.length) return sample;
    this.#chunks.shift();
    this.#offset = 0;
    this.#end = { turn: chunk.turn, mediaMs: chunk.timestampMs + durationMsOf(chunk) };
    this.stats.bufferedMs = this.#chunks.length === 0 ? 0 : this.stats.bufferedMs - durationMsOf(chunk);
    return sample;
  }

  #markStart({ turn, timestampMs }: SpeechChunk, frame: number): void {
    if (this.#end?.turn === turn && Math.abs(timestampMs - this.#end.mediaMs) <= GAP_MS) return;
    this.#marks.push({ frame, turn, mediaMs: timestampMs, playing: true });
  }

  #runDry(frame: number): void {
    if (this.#end) {
      this.#marks.push({ frame, ...this.#end, playing: false });
      this.#dry = { frame, turn: this.#end.turn };
    }
    this.#stop();
  }

  #stop(): void {
    this.#state = "dry";
    this.#fadeOut = RAMP_FRAMES;
  }

  /** After a stop, the last value ramps down to zero. */
  #tail(): number {
    if (this.#fadeOut === 0) return 0;
    const value = this.#last * (this.#fadeOut - 1) / this.#fadeOut;
    this.#fadeOut--;
    return value;
  }
}

function durationMsOf(chunk: SpeechChunk): number {
  return chunk.samples.length * 1000 / chunk.sampleRate;
}

/** A chunk up to a media time, faded out if it is cut. */
function shortened(chunk: SpeechChunk, endMs: number): SpeechChunk {
  const length = Math.max(0, Math.round((endMs - chunk.timestampMs) * chunk.sampleRate / 1000));
  if (length >= chunk.samples.length) return chunk;
  const samples = chunk.samples.slice(0, length);
  for (let left = 0; left < Math.min(RAMP_FRAMES, length); left++) {
    const at = length - 1 - left;
    samples[at] = (samples[at] ?? 0) * left / RAMP_FRAMES;
  }
  return { ...chunk, samples };
}

function hermite([a, b, c, d]: readonly [number, number, number, number], x: number): number {
  const c1 = (c - a) / 2;
  const c2 = a - 2.5 * b + 2 * c - d / 2;
  const c3 = (d - a) / 2 + 1.5 * (b - c);
  return ((c3 * x + c2) * x + c1) * x + b;
}
