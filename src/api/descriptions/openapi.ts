/**
 * The OpenAPI document, generated from the schemas that check the requests.
 *
 * @module
 */
import type { JsonSchema } from "../../core/validation.ts";
import { CLIENT_MESSAGES, type DescribedMessage, describedSchema, SERVER_MESSAGES } from "./described_messages.ts";
import { Problem } from "../http/problem.ts";
import {
  CreateSession,
  HealthReport,
  Models,
  PersonaList,
  Readiness,
  SessionCreated,
  SessionView,
  Transcript,
  Usage,
} from "../../contract/protocol/http.ts";

/** One response of an operation. */
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
const SCHEMAS = {
  CreateSession,
  SessionCreated,
  SessionView,
  Transcript,
  HealthReport,
  Readiness,
  Models,
  PersonaList,
  Usage,
  Problem,
};

const RETRY_AFTER = {
  description:
    "Seconds after which a retry may succeed. When the service is full: the time until the first disconnected " +
    "session expires, or `session.resume_ms` if all are connected; at most 60.",
  required: true,
  schema: { type: "integer", minimum: 1 },
};
const BAD_REQUEST = "The body is not JSON, or a field is wrong; `errors` lists the fields.";
const NO_KEY = "No valid API key.";
const FOREIGN = "The Origin is not allowed, or the Host is not one of this machine's names.";
const NO_SESSION = "No such session, or it has ended, or it is another tenant's.";
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
      "handshake fails: 401, 404, or 426 if it would succeed.",
    answers: { 101: { description: "The stream is open." } },
    problems: {
      400: "Not a WebSocket handshake.",
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
    description: "What the caller's tenant has used of this instance since it began; without API keys: what all have.",
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

/** A part of the document. */
type Json = { [key: string]: unknown };

/** The part of the document's shape that its readers need. */
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
      schemas: {
        ...Object.fromEntries(
          Object.entries(SCHEMAS).map((
            [name, schema],
          ) => [name, describedSchema(schema, name === "CreateSession" ? "input" : "output")]),
        ),
        ...unionObjects("ClientMessage", CLIENT_MESSAGES),
        ...unionObjects("ServerMessage", SERVER_MESSAGES),
      },
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "Needed when API keys are configured." } },
    },
    security: [{ key: [] }, {}],
  };
}

/** A union of messages, and each of them by its own name. */
function unionObjects(name: string, messages: readonly DescribedMessage[]): Record<string, JsonSchema> {
  const references = messages.map(({ type, name }) => [type, `#/components/schemas/${name}`] as const);
  const union: JsonSchema = {
    oneOf: references.map(([, $ref]) => ({ $ref })),
    discriminator: { propertyName: "type", mapping: Object.fromEntries(references) },
  };
  const each = messages.map(({ name, schema, example }): [string, JsonSchema] => [
    name,
    { ...schema, examples: [example] },
  ]);
  return { [name]: union, ...Object.fromEntries(each) };
}

function operationObject({ path, id, summary, description, body, answers, problems = {} }: Operation): Json {
  const own = Object.entries(answers).map(([status, answer]) => [status, answerObject(answer)]);
  const failed = Object.entries(problems).map(([status, description]) => [
    status,
    {
      description,
      ...(status === "503" || status === "429" ? { headers: { "Retry-After": RETRY_AFTER } } : {}),
      content: content("application/problem+json", "Problem"),
    },
  ]);
  return {
    operationId: id,
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
  const plain = text === undefined ? {} : { [text]: { schema: { type: "string" } } };
  if (schema === undefined) return text === undefined ? { description } : { description, content: plain };
  return { description, content: { ...content("application/json", schema), ...plain } };
}

function content(mediaType: string, schema: string): Json {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } };
}
