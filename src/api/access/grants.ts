/**
 * Grants: the tokens that open the stream of one session, on any instance of the service.
 *
 * A token is `<claims>.<signature>`: the claims as JSON in base64url (RFC 4648, 5), and their HMAC-SHA256 (RFC 2104).
 * The claims hold what the session was created with, so that an instance that has never heard of it can open it. All
 * characters may stand in a subprotocol (RFC 9110, 5.6.2).
 *
 * @module
 */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { SessionSeed } from "../../store/record.ts";

/** The digest's length: a longer key would not be stronger (RFC 2104, 3). */
const KEY_BYTES = 32;

/** Distinguishes the derived key from others that may be derived from the same secrets, and from later formats. */
const KEY_PURPOSE = "tth session grants 1";

/** Longest token with pronunciations and person, so that it fits into a header line of common proxies with its other headers. */
const MAX_FULL_CHARS = 4000;

/** Longest token that is checked. */
const MAX_CHARS = 16_000;

const Claims = z.strictObject({
  seed: SessionSeed,
  /** The seed's pronunciations and person are left out: only an instance that shares the store can open the session. */
  partial: z.boolean(),
  /** Ms since the Unix epoch. */
  expiresAt: z.number(),
});
type Claims = z.infer<typeof Claims>;

/**
 * How a request for a stream is decided. `expired`: its token was issued for this session but has expired; a browser
 * learns this from a close code, which strangers do not get.
 */
export type StreamVerdict = "granted" | "expired" | "refused";

/** A genuine token. */
interface Grant {
  readonly verdict: "granted" | "expired";
  /** The session's. */
  readonly tenant: string;
  /** What the session was created with; `undefined` if the token does not hold all of it. */
  readonly seed: SessionSeed | undefined;
}

/** How grants are signed. */
interface GrantsOptions {
  /** What the signing key is derived from, the same on all instances. Empty: everyone may sign. */
  readonly secrets: readonly string[];
  /** Lifetime of a token, ms. */
  readonly lifetimeMs: number;
  /** The time of day, ms since the Unix epoch. */
  now(): number;
}

/** Issues tokens and judges them. */
export class Grants {
  readonly #key: Uint8Array;
  readonly #options: GrantsOptions;

  constructor(options: GrantsOptions) {
    this.#options = options;
    const secrets = options.secrets.toSorted().join("\n");
    this.#key = new Uint8Array(hkdfSync("sha256", secrets, "", KEY_PURPOSE, KEY_BYTES));
  }

  /** A token for a session. */
  issue(seed: SessionSeed): string {
    const expiresAt = this.#options.now() + this.#options.lifetimeMs;
    const full = this.#token({ seed, partial: false, expiresAt });
    if (full.length <= MAX_FULL_CHARS) return full;
    const { person: _, ...rest } = seed;
    return this.#token({ seed: { ...rest, pronunciations: {} }, partial: true, expiresAt });
  }

  /**
   * Judges a token. The signature is compared in constant time.
   *
   * @returns `undefined` if no instance of this service issued it for the session.
   */
  judge(token: string, sessionId: string): Grant | undefined {
    const end = token.lastIndexOf(".");
    if (end < 0 || token.length > MAX_CHARS) return undefined;
    const claims = token.slice(0, end);
    if (!timingSafeEqual(digest(token), digest(this.#signed(claims)))) return undefined;
    const read = readClaims(claims);
    if (read === undefined || read.seed.sessionId !== sessionId) return undefined;
    return {
      verdict: this.#options.now() < read.expiresAt ? "granted" : "expired",
      tenant: read.seed.tenant,
      seed: read.partial ? undefined : read.seed,
    };
  }

  #token(claims: Claims): string {
    const bytes = new TextEncoder().encode(JSON.stringify(claims));
    return this.#signed(bytes.toBase64({ alphabet: "base64url", omitPadding: true }));
  }

  #signed(claims: string): string {
    return `${claims}.${createHmac("sha256", this.#key).update(claims).digest("base64url")}`;
  }
}

/** The SHA-256 of a text: of one length for all texts, so that it can be compared in constant time. */
export function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

/** Genuine claims may be of another version of the service. */
function readClaims(text: string): Claims | undefined {
  try {
    const json = new TextDecoder().decode(Uint8Array.fromBase64(text, { alphabet: "base64url" }));
    return Claims.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
