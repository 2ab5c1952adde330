/**
 * The fields that the service's answers must have.
 *
 * @module
 */
import type {
  HealthReport,
  Models,
  PersonaList,
  Readiness,
  Recording,
  SessionCreated,
  SessionList,
  SessionView,
  Transcript,
} from "./http.ts";
import type { Shape } from "../shape.ts";

interface Answers {
  readonly recording: Shape<Recording>;
  readonly sessions: Shape<SessionList>;
  readonly readiness: Shape<Readiness>;
  readonly created: Shape<SessionCreated>;
  readonly session: Shape<SessionView>;
  readonly personas: Shape<PersonaList>;
  readonly models: Shape<Models>;
  readonly health: Shape<HealthReport>;
  readonly transcript: Shape<Transcript>;
}

/** The shape of each answer. */
export const SHAPES: Answers = {
  created: {
    session_id: "string",
    stream_url: "string",
    token: "string?",
    expires_at: "string",
    persona_id: "string",
    components: "object",
    capabilities: "object",
    video: "object?",
    recorded: "boolean",
    looks: "object",
    backgrounds: "object",
    designs: "object",
    extras: "array",
  },
  session: {
    session_id: "string",
    state: "string",
    connected: "boolean",
    persona_id: "string",
    control: "object",
    turns: "number",
    created_at: "string",
    transcript: "array",
  },
  personas: { default: "string", personas: "array", designs: "object" },
  models: { realtime: "object?", llm: "object?", tts: "object?", avatar: "object?" },
  health: { llm: "object", tts: "object", avatar: "object" },
  transcript: { session_id: "string", turns: "array" },
  sessions: { sessions: "array", total: "number" },
  readiness: { ready: "boolean", detail: "string" },
  recording: { session_id: "string", created_at: "string", bytes: "number", turns: "array" },
};
