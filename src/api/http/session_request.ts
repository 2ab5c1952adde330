/**
 * Maps the body of a session request to what the session is created with.
 *
 * @module
 */
import type { AvatarAdapter, Capabilities } from "../../contract/adapter.ts";
import { RequestError } from "../../contract/errors.ts";
import type { CreateSession } from "../../contract/protocol/http.ts";
import type { VideoRequest } from "../../contract/protocol/messages.ts";
import type { ProviderChain } from "../../pipeline/provider/chain.ts";
import type { SessionSeed } from "../../store/record.ts";
import { pronunciationProblem } from "../../reading/verbalize/pronunciation_text.ts";

/** Maximum number of pronunciations in a session request. */
const MOST_PRONUNCIATIONS = 500;

/** The service's own choices for a session. */
interface RequestDefaults {
  /** The tenant that creates it; empty where there are no keys. */
  readonly tenant: string;
  /** The persona of a session that does not choose one. */
  readonly personaId: string;
  /** The avatars; absent: there is no picture. */
  readonly avatar?: ProviderChain<AvatarAdapter> | undefined;
  /** Whether turns can be recorded. Absent: no. */
  readonly canRecord?: boolean;
  /** How long the session waits for its first connection, ms. */
  readonly idleMs: number;
  /** The time of day, ms since the Unix epoch. */
  readonly now: number;
}

/**
 * Maps the body of a request.
 *
 * @throws {RequestError} `bad_pronunciation`, `video_unavailable` or `recording_unavailable`, with the field, the problem and the remedy.
 */
export function sessionSeed(body: CreateSession, defaults: RequestDefaults): SessionSeed {
  const { persona_id, emotion, character, person, pronunciations = {}, video, extras, record } = body;
  const { tenant, personaId, avatar, idleMs, canRecord, now } = defaults;
  checkPronunciations(pronunciations);
  if (record === true && canRecord !== true) throw recordsNothing();
  return {
    sessionId: crypto.randomUUID(),
    tenant,
    personaId: persona_id ?? personaId,
    control: { ...(emotion && { emotion }), ...(character && { character }) },
    pronunciations,
    ...(person === undefined ? {} : { person }),
    video: videoRequest(video, avatar),
    ...(extras === undefined ? {} : { extras }),
    ...(record === true && { record }),
    createdAt: now,
    openUntil: now + idleMs,
  };
}

function recordsNothing(): RequestError {
  const remedy = "set recording.dir in its configuration, or leave record out";
  return new RequestError(`record: this service records nothing; ${remedy}`, {
    code: "recording_unavailable",
    status: 400,
  });
}

/** The stream of an avatar that each mode shows. */
const STREAMS = { frames: "frames", pose: "poses" } as const satisfies Record<string, Capabilities["streams"][number]>;

/** What the session shows: what was asked for, else pictures, or poses where no avatar makes pictures. */
function videoRequest(asked: VideoRequest | undefined, avatar: RequestDefaults["avatar"]): VideoRequest {
  const streams = new Set(avatar?.providers.flatMap(({ shared }) => shared.capabilities().streams));
  const other = (mode: "frames" | "pose") => mode === "frames" ? "pose" : "frames";
  const isMissing = (mode: "frames" | "pose") => !streams.has(STREAMS[mode]) && streams.has(STREAMS[other(mode)]);
  if (asked === undefined) return { mode: isMissing("frames") ? "pose" : "frames" };
  const { mode } = asked;
  if (mode === "none" || !isMissing(mode)) return asked;
  const why = `the avatar here sends ${STREAMS[other(mode)]} only`;
  throw new RequestError(`video.mode: "${mode}" cannot be shown: ${why}; ask for "${other(mode)}", or for "none"`, {
    code: "video_unavailable",
    status: 400,
  });
}

/**
 * Checks what a grant says a session was created with: where the service has no keys, anyone may write a grant.
 *
 * @throws {RequestError} `bad_pronunciation`, with the word, the problem and the remedy.
 */
export function checkSeed({ pronunciations }: SessionSeed): void {
  checkPronunciations(pronunciations);
}

function checkPronunciations(pronunciations: NonNullable<CreateSession["pronunciations"]>): void {
  const entries = Object.entries(pronunciations);
  const refuse = (message: string) => new RequestError(message, { code: "bad_pronunciation", status: 400 });
  if (entries.length > MOST_PRONUNCIATIONS) {
    throw refuse(`pronunciations: at most ${MOST_PRONUNCIATIONS} words, received ${entries.length}; send fewer`);
  }
  for (const [word, say] of entries) {
    const problem = pronunciationProblem(word, say);
    if (problem !== undefined) throw refuse(`pronunciations.${word}: ${problem}`);
  }
}
