/**
 * Generates the player's signal: on the audio thread, or on the main thread if the page may load no audio worklet.
 *
 * @module
 */
import type { OutputOptions, PlayerOutput, PlayerReport } from "./player_core.ts";
import { PROCESSOR_NAME } from "./processor_name.ts";
import { WORKLET_SOURCE } from "./worklet_source.ts";

/** Creates the best output available to the page: an insecure one has no audio worklets, a policy may forbid them. */
export async function openOutput(context: AudioContext, options: OutputOptions): Promise<PlayerOutput> {
  try {
    return await workletOutput(context, options);
  } catch {
    const { scriptOutput } = await import("./script_output.ts");
    return scriptOutput(context, options);
  }
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
