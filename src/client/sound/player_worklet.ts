/**
 * The audio worklet of the player: it owns the {@linkcode JitterBuffer} on the audio thread. Loaded by `player_output.ts`.
 *
 * @module
 */
import { JitterBuffer } from "./jitter_buffer.ts";
import { type PlayerCommand, PlayerCore } from "./player_core.ts";
import { PROCESSOR_NAME } from "./processor_name.ts";

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
