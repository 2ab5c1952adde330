/**
 * Access control: API keys, session tokens, and the origins of web pages.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";
import type { Config } from "../../core/config/config.ts";
import { RequestError } from "../../contract/errors.ts";
import { ANY_ORIGIN } from "../../core/config/sections/origins.ts";
import { keysOf } from "../../core/config/sections/tenants.ts";
import { isLoopback } from "../../core/hosts.ts";
import { offeredSubprotocols, TOKEN_SUBPROTOCOL_PREFIX } from "../../contract/protocol/names.ts";
import type { Clock } from "../../contract/clock.ts";
import type { SessionSeed } from "../../store/record.ts";
import { externalUrl } from "../http/service_url.ts";
import { digest, Grants, type StreamVerdict } from "./grants.ts";
import { ORIGIN_REFUSED } from "./refused_origins.ts";
import { WrongKeys } from "./wrong_keys.ts";

/** Checks a request; throws the error to send to the caller. */
type Guard = (request: Request) => void;

/** How a request for a stream is decided. */
export interface StreamAccess {
  readonly verdict: StreamVerdict;
  /** The tenant whose key was shown; `undefined`: the session's token was. */
  readonly tenant?: string;
  /** The session's tenant, if the request carries its token. */
  readonly sessionTenant?: string | undefined;
  /** What the session was created with, if the request carries its token. */
  readonly seed?: SessionSeed | undefined;
}

/** The access rules of a configuration. */
export interface Access {
  /** Every request must pass it: its `Host` is well-formed. */
  readonly address: Guard;
  /** Every call must pass it: it names this service, and comes from no foreign page. */
  readonly origin: Guard;
  /**
   * The tenant of a request; empty if the service has no keys. Every call must pass it, except the opening of a stream,
   * which {@linkcode Access.stream} decides. Waits if the address has sent many wrong keys.
   *
   * @throws {RequestError} 401 `unauthorized`, or 429 `too_many_wrong_keys`.
   */
  key(request: Request, address: string): Promise<string>;
  /**
   * Whether a request may open the stream of a session: by an API key, or by a token that was issued for it.
   *
   * @throws {RequestError} 429 `too_many_wrong_keys`.
   */
  stream(request: Request, sessionId: string, address: string): Promise<StreamAccess>;
  /** A token for the stream of a session. */
  tokenFor(seed: SessionSeed): string;
}

/** What access rules measure time with. */
interface AccessTime {
  readonly clock: Clock;
  /** The time of day, for the expiry of tokens, ms since the Unix epoch. */
  now(): number;
}

/**
 * The access that a configuration grants.
 *
 * @param config The configuration.
 * @param time Measures time.
 * @returns The guards of the API.
 */
export function accessOf(config: Config, time: AccessTime): Access {
  const { server: { cors_origins, public_url, token_key }, session: { token_ms: lifetimeMs } } = config;
  const keys = keysOf(config);
  // Behind a proxy that does not forward `Host`, nothing else says where the service's own pages are.
  const own = public_url === undefined ? [] : [new URL(public_url).origin];
  const guards = [...(isPrivate(config) ? [hostGuard()] : []), originGuard([...cors_origins, ...own])];
  const secrets = token_key === undefined ? keys.map(({ key }) => key) : [token_key];
  const grants = new Grants({ secrets, lifetimeMs, now: () => time.now() });
  const wrongKeys = new WrongKeys(time.clock);
  const tenantOf = tenantCheck(keys);
  return {
    address: addressGuard,
    origin: (request) => guards.forEach((guard) => guard(request)),
    async key(request, address) {
      await wrongKeys.wait(address);
      const tenant = tenantOf(request);
      if (tenant !== undefined) return tenant;
      if (bearerOf(request) !== "") wrongKeys.note(address);
      throw unauthorized();
    },
    async stream(request, id, address) {
      await wrongKeys.wait(address);
      const token = tokenOf(request);
      const grant = grants.judge(token, id);
      const tenant = tenantOf(request);
      if (tenant !== undefined) return { verdict: "granted", tenant, seed: grant?.seed };
      if (grant === undefined && token !== "") wrongKeys.note(address);
      return { verdict: grant?.verdict ?? "refused", sessionTenant: grant?.tenant, seed: grant?.seed };
    },
    tokenFor: (seed) => grants.issue(seed),
  };
}

