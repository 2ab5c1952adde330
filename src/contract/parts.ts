/**
 * What flows through adapters: text, speech with its marks, and pictures, as parts of streams; and the declarations of
 * adapters.
 *
 * @module
 */
import type { Control, ControlField, Fidelity } from "./controls.ts";
import type { Bearing } from "./pose.ts";
import type { Viseme } from "./visemes.ts";

/** What the person in the picture can be doing. */
export const SESSION_STATES = ["idle", "thinking", "speaking"] as const;

/** One of {@linkcode SESSION_STATES}. */
export type SessionState = (typeof SESSION_STATES)[number];

// ---------------------------------------------------------------------------------------------------------------
// Text

/** One message of a conversation. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** What a provider counted, e.g. `{input_tokens: 12, output_tokens: 30}`. */
export interface UsagePart {
  readonly type: "usage";
  readonly usage: Readonly<Record<string, number>>;
}

/**
 * A keep-alive: the provider works but has no output yet. It restarts the engine's wait for the adapter and is not
 * passed on.
 */
export interface ProgressPart {
  readonly type: "progress";
}

/** How a model's reply can end: complete, at the model's length limit, cut by the provider's filter, or by the provider. */
export const MODEL_FINISHES = ["stop", "length", "content_filter", "cancelled"] as const;

/** One of {@linkcode MODEL_FINISHES}. */
export type ModelFinish = (typeof MODEL_FINISHES)[number];

/** Why the reply ended. Comes after its text; without it, a reply that ends without an error counts as complete. */
export interface FinishPart {
  readonly type: "finish";
  readonly finish: ModelFinish;
}

/** A piece of the reply's text. The pieces joined are the reply. */
export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

/** Output of a language model. */
export type LlmPart = TextPart | UsagePart | FinishPart | ProgressPart;

// ---------------------------------------------------------------------------------------------------------------
// Speech: times from the segment's first sample

/**
 * How a range of a text, `[charStart, charEnd)`, is pronounced: a respelling (`git hub`), or phonemes between slashes.
 */
export interface PlacedPronunciation {
  readonly charStart: number;
  readonly charEnd: number;
  readonly say: string;
}

/** How words are spoken. */
export interface Manner {
  readonly control: Control;
  /** Whether they are whispered. */
  readonly whispers?: boolean;
  /** Change of the level, dB; absent: none. */
  readonly gainDb?: number;
}

/** A change of manner within a segment: it begins with the word at `charStart` in the segment's `text`. */
export interface Direction extends Manner {
  readonly charStart: number;
}

/** A clause or sentence to be spoken. Its manner may differ from that of the segment before. */
export interface SpeechSegment extends Manner {
  /** 0, 1, 2 … within the turn. */
  readonly index: number;
  /** The words. Without a letter or a digit it is the fence of a block of code, which plain voices leave out. */
  readonly text: string;
  /**
   * The segment with its markup and line end, for voices that interpret them; `text` begins at `offset` in it. Marks
   * still refer to `text`.
   */
  readonly written?: {
    readonly text: string;
    readonly offset: number;
    /** Pronunciations that its author gave for ranges of it. */
    readonly pronunciations?: readonly PlacedPronunciation[];
  };
  /** Changes of manner after the first word, in order. Only for voices that declare `directions`. */
  readonly directions?: readonly Direction[];
}

/** A segment's speech begins. MUST come before its audio and marks. */
export interface SegmentPart {
  readonly type: "segment";
  readonly index: number;
  readonly text: string;
}

/** A piece of audio: signed 16-bit little-endian, mono, 24 kHz; whole samples. The receiver owns the bytes. */
export interface AudioPart {
  readonly type: "audio";
  readonly pcm: Uint8Array<ArrayBuffer>;
}

/** A word's place in its segment: times in ms from the segment's first sample, `[charStart, charEnd)` in its text. */
export interface WordPart {
  readonly type: "word";
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly charStart: number;
  readonly charEnd: number;
}

