/**
 * Faults of a fake provider: a script of typed steps.
 *
 * Each step waits for one point of the conversation and runs there once; later conversations behave normally at that
 * point unless another step applies.
 *
 * @module
 */

/** An error in OpenAI's format, inside an `error` event or a failed response. */
export interface WireError {
  /** Such as `invalid_request_error`. */
  type: string;
  /** Such as `rate_limit_exceeded`; null if the provider gives none. */
  code: string | null;
  /** Human-readable. */
  message: string;
  /** The parameter at fault. */
  param?: string | null;
}

/** An action of the fake at a point of the conversation. `ends` says whether the point's normal work is skipped. */
export type Action =
  /** Answers the upgrade with an HTTP status. Only at `handshake`. */
  | { do: "refuse"; status: number; headers?: Record<string, string>; error?: WireError }
  /** Sends an `error` event. At `open`, `session_update` and `response_create` it replaces the normal answer. */
  | { do: "error"; error: WireError }
  /** Closes the WebSocket properly. */
  | { do: "close"; code: number; reason?: string }
  /** Cuts TCP without a close frame, after all data sent before. */
  | { do: "drop" }
  /** Keeps TCP open but blocks all data, even the close handshake. */
  | { do: "freeze" }
  /** Sends nothing more in this response, or on this connection at `open`. */
  | { do: "stall" }
  /** Waits before continuing. */
  | { do: "wait"; ms: number }
  /** Sends a frame exactly as given. */
  | { do: "send"; frame: string | Uint8Array<ArrayBuffer> }
  /** Sends an audio delta of the running item with invalid base64. */
  | { do: "bad_base64" }
  /** Sends this many more audio deltas of a cancelled response after its `response.done`. */
  | { do: "late_deltas"; count: number }
  /** Ends the response early with this status. */
  | { do: "finish"; status: "failed" | "incomplete" | "cancelled"; error?: WireError; reason?: string }
  /** Sends this response in a different manner. Only at `response_create`. */
  | { do: "manner"; manner: Partial<Manner> };

/** A point of the conversation at which steps run. */
export type Point =
  /** The HTTP upgrade arrived. */
  | "handshake"
  /** The socket is open, `session.created` is due. */
  | "open"
  /** A valid `session.update` arrived. */
  | "session_update"
  /** A valid `response.create` arrived, `response.created` is due. */
  | "response_create"
  /** `response.created` was sent. */
  | "response_created"
  /** The audio delta with this number, counted over the response's items from 0, is due. */
  | { delta: number }
  /** The last audio delta was sent, but no end event of its item. */
  | "last_audio"
  /** Every item has ended, `response.done` is due. */
  | "response_done"
  /** `response.done` and `rate_limits.updated` were sent: the session is idle. */
  | "idle"
  /** A `response.cancel` took effect. */
  | "cancel";

/** One step of a script. */
export interface Step {
  /** When. */
  at: Point;
  /** What, in order. */
  do: readonly Action[];
}

/** How a fake sends a response: variations rather than faults. */
export interface Manner {
  /**
   * GA event names, those of the beta protocol that some servers still use, or GA with beta acknowledgements of items.
   */
  names: "ga" | "mixed" | "beta";
  /** Bytes of PCM in a delta; an odd count splits samples; `Infinity` sends an utterance as one. */
  deltaBytes: number;
  /** Pause before each audio delta, in milliseconds; 0 sends all in one burst. */
  deltaGapMs: number;
  /** How transcript and audio deltas are interleaved. */
  order: "interleaved" | "audio_first" | "transcript_first";
  /** Number of assistant items in the reply. */
  items: number;
  /** False sends the transcript without a single audio delta. */
  audio: boolean;
  /** Whether events come as text, or as binary frames that hold the same JSON. */
  frames: "text" | "binary";
  /** Omitted parts: event types, `usage` and `metadata` of a response, `item_id` of an event. */
  omit: readonly string[];
  /** Client events that are silently ignored. */
  ignores: readonly string[];
}

/** The manner of OpenAI's service, without its pauses. */
export const GA_MANNER: Manner = {
  names: "ga",
  deltaBytes: 4_800,
  deltaGapMs: 0,
  order: "interleaved",
  items: 1,
  audio: true,
  frames: "text",
  omit: [],
  ignores: [],
};

/** LocalAI: GA names, one delta per utterance, few acknowledgements. */
export const LOCALAI_MANNER: Manner = {
  ...GA_MANNER,
  deltaBytes: Infinity,
  order: "transcript_first",
  omit: ["conversation.item.done", "rate_limits.updated", "usage", "metadata"],
};

/** Hugging Face's speech-to-speech: GA audio events, beta acknowledgements, no response to truncation. */
export const SPEECH_TO_SPEECH_MANNER: Manner = {
  ...GA_MANNER,
  omit: ["conversation.item.added", "conversation.item.done", "conversation.item.truncated", "rate_limits.updated"],
};

/** xAI's voice agents: no announcement of the session, whose configuration has the beta's shape; no truncation. */
export const XAI_MANNER: Manner = {
  ...GA_MANNER,
  names: "beta",
  omit: ["session.created", "rate_limits.updated", "metadata"],
  ignores: ["conversation.item.truncate"],
};

/** speaches: beta names; cancel and truncate are not supported. */
export const SPEACHES_MANNER: Manner = {
  ...GA_MANNER,
  names: "beta",
  order: "transcript_first",
  omit: ["session.updated", "rate_limits.updated", "usage", "metadata"],
  ignores: ["response.cancel", "conversation.item.truncate", "conversation.item.delete"],
};

/** A list of steps, each removed when the conversation reaches its point. */
export class FaultScript {
  #steps: Step[] = [];

  /** @param steps The steps; each runs once. */
  constructor(steps: readonly Step[] = []) {
    this.add(...steps);
  }

  /** Pending steps. */
  get pending(): number {
    return this.#steps.length;
  }

  /** Appends steps. */
  add(...steps: readonly Step[]): void {
    this.#steps.push(...steps);
  }

  /** Removes all pending steps. */
  clear(): void {
    this.#steps = [];
  }

  /** Takes the first step that waits for a point; an empty list if there is none. */
  take(point: Point): readonly Action[] {
    const index = this.#steps.findIndex((step) => samePoint(step.at, point));
    return index < 0 ? [] : this.#steps.splice(index, 1)[0]?.do ?? [];
  }
}

function samePoint(a: Point, b: Point): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.delta === b.delta;
}

/** The names of events in each manner, where they differ from the GA protocol. */
export const RENAMED: Record<Manner["names"], Readonly<Record<string, string>>> = {
  ga: {},
  mixed: { "conversation.item.added": "conversation.item.created" },
  beta: {
    "conversation.item.added": "conversation.item.created",
    "response.output_audio.delta": "response.audio.delta",
    "response.output_audio.done": "response.audio.done",
    "response.output_audio_transcript.delta": "response.audio_transcript.delta",
    "response.output_audio_transcript.done": "response.audio_transcript.done",
    "response.output_text.delta": "response.text.delta",
    "response.output_text.done": "response.text.done",
  },
};

/** Events that only the GA protocol has. */
export const GA_ONLY = new Set(["conversation.item.done"]);