/** Whether a service is only for the users of its machine: it listens on loopback, without keys. */
export function isPrivate(config: Pick<Config, "server" | "tenants">): boolean {
  const { host, allow_open } = config.server;
  return isLoopback(host) && keysOf(config).length === 0 && !allow_open;
}

/**
 * The token of a request: the first among the offered subprotocols, or `Authorization: Bearer <token>`. Only one is
 * checked, because a header can hold thousands.
 */
function tokenOf(request: Request): string {
  const offered = offeredSubprotocols(request.headers.get("sec-websocket-protocol"));
  const name = offered.find((name) => name.startsWith(TOKEN_SUBPROTOCOL_PREFIX));
  return name === undefined ? bearerOf(request) : name.slice(TOKEN_SUBPROTOCOL_PREFIX.length);
}

/** A name or an address with an optional port. Deno builds `request.url` from the header, so it must hold no more. */
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/**
 * Refuses a `Host` header that is not a host and port.
 *
 * @throws {RequestError} 400 `bad_host`.
 */
function addressGuard(request: Request): void {
  const host = request.headers.get("host");
  if (URL.canParse(request.url) && (host === null || HOST.test(host))) return;
  const message = "the Host header must be a host with an optional port, those of the address you call";
  throw new RequestError(message, { code: "bad_host", status: 400 });
}

/**
 * Accepts only requests that name this machine. A foreign page could point its own name at this machine (DNS rebinding)
 * and would then pass for a page of the service.
 *
 * @returns A guard that throws 403 `host_refused`.
 */
function hostGuard(): Guard {
  return (request) => {
    const { hostname } = new URL(request.url);
    if (isLoopback(hostname)) return;
    const message = `this service accepts requests to this machine's own names only, not to ${hostname}: ` +
      "set TTH_API_KEYS, or server.allow_open: true if everyone may use it";
    throw new RequestError(message, { code: "host_refused", status: 403 });
  };
}

/** The error of a request without a valid key or token. */
export function unauthorized(): RequestError {
  return new RequestError("no valid API key: send `Authorization: Bearer <key>`", {
    code: "unauthorized",
    status: 401,
  });
}

/**
 * Finds the tenant whose key a request carries as `Authorization: Bearer <key>`.
 *
 * The comparison takes the same time for every wrong key: digests of equal length are compared, and all of them.
 *
 * @param keys The keys; if there are none, every request passes, with an empty tenant.
 * @returns The check; `undefined`: no valid key.
 */
function tenantCheck(keys: ReturnType<typeof keysOf>): (request: Request) => string | undefined {
  const known = keys.map(({ key, tenant }) => ({ digest: digest(key), tenant }));
  return (request) => {
    if (known.length === 0) return "";
    const given = digest(bearerOf(request));
    return known.filter(({ digest }) => timingSafeEqual(digest, given))[0]?.tenant;
  };
}

/** What a request carries as `Authorization: Bearer …`; empty if it carries nothing. */
function bearerOf(request: Request): string {
  const [, shown = ""] = /^bearer +(.+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return shown.trim();
}

/**
 * Keeps foreign web pages out. A browser sends the page's origin; other programs send none and pass.
 *
 * @param allowed Origins beside the service's own, or `*` for any.
 * @returns A guard that throws 403 `origin_refused`.
 */
function originGuard(allowed: readonly string[]): Guard {
  return (request) => {
    const origin = request.headers.get("origin");
    if (origin === null || allowed.includes(ANY_ORIGIN) || allowed.includes(origin)) return;
    if (origin === ownOrigin(request)) return;
    throw new RequestError(`pages of ${origin} may not call this service; add the origin to server.cors_origins`, {
      code: ORIGIN_REFUSED,
      status: 403,
    });
  };
}

/** The origin of the service's own pages, as the caller reaches them. */
function ownOrigin(request: Request): string {
  return new URL(externalUrl(request)).origin;
}
