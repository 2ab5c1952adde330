/**
 * The program of a synthesis worker.
 *
 * @module
 */
import { serveJobs } from "../../../core/workers/program.ts";
import { Speaker } from "./synthesis/speaker.ts";
import type { SpeakingSetup, SpeechPiece, Utterance } from "./prosody/utterance.ts";

serveJobs<SpeakingSetup, Utterance, SpeechPiece>(({ models, calibration }) => {
  const speaker = new Speaker(models, calibration);
  return {
    info: `${Object.keys(models).join(", ")}, ${(speaker.memoryBytes / 2 ** 20).toFixed()} MB`,
    run: (utterance) => speaker.speak(utterance),
    transferOf: ({ pcm, boundariesMs }) =>
      boundariesMs === undefined ? [pcm.buffer] : [pcm.buffer, boundariesMs.buffer],
  };
});
