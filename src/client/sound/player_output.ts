/**
 * Generates the player's signal: on the audio thread, or on the main thread if the page has no audio worklets.
 *
 * @module
 */
import { JitterBuffer } from "./jitter_buffer.ts";
import { type PlayerCommand, PlayerCore, type PlayerReport, PROCESSOR_NAME } from "./player_worklet.ts";
import { WORKLET_SOURCE } from "./worklet_source.ts";

/** A running {@linkcode JitterBuffer} behind an audio node. */
export interface PlayerOutput {
  readonly node: AudioNode;
  /** Sends a command; `transfer` as for `postMessage`. */
  post(command: PlayerCommand, transfer: Transferable[]): void;
  close(): void;
}

/** Options of an output. */
interface OutputOptions {
  readonly prebufferMs: number;
  /** Default: the worklet that is built in. */
  readonly workletUrl?: string | URL | undefined;
  readonly onReport: (report: PlayerReport) => void;
}

/** Frames that the main thread generates at a time: enough to bridge its other work, 43 ms at 24 kHz. */
const SCRIPT_FRAMES = 1024;

/** Creates the best output available to the page: browsers give audio worklets to secure pages only. */
export function openOutput(context: AudioContext, options: OutputOptions): Promise<PlayerOutput> {
  // The library's type declares it as always present.
  const worklet: AudioWorklet | undefined = context.audioWorklet;
  return worklet ? workletOutput(context, options) : Promise.resolve(scriptOutput(context, options));
}

async function workletOutput(context: AudioContext, options: OutputOptions): Promise<PlayerOutput> {
  const { prebufferMs, workletUrl, onReport } = options;
  await (workletUrl === undefined ? addBuiltIn(context) : context.audioWorklet.addModule(workletUrl));
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

/** Bundlers move files, so the worklet is part of this module; a page that forbids `blob:` scripts loads the file. */
async function addBuiltIn({ audioWorklet }: AudioContext): Promise<void> {
  const url = URL.createObjectURL(new Blob([WORKLET_SOURCE], { type: "text/javascript" }));
  try {
    await audioWorklet.addModule(url);
  } catch {
    await audioWorklet.addModule(new URL("./worklet.js", import.meta.url));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Deprecated in browsers, but still the only way to generate audio on an insecure page. */
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
