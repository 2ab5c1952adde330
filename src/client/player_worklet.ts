/**
 * The audio worklet of the player: it owns the {@linkcode Playout} on the audio thread. Loaded by `player.ts`.
 *
 * @module
 */
import { Playout, type PlayoutMark, type PlayoutStats, type SpeechChunk } from "./playout.ts";

/** The name under which the worklet is registered. */
export const PROCESSOR_NAME = "tth-player";

/** To the worklet. `generation` counts the flushes. */
export type PlayerCommand =
  | { readonly type: "push"; readonly chunk: SpeechChunk }
  | { readonly type: "flush"; readonly generation: number };

/** From the worklet. */
export interface PlayerReport {
  readonly generation: number;
  readonly marks: readonly PlayoutMark[];
  readonly stats: PlayoutStats;
}

/** Reports come this often at the least while something changes, in output frames. */
const REPORT_FRAMES = 2048;

// What an AudioWorkletGlobalScope has, and TypeScript's libraries lack.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare const currentFrame: number;
declare const sampleRate: number;
declare function registerProcessor(
  name: string,
  processor: new (options: { processorOptions: { prebufferMs: number } }) => AudioWorkletProcessor,
): void;

/** Defined in a function, as the base class is there only in a worklet. */
function definePlayer(): void {
  class PlayerProcessor extends AudioWorkletProcessor {
    readonly #playout: Playout;
    #generation = 0;
    #reportedFrame = 0;

    constructor(options: { processorOptions: { prebufferMs: number } }) {
      super();
      this.#playout = new Playout({ outputRate: sampleRate, prebufferMs: options.processorOptions.prebufferMs });
      this.port.onmessage = ({ data }: MessageEvent<PlayerCommand>) => {
        if (data.type === "push") return this.#playout.push(data.chunk);
        this.#generation = data.generation;
        this.#playout.flush();
      };
    }

    process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
      const [left, ...others] = outputs[0] ?? [];
      if (!left) return true;
      this.#playout.render(left, currentFrame);
      for (const channel of others) channel.set(left);
      const marks = this.#playout.takeMarks();
      if (marks.length > 0 || currentFrame - this.#reportedFrame >= REPORT_FRAMES) this.#report(marks);
      return true;
    }

    #report(marks: readonly PlayoutMark[]): void {
      this.#reportedFrame = currentFrame;
      const report: PlayerReport = { generation: this.#generation, marks, stats: this.#playout.stats };
      this.port.postMessage(report);
    }
  }
  registerProcessor(PROCESSOR_NAME, PlayerProcessor);
}

if ("registerProcessor" in globalThis) definePlayer();
