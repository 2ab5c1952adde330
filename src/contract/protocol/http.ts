/**
 * Requests and responses of the HTTP API. The OpenAPI document is generated from them.
 *
 * @module
 */
import { z } from "zod";
import { Background } from "../persona/background.ts";
import { LookDesign } from "../persona/look_design.ts";
import {
  CharacterControl,
  Control,
  CONTROL_FIELDS,
  EmotionControl,
  Fidelity,
  FidelityMap,
  PartialControl,
  Pronunciations,
  SessionPerson,
} from "../controls.ts";
import { SESSION_STATES } from "../parts.ts";
import { Components, EXTRAS, TurnStatus, VideoRequest } from "./messages.ts";

/** The body of `POST /v1/sessions`; absent fields default to the persona and the configuration. */
export const CreateSession = z.strictObject({
  persona_id: z.string().min(1).max(64).optional().describe("Who speaks; `GET /v1/personas` lists them."),
  emotion: EmotionControl.partial().optional().describe("Emotion of the session's turns, unless a turn sets one."),
  character: CharacterControl.partial().optional().describe("Character of the session's turns."),
  person: SessionPerson.optional()
    .describe(
      "The person of this session, where it differs from the persona. The configuration limits what may be set.",
    ),
  pronunciations: Pronunciations.optional()
    .describe("Pronunciations for this session: a respelling (`git hub`), or phonemes between slashes."),
  video: VideoRequest.optional().describe("What to show."),
  extras: z.array(z.enum(EXTRAS)).max(EXTRAS.length).optional()
    .describe(
      "Events beyond the core ones. Default: `idle`, for clients that name a subprotocol; an empty list: none.",
    ),
  record: z.boolean().optional().describe(
    "Whether the service keeps each turn as a film with its transcript. Needs `recording.dir` in the configuration. " +
      "Default: false.",
  ),
});
export type CreateSession = z.infer<typeof CreateSession>;
/** The body as a client writes it. */
export type CreateSessionInput = z.input<typeof CreateSession>;

/** What an adapter declares that it can do. */
export const CapabilitiesView = z.object({
  streams: z.array(z.string()).describe("The output of its stream."),
  controls: z.partialRecord(z.enum(CONTROL_FIELDS), Fidelity).describe(
    "How faithfully it honours each control; an absent control is ignored.",
  ),
  formats: z.array(z.string()).describe("Formats of its pictures."),
  languages: z.array(z.string()).describe("Languages that it speaks or writes, as BCP 47 tags; `*` for any."),
  variants: z.array(z.string()).optional().describe("Voices or looks."),
  offline: z.boolean().describe("Whether it works without a network."),
  demonstration: z.boolean().optional().describe("Whether it is only a stand-in for a real one. Absent: no."),
  verbatim: z.boolean().optional().describe("Whether it can say a given text word for word."),
  lip_sync: z.boolean().optional().describe("Whether its picture follows the visemes. Absent: yes."),
});
export type CapabilitiesView = z.infer<typeof CapabilitiesView>;

/** Capabilities of the adapters that serve now, by kind. */
export const CapabilitiesByKind = z.object({
  realtime: CapabilitiesView,
  llm: CapabilitiesView,
  tts: CapabilitiesView,
  avatar: CapabilitiesView,
}).partial();
export type CapabilitiesByKind = z.infer<typeof CapabilitiesByKind>;

/** The response to `POST /v1/sessions`. */
export const SessionCreated = z.object({
  session_id: z.string(),
  stream_url: z.string().describe("The address of the WebSocket."),
  token: z.string().nullable().describe(
    "Opens this session's stream and nothing else, on any instance of the service, as the subprotocol " +
      "`tth.token.<token>`, for at most one day by default. Clients should also accept `null`.",
  ),
  expires_at: z.string().describe("When the session ends if nothing connects, RFC 3339."),
  persona_id: z.string(),
  components: Components,
  capabilities: CapabilitiesByKind,
  video: z.object({ mode: z.enum(["frames", "pose"]), width: z.int(), height: z.int(), fps: z.number() }).nullable()
    .describe("What the session shows; `null`: nothing."),
  recorded: z.boolean().describe("Whether its turns are recorded."),
  looks: z.record(z.string(), z.string()).describe("The look of each persona that has one, to draw poses with."),
  backgrounds: z.record(z.string(), Background)
    .describe("The background of each persona that has one; the others have that of their look."),
  designs: z.record(z.string(), LookDesign).describe("The looks that are not built in, by id."),
  extras: z.array(z.enum(EXTRAS)).describe("Events beyond the core ones that the session was created with."),
});
export type SessionCreated = z.infer<typeof SessionCreated>;

