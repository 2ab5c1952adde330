/**
 * Who may call: API keys, tokens of sessions, and the origins of web pages.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";
import type { Clock } from "../contract/clock.ts";
import type { Config } from "../core/config.ts";
import { RequestError } from "../contract/errors.ts";
import { isLoopback } from "../core/hosts.ts";
import { offeredSubprotocols, TOKEN_SUBPROTOCOL_PREFIX } from "../contract/protocol/names.ts";
import { digest, SessionTokens } from "./session_tokens.ts";

/** Decides about requests; throws what the caller is to be told. */
export type Guard = (request: Request) => void;

/** Who may do what, as a configuration says. */
export interface Access {
  /** What every call has to pass, whoever makes it. */
  readonly origin: Guard;
  /** What every call has to pass but the opening of a stream, which {@linkcode mayStream} decides. */
  readonly key: Guard;
  /** Whether a request may open the stream of a session: by an API key, or by a token that was given for it. */
  mayStream(request: Request, sessionId: string): boolean;
  /** A token for the stream of a session; `null` where everyone may open it. */
  tokenFor(sessionId: string): string | null;
}

/**
 * The access that a configuration grants.
 *
 * @param config The configuration.
 * @param clock What the expiry of tokens is measured on.
 * @returns What guards the API.
 */
export function accessOf({ server, session }: Pick<Config, "server" | "session">, clock: Clock): Access {
  const { host, api_keys, allow_open, cors_origins } = server;
  const isPrivate = isLoopback(host) && api_keys.length === 0 && !allow_open;
  const guards = [addressGuard, ...(isPrivate ? [hostGuard()] : []), originGuard(cors_origins)];
  const tokens = new SessionTokens(clock, session.token_ms);
  const hasKey = keyCheck(api_keys);
  return {
    origin: (request) => guards.forEach((guard) => guard(request)),
    key: keyGuard(hasKey),
    mayStream: (request, id) => hasKey(request) || tokens.accepts(tokenOf(request), id),
    tokenFor: (id) => api_keys.length === 0 ? null : tokens.issue(id),
  };
}

/** The first token among the subprotocols that a request offers: a header holds thousands, and each costs hashes. */
function tokenOf(request: Request): string {
  const offered = offeredSubprotocols(request.headers.get("sec-websocket-protocol"));
  const name = offered.find((name) => name.startsWith(TOKEN_SUBPROTOCOL_PREFIX)) ?? "";
  return name.slice(TOKEN_SUBPROTOCOL_PREFIX.length);
}

/**
 * Refuses a `Host` header that is no host, from which no address can be made.
 *
 * @throws {RequestError} 400 `bad_host`.
 */
function addressGuard(request: Request): void {
  if (URL.canParse(request.url)) return;
  const message = "the Host header is no host and port, send the ones of the address that is called";
  throw new RequestError(message, { code: "bad_host", status: 400 });
}

/**
 * Lets in only those who call this machine by a name of its own. A page elsewhere could have its own name lead to this
 * machine (DNS rebinding) and then pass for a page of the service.
 *
 * @returns A guard that throws 403 `host_refused`.
 */
export function hostGuard(): Guard {
  return (request) => {
    const { hostname } = new URL(request.url);
    if (isLoopback(hostname)) return;
    const message = `this service is for its own machine, it does not answer to ${hostname}: ` +
      "set TTH_API_KEYS, or server.allow_open: true if everyone may use it";
    throw new RequestError(message, { code: "host_refused", status: 403 });
  };
}

/** Lets in whoever has a key; throws 401 `unauthorized`. */
function keyGuard(hasKey: (request: Request) => boolean): Guard {
  return (request) => {
    if (hasKey(request)) return;
    throw new RequestError("no valid API key was shown, send `Authorization: Bearer <key>`", {
      code: "unauthorized",
      status: 401,
    });
  };
}

/**
 * Tells whether a request shows one of the keys as `Authorization: Bearer <key>`.
 *
 * The comparison takes the same time for every wrong key: digests of equal length are compared, and all of them.
 *
 * @param keys The keys; none: every request passes.
 * @returns The check.
 */
function keyCheck(keys: readonly string[]): (request: Request) => boolean {
  const digests = keys.map(digest);
  return (request) => {
    if (digests.length === 0) return true;
    const [, shown = ""] = /^bearer +(.+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
    const given = digest(shown.trim());
    return digests.filter((known) => timingSafeEqual(known, given)).length > 0;
  };
}

/**
 * Keeps foreign web pages out. A browser names the page's origin; other programs name none and pass.
 *
 * @param allowed Origins beside the service's own, or `*` for any.
 * @returns A guard that throws 403 `origin_refused`.
 */
export function originGuard(allowed: readonly string[]): Guard {
  return (request) => {
    const origin = request.headers.get("origin");
    if (origin === null || allowed.includes("*") || allowed.includes(origin)) return;
    if (hostOf(origin) === (request.headers.get("host") ?? new URL(request.url).host)) return;
    throw new RequestError(`pages of ${origin} may not call this service, add the origin to server.cors_origins`, {
      code: "origin_refused",
      status: 403,
    });
  };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
