/**
 * The messages of the stream as the documents describe them: name, JSON schema and example.
 *
 * @module
 */
import { z } from "zod";
import { CLIENT_EXAMPLES, SERVER_EXAMPLES } from "../../contract/protocol/examples.ts";
import { ClientMessage, ServerMessage } from "../../contract/protocol/messages.ts";
import { messagesOf } from "./schema_fields.ts";
import type { JsonSchema } from "../../core/validation.ts";

/** One message. */
export interface DescribedMessage {
  /** The value of its field `type`. */
  readonly type: string;
  /** Its name among the schemas of the OpenAPI document. */
  readonly name: string;
  readonly schema: JsonSchema;
  /** A valid message. */
  readonly example: unknown;
}

/** The messages that clients send. */
export const CLIENT_MESSAGES: readonly DescribedMessage[] = described(ClientMessage, "input", CLIENT_EXAMPLES);

/** The messages that the service sends. */
export const SERVER_MESSAGES: readonly DescribedMessage[] = described(ServerMessage, "output", SERVER_EXAMPLES);

/**
 * The JSON schema of what a zod schema accepts or produces.
 *
 * @param schema The schema.
 * @param io `input`: what it accepts; `output`: what it produces.
 */
export function describedSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    // That names are strings says nothing, and generators of clients do not understand it.
    override: ({ jsonSchema }) => {
      const names = jsonSchema.propertyNames;
      if (typeof names === "object" && names.enum === undefined) delete jsonSchema.propertyNames;
    },
  });
  return json;
}

function described(union: z.ZodType, io: "input" | "output", examples: Readonly<Record<string, unknown>>) {
  return messagesOf(describedSchema(union, io)).map(({ type, schema }) => ({
    type,
    name: `${type.split("_").map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join("")}Message`,
    schema,
    example: examples[type],
  }));
}