/** One finished turn, as it was generated, sent and heard. */
export const TranscriptTurn = z.object({
  turn: z.int(),
  turn_id: z.string(),
  mode: z.enum(["reply", "verbatim"]),
  user_text: z.string().describe("What the user wrote."),
  status: TurnStatus,
  generated_text: z.string().describe("All of the turn's text."),
  spoken_text: z.string().describe("The part whose audio was sent."),
  heard_text: z.string().describe("The part that the user heard."),
  heard_ms: z.number().describe("Media time that the user heard."),
  heard_source: z.enum(["measured", "estimated"]),
  audio_start_ms: z.number().nullable()
    .describe("When its first audio was sent, ms since the session began; `null`: never."),
  words: z.array(z.object({ text: z.string(), start_ms: z.number(), end_ms: z.number() }))
    .describe("The words that were sent, in media time."),
});
export type TranscriptTurn = z.infer<typeof TranscriptTurn>;

/** The response to `GET /v1/sessions/{id}/transcript`. */
export const Transcript = z.object({ session_id: z.string(), turns: z.array(TranscriptTurn) });
export type Transcript = z.infer<typeof Transcript>;

/** The film of a recorded turn: WebM, VP8 and Opus. */
export const RecordedFilm = z.object({
  duration_ms: z.number(),
  width: z.int().nullable().describe("Pixels; `null`: it has sound only."),
  height: z.int().nullable(),
  frames: z.int().describe("Pictures in it."),
  frames_dropped: z.int().describe("Pictures that were left out because the encoder could not follow."),
});
export type RecordedFilm = z.infer<typeof RecordedFilm>;

/** How a recorded turn ended. */
export const RecordedStatus = z.enum([...TurnStatus.options, "unfinished"])
  .describe("`unfinished`: it is being recorded, or the service ended in the middle of it.");
export type RecordedStatus = z.infer<typeof RecordedStatus>;

/** The transcript of a recorded turn, as its JSON file. */
export const RecordedTranscript = TranscriptTurn.extend({
  session_id: z.string(),
  persona_id: z.string(),
  started_at: z.string().describe("RFC 3339."),
  status: RecordedStatus,
  words: z.array(z.object({ text: z.string(), start_ms: z.number(), end_ms: z.number(), heard: z.boolean() }))
    .describe("The words that were sent, in the film's time, and whether the user heard them."),
  film: RecordedFilm.nullable().describe("`null`: there is none, or it is not complete."),
});
export type RecordedTranscript = z.infer<typeof RecordedTranscript>;

/** A file of a recording. */
export const RecordedFile = z.object({
  url: z.string().describe("Its path on the service."),
  content_type: z.string(),
  bytes: z.int(),
});
export type RecordedFile = z.infer<typeof RecordedFile>;

/** A recorded turn. */
export const RecordedTurn = RecordedTranscript.pick({
  turn: true,
  turn_id: true,
  status: true,
  started_at: true,
  heard_ms: true,
  film: true,
}).extend({
  files: z.object({ film: RecordedFile, transcript: RecordedFile, captions: RecordedFile }).partial(),
});
export type RecordedTurn = z.infer<typeof RecordedTurn>;

/** The response to `GET /v1/sessions/{id}/recording`. */
export const Recording = z.object({
  session_id: z.string(),
  created_at: z.string().describe("When the session was created, RFC 3339."),
  bytes: z.int().describe("Of all files."),
  turns: z.array(RecordedTurn).describe("The turns that are kept, oldest first."),
});
export type Recording = z.infer<typeof Recording>;

/** The response to `GET /v1/sessions/{id}`. */
export const SessionView = z.object({
  session_id: z.string(),
  state: z.enum(SESSION_STATES),
  connected: z.boolean().describe(
    "Whether a WebSocket is open; where another instance has the session: whether one was.",
  ),
  persona_id: z.string(),
  control: Control.describe("Controls of the next turn, before its own are applied."),
  turns: z.int().describe("Turns begun."),
  created_at: z.string().describe("RFC 3339."),
  transcript: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), text: z.string() }))
    .describe("The conversation, as far as the user heard it."),
});
export type SessionView = z.infer<typeof SessionView>;

