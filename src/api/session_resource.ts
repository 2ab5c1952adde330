/**
 * The HTTP API's view of a session.
 *
 * @module
 */
import type { SessionState } from "../contract/parts.ts";
import type { ListedSession } from "../contract/protocol/http.ts";
import type { Personas } from "../control/personas.ts";
import { type ResolvedControl, SessionControls } from "../control/session_controls.ts";
import type { Session } from "../pipeline/session/session.ts";
import { toWebVtt, transcriptTurn } from "../pipeline/session/transcript.ts";
import { conversationOf } from "../pipeline/turn/history.ts";
import type { SessionSeed, TurnRecord } from "../store/record.ts";
import type { StoredSession } from "../store/session_store.ts";
import type { SessionResource } from "./routes.ts";

/** What a session is now. */
interface SessionNow {
  readonly state: SessionState;
  readonly isConnected: boolean;
  readonly resolved: ResolvedControl;
  /** Turns begun. */
  readonly turns: number;
  /** The turns that are over, oldest first. */
  readonly records: readonly TurnRecord[];
}

/** Shows a session that lives in this process. */
export function liveResource(session: Session): SessionResource {
  return resourceOf(session.seed, () => {
    const { state, attached: isConnected, resolved, turns, records } = session;
    return { state, isConnected, resolved, turns, records };
  });
}

/** Shows a session as it was last recorded. */
export function storedResource({ seed, record, turns }: StoredSession, personas: Personas): SessionResource {
  return resourceOf(seed, () => ({
    state: record.running ? "speaking" : "idle",
    isConnected: record.term > 0,
    resolved: new SessionControls(personas, seed, record.updates).resolve(),
    turns: record.turns,
    records: turns.filter(({ turn }) => !record.running || turn !== record.turns),
  }));
}

/** A session that lives in this process, as a list shows it. */
export function listed({ id, seed, state, attached, resolved, turns }: Session): ListedSession {
  return {
    session_id: id,
    state,
    connected: attached,
    persona_id: resolved.persona.id,
    turns,
    created_at: new Date(seed.createdAt).toISOString(),
  };
}

function resourceOf({ sessionId: id, tenant, createdAt }: SessionSeed, now: () => SessionNow): SessionResource {
  return {
    id,
    tenant,
    view() {
      const { state, isConnected, resolved, turns, records } = now();
      return {
        session_id: id,
        state,
        connected: isConnected,
        persona_id: resolved.persona.id,
        control: resolved.control,
        turns,
        created_at: new Date(createdAt).toISOString(),
        transcript: conversationOf(records).map(({ role, content }) => ({ role, text: content })),
      };
    },
    transcript: () => now().records.map(transcriptTurn),
    captions: () => toWebVtt(now().records),
  };
}
