/**
 * The messages of the stream: what a client may send, and what the service sends.
 *
 * Every type is inferred from the zod schema that validates it; OpenAPI and the wire documentation are
 * generated from the same schemas. Field names are those of the wire (snake_case).
 *
 * @module
 */
import { POSE_FIELDS, POSE_RANGES } from "../pose.ts";
import { MODEL_FINISHES, SESSION_STATES } from "../parts.ts";
import { VISEMES } from "../visemes.ts";
import { MAX_PLAYBACK_CHARS } from "./names.ts";
import { z } from "zod";
import { asUnicode, Control, EmotionControl, FidelityMap, PartialControl } from "../controls.ts";

export * from "../controls.ts";

/** Events that a session asks for beyond the core ones. */
export const EXTRAS = ["word", "viseme", "state", "idle", "emotion", "cue", "replace"] as const;

/** One of {@linkcode EXTRAS}. */
export type Extra = (typeof EXTRAS)[number];

/** What a session wants to see. Absent fields take the avatar's own values. */
export const VideoRequest = z.strictObject({
  mode: z.enum(["frames", "pose", "none"]).default("frames")
    .describe("`frames`: pictures; `pose`: face parameters for a client that draws; `none`: audio only."),
  width: z.int().min(16).max(1920).optional().describe("Pixels."),
  height: z.int().min(16).max(1920).optional().describe("Pixels."),
  fps: z.number().min(1).max(60).optional().describe("Frames a second."),
});
export type VideoRequest = z.infer<typeof VideoRequest>;

// ---------------------------------------------------------------------------------------------------------------
// Client to server

/** Longest `id` of a `user_text`, in characters. */
export const MAX_ID_CHARS = 64;

/** `user_text`: starts a turn; a running one is interrupted first. */
export const UserText = z.strictObject({
  type: z.literal("user_text"),
  id: z.string().max(MAX_ID_CHARS).optional().describe(
    "Chosen by the client; comes back on the turn's `turn_started`, `error` and `turn_complete`.",
  ),
  text: z.string().refine((text) => text.trim() !== "", "must contain text to say").overwrite(asUnicode),
  control: PartialControl.optional(),
  mode: z.enum(["reply", "verbatim"]).default("reply"),
});
export type UserText = z.infer<typeof UserText>;

/** `control_update`: merged, field by field, into later turns, or into the running one with `apply: "now"`. */
export const ControlUpdate = z.strictObject({
  type: z.literal("control_update"),
  control: PartialControl,
  apply: z.enum(["next_turn", "now"]).default("next_turn"),
});

/** `interrupt`: ends the running turn; a no-op when none runs. */
export const Interrupt = z.strictObject({
  type: z.literal("interrupt"),
  played_ms: z.number().min(0).optional().describe("Media time that the user had heard."),
});

/** `playback`: what the user has actually heard and seen, about four times a second. */
export const Playback = z.strictObject({
  type: z.literal("playback"),
  turn: z.int().min(1),
  position_ms: z.number().min(0),
  buffered_ms: z.number().min(0).optional(),
  frame_index: z.int().min(0).optional(),
  text: z.string().max(MAX_PLAYBACK_CHARS).optional().describe(
    "After a reconnect: the text of the turn as far as it has arrived. If the turn was lost with its instance, what was " +
      "heard of it is recorded.",
  ),
});

/** `ping`: answered by `pong` with the same `t`. */
export const Ping = z.strictObject({ type: z.literal("ping"), t: z.number() });

/** Every message that a client may send. */
export const ClientMessage = z.discriminatedUnion("type", [UserText, ControlUpdate, Interrupt, Playback, Ping]);
export type ClientMessage = z.infer<typeof ClientMessage>;

// ---------------------------------------------------------------------------------------------------------------
// Server to client

const media = z.base64().describe("The bytes, base64.");
const mediaTimeMs = z.number().min(0).describe("Media time: ms since the first audio sample of the turn.");

/** Names of the adapters in use, by kind; `null` where the kind is not in use. */
export const Components = z.strictObject({
  realtime: z.string().nullable(),
  llm: z.string().nullable(),
  tts: z.string().nullable(),
  avatar: z.string().nullable(),
});
export type Components = z.infer<typeof Components>;

