/**
 * The canonical types of TTH: controls, personas, client messages and server events.
 *
 * Every type is inferred from the zod schema that validates it; OpenAPI and the wire documentation are
 * generated from the same schemas. Field names are those of the wire (snake_case).
 *
 * @module
 */
import { z } from "zod";

/** The emotions that a human can be asked for. `neutral`, when given, is a choice like any other. */
export const EMOTION_LABELS = [
  "neutral",
  "happy",
  "sad",
  "angry",
  "surprised",
  "fearful",
  "disgusted",
] as const;

/** One of {@linkcode EMOTION_LABELS}. */
export type EmotionLabel = (typeof EMOTION_LABELS)[number];

/** A resolved emotion: every field present. */
export const EmotionControl = z.strictObject({
  label: z.enum(EMOTION_LABELS).describe("Which emotion."),
  intensity: z.number().min(0).max(1).describe("How strong, 0..1."),
  valence: z.number().min(-1).max(1).describe("Unpleasant -1 .. pleasant 1."),
  arousal: z.number().min(-1).max(1).describe("Calm -1 .. excited 1."),
});
export type EmotionControl = z.infer<typeof EmotionControl>;

/** A resolved character: every field present. */
export const CharacterControl = z.strictObject({
  persona_id: z.string().min(1).max(64).describe("A persona of the configuration."),
  speech_rate: z.number().min(0.25).max(4).describe("Speaking rate, 1 is the voice's own, 0.25..4."),
  pitch_shift: z.number().min(-1).max(1).describe("Pitch, -1 (an octave down) .. 1 (an octave up)."),
  expressivity: z.number().min(0).max(1).describe("How much the emotion colours voice and face, 0..1."),
  motion_gain: z.number().min(0).max(2).describe("How much head and body move, 0..2."),
});
export type CharacterControl = z.infer<typeof CharacterControl>;

/** The complete control of one turn. */
export const Control = z.strictObject({ emotion: EmotionControl, character: CharacterControl });
export type Control = z.infer<typeof Control>;

/** A control as a client gives it: absent is unset, at any depth. */
export const PartialControl = z.strictObject({
  emotion: EmotionControl.partial().optional(),
  character: CharacterControl.partial().optional(),
});
export type PartialControl = z.infer<typeof PartialControl>;

/** Every single control field, as `group.field`. */
export const CONTROL_FIELDS = [
  "emotion.label",
  "emotion.intensity",
  "emotion.valence",
  "emotion.arousal",
  "character.persona_id",
  "character.speech_rate",
  "character.pitch_shift",
  "character.expressivity",
  "character.motion_gain",
] as const;

/** One of {@linkcode CONTROL_FIELDS}. */
export type ControlField = (typeof CONTROL_FIELDS)[number];

/** How faithfully a provider honours a control. */
export const Fidelity = z.enum(["native", "approximated", "ignored"]);
export type Fidelity = z.infer<typeof Fidelity>;

/** Fidelity of every control field. */
export const FidelityMap = z.record(z.enum(CONTROL_FIELDS), Fidelity);
export type FidelityMap = z.infer<typeof FidelityMap>;

/** Who speaks: wording, voice, look, and the controls that it starts from. */
export const Persona = z.strictObject({
  name: z.string().min(1).max(80).describe("The name that people see."),
  instructions: z.string().max(8000).describe("The system prompt: who the persona is, how it talks."),
  voices: z.record(z.string(), z.string()).default({}).describe("Voice by adapter name."),
  look: z.string().max(64).optional().describe("The look of the face, for avatars that have several."),
  control: PartialControl.default({}).describe("Controls that the persona starts from."),
});
export type Persona = z.infer<typeof Persona> & { readonly id: string };

/** The 15 visemes of the MPEG-4 / Oculus set. */
export const VISEMES = [
  "sil",
  "PP",
  "FF",
  "TH",
  "DD",
  "kk",
  "CH",
  "SS",
  "nn",
  "RR",
  "aa",
  "E",
  "I",
  "O",
  "U",
] as const;

/** One of {@linkcode VISEMES}. */
export type Viseme = (typeof VISEMES)[number];

/** What the person in the picture is doing. */
export const SessionState = z.enum(["idle", "thinking", "speaking"]);
export type SessionState = z.infer<typeof SessionState>;

/** Events that a session asks for beyond the core ones. */
export const EXTRAS = ["word", "viseme", "state", "idle"] as const;

/** One of {@linkcode EXTRAS}. */
export type Extra = (typeof EXTRAS)[number];

/** What a session wants to see. Absent fields take the avatar's own values. */
export const VideoRequest = z.strictObject({
  mode: z.enum(["frames", "pose", "none"]).default("frames")
    .describe("`frames`: pictures; `pose`: face parameters for a client that draws; `none`: audio only."),
  width: z.int().min(16).max(1920).optional().describe("Pixels."),
  height: z.int().min(16).max(1920).optional().describe("Pixels."),
  fps: z.int().min(1).max(60).optional().describe("Frames a second."),
});
export type VideoRequest = z.infer<typeof VideoRequest>;

