/**
 * HTTP calls: create a session, read what the service offers.
 *
 * @module
 */
import type {
  CreateSessionInput,
  HealthReport,
  Models,
  PersonaList,
  Readiness,
  Recording,
  SessionCreated,
  SessionList,
  SessionView,
  TranscriptTurn,
} from "../../contract/protocol/http.ts";
import { hasShape, isJsonObject, type Shape } from "../../contract/shape.ts";
import { SHAPES } from "../../contract/protocol/http_shapes.ts";
import { CLOSE_CODES } from "../../contract/protocol/names.ts";
import { ClientError } from "./errors.ts";

/** How long a call may take. */
const CALL_MS = 15_000;

/** How long it may take to find out why a handshake failed: the next attempt waits for it. */
const REFUSAL_MS = 2000;

/** The service's address and the caller's key. */
export interface CallOptions {
  /** The service's address, e.g. `http://localhost:8080`. Default: that of the joined session, else of the page. */
  url?: string | URL | undefined;
  /** An API key. Never ship one to a browser: create the session on your own server and pass the response on. */
  apiKey?: string | undefined;
  /** Aborts the calls made with these options. */
  signal?: AbortSignal | undefined;
}

/** Options of a session. Absent fields default to the persona and the service's configuration. */
export type SessionInit = CreateSessionInput;

/** What is needed to join a session: the response to its creation, or the part of it that your own server passes on. */
export type SessionGrant =
  & Pick<SessionCreated, "session_id" | "stream_url" | "token">
  & Partial<Omit<SessionCreated, "session_id" | "stream_url" | "token">>;

export type { HealthReport, Models, PersonaList, Recording, SessionView, TranscriptTurn };

/**
 * Creates a session on the service.
 *
 * @throws {ClientError} With the service's `code` and advice, or `unreachable`.
 */
export async function requestSession(request: SessionInit, options: CallOptions = {}): Promise<SessionCreated> {
  const created = await ask("v1/sessions", options, SHAPES.created, { method: "POST", body: JSON.stringify(request) });
  return { ...created, stream_url: belowPath(created.stream_url, baseUrl(options.url)) };
}

/** The stream's address below the path at which a proxy serves the service, which the service may not know. */
function belowPath(streamUrl: string, base: URL): string {
  const stream = new URL(streamUrl, base);
  if (stream.host !== base.host || stream.pathname.startsWith(base.pathname)) return streamUrl;
  const url = new URL(stream.pathname.slice(1) + stream.search, base);
  url.protocol = base.protocol.replace("http", "ws");
  return url.href;
}

/** The state of a session. */
export function fetchSession(sessionId: string, options: CallOptions = {}): Promise<SessionView> {
  return ask(sessionPath(sessionId), options, SHAPES.session);
}

/**
 * Ends a session on the service.
 *
 * @param options `apiKey`: an API key, or the session's token.
 * @throws {ClientError} When the service refuses or cannot be reached.
 */
export async function endSession(sessionId: string, options: CallOptions = {}): Promise<void> {
  // With `keepalive` it completes even if the page is being left.
  const response = await call(sessionPath(sessionId), options, { method: "DELETE", keepalive: true });
  await response.body?.cancel();
}

/**
 * Ends a granted session on the service, by an API key if there is one, else by its token.
 *
 * @throws {ClientError} When the service refuses or cannot be reached.
 */
export function endGranted(grant: SessionGrant, options: CallOptions): Promise<void> {
  const { url = serviceOf(grant), apiKey = grant.token ?? undefined } = options;
  return endSession(grant.session_id, { url, apiKey });
}

/** The personas that the service offers. */
export function fetchPersonas(options: CallOptions = {}): Promise<PersonaList> {
  return ask("v1/personas", options, SHAPES.personas);
}

/** Which adapters serve, and how faithfully they honour each control. */
export function fetchModels(options: CallOptions = {}): Promise<Models> {
  return ask("v1/models", options, SHAPES.models);
}

/** Whether each provider can serve right now. */
export function fetchHealth(options: CallOptions = {}): Promise<HealthReport> {
  return ask("v1/health", options, SHAPES.health);
}

/** The live sessions of the caller's tenant, the latest first. */
export function fetchSessions(options: CallOptions = {}): Promise<SessionList> {
  return ask("v1/sessions", options, SHAPES.sessions);
}

/**
 * That the service can serve, and its load.
 *
 * @throws {ClientError} `http_503`, while it cannot.
 */
export function fetchReadiness(options: CallOptions = {}): Promise<Readiness> {
  return ask("v1/ready", options, SHAPES.readiness);
}

/** The finished turns of a session. */
export async function fetchTranscript(sessionId: string, options: CallOptions = {}): Promise<TranscriptTurn[]> {
  return (await ask(`${sessionPath(sessionId)}/transcript`, options, SHAPES.transcript)).turns;
}

/**
 * The recorded turns of a session that was created with `record: true`, and where their files are. It needs an API key
 * where the service has keys.
 *
 * @throws {ClientError} `unknown_recording`, when there is none.
 */
export function fetchRecording(sessionId: string, options: CallOptions = {}): Promise<Recording> {
  return ask(`${sessionPath(sessionId)}/recording`, options, SHAPES.recording);
}

function sessionPath(sessionId: string): string {
  return `v1/sessions/${encodeURIComponent(sessionId)}`;
}

