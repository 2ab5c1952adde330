/**
 * The messages between a recorder and its thread.
 *
 * @module
 */
import type { Background } from "../contract/persona/background.ts";
import type { LookDesigns } from "../contract/persona/look_design.ts";
import type { RecordedFilm, RecordedTranscript } from "../contract/protocol/http.ts";
import type { PictureSize } from "../film/codecs.ts";
import type { RecordedSession } from "./layout.ts";
import type { DiskBounds } from "./sweep.ts";

/** The thread's first message. */
export interface RecordingSetup {
  readonly dir: string;
  readonly bounds: DiskBounds;
  /** Looks in addition to the built-in ones. */
  readonly looks: LookDesigns;
  /** Counts what the thread has worked off: see {@linkcode PICTURES} and {@linkcode BYTES}. */
  readonly progress: Int32Array<SharedArrayBuffer>;
}

/** Places in {@linkcode RecordingSetup.progress}; the counts wrap around. */
export const PICTURES = 0;
export const BYTES = 1;

/** An encoded or raw picture. */
export interface RecordedPicture {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly contentType: "raw_rgb" | "jpeg" | "webp" | "png";
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a turn's recording begins with. */
export interface TurnBeginning {
  readonly session: RecordedSession;
  /** The pictures of the film; absent: it has sound only. */
  readonly video?: PictureSize | undefined;
  readonly look?: string | undefined;
  readonly background?: Background | undefined;
  /** What is known at the beginning: it remains if the service is killed. */
  readonly transcript: RecordedTranscript;
}

/** What a turn's recording ends with. */
export interface TurnEnding {
  /** Where the film ends, ms. Absent: with its sound. */
  readonly cutMs?: number | undefined;
  /** Pictures that were not passed to the thread. */
  readonly framesDropped: number;
  readonly transcript: RecordedTranscript;
  /** WebVTT. */
  readonly captions: string;
}

/** A message to the thread; `id` names a recording of a turn. */
export type ToRecordingThread =
  | { readonly type: "setup"; readonly setup: RecordingSetup }
  | { readonly type: "begin"; readonly id: number; readonly beginning: TurnBeginning }
  | {
    readonly type: "sound";
    readonly id: number;
    readonly timestampMs: number;
    readonly data: Uint8Array<ArrayBuffer>;
  }
  | { readonly type: "picture"; readonly id: number; readonly timestampMs: number; readonly picture: RecordedPicture }
  | {
    readonly type: "pose";
    readonly id: number;
    readonly timestampMs: number;
    readonly pose: Readonly<Record<string, number>>;
  }
  | { readonly type: "end"; readonly id: number; readonly ending: TurnEnding }
  /** Load what films are made with, so that the first one is not late. */
  | { readonly type: "prepare" }
  /** Keep the bounds of the disk. */
  | { readonly type: "sweep" }
  /** Finish what has ended, and answer with `closed`. */
  | { readonly type: "close" };

/** A message from the thread. */
export type FromRecordingThread =
  /** A turn is over; `film` is `null` if nothing of it was heard, or there was a failure. */
  | { readonly type: "ended"; readonly id: number; readonly film: RecordedFilm | null }
  /** The film of a turn cannot be made, or not to its end. */
  | { readonly type: "failed"; readonly id: number; readonly reason: string }
  /** The bounds of the disk cannot be kept. */
  | { readonly type: "unswept"; readonly reason: string }
  | { readonly type: "closed" };

/** The size of a message's media, bytes. */
export function mediaBytes(message: ToRecordingThread): number {
  if (message.type === "sound") return message.data.byteLength;
  return message.type === "picture" ? message.picture.data.byteLength : 0;
}
