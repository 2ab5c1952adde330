/**
 * What a session will be, before it is opened.
 *
 * @module
 */
import type { Persona } from "../../contract/controls.ts";
import type { Components } from "../../contract/protocol/messages.ts";
import { SessionControls } from "../../control/session_controls.ts";
import type { SessionSeed } from "../../store/record.ts";
import { componentsOf } from "../provider/chain.ts";
import type { VideoFormat } from "../load/ladder.ts";
import type { Runtime } from "./runtime.ts";
import { videoStageOf } from "./stages.ts";

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
