/**
 * Shared by avatars that draw on demand: the known part of the turn's timeline, and the frame grid.
 *
 * @module
 */
import { type VisemeShare } from "../../contract/visemes.ts";
import { visemesAt } from "../../lipsync/mouth.ts";
import { msToSamples, samplesOf } from "../../contract/pcm.ts";
import type { Control } from "../../contract/controls.ts";
import type { SessionState } from "../../contract/parts.ts";
import type {
  AvatarContext,
  AvatarInput,
  AvatarPart,
  Gesture,
  TimedAudio,
  TimedViseme,
  TimedWord,
} from "../../contract/adapter.ts";
import { generatedStream, type ItemReader, type ItemResult, type ItemSource, readerOf } from "../../core/streams.ts";

/** The level is stored in steps of this length. */
const STEP_MS = 10;
const STEP_SAMPLES = msToSamples(STEP_MS);
/** The level is that of every fourth sample: for speech the same, for a quarter of the work. */
const LEVEL_STRIDE = 4;
/** The level at a time covers the audio within this distance on either side. */
const LEVEL_REACH_MS = 20;
/** Data older than the current frame by more than this is dropped. */
const MEMORY_MS = 1000;
/** How often that is done, ms of media: not for each frame, which would cost more than it saves. */
const FORGET_MS = 100;

/** The time of a frame on the grid, in ms. */
export function frameTimeMs(frameIndex: number, fps: number): number {
  return frameIndex * 1000 / fps;
}

/** The first frame of the grid at or after a time. */
export function frameIndexAt(timeMs: number, fps: number): number {
  // A time computed from an index must map back to that index despite rounding.
  return Math.max(0, Math.ceil(timeMs * fps / 1000 - 1e-6));
}

/** An avatar's input for its turn. Keeps the last second and everything after it. */
export class AvatarTimeline {
  /** The current control. */
  control: Control;
  /** The current activity. */
  state: SessionState = "speaking";
  /** The audio is known up to this media time, in ms. */
  knownMs = 0;
  /** Whether the input has ended. */
  isEnded = false;
  /** Gestures that begin with the current frame. */
  gestures: readonly Gesture[] = [];
  /** Controls and gestures whose time has not come, in order of arrival. */
  #directions: (Extract<AvatarInput, { type: "control" | "gesture" }> & { readonly fromMs: number })[] = [];
  #visemes: TimedViseme[] = [];
  #words: TimedWord[] = [];
  /** Sum of squares of the measured samples of each step, starting at `#firstStep`. */
  #energy: number[] = [];
  #firstStep = 0;
  #forgottenMs = 0;

  constructor(control: Control) {
    this.control = control;
  }

  /** Adds one part of the input. */
  accept(part: AvatarInput): void {
    switch (part.type) {
      case "audio":
        return this.#hear(part);
      case "viseme":
        this.#visemes.push(part);
        return;
      case "word":
        this.#words.push(part);
        return;
      case "control":
        if (part.fromMs === undefined) this.control = part.control;
        else this.#directions.push({ ...part, fromMs: part.fromMs });
        return;
      case "gesture":
        this.#directions.push(part);
        return;
      case "state":
        this.state = part.state;
        return;
    }
  }

  /** Whether any current or future viseme is known; without visemes the mouth follows only the level. */
  get hasVisemes(): boolean {
    return this.#visemes.length > 0;
  }

