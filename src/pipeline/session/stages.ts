/**
 * What a session's pictures and turns run on, from the runtime of all sessions and what the session asked for.
 *
 * @module
 */
import type { Persona } from "../../contract/controls.ts";
import type { VideoRequest } from "../../contract/protocol/messages.ts";
import { SyncController } from "../../alignment/sync_controller.ts";
import type { SpeechSource } from "../speech/speech.ts";
import type { TurnStage } from "../turn/turn_stage.ts";
import { formatAt } from "../load/ladder.ts";
import { videoFormat, type VideoStage } from "../video/video_stage.ts";
import type { Runtime } from "./runtime.ts";

/** Seed of a face's random behaviour; the same for all sessions, so that faces of the same look can share drawings. */
const SEED = 1;

/** What a session brings to its turns. */
type OwnParts = Pick<TurnStage, "source" | "outlet" | "presence" | "video" | "extras">;

/** What the pictures of a session are made with; `undefined`: it has none. */
export function videoStageOf(request: VideoRequest, runtime: Runtime): VideoStage | undefined {
  const { clock, ticker, idleFps, avatarStallMs: stallMs, providers: { avatar: chain } } = runtime;
  const asked = chain && videoFormat(request, chain);
  if (chain === undefined || asked === undefined) return undefined;
  const { quality } = runtime;
  const drawsPoses = () => chain.available()[0]?.shared.capabilities().streams.includes("poses");
  return {
    ...{ clock, ticker, chain, asked, idleFps, stallMs, quality, seed: SEED },
    get shown() {
      const format = formatAt(asked, quality.step);
      return format?.mode === asked.mode || drawsPoses() ? format : undefined;
    },
    get format() {
      return this.shown ?? asked;
    },
  };
}

/** Whether a persona's model is told about marks: it may use them, and the voice or the avatar shows feelings. */
export function usesMarks(persona: Persona, source: SpeechSource, video: VideoStage | undefined): boolean {
  if (persona.marks !== true) return false;
  const { realtime, tts } = source.capabilities("reply", persona);
  if (realtime !== undefined && realtime.marks !== true) return false;
  const avatar = video?.chain.available()[0]?.shared.capabilities();
  return [realtime, tts, avatar].some((part) => part?.controls["emotion.label"] !== undefined);
}

/** Dependencies of a session's turns. */
export function turnStageOf({ clock, ticker, pacing, sync, redact }: Runtime, own: OwnParts): TurnStage {
  return { ...own, clock, ticker, pacing, redact, syncBudget: sync.budget, sync: new SyncController(sync) };
}
