/**
 * The first message of a connection.
 *
 * @module
 */
import type { Components, Resumed, Unsequenced } from "../../contract/protocol/messages.ts";
import type { VideoFormat } from "../load/ladder.ts";

/** How a client connects. */
export interface AttachOptions {
  /** The subprotocol in use. */
  readonly protocol: string;
  /** Whether the client asked for it by name, so that it knows more than the protocol's first version. Default: no. */
  readonly isNamed?: boolean;
  /** The last `seq` that the client has, when it resumes. */
  readonly after?: number | undefined;
}

/** What a client must know of the session. */
interface ReadySession {
  readonly id: string;
  /** Absent: no video. */
  readonly video: VideoFormat | undefined;
  readonly components: Components;
}

/** The `session_ready` of a connection; `resumed` counts only where the client asked to resume. */
export function readyEvent(session: ReadySession, { protocol, after }: AttachOptions, resumed: Resumed): Unsequenced {
  const { fps, width, height } = session.video ?? { fps: 0, width: 0, height: 0 };
  return {
    type: "session_ready",
    session_id: session.id,
    protocol,
    fps,
    width,
    height,
    video: session.video ?? null,
    components: session.components,
    resumed: after === undefined ? null : resumed,
  };
}
