/**
 * State of one session of the fake Realtime service.
 *
 * @module
 */
import type { Manner, Point, WireError } from "./fault_script.ts";
import type { FakeCall } from "./realtime_calls.ts";
import type { SessionConfig } from "./realtime_schema.ts";
import type { Tone } from "./speech_pcm.ts";

/** A message in the fake's conversation. */
export interface FakeItem {
  id: string;
  role: "user" | "system" | "assistant";
  status: "in_progress" | "completed" | "incomplete";
  /** The text, or the transcript of the audio; null once truncation has removed it. */
  text: string | null;
  /** Duration of the audio in the conversation, in milliseconds. */
  audioMs: number;
}

/** An assistant item while it is being sent. */
export interface TellingItem {
  item: FakeItem;
  /** Sends one audio delta of it. */
  sendAudio: (delta: string) => void;
}

/** A response in progress. */
export interface FakeResponse {
  id: string;
  /** Echoed to the client. */
  metadata: Record<string, string> | null;
  /** The whole reply. */
  text: string;
  /** Calls of tools after it. */
  calls: readonly FakeCall[];
  /** False for a text-only response. */
  withAudio: boolean;
  /** The voice in which it is said. */
  tone: Tone;
  manner: Manner;
  /** Items begun so far. */
  items: TellingItem[];
  /** Audio deltas that were due so far. */
  deltas: number;
  /** Set by `response.cancel`. */
  cancelled: boolean;
  /** Set by a script that ends the response early. */
  outcome?: {
    status: "failed" | "incomplete" | "cancelled";
    error?: WireError | undefined;
    reason?: string | undefined;
  };
}

/** What sending a response needs from its session. */
export interface Stage {
  /** How the connection closed, if it has. */
  readonly closed: { code: number; reason: string } | null;
  /** The current configuration. */
  readonly config: SessionConfig;
  /** Audio duration per character, in milliseconds. */
  readonly msPerChar: number;
  /** True once the conversation contains assistant audio: the voice can no longer change. */
  hasAudioOut: boolean;
  /** The active response. */
  active: FakeResponse | null;
  /** Sends an event under its name in the current manner. */
  emit(type: string, fields: Record<string, unknown>): void;
  /** Runs the script's steps at a point; true if the normal work there must be skipped. */
  at(point: Point): Promise<boolean>;
  /** Waits, unless the connection ends first. */
  sleep(ms: number): Promise<void>;
  /** A new item of the assistant, in the conversation. */
  newAssistantItem(): FakeItem;
}
