/**
 * Who may call: API keys, and the origins of web pages.
 *
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Config } from "../core/config.ts";
import { RequestError } from "../core/errors.ts";
import { isLoopback } from "../core/hosts.ts";

/** Decides about requests; throws what the caller is to be told. */
export type Guard = (request: Request) => void;

/**
 * The guards that a configuration asks for.
 *
 * @param server The configuration of the server.
 * @returns What every call has to pass.
 */
export function guardsOf(server: Config["server"]): Guard[] {
  const { host, api_keys, allow_open, cors_origins } = server;
  const isPrivate = isLoopback(host) && api_keys.length === 0 && !allow_open;
  return [addressGuard, ...(isPrivate ? [hostGuard()] : []), originGuard(cors_origins), keyGuard(api_keys)];
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

/**
 * Lets in whoever shows one of the keys as `Authorization: Bearer <key>`.
 *
 * The comparison takes the same time for every wrong key: digests of equal length are compared, and all of them.
 *
 * @param keys The keys; none: everyone is let in.
 * @returns A guard that throws 401 `unauthorized`.
 */
export function keyGuard(keys: readonly string[]): Guard {
  const digests = keys.map(digest);
  return (request) => {
    if (digests.length === 0) return;
    const [, shown = ""] = /^bearer +(.+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
    const given = digest(shown.trim());
    const matches = digests.filter((known) => timingSafeEqual(known, given)).length;
    if (matches > 0) return;
    throw new RequestError("no valid API key was shown, send `Authorization: Bearer <key>`", {
      code: "unauthorized",
      status: 401,
    });
  };
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
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