/**
 * Calls the service and reads its JSON response.
 *
 * @throws {ClientError} With the service's `code` and advice, `unreachable`, or `bad_answer`.
 */
async function ask<T extends object>(
  path: string,
  options: CallOptions,
  shape: Shape<T>,
  init?: RequestInit,
): Promise<T> {
  const response = await call(path, options, init);
  const answer: unknown = await response.json().catch(() => options.signal?.throwIfAborted());
  let misfit = "";
  if (hasShape(answer, shape, (field) => misfit = field)) return answer;
  const what = misfit === "" ? "no JSON object" : `no '${misfit}' as expected`;
  const message = `The answer to ${path} has ${what}. Check that ${response.url} is a TTH service of this version.`;
  throw new ClientError("bad_answer", message, { status: response.status });
}

/** Names under which browsers let a page that came over https reach its own machine over http. */
const OWN_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * What to check if a service cannot be reached: browsers do not tell a page why.
 *
 * @param service Its address.
 * @param page The origin that browsers send for the page, `null` for one from a file; `undefined`: this is not a page.
 */
export function remedyFor(service: URL, page: string | undefined): string {
  if (page === undefined || page === service.origin) return "Check that it is running.";
  if (page.startsWith("https:") && service.protocol === "http:" && !OWN_MACHINE.test(service.hostname)) {
    return "This page came over https: reach the service over https, too.";
  }
  return `Check that it is running, and that it was started with TTH_SERVER__CORS_ORIGINS=${page}.`;
}

/**
 * Calls the service.
 *
 * @throws {ClientError} With the service's `code` and advice, or `unreachable`.
 */
async function call(path: string, options: CallOptions, init: RequestInit = {}): Promise<Response> {
  const url = new URL(path, baseUrl(options.url));
  const headers = new Headers(init.headers);
  headers.set("Accept", "application/json");
  if (init.body !== undefined) headers.set("Content-Type", "application/json");
  if (options.apiKey !== undefined) headers.set("Authorization", `Bearer ${options.apiKey}`);
  const deadline = AbortSignal.timeout(CALL_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers, signal });
  } catch (cause) {
    options.signal?.throwIfAborted();
    const remedy = remedyFor(url, globalThis.location && globalThis.origin);
    throw new ClientError("unreachable", `Cannot reach the service at ${url.origin}. ${remedy}`, { cause });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/**
 * The service's address with a slash at the end, so that relative paths append to it.
 *
 * @throws {ClientError} `no_url`, when there is neither an address nor a page to derive it from; `bad_url`.
 */
export function baseUrl(url: string | URL | undefined): URL {
  const here = String(url ?? globalThis.location?.href ?? "");
  if (!/^https?:/i.test(here) || !URL.canParse(here)) {
    const [code, what] = url === undefined
      ? ["no_url", "Cannot find the service"]
      : ["bad_url", `"${here}" is not the address of a service`];
    throw new ClientError(code, `${what}. Give its address as \`url\`, such as http://127.0.0.1:8000.`);
  }
  const base = new URL(here);
  if (url === undefined) base.pathname = "/";
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  base.search = base.hash = "";
  return base;
}

/** The address of the service that a session's stream belongs to; nothing where its `stream_url` is relative. */
export function serviceOf({ stream_url }: SessionGrant): URL | undefined {
  if (!URL.canParse(stream_url)) return undefined;
  const url = new URL("../../..", stream_url);
  url.protocol = url.protocol.replace("ws", "http");
  return url;
}

/**
 * Finds out why the handshake of a stream failed.
 *
 * @param streamUrl The stream's `ws:` or `wss:` address.
 * @param token The session's token, if it has one.
 * @returns The close code with the same meaning; `null` if the service does not refuse, or does not answer.
 */
export async function streamRefusal(streamUrl: string | URL, token: string | null): Promise<number | null> {
  const url = new URL(streamUrl);
  url.protocol = url.protocol.replace("ws", "http");
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(REFUSAL_MS) });
    await response.body?.cancel();
    return REFUSAL_CODES[response.status] ?? null;
  } catch {
    return null;
  }
}

const REFUSAL_CODES: Readonly<Record<number, number>> = {
  401: CLOSE_CODES.unauthorized,
  404: CLOSE_CODES.unknown_session,
};

/** The error that a response describes: its RFC 9457 problem details, if any. */
async function problemOf(response: Response): Promise<ClientError> {
  const text = await response.text();
  const problem = problemIn(text);
  const code = typeof problem.code === "string" ? problem.code : `http_${response.status}`;
  const message = [problem.detail, problem.title].find((part) => typeof part === "string");
  const answered = `${response.url} answered ${response.status} ${response.statusText}`.trim();
  const fallback = `${answered}. Check that this is the address of the service, and that it is running.`;
  return new ClientError(code, typeof message === "string" ? message : fallback, {
    status: response.status,
    retryAfterMs: retryAfterMs(response.headers.get("retry-after")),
  });
}

/** The fields of a problem; none if it is not from the service itself, such as the page of a proxy. */
function problemIn(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) ? body : {};
  } catch {
    return {};
  }
}

/** The wait that a `Retry-After` requests, ms; `null` if none. The value is seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(header: string | null): number | null {
  if (header === null || header.trim() === "") return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const waitMs = Date.parse(header) - Date.now();
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs);
}
