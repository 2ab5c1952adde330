/**
 * The audio worklet of the player: it owns the {@linkcode JitterBuffer} on the audio thread. Loaded by `player_output.ts`.
 *
 * @module
 */
import { JitterBuffer, type MediaMark, type PlayerStats, type SpeechChunk } from "./jitter_buffer.ts";

/** The name under which the worklet is registered. */
export const PROCESSOR_NAME = "tth-player";

/** To the core. `generation` counts the flushes. */
export type PlayerCommand =
  | { readonly type: "push"; readonly chunk: SpeechChunk }
  | { readonly type: "flush"; readonly generation: number };

/** From the core. */
export interface PlayerReport {
  readonly generation: number;
  readonly marks: readonly MediaMark[];
  readonly stats: PlayerStats;
}

/** Maximum interval between reports, in output frames. */
const REPORT_FRAMES = 2048;

/** Executes commands, renders, and reports. */
export class PlayerCore {
  readonly #buffer: JitterBuffer;
  readonly #onReport: (report: PlayerReport) => void;
  #generation = 0;
  #reportedFrame = 0;

  constructor(buffer: JitterBuffer, onReport: (report: PlayerReport) => void) {
    this.#buffer = buffer;
    this.#onReport = onReport;
  }

  /** Executes one command. */
  handle(command: PlayerCommand): void {
    if (command.type === "push") return this.#buffer.push(command.chunk);
    this.#generation = command.generation;
    this.#buffer.flush();
  }

  /** Fills `output`, whose first frame is number `frame`. */
  render(output: Float32Array, frame: number): void {
    this.#buffer.render(output, frame);
    const marks = this.#buffer.takeMarks();
    if (marks.length === 0 && frame - this.#reportedFrame < REPORT_FRAMES) return;
    this.#reportedFrame = frame;
    this.#onReport({ generation: this.#generation, marks, stats: { ...this.#buffer.stats } });
  }
}

// The parts of AudioWorkletGlobalScope that TypeScript's libraries lack.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare const currentFrame: number;
declare const sampleRate: number;
declare function registerProcessor(
  name: string,
  processor: new (options: { processorOptions: { prebufferMs: number } }) => AudioWorkletProcessor,
): void;

/** In a function, because the base class exists only in a worklet. */
function registerPlayer(): void {
  class PlayerProcessor extends AudioWorkletProcessor {
    readonly #core: PlayerCore;

    constructor(options: { processorOptions: { prebufferMs: number } }) {
      super();
      const buffer = new JitterBuffer({ outputRate: sampleRate, prebufferMs: options.processorOptions.prebufferMs });
      this.#core = new PlayerCore(buffer, (report) => this.port.postMessage(report));
      this.port.onmessage = ({ data }: MessageEvent<PlayerCommand>) => this.#core.handle(data);
    }

    process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
      const channel = outputs[0]?.[0];
      if (channel) this.#core.render(channel, currentFrame);
      return true;
    }
  }
  registerProcessor(PROCESSOR_NAME, PlayerProcessor);
}

if ("registerProcessor" in globalThis) registerPlayer();
