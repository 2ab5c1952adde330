/**
 * What a fake provider is told to do wrong, and when: a script of typed steps.
 *
 * Each step waits for one point of the conversation, happens there once, and is gone; the next conversation at that
 * point goes well unless another step asks otherwise.
 *
 * @module
 */

/** An error as OpenAI writes it, inside an `error` event or a failed response. */
export interface WireError {
  /** Such as `invalid_request_error`. */
  type: string;
  /** Such as `rate_limit_exceeded`; null where the provider names none. */
  code: string | null;
  /** For people. */
  message: string;
  /** The parameter at fault. */
  param?: string | null;
}

/** Something that the fake does at a point of the conversation. `ends` says whether the point's normal work is left out. */
export type Action =
  /** Answers the upgrade with an HTTP status. Only at `handshake`. */
  | { do: "refuse"; status: number; headers?: Record<string, string>; error?: WireError }
  /** Sends an `error` event. At `open`, `session_update` and `response_create` it replaces the normal answer. */
  | { do: "error"; error: WireError }
  /** Closes the WebSocket properly. */
  | { do: "close"; code: number; reason?: string }
  /** Cuts TCP without a close frame, behind all that was sent before. */
  | { do: "drop" }
  /** Keeps TCP open but blocks all data, even the close handshake. */
  | { do: "freeze" }
  /** Says nothing more in this response, or on this connection at `open`. */
  | { do: "stall" }
  /** Waits before going on. */
  | { do: "wait"; ms: number }
  /** Sends a frame exactly as given. */
  | { do: "send"; frame: string | Uint8Array<ArrayBuffer> }
  /** Sends an audio delta of the running item whose base64 is broken. */
  | { do: "bad_base64" }
  /** Sends this many more audio deltas of a response that was cancelled, behind its `response.done`. */
  | { do: "late_deltas"; count: number }
  /** Ends the response early with this status. */
  | { do: "finish"; status: "failed" | "incomplete" | "cancelled"; error?: WireError; reason?: string }
  /** Tells this response in another manner. Only at `response_create`. */
  | { do: "manner"; manner: Partial<Manner> };

/** A point of the conversation at which steps happen. */
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
  /** The last audio delta was sent, nothing of what ends its item was. */
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

/** How a fake tells a response: its habits rather than its faults. */
export interface Manner {
  /** GA event names, those of the beta protocol that some servers still speak, or GA with beta acknowledgements of items. */
  names: "ga" | "mixed" | "beta";
  /** Bytes of PCM in a delta; an odd count splits samples; `Infinity` sends an utterance as one. */
  deltaBytes: number;
  /** Pause before each audio delta, in milliseconds; 0 sends all in one burst. */
  deltaGapMs: number;
  /** How transcript and audio deltas take turns. */
  order: "interleaved" | "audio_first" | "transcript_first";
  /** How many assistant items the reply is spread over. */
  items: number;
  /** False sends the transcript without a single audio delta. */
  audio: boolean;
  /** Parts that are left out: event types, or `usage` and `metadata` of a response. */
  omit: readonly string[];
  /** Client events that are read and ignored without a word. */
  ignores: readonly string[];
}

/** The manner of OpenAI's own service, apart from its pauses. */
export const GA_MANNER: Manner = {
  names: "ga",
  deltaBytes: 4_800,
  deltaGapMs: 0,
  order: "interleaved",
  items: 1,
  audio: true,
  omit: [],
  ignores: [],
};

/** LocalAI: GA names, one delta an utterance, few acknowledgements. */
export const LOCALAI_MANNER: Manner = {
  ...GA_MANNER,
  deltaBytes: Infinity,
  order: "transcript_first",
  omit: ["conversation.item.done", "rate_limits.updated", "usage", "metadata"],
};

/** Hugging Face's speech-to-speech: GA audio events, beta acknowledgements, truncation without an answer. */
export const SPEECH_TO_SPEECH_MANNER: Manner = {
  ...GA_MANNER,
  omit: ["conversation.item.added", "conversation.item.done", "conversation.item.truncated", "rate_limits.updated"],
};

/** speaches: beta names; neither cancel nor truncate are known. */
export const SPEACHES_MANNER: Manner = {
  ...GA_MANNER,
  names: "beta",
  order: "transcript_first",
  omit: ["session.updated", "rate_limits.updated", "usage", "metadata"],
  ignores: ["response.cancel", "conversation.item.truncate", "conversation.item.delete"],
};

/** A list of steps that is used up as the conversation passes their points. */
export class FaultScript {
  #steps: Step[] = [];

  /** @param steps What shall happen, each step once. */
  constructor(steps: readonly Step[] = []) {
    this.add(...steps);
  }

  /** Steps that have not happened yet. */
  get pending(): number {
    return this.#steps.length;
  }

  /** Appends steps. */
  add(...steps: readonly Step[]): void {
    this.#steps.push(...steps);
  }

  /** Forgets all steps that have not happened. */
  clear(): void {
    this.#steps = [];
  }

  /** Takes the first step that waits for a point; an empty list when none does. */
  take(point: Point): readonly Action[] {
    const index = this.#steps.findIndex((step) => samePoint(step.at, point));
    return index < 0 ? [] : this.#steps.splice(index, 1)[0]?.do ?? [];
  }
}

function samePoint(a: Point, b: Point): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.delta === b.delta;
}