/** A phone's place in its segment. `phone` is ARPAbet in lower case without stress, `pau` for silence. */
export interface PhonePart {
  readonly type: "phone";
  readonly phone: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * A part of the segment, `[charStart, charEnd)` in its text, that the voice cannot pronounce: a script or language that
 * it does not support. It comes after `segment` and before audio.
 */
export interface UnspeakablePart {
  readonly type: "unspeakable";
  readonly charStart: number;
  readonly charEnd: number;
  /** What it is, for people: `Cyrillic`, `Han characters (Chinese or Japanese)`. */
  readonly reason: string;
}

/** Speech with its marks. Marks MUST NOT come later than the audio that they describe. */
export type SpokenPart = SegmentPart | UnspeakablePart | AudioPart | WordPart | PhonePart | UsagePart;

/** Output of a voice. */
export type SpeechPart = SpokenPart | ProgressPart;

/** A segment whose text may be unknown. Absent: the text parts up to the next segment are its text. */
export interface OpenSegmentPart extends Omit<SegmentPart, "text"> {
  readonly text?: string;
  /** Silence with which its audio begins because that was asked for, ms. Default: 0. */
  readonly pauseMs?: number;
}

/** Output of a realtime provider in a turn. `segment` parts are optional: without them the turn is one segment. */
export type RealtimePart = TextPart | FinishPart | OpenSegmentPart | Exclude<SpeechPart, UnspeakablePart | SegmentPart>;

// ---------------------------------------------------------------------------------------------------------------
// Pictures: times on the turn's media clock

/** Audio on the turn's media clock. The bytes are shared: MUST NOT be changed. */
export interface TimedAudio {
  readonly type: "audio";
  readonly pcm: Uint8Array<ArrayBuffer>;
  readonly timestampMs: number;
  readonly durationMs: number;
}

/** A word on the turn's media clock, `[charStart, charEnd)` in the turn's text. */
export interface TimedWord {
  readonly type: "word";
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly charStart: number;
  readonly charEnd: number;
}

/** A viseme on the turn's media clock, weight 0..1. Neighbours overlap where the mouth blends between them. */
export interface TimedViseme {
  readonly type: "viseme";
  readonly id: Viseme;
  readonly startMs: number;
  readonly endMs: number;
  readonly weight: number;
}

/** The gestures of head and face. Each lasts about a second and returns to what was before. */
export const GESTURES = ["nod", "shake", "tilt", "shrug", "wink", "look"] as const;

/** One of {@linkcode GESTURES}. */
export type GestureName = (typeof GESTURES)[number];

/** Where a person can look: sides and corners of the picture as its viewer sees it, away from or at the viewer. */
export const LOOK_DIRECTIONS = [
  "left",
  "right",
  "up",
  "down",
  "up_left",
  "up_right",
  "down_left",
  "down_right",
  "away",
  "viewer",
] as const;

/** One of {@linkcode LOOK_DIRECTIONS}. */
export type LookDirection = (typeof LOOK_DIRECTIONS)[number];

/** A single movement. */
export type Gesture =
  | { readonly name: Exclude<GestureName, "look"> }
  /** The eyes turn in a direction, and the head a little. */
  | { readonly name: "look"; readonly toward: LookDirection };

/** A gesture that begins at `fromMs` on the turn's media clock. An avatar that does not know it ignores it. */
export interface TimedGesture {
  readonly type: "gesture";
  readonly gesture: Gesture;
  readonly fromMs: number;
}

/** Input of an avatar. The end of the stream is the end of the turn's speech. */
export type AvatarInput =
  | TimedAudio
  | TimedWord
  | TimedViseme
  | TimedGesture
  /** The control in force from the first frame at or after `fromMs` on, media time; absent: from the next frame. */
  | { readonly type: "control"; readonly control: Control; readonly fromMs?: number }
  /** What the person is doing, from the next frame on (idle mode). */
  | { readonly type: "state"; readonly state: SessionState };

interface AvatarOutputBase {
  /** 0, 1, 2 … ; gaps where frames were skipped. */
  readonly frameIndex: number;
  /** `frameIndex * 1000 / fps`, unless the renderer has its own clock. */
  readonly timestampMs: number;
  /** Media time of the audio that it was rendered from. Drift is `timestampMs - audioMs`. */
  readonly audioMs: number;
  /** What a later stream needs to go on from here; see `ShownBefore`. */
  readonly bearing?: Bearing;
}

/** Formats of pictures, by their names in the wire protocol. */
export const PICTURE_CONTENT_TYPES = ["raw_rgb", "jpeg", "webp", "png"] as const;

/** One of {@linkcode PICTURE_CONTENT_TYPES}. */
export type PictureContentType = (typeof PICTURE_CONTENT_TYPES)[number];

/** A picture. */
export interface AvatarFrame extends AvatarOutputBase {
  readonly type: "frame";
  readonly width: number;
  readonly height: number;
  readonly contentType: PictureContentType;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Face parameters. */
export interface AvatarPose extends AvatarOutputBase {
  readonly type: "pose";
  readonly pose: Readonly<Record<string, number>>;
}

/** Output of an avatar. In `turn` mode the last frame covers the end of the audio, then the stream closes. */
export type AvatarPart = AvatarFrame | AvatarPose;

// ---------------------------------------------------------------------------------------------------------------
// Declarations of adapters

/** What an adapter can do. Declared, not discovered; the conformance kit verifies it. */
export interface Capabilities {
  /** The output of its stream. */
  readonly streams: readonly ("text" | "audio" | "words" | "phones" | "frames" | "poses" | "idle")[];
  /** How faithfully it honours each control; a field that is absent is ignored. */
  readonly controls: Readonly<Partial<Record<ControlField, Fidelity>>>;
  /** Whether it works without a network. */
  readonly offline: boolean;
  /** Whether it is only a stand-in for a real one, for demonstration. Default: `false`. */
  readonly demonstration?: boolean;
  /** The languages that it can speak or write, as BCP 47 tags. Default: any. */
  readonly languages?: readonly string[];
  /** Voices or looks that it offers, if it has several. */
  readonly variants?: readonly string[];
  /** Avatars that output frames: their picture formats. */
  readonly formats?: readonly PictureContentType[];
  /** Avatars: whether the picture follows the visemes. If none does, visemes are not computed. Default: `true`. */
  readonly lipSync?: boolean;
  /**
   * Voices: whether it follows the `directions` of a segment. For one that does not, a segment ends where the manner
   * changes.
   */
  readonly directions?: boolean;
  /**
   * Realtime adapters: whether its model may write marks such as `[happy]`, as its voice does not speak them. Other
   * realtime models are not told about marks.
   */
  readonly marks?: boolean;
  /** Realtime adapters: whether it can say a given text word for word (`verbatim` mode). */
  readonly verbatim?: boolean;
}

/** The state of a provider's health. */
export interface Health {
  readonly healthy: boolean;
  /** Time that the probe took, in ms; `null` when nothing was probed. */
  readonly latencyMs: number | null;
  /** For people: what is wrong, or what was found. Never a secret. */
  readonly detail: string;
}