/** Measurements of one turn. Times in ms; `null` where the thing never happened. */
export const TurnMetrics = z.object({
  first_text_ms: z.number().nullable().describe("From `user_text` to the first `text_delta`."),
  first_audio_ms: z.number().nullable().describe("From `user_text` to the first `audio_chunk`."),
  first_frame_ms: z.number().nullable().describe("From `user_text` to the first frame or pose."),
  total_ms: z.number().describe("From `user_text` to `turn_complete`."),
  resolve_ms: z.number().optional().describe("From the arrival of `user_text` until the turn began."),
  model_ms: z.number().optional().describe("From `user_text` until the model had finished; absent: it is not known."),
  interrupt_ms: z.number().nullable().describe("From the interrupt's arrival to `turn_complete`."),
  audio_ms: z.number().describe("Audio sent, in media time."),
  frames: z.int().describe("Frames or poses sent."),
  frames_skipped: z.int().describe("Frames that were due but came too late to be sent."),
  frames_dropped: z.int().describe("Frames not sent because the client was too slow."),
  underruns: z.int().describe("Number of times playout ran out of audio."),
  underrun_ms: z.number().describe("How long playout stalled for lack of audio."),
  drift_mean_ms: z.number().nullable().describe("Mean of `drift_ms` over the frames sent."),
  drift_max_ms: z.number().nullable().describe("Largest absolute `drift_ms`."),
  drift_within_budget: z.boolean().describe("Whether every frame was within the sync budget."),
  seen_drift_mean_ms: z.number().nullable().describe("Mean drift that the client reported, video minus audio."),
  seen_drift_max_ms: z.number().nullable().describe("Largest absolute drift that the client reported."),
  video_lead_ms: z.number().describe("Correction of the video's lead in force at the end."),
  usage: z.record(z.string(), z.number()).optional().describe("What the provider counted, e.g. tokens."),
});
export type TurnMetrics = z.infer<typeof TurnMetrics>;

/** How a turn ended. */
export const TurnStatus = z.enum(["completed", "interrupted", "failed"]);
export type TurnStatus = z.infer<typeof TurnStatus>;

/** How the model's text ended. */
export const Finish = z.enum([...MODEL_FINISHES, "error"]);
export type Finish = z.infer<typeof Finish>;

const clientId = z.string().optional().describe("The `id` of the `user_text`, if it had one.");

/** Fields of every server message. */
const envelope = {
  seq: z.int().min(1).describe("One sequence per session."),
  turn: z.int().min(0).describe("The turn's epoch: 1, 2, 3 …; 0 before the first."),
  turn_id: z.string().nullable().describe("`null` outside a turn."),
};

/** What a client that resumes gets, and what it does not. */
export const Resumed = z.object({
  replayed: z.int().describe("Messages that are sent again."),
  complete: z.boolean().describe("Whether everything that the client missed is sent again, apart from video."),
  lost_turn: z.object({ turn: z.int(), turn_id: z.string() }).optional().describe(
    "The turn that was lost with the instance that ran it; an `error` with code `turn_lost` and its `turn_complete` follow.",
  ),
});
export type Resumed = z.infer<typeof Resumed>;

/** What a session shows. */
const VideoGranted = z.object({
  mode: z.enum(["frames", "pose"]),
  width: z.int(),
  height: z.int(),
  fps: z.number(),
});

export const SessionReady = z.object({
  type: z.literal("session_ready"),
  ...envelope,
  session_id: z.string(),
  protocol: z.string(),
  fps: z.number(),
  width: z.int(),
  height: z.int(),
  video: VideoGranted.nullable().optional().describe("What the session shows now; `null`: nothing."),
  components: Components,
  resumed: Resumed.nullable().describe("`null`: the client did not ask to resume."),
});
export const TurnStarted = z.object({
  type: z.literal("turn_started"),
  ...envelope,
  id: clientId,
  control: Control,
  fidelity: FidelityMap,
});
export const TextDelta = z.object({ type: z.literal("text_delta"), ...envelope, token: z.string() });
export const AudioChunk = z.object({
  type: z.literal("audio_chunk"),
  ...envelope,
  data: media,
  timestamp_ms: mediaTimeMs,
  duration_ms: z.number().min(0),
  encoding: z.literal("pcm"),
  sample_rate: z.int(),
});
export const VideoFrame = z.object({
  type: z.literal("video_frame"),
  ...envelope,
  data: media,
  timestamp_ms: mediaTimeMs,
  frame_index: z.int().min(0),
  width: z.int(),
  height: z.int(),
  content_type: z.enum(["raw_rgb", "jpeg", "webp", "png"]),
  drift_ms: z.number(),
  idle: z.boolean().optional(),
  dropped_frames: z.int().optional(),
});
/** The fields of a pose as JSON schemas; later versions may have more. */
const POSE_PROPERTIES = Object.fromEntries(POSE_FIELDS.map((name) => {
  const [minimum, maximum] = POSE_RANGES[name];
  return [name, { type: "number", minimum, maximum }];
}));

