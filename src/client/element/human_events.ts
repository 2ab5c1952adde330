/**
 * What the element `<talking-human>` tells a page: its state, and its events.
 *
 * @module
 */
import type { Human } from "../human.ts";
import { ClientError } from "../net/errors.ts";
import type { EventOf, SessionEvent } from "../net/events.ts";
import type { CaptionPiece } from "../picture/captions.ts";

/** What the human is doing. `off`: not connected. */
export type HumanState = "off" | "connecting" | "idle" | "thinking" | "speaking" | "failed";

/** Events whose bytes are played and drawn, and of no use to a page. */
type Media = "audio_chunk" | "video_frame" | "pose" | "pong";
export const MEDIA: ReadonlySet<string> = new Set<Media>(["audio_chunk", "video_frame", "pose", "pong"]);

/**
 * The element's events, by name: all session events except media, and four more. Each is a `CustomEvent`
 * that does not bubble.
 */
export type HumanEventMap =
  & { [Type in Exclude<SessionEvent["type"], Media>]: CustomEvent<EventOf<Type>> }
  & {
    /** The human is there. */
    ready: CustomEvent<Human>;
    /** The line that is heard has changed, also while `captions` is not set. */
    captionchange: CustomEvent<readonly CaptionPiece[]>;
    /** The element's `state` has changed. */
    statechange: CustomEvent<HumanState>;
    /** No session could be started. */
    failure: CustomEvent<ClientError>;
  };

/** The detail of `failure` for an error of any kind. */
export function failureOf(error: unknown): ClientError {
  return error instanceof ClientError ? error : new ClientError("unexpected", String(error), { cause: error });
}
