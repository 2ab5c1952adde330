/**
 * The calls of the HTTP API, as its description shows them.
 *
 * @module
 */
import { Problem } from "../http/problem.ts";
import {
  CreateSession,
  HealthReport,
  Models,
  PersonaList,
  Readiness,
  RecordedTranscript,
  Recording,
  SessionCreated,
  SessionList,
  SessionView,
  Transcript,
  Usage,
} from "../../contract/protocol/http.ts";

/** One response of an operation. */
export interface Answer {
  readonly description: string;
  /** The name of a schema in {@linkcode SCHEMAS}; absent: no body. */
  readonly schema?: keyof typeof SCHEMAS;
  /** Further media types, as text. */
  readonly text?: string;
  /** Further media types, as bytes. */
  readonly binary?: string;
}

/** One operation. */
export interface Operation {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  /** The operationId: the name of the call in generated clients. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly body?: keyof typeof SCHEMAS;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Statuses of problem+json responses, with their causes. */
  readonly problems?: Readonly<Record<number, string>>;
}

/** The schemas by name. */
export const SCHEMAS = {
  CreateSession,
  SessionCreated,
  SessionList,
  SessionView,
  Transcript,
  Recording,
  RecordedTranscript,
  HealthReport,
  Readiness,
  Models,
  PersonaList,
  Usage,
  Problem,
};

const BAD_REQUEST = "The body is not JSON, or a field is wrong; `errors` lists the fields.";
const NO_KEY = "No valid API key.";
const FOREIGN = "The Origin is not allowed, or the Host is not one of this machine's names.";
const NO_SESSION = "No such session, or it has ended, or it is another tenant's.";
const NO_RECORDING = "The session was not recorded, or its recording was removed, or it is another tenant's.";
const TOO_MANY_KEYS = "Too many wrong keys came from this address; see `Retry-After`.";

