/**
 * What a session is, and what its pictures and turns run on, from the runtime of all sessions and what the session asked
 * for.
 *
 * @module
 */
import type { Persona } from "../../contract/controls.ts";
import type { Components, VideoRequest } from "../../contract/protocol/messages.ts";
import { SyncController } from "../../alignment/sync_controller.ts";
import { SessionControls } from "../../control/session_controls.ts";
import type { SessionSeed } from "../../store/record.ts";
import { componentsOf } from "../provider/chain.ts";
import type { SpeechSource } from "../speech/speech.ts";
import type { TurnStage } from "../turn/turn_stage.ts";
import { formatAt, type VideoFormat } from "../load/ladder.ts";
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

/** What a session will be. */
export interface SessionPlan {
  readonly persona: Persona;
  /** Absent: no video. */
  readonly video: VideoFormat | undefined;
  readonly components: Components;
}

/**
 * What a session will be on this instance.
 *
 * @param seed What it is created with.
 * @param runtime What sessions run on.
 * @throws RequestError `unknown_persona`
 */
export function planOf(seed: SessionSeed, runtime: Runtime): SessionPlan {
  const { persona } = new SessionControls(runtime.personas, seed).resolve();
  const video = videoStageOf(seed.video, runtime)?.asked;
  const components = componentsOf(runtime.providers);
  return {
    persona,
    video,
    components: video === undefined ? { ...components, avatar: null } : components,
  };
}
