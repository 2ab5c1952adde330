/**
 * The HTTP API's view of a session.
 *
 * @module
 */
import type { LookDesigns } from "../contract/persona/look_design.ts";
import type { Clock } from "../contract/clock.ts";
import { ofEach, type Personas } from "../control/personas.ts";
import { conversationOf, type TurnRecord } from "../pipeline/turn/history.ts";
import type { Providers } from "../pipeline/provider/chain.ts";
import type { Session } from "../pipeline/session/session.ts";
import { toWebVtt } from "../pipeline/session/transcript.ts";
import type { SessionResource } from "./routes.ts";
import { capabilityViews } from "./status.ts";
import type { TranscriptTurn } from "../contract/protocol/http.ts";

/** Additional data for showing a session. */
interface SessionSurroundings {
  readonly clock: Clock;
  readonly providers: Providers;
  readonly personas: Personas;
  /** The configuration's own looks. */
  readonly designs: LookDesigns;
  /** When a session without a connection ends, ms after its creation. */
  readonly idleMs: number;
}

/** Shows a session. */
export function sessionResource(session: Session, surroundings: SessionSurroundings): SessionResource {
  const { clock, providers, personas, designs, idleMs } = surroundings;
  /** The session's person may differ from the persona of the configuration. */
  const people = (): Personas => ({ ...personas, [session.resolved.persona.id]: session.resolved.persona });
  const createdAt = Date.now() - (clock.now() - session.startedAt);
  return {
    id: session.id,
    tenant: session.tenant,
    grant: () => ({
      session_id: session.id,
      expires_at: rfc3339(createdAt + idleMs),
      persona_id: session.resolved.persona.id,
      components: session.components,
      capabilities: capabilityViews(providers),
      video: session.video ?? null,
      looks: ofEach(people(), ({ look }) => look),
      backgrounds: ofEach(people(), ({ background }) => background),
      designs,
    }),
    view: () => ({
      session_id: session.id,
      state: session.state,
      connected: session.attached,
      persona_id: session.resolved.persona.id,
      control: session.resolved.control,
      turns: session.turns,
      created_at: rfc3339(createdAt),
      transcript: conversationOf(session.records).map(({ role, content }) => ({ role, text: content })),
    }),
    transcript: () => session.records.map(transcriptTurn),
    captions: () => toWebVtt(session.records),
  };
}

function transcriptTurn(record: TurnRecord): TranscriptTurn {
  return {
    turn: record.turn,
    turn_id: record.turnId,
    mode: record.mode,
    user_text: record.userText,
    status: record.status,
    generated_text: record.generatedText,
    spoken_text: record.sentText,
    heard_text: record.heardText,
    heard_ms: record.heardMs,
    heard_source: record.heardSource,
    audio_start_ms: record.audioStartMs,
    words: record.words.map(({ text, startMs, endMs }) => ({ text, start_ms: startMs, end_ms: endMs })),
  };
}

function rfc3339(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
