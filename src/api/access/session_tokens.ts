/**
 * Tokens for browsers, whose WebSockets cannot send an API key: each opens the stream of one session.
 *
 * A token holds its expiry, and an HMAC-SHA256 (RFC 2104) over the expiry and the session's id. The key is made when the
 * service starts and never leaves it, so a token does not outlive the process.
 *
 * @module
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../contract/clock.ts";

/** The digest's length: a longer key would not be stronger (RFC 2104, 3). */
const KEY_BYTES = 32;

/** Base 36 keeps the expiry short, and to characters that a subprotocol may have (RFC 9110, 5.6.2). */
const EXPIRY_RADIX = 36;

/** The end of a token: a dot and the signature's 32 bytes as base64url without padding (RFC 4648, 5). */
const SIGNED_CHARS = 1 + 43;

/** The longest expiry: the digits of the largest safe integer. */
const MAX_EXPIRY_CHARS = Number.MAX_SAFE_INTEGER.toString(EXPIRY_RADIX).length;

/**
 * How a request for a stream is decided. `expired`: its token was issued for this session but has expired; a browser
 * learns this from a close code, which strangers do not get.
 */
export type StreamVerdict = "granted" | "expired" | "refused";

/** Issues tokens and judges them. */
export class SessionTokens {
  readonly #key = randomBytes(KEY_BYTES);
  readonly #clock: Clock;
  readonly #lifetimeMs: number;

  /**
   * @param clock The clock for expiry.
   * @param lifetimeMs Lifetime of a token, ms.
   */
  constructor(clock: Clock, lifetimeMs: number) {
    this.#clock = clock;
    this.#lifetimeMs = lifetimeMs;
  }

  /** A token for a session. */
  issue(sessionId: string): string {
    return this.#token(sessionId, Math.ceil(this.#clock.now() + this.#lifetimeMs).toString(EXPIRY_RADIX));
  }

  /**
   * Judges a token. Takes the same time for all wrong ones of a token's length.
   *
   * @returns `refused` if this service did not issue it for the session.
   */
  judge(token: string, sessionId: string): StreamVerdict {
    const expiryChars = token.length - SIGNED_CHARS;
    if (expiryChars < 1 || expiryChars > MAX_EXPIRY_CHARS) return "refused";
    const expiry = token.slice(0, expiryChars);
    const isGenuine = timingSafeEqual(digest(token), digest(this.#token(sessionId, expiry)));
    if (!isGenuine) return "refused";
    return this.#clock.now() < Number.parseInt(expiry, EXPIRY_RADIX) ? "granted" : "expired";
  }

  #token(sessionId: string, expiry: string): string {
    const signature = createHmac("sha256", this.#key).update(`${expiry}.${sessionId}`).digest("base64url");
    return `${expiry}.${signature}`;
  }
}

/** The SHA-256 of a text: of one length for all texts, so that it can be compared in constant time. */
export function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