/** A live session, as a list shows it. */
export const ListedSession = SessionView.pick({
  session_id: true,
  state: true,
  connected: true,
  persona_id: true,
  turns: true,
  created_at: true,
});
export type ListedSession = z.infer<typeof ListedSession>;

/** The response to `GET /v1/sessions`. */
export const SessionList = z.object({
  sessions: z.array(ListedSession).describe("The latest first; at most 100."),
  total: z.int().describe("How many there are."),
});
export type SessionList = z.infer<typeof SessionList>;

/** Health of one provider. */
export const HealthView = z.object({
  healthy: z.boolean(),
  latency_ms: z.number().nullable().describe("Time that the probe took, ms."),
  detail: z.string(),
});
export type HealthView = z.infer<typeof HealthView>;

/** The response to `GET /v1/health`. */
export const HealthReport = z.object({
  realtime: HealthView.optional().describe("Present when a realtime adapter is in use."),
  llm: HealthView,
  tts: HealthView,
  avatar: HealthView,
}).describe("A kind that is not in use counts as healthy; its detail says that it is not in use.");
export type HealthReport = z.infer<typeof HealthReport>;

/** The response to `GET /v1/ready`. */
export const Readiness = z.object({
  ready: z.boolean(),
  detail: z.string(),
  load: z.object({
    spent: z.number().describe("Share of the admission budget that the sessions would use if all spoke."),
    processor: z.number().describe("Share of the processors that the service used in the last half second."),
    lag_ms: z.number().describe("How late the event loop ran in that time: the second-longest delay."),
    video: z.enum(["full", "less_fps", "least_fps", "half_size", "quarter_size", "poses", "audio_only"])
      .describe("What is left of everyone's video."),
  }).optional().describe("Absent while it is not measured."),
});
export type Readiness = z.infer<typeof Readiness>;

/** Amounts that were used. */
export const UsageAmounts = z.object({
  turns: z.int().describe("Turns that are over."),
  characters_in: z.int().describe("Characters of the users' texts, in UTF-16 code units."),
  characters_out: z.int().describe("Characters of the replies, in UTF-16 code units."),
  speech_seconds: z.number().describe("Speech that was sent."),
  provider: z.record(z.string(), z.number()).describe("What providers counted, such as `input_tokens`."),
});
export type UsageAmounts = z.infer<typeof UsageAmounts>;

/** The response to `GET /v1/usage`. */
export const Usage = z.object({
  since: z.string().describe("When this instance of the service began to count, RFC 3339."),
  total: UsageAmounts.describe("All sessions of the caller's tenant."),
  sessions: z.array(UsageAmounts.extend({ session_id: z.string() }))
    .describe("Sessions of the tenant, the latest first; those that used nothing for long are left out."),
});
export type Usage = z.infer<typeof Usage>;

/** One modality: who serves it, and how well. */
export const ModelView = z.object({
  adapter: z.string().describe("The adapter that serves now."),
  primary: z.string().describe("The adapter that the configuration prefers."),
  fallbacks: z.array(z.string()).describe("Adapters that take over, in this order."),
  capabilities: CapabilitiesView,
  fidelity: FidelityMap.describe("How faithfully it honours each control."),
});
export type ModelView = z.infer<typeof ModelView>;

/** The response to `GET /v1/models`. */
export const Models = z.object({
  realtime: ModelView.nullable(),
  llm: ModelView.nullable(),
  tts: ModelView.nullable(),
  avatar: ModelView.nullable(),
}).describe("`null` if the modality is not in use.");
export type Models = z.infer<typeof Models>;

/** The response to `GET /v1/personas`. */
export const PersonaList = z.object({
  default: z.string().describe("The persona of a session that does not choose one."),
  personas: z.array(z.object({
    id: z.string(),
    name: z.string(),
    look: z.string().optional(),
    background: Background.optional(),
    control: PartialControl.describe("The persona's default controls."),
  })),
  designs: z.record(z.string(), LookDesign).describe("The looks that are not built in, by id."),
});
export type PersonaList = z.infer<typeof PersonaList>;
