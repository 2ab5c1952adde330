/**
 * Explains why a request got no response, in words that say what to do.
 *
 * @module
 */
import { messageOf } from "../../contract/errors.ts";

/** What the platform says, and what it means for a host. The first that fits counts. */
const MEANINGS: readonly (readonly [said: RegExp, meaning: (place: Place) => string])[] = [
  [
    /refused|os error (111|61|10061)/i,
    ({ host }) => `nothing listens at ${host}; start the server, or correct base_url`,
  ],
  [/dns|lookup|resolve|not known|no such host/i, ({ hostname }) => `there is no host "${hostname}"; correct base_url`],
  [/unsuccessful tunnel/i, ({ host }) => `the proxy that HTTPS_PROXY names connects to no ${host}; see NO_PROXY`],
  [/InvalidContentType/, ({ host }) => `${host} does not speak TLS; write http:// in base_url`],
  [
    /CaUsedAsEndEntity/,
    ({ host }) =>
      `the certificate of ${host} is one of an authority, which no server may use; create it with ` +
      "basicConstraints=critical,CA:FALSE, and name its file in DENO_CERT",
  ],
  [
    /UnknownIssuer|self[- ]signed/i,
    ({ host }) =>
      `the certificate of ${host} is signed by an unknown authority; name the authority's file in DENO_CERT, or set ` +
      "DENO_TLS_CA_STORE=system",
  ],
  [/not valid for name.*/i, ({ host, found }) => `the certificate of ${host} is ${found}; use its name in base_url`],
  [/certificate expired/i, ({ host }) => `the certificate of ${host} has expired; renew it`],
  [
    /certificate not valid yet/i,
    ({ host }) => `the certificate of ${host} is not valid yet; check this machine's clock`,
  ],
  [/certificate|handshake|tls|ssl/i, ({ host, words }) => `${host} does not speak TLS as it should: ${words}`],
  [/unreachable|no route|timed out/i, ({ host, words }) => `${host} cannot be reached: ${words}`],
];

/** A server that speaks TLS, asked without it. */
const NO_HTTP = /invalid HTTP version/;

/** Whom a request was for, and what the platform says of it. */
interface Place {
  readonly host: string;
  readonly hostname: string;
  /** All of its words, and those that the pattern found. */
  readonly words: string;
  readonly found: string;
}

/**
 * Why a request got no response.
 *
 * @param error What `fetch` threw, or the reading of a body.
 * @param url The request's address.
 */
export function whyUnreachable(error: unknown, url: string): string {
  const { host, hostname, protocol } = URL.canParse(url) ? new URL(url) : { host: url, hostname: url, protocol: "" };
  const words = [error, error instanceof Error ? error.cause : undefined].filter((one) => one !== undefined)
    .map(messageOf).join(": ");
  // The address that was asked may contain any of the words.
  const said = words.replaceAll(url, "");
  for (const [pattern, meaning] of MEANINGS) {
    const [found] = pattern.exec(said) ?? [];
    if (found !== undefined) return meaning({ host, hostname, words, found });
  }
  const hint = protocol === "http:" && NO_HTTP.test(said) ? "; if it speaks TLS, write https:// in base_url" : "";
  return `the connection to ${host} broke: ${words}${hint}`;
}
