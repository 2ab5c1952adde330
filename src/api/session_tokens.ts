/**
 * Tokens for browsers, whose WebSockets cannot show an API key: each opens the stream of one session.
 *
 * A token holds when it expires, and an HMAC-SHA256 (RFC 2104) over that and the id of its session. The key is made when
 * the service starts and known to nobody else, so that no token outlives the sessions of its process.
 *
 * @module
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "../contract/clock.ts";

/** As many bytes as the digest has: more would not make it stronger (RFC 2104, 3). */
const KEY_BYTES = 32;

/** Base 36 keeps the expiry short, and to characters that a subprotocol may have (RFC 9110, 5.6.2). */
const EXPIRY_RADIX = 36;

/** What a token ends with: a dot, and the signature's 32 bytes as base64url without padding (RFC 4648, 5). */
const SIGNED_CHARS = 1 + 43;

/** The longest expiry: no safe integer has more digits. */
const MAX_EXPIRY_CHARS = Number.MAX_SAFE_INTEGER.toString(EXPIRY_RADIX).length;

/** Gives out tokens, and knows its own again. */
export class SessionTokens {
  readonly #key = randomBytes(KEY_BYTES);
  readonly #clock: Clock;
  readonly #lifetimeMs: number;

  /**
   * @param clock What expiry is measured on.
   * @param lifetimeMs How long a token is good, ms.
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
   * Whether the token is one of this service for that session, and still good. Takes the same time for all wrong ones of
   * a token's length, and none for others.
   */
  accepts(token: string, sessionId: string): boolean {
    const expiryChars = token.length - SIGNED_CHARS;
    if (expiryChars < 1 || expiryChars > MAX_EXPIRY_CHARS) return false;
    const expiry = token.slice(0, expiryChars);
    const isGenuine = timingSafeEqual(digest(token), digest(this.#token(sessionId, expiry)));
    return isGenuine && this.#clock.now() < Number.parseInt(expiry, EXPIRY_RADIX);
  }

  #token(sessionId: string, expiry: string): string {
    const signature = createHmac("sha256", this.#key).update(`${expiry}.${sessionId}`).digest("base64url");
    return `${expiry}.${signature}`;
  }
}

/** The SHA-256 of a text: equally long for all, so that it can be compared in constant time. */
export function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
