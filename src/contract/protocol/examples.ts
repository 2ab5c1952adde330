/**
 * One example of each message, for the pages that describe the protocol. They are of one session.
 *
 * @module
 */
import type { ClientMessage, ServerMessage } from "./messages.ts";

type ByType<Message extends { type: string }> = {
  readonly [Type in Message["type"]]: Extract<Message, { type: Type }>;
};

const inTurn = { turn: 1, turn_id: "t-1" } as const;
const outside = { turn: 1, turn_id: null } as const;
const video = { mode: "frames", width: 512, height: 512, fps: 25 } as const;
const emotion = { label: "happy", intensity: 0.7, valence: 0.8, arousal: 0.4 } as const;

/** An example of each message that a client may send. */
export const CLIENT_EXAMPLES: ByType<ClientMessage> = {
  user_text: {
    type: "user_text",
    id: "greeting",
    text: "Hello! [nod] See [show: chart1] here.",
    mode: "verbatim",
    control: { emotion: { label: "happy", intensity: 0.7 } },
  },
  control_update: { type: "control_update", control: { character: { speech_rate: 1.2 } }, apply: "now" },
  interrupt: { type: "interrupt", played_ms: 640 },
  playback: { type: "playback", turn: 1, position_ms: 520, buffered_ms: 380, frame_index: 13 },
  ping: { type: "ping", t: 1 },
};

/** An example of each message that the service may send, in its `tth.v1.json` form; media bytes are shortened. */
export const SERVER_EXAMPLES: ByType<ServerMessage> = {
  session_ready: {
    type: "session_ready",
    seq: 1,
    turn: 0,
    turn_id: null,
    session_id: "0c5f1a",
    protocol: "tth.v1",
    fps: 25,
    width: 512,
    height: 512,
    video,
    components: { realtime: null, llm: "mock_llm", tts: "neural_tts", avatar: "face" },
    resumed: null,
  },
  turn_started: {
    type: "turn_started",
    seq: 2,
    ...inTurn,
    id: "greeting",
    control: {
      emotion,
      character: { persona_id: "default", speech_rate: 1, pitch_shift: 0, expressivity: 0.7, motion_gain: 1 },
    },
    fidelity: {
      "emotion.label": "native",
      "emotion.intensity": "native",
      "emotion.valence": "native",
      "emotion.arousal": "native",
      "character.persona_id": "native",
      "character.speech_rate": "native",
      "character.pitch_shift": "native",
      "character.expressivity": "native",
      "character.motion_gain": "native",
    },
  },
  text_delta: { type: "text_delta", seq: 3, ...inTurn, token: "Hello! " },
  audio_chunk: {
    type: "audio_chunk",
    seq: 4,
    ...inTurn,
    data: "AAABAAIAAwA=",
    timestamp_ms: 0,
    duration_ms: 40,
    encoding: "pcm",
    sample_rate: 24_000,
  },
  video_frame: {
    type: "video_frame",
    seq: 5,
    ...inTurn,
    data: "/9j/2wCEAA==",
    timestamp_ms: 0,
    frame_index: 0,
    width: 512,
    height: 512,
    content_type: "jpeg",
    drift_ms: 0,
  },
  pose: {
    type: "pose",
    seq: 6,
    ...inTurn,
    timestamp_ms: 40,
    frame_index: 1,
    drift_ms: 0,
    pose: { jawOpen: 0.31, mouthSmileLeft: 0.2, mouthSmileRight: 0.2, headYaw: -2.5 },
  },
  word: {
    type: "word",
    seq: 7,
    ...inTurn,
    text: "Hello",
    start_ms: 20,
    end_ms: 410,
    char_start: 0,
    char_end: 5,
  },
  viseme: { type: "viseme", seq: 8, ...inTurn, id: "aa", start_ms: 90, end_ms: 210, weight: 0.8 },
  emotion: { type: "emotion", seq: 9, ...inTurn, timestamp_ms: 0, ...emotion, source: "author" },
  cue: { type: "cue", seq: 10, ...inTurn, timestamp_ms: 980, name: "show", value: "chart1" },
  state: { type: "state", seq: 11, ...inTurn, state: "speaking" },
  video_changed: {
    type: "video_changed",
    seq: 12,
    ...outside,
    video: { ...video, width: 256, height: 256 },
    reason: "load",
  },
  turn_complete: {
    type: "turn_complete",
    seq: 13,
    ...inTurn,
    id: "greeting",
    status: "interrupted",
    finish: "cancelled",
    spoken_text: "Hello! See",
    heard_text: "Hello!",
    heard_ms: 640,
    heard_source: "measured",
    metrics: {
      first_text_ms: 4,
      first_audio_ms: 61,
      first_frame_ms: 66,
      total_ms: 702,
      interrupt_ms: 2,
      audio_ms: 1040,
      frames: 26,
      frames_skipped: 0,
      frames_dropped: 0,
      underruns: 0,
      underrun_ms: 0,
      drift_mean_ms: 0,
      drift_max_ms: 0,
      drift_within_budget: true,
      seen_drift_mean_ms: 3.5,
      seen_drift_max_ms: 12,
      video_lead_ms: 0,
    },
  },
  error: {
    type: "error",
    seq: 14,
    ...outside,
    code: "invalid_message",
    message: "text: must contain text to say",
    retryable: false,
    fatal: false,
  },
  pong: { type: "pong", seq: 15, ...outside, t: 1 },
};