/** Every call of the HTTP API. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/v1/sessions",
    id: "createSession",
    summary: "Create a session",
    description: "The body and all of its fields are optional.",
    body: "CreateSession",
    answers: { 201: { description: "The session and the address of its stream.", schema: "SessionCreated" } },
    problems: {
      400: BAD_REQUEST,
      401: NO_KEY,
      403: FOREIGN,
      413: "The body is larger than `server.max_body_bytes`.",
      429: "The quota of the tenant, or of the address, is used up, or too many wrong keys came from the address.",
      503: "The session limit is reached, or the service is shutting down.",
    },
  },
  {
    method: "get",
    path: "/v1/sessions",
    id: "listSessions",
    summary: "List the sessions",
    description:
      "The sessions of the caller's tenant that live on this instance. Without API keys: all of them, or none " +
      "where other machines can reach the service.",
    answers: { 200: { description: "The sessions.", schema: "SessionList" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 429: TOO_MANY_KEYS },
  },
  {
    method: "get",
    path: "/v1/sessions/{id}",
    id: "getSession",
    summary: "Get a session",
    answers: { 200: { description: "The session's state.", schema: "SessionView" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 404: NO_SESSION, 429: TOO_MANY_KEYS },
  },
  {
    method: "delete",
    path: "/v1/sessions/{id}",
    id: "endSession",
    summary: "End a session",
    description:
      "Closes its socket with 4000. The session's token opens this call too, as `Authorization: Bearer <token>`.",
    answers: { 204: { description: "Session ended." } },
    problems: { 401: NO_KEY, 403: FOREIGN, 404: NO_SESSION, 429: TOO_MANY_KEYS },
  },
  {
    method: "get",
    path: "/v1/sessions/{id}/transcript",
    id: "getTranscript",
    summary: "Get the transcript",
    description: "What was generated, sent and heard in each turn. WebVTT if `Accept` names `text/vtt`.",
    answers: { 200: { description: "The transcript.", schema: "Transcript", text: "text/vtt" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 404: NO_SESSION, 429: TOO_MANY_KEYS },
  },
  {
    method: "get",
    path: "/v1/sessions/{id}/recording",
    id: "getRecording",
    summary: "List the recording",
    description:
      "The recorded turns of a session that was created with `record: true`, and where their files are. It " +
      "works as long as the recording is kept, also after the session has ended.",
    answers: { 200: { description: "The recording.", schema: "Recording" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 404: NO_RECORDING, 429: TOO_MANY_KEYS },
  },
  {
    method: "get",
    path: "/v1/sessions/{id}/recording/{file}",
    id: "getRecordedFile",
    summary: "Get a file of the recording",
    description:
      "`turn-0001.webm` is the film of the first turn, `turn-0001.json` its transcript, `turn-0001.vtt` its " +
      "captions; the recording lists them. Takes `HEAD`, `Range` with one range, `If-Range` and `If-None-Match`.",
    answers: {
      200: { description: "The file.", schema: "RecordedTranscript", text: "text/vtt", binary: "video/webm" },
      206: { description: "The part of the file that `Range` asks for, in the same media type." },
      304: { description: "The file is as `If-None-Match` knows it." },
    },
    problems: {
      401: NO_KEY,
      403: FOREIGN,
      404: NO_RECORDING,
      416: "The range begins after the end of the file.",
      429: TOO_MANY_KEYS,
    },
  },
  {
    method: "delete",
    path: "/v1/sessions/{id}/recording",
    id: "deleteRecording",
    summary: "Delete the recording",
    description: "Removes the files of all turns. If the session goes on, its next turns are recorded again.",
    answers: { 204: { description: "Recording deleted." } },
    problems: { 401: NO_KEY, 403: FOREIGN, 404: NO_RECORDING, 429: TOO_MANY_KEYS },
  },
  {
    method: "get",
    path: "/v1/sessions/{id}/stream",
    id: "openStream",
    summary: "Open the session's stream (WebSocket)",
    description: "The client sends `ClientMessage`, the service sends `ServerMessage`, each as one JSON text frame. " +
      "Subprotocols: none, `tth.v1.json` or `tth.v1.binary`. If the service has API keys, send one as " +
      "`Authorization: Bearer <key>`, or offer the session's token as a further subprotocol `tth.token.<token>` " +
      "beside one of those two; it is never selected, and only the first token counts. Without either the handshake is " +
      "refused with 401. An expired token is closed with 4001, a session that does not exist with 4004. A client that " +
      "exceeds `server.messages_per_s` gets an `error` `rate_limited` and is closed with 4029 if it continues; the limit " +
      "belongs to the session, and a new connection does not renew it. A plain GET without an upgrade reports why a " +
      "handshake fails: 400, 401, 404, or 426 if it would succeed.",
    answers: { 101: { description: "The stream is open." } },
    problems: {
      400: "Not a WebSocket handshake, or an `after` that is not a whole number.",
      401: "No valid API key or token.",
      403: FOREIGN,
      404: "No such session: without an upgrade, or while many refused clients have not answered their close.",
      426: "No `Upgrade: websocket`.",
      429: TOO_MANY_KEYS,
      503: "Too many closed sockets of this session, or of all, still wait for their client's answer.",
    },
  },
  {
    method: "get",
    path: "/v1/health",
    id: "getHealth",
    summary: "Provider health",
    description: "Always 200; each provider says whether it is healthy.",
    answers: { 200: { description: "Health by kind.", schema: "HealthReport" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 429: TOO_MANY_KEYS },
  },
  {
    method: "get",
    path: "/v1/ready",
    id: "getReadiness",
    summary: "Readiness probe",
    answers: {
      200: { description: "Ready.", schema: "Readiness" },
      503: { description: "Starting, shutting down, or without a working provider.", schema: "Readiness" },
    },
  },
  {
    method: "get",
    path: "/v1/models",
    id: "listModels",
    summary: "Adapters in use",
    answers: { 200: { description: "Adapters by kind.", schema: "Models" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 429: TOO_MANY_KEYS },
  },
  {
    method: "get",
    path: "/v1/personas",
    id: "listPersonas",
    summary: "Personas",
    answers: { 200: { description: "The personas.", schema: "PersonaList" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 429: TOO_MANY_KEYS },
  },
  {
    method: "get",
    path: "/v1/usage",
    id: "getUsage",
    summary: "What was used",
    description:
      "What the caller's tenant has used of this instance since it began. Without API keys: what all have, and " +
      "no sessions where other machines can reach the service.",
    answers: { 200: { description: "The tenant's usage, and its sessions'.", schema: "Usage" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 429: TOO_MANY_KEYS },
  },
  {
    method: "get",
    path: "/metrics",
    id: "getMetrics",
    summary: "Metrics for Prometheus",
    description: "Text format 0.0.4. With a tenant's key, what other tenants have used is left out.",
    answers: { 200: { description: "The metrics.", text: "text/plain" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 429: TOO_MANY_KEYS },
  },
];
