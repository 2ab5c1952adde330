/**
 * The HTTP API: its calls, guards and headers.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { Clock } from "../contract/clock.ts";
import type { Config } from "../core/config/config.ts";
import { ANY_ORIGIN } from "../core/config/sections/origins.ts";
import { RequestError } from "../contract/errors.ts";
import type { SessionSeed } from "../store/record.ts";
import type { RecordingFiles } from "../recording/files.ts";
import type { ServiceMeasured } from "../telemetry/telemetry.ts";
import { afterOf } from "./connection.ts";
import { clientAddress } from "./access/address.ts";
import { addressSet } from "./access/address_set.ts";
import type { Actor, Audit } from "./access/audit.ts";
import { type Access, accessOf, type StreamAccess, unauthorized } from "./access/auth.ts";
import { ORIGIN_REFUSED, RefusedOrigins } from "./access/refused_origins.ts";
import { backgroundRoutes } from "./http/backgrounds.ts";
import { recordingRoutes } from "./recording/routes.ts";
import { telemetryRoutes } from "./telemetry/routes.ts";
import { descriptionRoutes } from "./descriptions/routes.ts";
import { parseRequest, problemResponse } from "./http/problem.ts";
import { readJson } from "./http/request_body.ts";
import { securityHeaders } from "./http/security_headers.ts";
import { baseUrl, streamUrl } from "./http/service_url.ts";
import {
  CreateSession,
  type HealthReport,
  type Models,
  type Readiness,
  type SessionCreated,
  type SessionView,
  type TranscriptTurn,
} from "../contract/protocol/http.ts";
import { webRoutes } from "./http/web.ts";
import type { Caller } from "./transport/caller.ts";

/** A session that has been created. */
export interface CreatedSession {
  readonly seed: SessionSeed;
  /** The response to its creation, without the stream address and token. */
  readonly response: Omit<SessionCreated, "stream_url" | "token">;
}

/** A session as the HTTP API sees it. */
export interface SessionResource {
  readonly id: string;
  /** The tenant that created it; empty where there are no keys. */
  readonly tenant: string;
  view(): SessionView;
  transcript(): TranscriptTurn[];
  /** The transcript as WebVTT. */
  captions(): string;
}

/** Dependencies of the API. */
export interface ApiDeps {
  readonly config: Config;
  /** The version of the service. */
  readonly version: string;
  readonly clock: Clock;
  /** The time of day, ms since the Unix epoch. */
  now(): number;
  readonly log: Logger;
  readonly audit: Audit;
  /** The sessions of all instances. Each call may fail with a {@linkcode RequestError} `store_unavailable`. */
  readonly sessions: {
    /** @throws {RequestError} If a limit or quota is reached, or a field names something unknown. */
    create(request: CreateSession, actor: Actor): Promise<CreatedSession>;
    get(id: string): Promise<SessionResource | undefined>;
    /** Returns whether the session existed. */
    end(id: string): Promise<boolean>;
  };
  /** Opens the stream of a session for an authorised caller. */
  stream(request: Request, sessionId: string, granted: GrantedStream): Promise<Response>;
  health(): Promise<HealthReport>;
  models(): Models;
  /** What was recorded; absent: nothing is. */
  readonly recordings?: RecordingFiles | undefined;
  /** What was measured so far, in all pipelines. */
  measured(): Promise<ServiceMeasured>;
  readiness(): Promise<Readiness>;
}

/** How a caller may open a stream. */
export interface GrantedStream extends StreamAccess {
  readonly verdict: "granted" | "expired";
  /** The client's address. */
  readonly address: string;
  readonly upgrade: Caller["upgrade"];
}

const VTT = "text/vtt";

/** The path of a stream, whose callers are judged separately. */
const STREAM = /^\/v1\/sessions\/[^/]+\/stream$/;

/** The API; its `fetch` takes a request and its caller. */
export type Api = Hono<Env>;

/** What a call knows of its caller. */
interface Env {
  Bindings: Caller;
  Variables: Actor;
}

/**
 * Makes the API.
 *
 * @param deps Its dependencies.
 * @returns The app; its `fetch` answers requests.
 */
