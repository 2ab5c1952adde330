/**
 * What both ends of the wire agree on by name: subprotocols, close codes, limits.
 *
 * @module
 */
/** Every message is a JSON text frame, media are base64. Also used by a socket without a subprotocol. */
export const JSON_SUBPROTOCOL = "tth.v1.json";

/** JSON text frames, except `audio_chunk` and `video_frame`, which are binary frames (see `binary.ts`). */
export const BINARY_SUBPROTOCOL = "tth.v1.binary";

/** A browser offers its token as the extra subprotocol `tth.token.<token>`; it is never echoed. */
export const TOKEN_SUBPROTOCOL_PREFIX = "tth.token.";

/** The subprotocols that a `Sec-WebSocket-Protocol` header offers, in its order. */
export function offeredSubprotocols(header: string | null): string[] {
  return (header ?? "").split(",").map((name) => name.trim());
}

/** A subprotocol that a client may choose. */
export type Subprotocol = typeof JSON_SUBPROTOCOL | typeof BINARY_SUBPROTOCOL;

/** Longest text of a `playback`, in characters. */
export const MAX_PLAYBACK_CHARS = 16_000;

/** Close codes of the stream. The 4xxx ones are TTH's own (RFC 6455, 7.4.2: private use). */
export const CLOSE_CODES = {
  ended: 4000,
  unauthorized: 4001,
  unknown_session: 4004,
  slow_client: 4008,
  replaced: 4009,
  rate_limited: 4029,
  too_large: 1009,
  going_away: 1012,
} as const;