  /** The mouth at a media time: the shapes that share it, which add up to 1. */
  mouthAt(timeMs: number): VisemeShare[] {
    return visemesAt(this.#visemes, timeMs);
  }

  /** The word being spoken at a media time. */
  wordAt(timeMs: number): TimedWord | undefined {
    return this.#words.find(({ startMs, endMs }) => startMs <= timeMs && timeMs < endMs);
  }

  /** Loudness around a media time, from 40 ms of audio: root mean square, 0..1 of full scale. */
  levelAt(timeMs: number): number {
    const reach = LEVEL_REACH_MS / STEP_MS;
    const middle = Math.floor(timeMs / STEP_MS) - this.#firstStep;
    let sum = 0;
    for (let step = Math.max(0, middle - reach); step < middle + reach; step++) sum += this.#energy[step] ?? 0;
    return Math.sqrt(sum * LEVEL_STRIDE / (2 * reach * STEP_SAMPLES)) / 0x8000;
  }

  /**
   * Moves on to a frame: its control and gestures are in force.
   *
   * @param timeMs Its time.
   * @param reachMs How much later than that a control or gesture may begin. Default: 0.
   */
  advanceTo(timeMs: number, reachMs = 0): void {
    this.#direct(timeMs + reachMs);
    this.#forgetBefore(timeMs);
  }

  #direct(timeMs: number): void {
    if (this.gestures.length > 0) this.gestures = [];
    if (this.#directions.length === 0) return;
    const due = this.#directions.filter(({ fromMs }) => fromMs <= timeMs);
    this.#directions = this.#directions.filter(({ fromMs }) => fromMs > timeMs);
    for (const direction of due) if (direction.type === "control") this.control = direction.control;
    this.gestures = due.flatMap((direction) => direction.type === "gesture" ? [direction.gesture] : []);
  }

  #forgetBefore(timeMs: number): void {
    const horizonMs = timeMs - MEMORY_MS;
    if (horizonMs < this.#forgottenMs + FORGET_MS) return;
    this.#forgottenMs = horizonMs;
    this.#visemes = this.#visemes.filter(({ endMs }) => endMs > horizonMs);
    this.#words = this.#words.filter(({ endMs }) => endMs > horizonMs);
    const past = Math.min(this.#energy.length, Math.floor(horizonMs / STEP_MS) - this.#firstStep);
    if (past <= 0) return;
    this.#energy.splice(0, past);
    this.#firstStep += past;
  }

  #hear({ pcm, timestampMs, durationMs }: TimedAudio): void {
    const samples = samplesOf(pcm);
    const start = msToSamples(timestampMs);
    if (this.#energy.length === 0) this.#firstStep = Math.floor(start / STEP_SAMPLES);
    for (let i = (LEVEL_STRIDE - start % LEVEL_STRIDE) % LEVEL_STRIDE; i < samples.length;) {
      const step = Math.floor((start + i) / STEP_SAMPLES);
      const end = Math.min(samples.length, (step + 1) * STEP_SAMPLES - start);
      let energy = this.#energy[step - this.#firstStep] ?? 0;
      for (; i < end; i += LEVEL_STRIDE) {
        const sample = samples[i]!;
        energy += sample * sample;
      }
      this.#energy[step - this.#firstStep] = energy;
    }
    this.knownMs = timestampMs + durationMs;
  }
}

/** One frame that is due. */
export interface FrameMoment {
  readonly frameIndex: number;
  /** Its time on the grid, in ms. */
  readonly timestampMs: number;
  /** Media time of the audio to draw it from: equal to its time, because a frame waits until its audio is known. */
  readonly audioMs: number;
  /** Life time of the person, in ms. */
  readonly lifeMs: number;
}

/** Draws one frame, or makes one pose. */
export type DrawFrame = (moment: FrameMoment, timeline: AvatarTimeline) => AvatarPart | Promise<AvatarPart>;

/** Options for drawing frames. */
export interface DrawFramesOptions {
  /** Audio after a frame that must be known before it is drawn, in ms. Default: 20, as the level requires. */
  readonly lookAheadMs?: number;
  /** What drawing holds: disposed of when the stream is over, if it was ever read. */
  readonly held?: Disposable;
}

/**
 * Maps an avatar's input to frames on the grid `k / fps`, each drawn when it is pulled and its audio is known.
 *
 * In a turn, frames are drawn until they cover the audio, then the stream closes; if audio is late, the stream waits;
 * it never invents time. Frames before `context.earliestMs()` are skipped. Between turns (`idle`) every pull gives a
 * frame, without end.
 *
 * @param input The avatar's input.
 * @param context The avatar's context.
 * @param draw Draws a frame.
 * @param options How.
 */
export function drawFrames(
  input: ReadableStream<AvatarInput>,
  context: AvatarContext,
  draw: DrawFrame,
  options: DrawFramesOptions = {},
): ReadableStream<AvatarPart> {
  const { lookAheadMs = LEVEL_REACH_MS, held } = options;
  return generatedStream(
    context.signal,
    (signal) => new FrameSource({ input: readerOf(input), signal, context, draw, lookAheadMs, held }),
  );
}

/** What a {@linkcode FrameSource} works with. */
interface FrameSourceOptions {
  readonly input: ItemReader<AvatarInput>;
  /** Aborts when the stream is over. */
  readonly signal: AbortSignal;
  readonly context: AvatarContext;
  readonly draw: DrawFrame;
  readonly lookAheadMs: number;
  readonly held: Disposable | undefined;
}

/** The frames of one stream: a frame whose audio is known is drawn as soon as it is asked for. */
class FrameSource implements ItemSource<AvatarPart> {
  readonly #options: FrameSourceOptions;
  readonly #timeline: AvatarTimeline;
  #frameIndex = 0;
  /** Life time of the person at the first frame, ms. */
  #lifeMs: number | undefined;
  /** Why input that is processed as it arrives has failed. */
  #failure: { readonly error: unknown } | undefined;

  constructor(options: FrameSourceOptions) {
    this.#options = options;
    const { context } = options;
    this.#timeline = new AvatarTimeline(context.control);
    if (context.mode === "idle") void this.#follow().catch((error) => this.#failure = { error });
  }

  next(): IteratorResult<AvatarPart, void> | Promise<IteratorResult<AvatarPart, void>> {
    const { context, lookAheadMs } = this.#options;
    const timeline = this.#timeline;
    this.#frameIndex = Math.max(this.#frameIndex, frameIndexAt(context.earliestMs(), context.fps));
    const timestampMs = frameTimeMs(this.#frameIndex, context.fps);
    if (this.#failure !== undefined) throw this.#failure.error;
    if (context.mode !== "idle") {
      const untilMs = timestampMs + lookAheadMs;
      // Time advances while it waits for audio: it looks again which frame is due.
      const reading = this.#readUntil(untilMs);
      if (reading !== undefined) return reading.then(() => this.next());
      if (timeline.knownMs <= timestampMs) return { done: true, value: undefined };
    }
    return this.#drawAt(timestampMs);
  }

  return(): void {
    const { input, signal, held } = this.#options;
    held?.[Symbol.dispose]();
    this.#timeline.isEnded = true;
    // The input's owner handles its failures; a read that is pending ends.
    input.cancel(signal.reason).catch(() => {});
  }

  #drawAt(timestampMs: number): IteratorResult<AvatarPart, void> | Promise<IteratorResult<AvatarPart, void>> {
    const { context, draw } = this.#options;
    const timeline = this.#timeline;
    // A control or gesture begins with the nearest frame.
    timeline.advanceTo(timestampMs, 500 / context.fps);
    this.#lifeMs ??= context.lifeMs;
    const lifeMs = this.#lifeMs + timestampMs;
    const part = draw({ frameIndex: this.#frameIndex++, timestampMs, audioMs: timestampMs, lifeMs }, timeline);
    return part instanceof Promise ? part.then((value) => ({ value })) : { value: part };
  }

  /** Reads until the audio is known up to `untilMs`, or the input ends; `undefined`: that is so now. */
  #readUntil(untilMs: number): Promise<void> | undefined {
    const { input, signal } = this.#options;
    while (!this.#timeline.isEnded && this.#timeline.knownMs <= untilMs) {
      const next = input.read();
      if (next instanceof Promise) {
        return next.then((result) => {
          signal.throwIfAborted();
          this.#take(result);
          return this.#readUntil(untilMs);
        });
      }
      this.#take(next);
    }
    return undefined;
  }

  /** Between turns nothing waits: input is processed as it arrives. */
  async #follow(): Promise<void> {
    this.#timeline.state = "idle";
    while (!this.#timeline.isEnded) this.#take(await this.#options.input.read());
  }

  #take({ done, value }: ItemResult<AvatarInput>): void {
    if (done) this.#timeline.isEnded = true;
    else this.#timeline.accept(value);
  }
}