export function createApi(deps: ApiDeps): Api {
  const { config: { server }, log } = deps;
  const app: Api = new Hono();
  const refusedOrigins = new RefusedOrigins(log);
  app.onError((error, c) => {
    if (!(error instanceof RequestError)) {
      log.error("{method} {path} failed: {error}", { method: c.req.method, path: c.req.path, error: describe(error) });
    } else if (AUDITED.includes(error.status)) {
      deps.audit.refused(error.code, { address: c.get("address"), tenant: c.get("tenant") });
      if (error.code === ORIGIN_REFUSED) refusedOrigins.note(c.req.header("origin") ?? "");
    }
    return problemResponse(error, c.req.path);
  });
  app.notFound((c) => problemResponse(notFound(c.req.path), c.req.path));

  const access = accessOf(deps.config, deps);
  app.use(securityHeaders(server.cors_origins.length > 0 ? "cross-origin" : "same-origin"));
  const trustedProxies = addressSet(server.trusted_proxies);
  app.use(async (c, next) => {
    const forwarded = c.req.header("x-forwarded-for") ?? null;
    c.set("address", clientAddress(c.env.address, forwarded, trustedProxies));
    c.set("tenant", "");
    access.address(c.req.raw);
    await next();
  });
  openStreams(app, deps, access);
  // A browser asks before it calls, and then does not call where it is refused.
  app.use("/v1/*", async (c, next) => {
    if (c.req.method === "OPTIONS") access.origin(c.req.raw);
    await next();
  });
  // Comes before the guards, so that a page can read why it was refused.
  if (server.cors_origins.length > 0) {
    const allowHeaders = ["authorization", "content-type"];
    // A list is compared literally by hono.
    const origin = server.cors_origins.includes(ANY_ORIGIN) ? ANY_ORIGIN : server.cors_origins;
    app.use("/v1/*", cors({ origin, allowHeaders, exposeHeaders: ["retry-after"] }));
  }
  const guard: MiddlewareHandler<Env> = async (c, next) => {
    if (c.req.path !== "/v1/ready" && c.req.method !== "OPTIONS") {
      access.origin(c.req.raw);
      if (!STREAM.test(c.req.path)) c.set("tenant", await tenantOf(access, c));
    }
    await next();
    // What only this caller may read must not stay in a cache, of a proxy or on a shared machine.
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  };
  app.use("/v1/*", guard).use("/metrics", guard);
  explainStreams(app, deps, access);
  app.use(methodNotAllowed({
    app,
    onMethodNotAllowed: (c, methods) =>
      problemResponse(wrongMethod(c, methods), c.req.path, { allow: methods.join(", ") }),
  }));
  sessionRoutes(app, deps, access);
  serviceRoutes(app, deps);
  app.route("/", telemetryRoutes(deps.measured, deps.config)).route("/", recordingRoutes(deps.recordings));
  app.route("/", backgroundRoutes());
  app.route("/", webRoutes());
  return app;
}

/**
 * Opens streams, before the guards. Unauthorised requests continue to the guards without an upgrade, so that strangers
 * hold no socket.
 */
function openStreams(app: Api, deps: ApiDeps, access: Access): void {
  app.get("/v1/sessions/:id/stream", async (c, next) => {
    const { verdict, ...granted } = await streamAccess(access, c);
    if (verdict === "refused") return await next();
    const caller = { address: c.get("address"), upgrade: c.env.upgrade };
    return await deps.stream(c.req.raw, c.req.param("id"), { ...granted, ...caller, verdict });
  });
}

/** Without an upgrade, reports why a handshake failed, which a web page cannot see. */
function explainStreams(app: Api, deps: ApiDeps, access: Access): void {
  app.get("/v1/sessions/:id/stream", async (c) => {
    const id = c.req.param("id");
    const { verdict, tenant } = await access.stream(c.req.raw, id, c.get("address"));
    if (verdict !== "granted") throw unauthorized();
    const session = await deps.sessions.get(id);
    if (session === undefined || (tenant ?? session.tenant) !== session.tenant) throw unknownSession(id);
    afterOf(c.req.query("after"));
    throw new RequestError("this is a WebSocket: connect with an Upgrade header", {
      code: "upgrade_required",
      status: 426,
    });
  });
}

