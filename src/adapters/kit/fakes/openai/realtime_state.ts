/**
 * What one session of the fake Realtime service holds.
 *
 * @module
 */
import type { Manner, Point, WireError } from "./fault_script.ts";
import type { SessionConfig } from "./realtime_schema.ts";

/** A message in the fake's conversation. */
export interface FakeItem {
  id: string;
  role: "user" | "system" | "assistant";
  status: "in_progress" | "completed" | "incomplete";
  /** What was written, or the transcript of what was said; null once truncation has removed it. */
  text: string | null;
  /** How much audio the conversation keeps, in milliseconds. */
  audioMs: number;
}

/** An assistant item while it is being told. */
export interface TellingItem {
  item: FakeItem;
  /** Sends one audio delta of it. */
  sendAudio: (delta: string) => void;
}

/** A response in the making. */
export interface FakeResponse {
  id: string;
  /** Echoed to the client. */
  metadata: Record<string, string> | null;
  /** The whole reply. */
  text: string;
  /** False for a text-only response. */
  withAudio: boolean;
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

/** What telling a response needs of its session. */
export interface Stage {
  /** How the connection closed, once it has. */
  readonly closed: { code: number; reason: string } | null;
  /** The configuration in force. */
  readonly config: SessionConfig;
  /** How long a character sounds, in milliseconds. */
  readonly msPerChar: number;
  /** True once the conversation holds assistant audio: the voice is settled then. */
  hasAudioOut: boolean;
  /** The response that is being told. */
  active: FakeResponse | null;
  /** Sends an event under the name that the manner has for it. */
  emit(type: string, fields: Record<string, unknown>): void;
  /** Does what the script wants at a point; true when the normal work there is to be left out. */
  at(point: Point): Promise<boolean>;
  /** Waits, unless the connection ends first. */
  sleep(ms: number): Promise<void>;
  /** A new item of the assistant, in the conversation. */
  newAssistantItem(): FakeItem;
}