// ---------------------------------------------------------------------------------------------------------------
// Client to server

/** `user_text`: starts a turn; a running one is interrupted first. */
export const UserText = z.strictObject({
  type: z.literal("user_text"),
  text: z.string().refine((text) => text.trim() !== "", "must hold something to say"),
  control: PartialControl.optional(),
  mode: z.enum(["reply", "verbatim"]).default("reply"),
});

/** `control_update`: merged, field by field, into later turns, or into the running one with `apply: "now"`. */
export const ControlUpdate = z.strictObject({
  type: z.literal("control_update"),
  control: PartialControl,
  apply: z.enum(["next_turn", "now"]).default("next_turn"),
});

/** `interrupt`: ends the running turn; a no-op when none runs. */
export const Interrupt = z.strictObject({
  type: z.literal("interrupt"),
  played_ms: z.number().min(0).optional().describe("Media time that the person had heard."),
});

/** `playback`: what the person has really heard and seen, about four times a second. */
export const Playback = z.strictObject({
  type: z.literal("playback"),
  turn: z.int().min(1),
  position_ms: z.number().min(0),
  buffered_ms: z.number().min(0).optional(),
  frame_index: z.int().min(0).optional(),
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
  interrupt_ms: z.number().nullable().describe("From the interrupt's arrival to `turn_complete`."),
  audio_ms: z.number().describe("Audio sent, in media time."),
  frames: z.int().describe("Frames or poses sent."),
  frames_skipped: z.int().describe("Frames that were due but came too late to be sent."),
  frames_dropped: z.int().describe("Frames not sent because the reader was slow."),
  underruns: z.int().describe("Times that playout ran out of audio."),
  underrun_ms: z.number().describe("How long playout stood still for lack of audio."),
  drift_mean_ms: z.number().nullable().describe("Mean of `drift_ms` over the frames sent."),
  drift_max_ms: z.number().nullable().describe("Largest absolute `drift_ms`."),
  drift_within_budget: z.boolean().describe("Whether every frame kept the sync budget."),
  seen_drift_mean_ms: z.number().nullable().describe("Mean drift that the client reported, video minus audio."),
  seen_drift_max_ms: z.number().nullable().describe("Largest absolute drift that the client reported."),
  video_lead_ms: z.number().describe("Correction of the video's lead in force at the end."),
  usage: z.record(z.string(), z.number()).optional().describe("What the provider counted, e.g. tokens."),
});
export type TurnMetrics = z.infer<typeof TurnMetrics>;

/** How a turn ended. */
export const TurnStatus = z.enum(["completed", "interrupted", "failed"]);
export type TurnStatus = z.infer<typeof TurnStatus>;

/** Fields of every server message. */
const envelope = {
  seq: z.int().min(1).describe("One sequence a session."),
  turn: z.int().min(0).describe("The turn's epoch: 1, 2, 3 …; 0 before the first."),
  turn_id: z.string().nullable().describe("`null` outside a turn."),
};

export const SessionReady = z.object({
  type: z.literal("session_ready"),
  ...envelope,
  session_id: z.string(),
  protocol: z.string(),
  fps: z.number(),
  width: z.int(),
  height: z.int(),
  components: Components,
  resumed: z.boolean(),
});
export const TurnStarted = z.object({
  type: z.literal("turn_started"),
  ...envelope,
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
  content_type: z.enum(["raw_rgb", "jpeg", "webp", "png", "h264_nal"]),
  drift_ms: z.number(),
  idle: z.boolean().optional(),
  dropped_frames: z.int().optional(),
});
export const Pose = z.object({
  type: z.literal("pose"),
  ...envelope,
  timestamp_ms: mediaTimeMs,
  frame_index: z.int().min(0),
  drift_ms: z.number(),
  pose: z.record(z.string(), z.number()),
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
  end_ms: z.number().describe("When nothing of it is left."),
  weight: z.number().min(0).max(1).describe(
    "How strongly it shows: it rises for 35 % of its time (at most 70 ms), holds, and falls; shapes that overlap share.",
  ),
});
export const StateEvent = z.object({ type: z.literal("state"), ...envelope, state: SessionState });
export const TurnComplete = z.object({
  type: z.literal("turn_complete"),
  ...envelope,
  status: TurnStatus,
  spoken_text: z.string().describe("The part of the turn's text whose audio was sent."),
  heard_text: z.string().describe("The part that the person heard."),
  heard_ms: z.number(),
  heard_source: z.enum(["measured", "estimated"]),
  metrics: TurnMetrics,
});
export const ErrorEvent = z.object({
  type: z.literal("error"),
  ...envelope,
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  fatal: z.boolean(),
});
export const Pong = z.object({ type: z.literal("pong"), ...envelope, t: z.number() });

/** Every message that the server may send, as it stands on the wire with `tth.v1.json`. */
export const ServerMessage = z.discriminatedUnion("type", [
  SessionReady,
  TurnStarted,
  TextDelta,
  AudioChunk,
  VideoFrame,
  Pose,
  Word,
  VisemeEvent,
  StateEvent,
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