/** Statuses that the audit log records. */
const AUDITED: readonly number[] = [401, 403, 429, 503];

function sessionRoutes(app: Api, { sessions, config: { server } }: ApiDeps, access: Access): void {
  // For other tenants, a session does not exist.
  const find = async (c: Context<Env>): Promise<SessionResource> => {
    const id = c.req.param("id") ?? "";
    const session = await sessions.get(id);
    if (session === undefined || session.tenant !== c.get("tenant")) throw unknownSession(id);
    return session;
  };
  app.post("/v1/sessions", async (c) => {
    const body = parseRequest(CreateSession, await readJson(c.req.raw, server.max_body_bytes));
    const { seed, response } = await sessions.create(body, { address: c.get("address"), tenant: c.get("tenant") });
    const id = seed.sessionId;
    const opening = { stream_url: streamUrl(c.req.raw, id, server.public_url), token: access.tokenFor(seed) };
    const created: SessionCreated = { ...response, ...opening };
    return c.json(created, 201, { location: `/v1/sessions/${id}` });
  });
  app.get("/v1/sessions/:id", async (c) => c.json((await find(c)).view()));
  app.delete("/v1/sessions/:id", async (c) => {
    const { id } = await find(c);
    if (!await sessions.end(id)) throw unknownSession(id);
    return c.body(null, 204);
  });
  app.get("/v1/sessions/:id/transcript", async (c) => {
    const session = await find(c);
    c.header("vary", "accept");
    if (!(c.req.header("accept") ?? "").includes(VTT)) {
      return c.json({ session_id: session.id, turns: session.transcript() });
    }
    return c.body(session.captions(), 200, { "content-type": `${VTT}; charset=utf-8` });
  });
}

function serviceRoutes(app: Api, deps: ApiDeps): void {
  const { config } = deps;
  app.get("/v1/health", async (c) => c.json(await deps.health()));
  app.get("/v1/ready", async (c) => {
    const readiness = await deps.readiness();
    return c.json(readiness, readiness.ready ? 200 : 503);
  });
  app.get("/v1/models", (c) => c.json(deps.models()));
  app.get("/v1/personas", (c) => {
    const personas = Object.entries(config.personas)
      .map(([id, { name, look, background, control }]) => ({
        id,
        name,
        ...(look === undefined ? {} : { look }),
        ...(background === undefined ? {} : { background }),
        control,
      }));
    return c.json({ default: config.session.persona_id, personas, designs: config.looks });
  });
  app.route("/", descriptionRoutes(deps.version, (request) => baseUrl(request, config.server.public_url)));
}

/** Decides about a handshake; a request that is not a handshake, or comes from a foreign page, counts as refused. */
async function streamAccess(access: Access, c: Context<Env>): Promise<StreamAccess> {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return { verdict: "refused" };
  try {
    access.origin(c.req.raw);
  } catch {
    return { verdict: "refused" };
  }
  return await access.stream(c.req.raw, c.req.param("id") ?? "", c.get("address"));
}

/** The tenant of a call by its key, or by the session's token where that is enough: a page may end its own session. */
async function tenantOf(access: Access, c: Context<Env>): Promise<string> {
  const id = c.req.method === "DELETE" ? /^\/v1\/sessions\/([^/]+)$/.exec(c.req.path)?.[1] : undefined;
  if (id === undefined) return await access.key(c.req.raw, c.get("address"));
  const { verdict, tenant, sessionTenant = "" } = await access.stream(c.req.raw, id, c.get("address"));
  if (verdict === "granted") return tenant ?? sessionTenant;
  throw unauthorized();
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}

function unknownSession(id: string): RequestError {
  return new RequestError(`no session ${JSON.stringify(id)}: it may have ended; create a new one`, {
    code: "unknown_session",
    status: 404,
  });
}

function notFound(path: string): RequestError {
  return new RequestError(`nothing is served at ${path}; see /docs`, { code: "not_found", status: 404 });
}

function wrongMethod(c: Context, methods: readonly string[]): RequestError {
  return new RequestError(`${c.req.path} does not accept ${c.req.method}; use ${methods.join(" or ")}`, {
    code: "method_not_allowed",
    status: 405,
  });
}
