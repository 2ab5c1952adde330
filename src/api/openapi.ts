/**
 * The OpenAPI document, generated from the schemas that check the requests.
 *
 * @module
 */
import { z } from "zod";
import { ClientMessage, ServerMessage } from "../contract/protocol/messages.ts";
import type { JsonSchema } from "../core/validation.ts";
import { Problem } from "./problem.ts";
import {
  CreateSession,
  HealthReport,
  Models,
  PersonaList,
  Readiness,
  SessionCreated,
  SessionView,
  Transcript,
} from "../contract/protocol/http.ts";

/** One answer of an operation. */
interface Answer {
  readonly description: string;
  /** The name of a schema in {@linkcode SCHEMAS}; absent: no body. */
  readonly schema?: keyof typeof SCHEMAS;
  /** Further media types, as text. */
  readonly text?: string;
}

/** One operation. */
export interface Operation {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly body?: keyof typeof SCHEMAS;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Statuses that it may answer with problem+json, and when it does. */
  readonly problems?: Readonly<Record<number, string>>;
}

/** The schemas by name. */
const SCHEMAS = {
  CreateSession,
  SessionCreated,
  SessionView,
  Transcript,
  HealthReport,
  Readiness,
  Models,
  PersonaList,
  Problem,
  ClientMessage,
  ServerMessage,
};

const RETRY_AFTER = {
  description:
    "Seconds until it is worth another try. Where all sessions are taken: until the first of them ends that " +
    "nobody is connected to, or as long as `session.resume_ms` while all are in use; at most 60.",
  required: true,
  schema: { type: "integer", minimum: 1 },
};
const BAD_REQUEST = "The body is not JSON, or a field is wrong; `errors` says which.";
const NO_KEY = "The service has API keys, and no valid one was shown.";
const FOREIGN =
  "A web page of another origin asked, or the service is for its own machine and was called by another name.";
const NO_SESSION = "There is no such session, or it has ended.";

/** Every call of the HTTP API. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/v1/sessions",
    summary: "Begin a session",
    description: "All fields are optional, as is the body.",
    body: "CreateSession",
    answers: { 201: { description: "The session, and where its stream is.", schema: "SessionCreated" } },
    problems: {
      400: BAD_REQUEST,
      401: NO_KEY,
      403: FOREIGN,
      413: "The body is larger than `server.max_body_bytes`.",
      503: "As many sessions are open as may be, or the service is going away.",
    },
  },
  {
    method: "get",
    path: "/v1/sessions/{id}",
    summary: "Look at a session",
    answers: { 200: { description: "Its state.", schema: "SessionView" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 404: NO_SESSION },
  },
  {
    method: "delete",
    path: "/v1/sessions/{id}",
    summary: "End a session",
    description: "Closes its socket with 4000.",
    answers: { 204: { description: "It is gone." } },
    problems: { 401: NO_KEY, 403: FOREIGN, 404: NO_SESSION },
  },
  {
    method: "get",
    path: "/v1/sessions/{id}/transcript",
    summary: "Read what was said",
    description: "Per turn, what was generated, sent and heard. WebVTT when `Accept` prefers `text/vtt`.",
    answers: { 200: { description: "The transcript.", schema: "Transcript", text: "text/vtt" } },
    problems: { 401: NO_KEY, 403: FOREIGN, 404: NO_SESSION },
  },
  {
    method: "get",
    path: "/v1/sessions/{id}/stream",
    summary: "Open the session's stream (WebSocket)",
    description: "The client sends `ClientMessage`, the service sends `ServerMessage`, each as one JSON text frame. " +
      "Subprotocols: none, `tth.v1.json` or `tth.v1.binary`. Where the service has API keys, show one as " +
      "`Authorization: Bearer <key>`, or offer the session's token as one more subprotocol `tth.token.<token>` " +
      "beside one of those two: it is never the chosen one, and only the first is looked at. Who shows neither is closed with 4001, " +
      "before it is told whether the session exists; a session that does not is closed with 4004. A client that sends more than " +
      "`server.messages_per_s` is told by an `error` `rate_limited`, and closed with 4029 if it goes on; the limit is the " +
      "session's, a new connection does not renew it.",
    answers: { 101: { description: "The stream is open." } },
    problems: {
      400: "It is no handshake of a WebSocket.",
      401: "In the place of the close with 4001, while many who were refused have not answered theirs.",
      403: FOREIGN,
      404: "In the place of the close with 4004, while many who were refused have not answered theirs.",
      426: "It has no `Upgrade: websocket`.",
      503: "Too many sockets of this session, or of all, were closed and have not gone yet.",
    },
  },
  {
    method: "get",
    path: "/v1/health",
    summary: "Ask the providers how they are",
    description: "200 even when one is unhealthy.",
    answers: { 200: { description: "Health by kind.", schema: "HealthReport" } },
    problems: { 401: NO_KEY, 403: FOREIGN },
  },
  {
    method: "get",
    path: "/v1/ready",
    summary: "Ask whether the service takes sessions",
    answers: {
      200: { description: "It does.", schema: "Readiness" },
      503: { description: "Not yet, or not any more.", schema: "Readiness" },
    },
  },
  {
    method: "get",
    path: "/v1/models",
    summary: "List the adapters in use",
    answers: { 200: { description: "Adapters by kind.", schema: "Models" } },
    problems: { 401: NO_KEY, 403: FOREIGN },
  },
  {
    method: "get",
    path: "/v1/personas",
    summary: "List who can speak",
    answers: { 200: { description: "The personas.", schema: "PersonaList" } },
    problems: { 401: NO_KEY, 403: FOREIGN },
  },
];

/** A part of the document. */
type Json = { [key: string]: unknown };

/** The document, as far as its readers need to know its shape. */
export interface OpenApiDocument extends Json {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly securitySchemes: Json };
}

/**
 * Makes the OpenAPI 3.1 document.
 *
 * @param version The version of the service.
 * @returns The document, a plain object.
 */
export function openApiDocument(version: string): OpenApiDocument {
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationObject(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "TTH",
      version,
      description: "Text in, a talking human out: text, speech and video as one stream.",
    },
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(SCHEMAS).map(([name, schema]) => [name, schemaObject(name, schema)])),
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "Needed when API keys are configured." } },
    },
    security: [{ key: [] }, {}],
  };
}

/** What a client sends is described as it may come, what the service sends as it leaves. */
function schemaObject(name: string, schema: z.ZodType): JsonSchema {
  const io = name === "CreateSession" || name === "ClientMessage" ? "input" : "output";
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
}

function operationObject({ path, summary, description, body, answers, problems = {} }: Operation): Json {
  const own = Object.entries(answers).map(([status, answer]) => [status, answerObject(answer)]);
  const failed = Object.entries(problems).map(([status, description]) => [
    status,
    {
      description,
      ...(status === "503" ? { headers: { "Retry-After": RETRY_AFTER } } : {}),
      content: content("application/problem+json", "Problem"),
    },
  ]);
  return {
    summary,
    ...(description === undefined ? {} : { description }),
    ...(path.includes("{id}")
      ? { parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }] }
      : {}),
    ...(body === undefined ? {} : { requestBody: { required: false, content: content("application/json", body) } }),
    responses: Object.fromEntries([...own, ...failed]),
  };
}

function answerObject({ description, schema, text }: Answer): Json {
  if (schema === undefined) return { description };
  const plain = text === undefined ? {} : { [text]: { schema: { type: "string" } } };
  return { description, content: { ...content("application/json", schema), ...plain } };
}

function content(mediaType: string, schema: string): Json {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } };
}
