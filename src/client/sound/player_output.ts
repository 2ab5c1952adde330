/**
 * Where the player's signal is made: on the audio thread, or, where a page has no audio worklets, on its own.
 *
 * @module
 */
import { JitterBuffer } from "./jitter_buffer.ts";
import { type PlayerCommand, PlayerCore, type PlayerReport, PROCESSOR_NAME } from "./player_worklet.ts";

/** A running {@linkcode JitterBuffer} behind an audio node. */
export interface PlayerOutput {
  readonly node: AudioNode;
  /** Hands over a command; `transfer` as of `postMessage`. */
  post(command: PlayerCommand, transfer: Transferable[]): void;
  close(): void;
}

/** How to make an output. */
interface OutputOptions {
  readonly prebufferMs: number;
  readonly workletUrl: string | URL;
  readonly onReport: (report: PlayerReport) => void;
}

/** Frames that the page's own thread makes at a time: enough to live through its work, 43 ms at 24 kHz. */
const SCRIPT_FRAMES = 1024;

/** Makes the best output that the page is allowed: browsers give audio worklets to secure pages only. */
export function openOutput(context: AudioContext, options: OutputOptions): Promise<PlayerOutput> {
  // The library's type says that it is always there.
  const worklet: AudioWorklet | undefined = context.audioWorklet;
  return worklet ? workletOutput(context, options) : Promise.resolve(scriptOutput(context, options));
}

async function workletOutput(context: AudioContext, options: OutputOptions): Promise<PlayerOutput> {
  const { prebufferMs, workletUrl, onReport } = options;
  await context.audioWorklet.addModule(workletUrl);
  const node = new AudioWorkletNode(context, PROCESSOR_NAME, {
    numberOfInputs: 0,
    outputChannelCount: [1],
    processorOptions: { prebufferMs },
  });
  node.port.onmessage = ({ data }: MessageEvent<PlayerReport>) => onReport(data);
  return {
    node,
    post: (command, transfer) => node.port.postMessage(command, transfer),
    close() {
      node.port.onmessage = null;
      node.port.close();
      node.disconnect();
    },
  };
}

/** Deprecated in browsers, and still the only way to make a signal on a page that is not secure. */
function scriptOutput(context: AudioContext, options: OutputOptions): PlayerOutput {
  const { prebufferMs, onReport } = options;
  const core = new PlayerCore(new JitterBuffer({ outputRate: context.sampleRate, prebufferMs }), onReport);
  const node = context.createScriptProcessor(SCRIPT_FRAMES, 0, 1);
  node.onaudioprocess = ({ outputBuffer, playbackTime }) => {
    core.render(outputBuffer.getChannelData(0), Math.round(playbackTime * context.sampleRate));
  };
  return {
    node,
    post: (command) => core.handle(command),
    close() {
      node.onaudioprocess = null;
      node.disconnect();
    },
  };
}
