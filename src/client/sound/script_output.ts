/**
 * Generates the player's signal on the page's main thread, by a node that is deprecated but that all pages have. Loaded
 * only by pages without audio worklets.
 *
 * @module
 */
import { JitterBuffer } from "./jitter_buffer.ts";
import { type OutputOptions, PlayerCore, type PlayerOutput } from "./player_core.ts";

/** Frames that are generated at a time: enough to bridge the page's other work, 43 ms at 24 kHz. */
const SCRIPT_FRAMES = 1024;

/** Opens an output on the page's main thread. */
export function scriptOutput(context: AudioContext, options: OutputOptions): PlayerOutput {
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
