/**
 * What a turn is about, from what the user said and what the session knows.
 *
 * @module
 */
import type { TurnContext } from "../../contract/adapter.ts";
import { fidelityOf } from "../../control/mapper.ts";
import { systemPrompt } from "../../control/prompt.ts";
import type { FidelityMap } from "../../contract/controls.ts";
import type { History } from "./history.ts";
import type { SpeechSource, SpeechTurn } from "../speech/speech.ts";
import type { VideoTrackOptions } from "../video/video_track.ts";

/** What a turn is about. */
export interface TurnRequest {
  readonly speech: Omit<SpeechTurn, "currentControl" | "onReplaced" | "context"> & {
    readonly context: Omit<SpeechTurn["context"], "signal">;
  };
  readonly fidelity: FidelityMap;
  /** The picture; absent: audio only. */
  readonly video?: Omit<VideoTrackOptions, "turn" | "post" | "onReplaced" | "clock">;
}

/** What a session brings to all of its turns. */
export interface TurnSetting {
  readonly source: SpeechSource;
  readonly history: History;
  readonly video: TurnRequest["video"];
}

/**
 * Makes the request of a turn.
 *
 * @param said What the user wrote, and how it is to be answered.
 * @param context The turn, but for the signal that will end it.
 * @param setting What the session brings.
 */
export function turnRequestOf(
  { text, mode }: Pick<SpeechTurn, "text" | "mode">,
  context: Omit<TurnContext, "signal">,
  { source, history, video }: TurnSetting,
): TurnRequest {
  const { persona, control } = context;
  const heard = source.capabilities(mode, persona);
  const avatar = video?.chain.available()[0]?.adapter.capabilities();
  return {
    speech: { mode, text, instructions: systemPrompt(persona, control), history: history.messages(), context },
    fidelity: fidelityOf(avatar === undefined ? heard : { ...heard, avatar }),
    ...(video && { video }),
  };
}
