/**
 * The OpenAPI document, generated from the schemas that check the requests.
 *
 * @module
 */
import type { JsonSchema } from "../../core/validation.ts";
import { CLIENT_MESSAGES, type DescribedMessage, describedSchema, SERVER_MESSAGES } from "./described_messages.ts";
import { type Answer, type Operation, OPERATIONS, SCHEMAS } from "./operations.ts";

const RETRY_AFTER = {
  description:
    "Seconds after which a retry may succeed. When the service is full: the time until the first disconnected " +
    "session expires, or `session.resume_ms` if all are connected; at most 60.",
  required: true,
  schema: { type: "integer", minimum: 1 },
};

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
    ...parametersOf(path),
    ...(body === undefined ? {} : { requestBody: { required: false, content: content("application/json", body) } }),
    responses: Object.fromEntries([...own, ...failed]),
  };
}

function parametersOf(path: string): Json {
  const names = [...path.matchAll(/{(\w+)}/g)].flatMap(([, name]) => name ?? []);
  if (names.length === 0) return {};
  return { parameters: names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })) };
}

function answerObject({ description, schema, text, binary }: Answer): Json {
  const body = {
    ...(schema !== undefined && content("application/json", schema)),
    ...(text !== undefined && { [text]: { schema: { type: "string" } } }),
    ...(binary !== undefined && { [binary]: {} }),
  };
  return Object.keys(body).length === 0 ? { description } : { description, content: body };
}

function content(mediaType: string, schema: string): Json {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } };
}
