/**
 * Generates the reference of the wire protocol's messages as Markdown from their schemas.
 *
 * @module
 */
import { z } from "zod";
import { CLIENT_EXAMPLES, SERVER_EXAMPLES } from "../../../src/contract/protocol/examples.ts";
import { POSE_FIELDS, POSE_RANGES } from "../../../src/contract/pose.ts";
import { ClientMessage, ServerMessage } from "../../../src/contract/protocol/messages.ts";
import { CLOSE_CODES } from "../../../src/contract/protocol/names.ts";
import { fieldsOf, messagesOf } from "../../../src/api/descriptions/schema_fields.ts";
import { jsonSchemaOf } from "../../../src/core/validation.ts";

/** Fields of every service message; described once. */
const ENVELOPE = ["seq", "turn", "turn_id"];

/** The page, ready to be written. */
export function protocolReference(): string {
  const server = z.toJSONSchema(ServerMessage, { io: "output", unrepresentable: "any" });
  const envelope = fieldsOf(messagesOf(server)[0]?.schema ?? {}).filter(({ path }) => ENVELOPE.includes(path));
  return [
    "# Messages of the wire protocol",
    "Made from the schemas in `protocol/` by `deno task schema`. What the messages mean together: [README.md](README.md).",
    "## From the client",
    ...messagesOf(jsonSchemaOf(ClientMessage)).map((message) => section(message, [], CLIENT_EXAMPLES)),
    "## From the service",
    `Every message has these fields beside its own:\n\n${table(envelope)}`,
    ...messagesOf(server).map((message) => section(message, ENVELOPE, SERVER_EXAMPLES)),
    "## Fields of a pose",
    "Names follow Apple's ARKit blend shapes where it has one. Left and right are the person's own. 0 is at rest.",
    `| field | range |\n| --- | --- |\n${
      POSE_FIELDS.map((name) => `| \`${name}\` | ${POSE_RANGES[name].join("..")} |`).join("\n")
    }`,
    "## Close codes",
    `| code | name |\n| --- | --- |\n${
      Object.entries(CLOSE_CODES).map(([name, code]) => `| ${code} | \`${name}\` |`).join("\n")
    }`,
  ].join("\n\n") + "\n";
}

function section(
  { type, schema }: ReturnType<typeof messagesOf>[number],
  known: readonly string[],
  examples: Readonly<Record<string, unknown>>,
): string {
  // The fields of a pose have a section.
  const fields = fieldsOf(schema)
    .filter(({ path }) => path !== "type" && !known.includes(path) && !path.startsWith("pose."));
  const body = fields.length === 0 ? "No further fields." : table(fields);
  const example = `\`\`\`json\n${JSON.stringify(examples[type])}\n\`\`\``;
  return [`### \`${type}\``, schema.description, body, example].filter((part) => part !== undefined).join("\n\n");
}

function table(fields: ReturnType<typeof fieldsOf>): string {
  const rows = fields.map(({ path, required, type, description }) =>
    `| \`${path}${required ? "" : "?"}\` | ${cell(type)} | ${cell(description)} |`
  );
  return ["| field | type | |", "| --- | --- | --- |", ...rows].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