export const Pose = z.object({
  type: z.literal("pose"),
  ...envelope,
  timestamp_ms: mediaTimeMs,
  frame_index: z.int().min(0),
  drift_ms: z.number(),
  pose: z.record(z.string(), z.number()).meta({ properties: POSE_PROPERTIES })
    .describe("The face: weights from 0 (at rest) to 1, angles in degrees. A field that is absent is 0."),
  idle: z.boolean().optional(),
  dropped_frames: z.int().optional(),
});
export const Word = z.object({
  type: z.literal("word"),
  ...envelope,
  text: z.string(),
  start_ms: z.number(),
  end_ms: z.number(),
  char_start: z.int(),
  char_end: z.int(),
});
export const VisemeEvent = z.object({
  type: z.literal("viseme"),
  ...envelope,
  id: z.enum(VISEMES).describe("A mouth shape. Where none is in force, the lips rest (`sil`)."),
  start_ms: z.number().describe("When the lips begin to form it; they lead the sound by about 20 ms."),
  end_ms: z.number().describe("When it has faded completely."),
  weight: z.number().min(0).max(1).describe(
    "How strongly it shows: it rises for 35 % of its time (at most 70 ms), holds, and falls; shapes that overlap share.",
  ),
});
/** Who asked for a feeling: the model that wrote the text, the author of a verbatim text, or the client. */
export const DirectionSource = z.enum(["model", "author", "client"]);
export type DirectionSource = z.infer<typeof DirectionSource>;

export const EmotionEvent = z.object({
  type: z.literal("emotion"),
  ...envelope,
  timestamp_ms: mediaTimeMs,
  ...EmotionControl.shape,
  source: DirectionSource.describe("Who asked for it: a mark in the text, or a `control_update`."),
});
export const CueEvent = z.object({
  type: z.literal("cue"),
  ...envelope,
  timestamp_ms: mediaTimeMs,
  name: z.string().describe("A gesture (`nod`, `shake`, `tilt`, `shrug`, `wink`, `look`), `show`, `hide` or `cue`."),
  value: z.string().optional().describe("Where to look, or what to show: `[show: chart1]` has `chart1`."),
});
export const StateEvent = z.object({ type: z.literal("state"), ...envelope, state: z.enum(SESSION_STATES) });
export const VideoChanged = z.object({
  type: z.literal("video_changed"),
  ...envelope,
  video: VideoGranted.nullable().describe(
    "What the session shows from now on; `null`: nothing. A running turn keeps its size, and sends fewer frames; where " +
      "only poses are left, it goes on with them.",
  ),
  reason: z.enum(["load", "restored"]).describe("`load`: the service is busy; `restored`: it shows all again."),
});
export const TurnComplete = z.object({
  type: z.literal("turn_complete"),
  ...envelope,
  id: clientId,
  status: TurnStatus,
  finish: Finish.describe(
    "How the model's text ended: `stop`: complete; `length`: cut at the model's limit; `content_filter`: cut by the " +
      "provider's filter; `cancelled`: by an interrupt or by the provider; `error`: by a failure.",
  ),
  spoken_text: z.string().describe("The part of the turn's text whose audio was sent."),
  heard_text: z.string().describe("The part that the user heard."),
  heard_ms: z.number(),
  heard_source: z.enum(["measured", "estimated"]),
  metrics: TurnMetrics,
});
export const ErrorEvent = z.object({
  type: z.literal("error"),
  ...envelope,
  id: clientId,
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  fatal: z.boolean(),
});
export const Pong = z.object({ type: z.literal("pong"), ...envelope, t: z.number() });

/** Every message that the server may send, in its `tth.v1.json` form. */
export const ServerMessage = z.discriminatedUnion("type", [
  SessionReady,
  TurnStarted,
  TextDelta,
  AudioChunk,
  VideoFrame,
  Pose,
  Word,
  VisemeEvent,
  EmotionEvent,
  CueEvent,
  StateEvent,
  VideoChanged,
  TurnComplete,
  ErrorEvent,
  Pong,
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

type Bytes<T> = T extends { data: string } ? Omit<T, "data"> & { data: Uint8Array } : T;

/** A server message before encoding: media as bytes. */
export type ServerEvent = Bytes<ServerMessage>;

/** A server message before the outbox has given it `seq`, `turn` and `turn_id`. */
export type Unsequenced<T = ServerEvent> = T extends ServerEvent ? Omit<T, "seq" | "turn" | "turn_id"> : never;
