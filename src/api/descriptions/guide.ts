/**
 * What coding agents need to know about the service: `/llms.txt` is the index, `/agents.md` the short guide. Both are
 * made from the pages and schemas of the project.
 *
 * @module
 */
import { sectionOf } from "./markdown.ts";
import { fieldsOf } from "./schema_fields.ts";
import type { JsonSchema } from "../../core/validation.ts";
import { CLIENT_MESSAGES, type DescribedMessage, SERVER_MESSAGES } from "./described_messages.ts";
import type { OpenApiDocument } from "./openapi.ts";
import { OPERATIONS } from "./operations.ts";
import type { Pages } from "./pages.ts";

/** Sections of the protocol's page that every client needs. */
const PROTOCOL = ["Open a session", "A turn", "Media time", "Extras", "Close codes"];
/** Sections of the client's page. */
const CLIENT = ["One tag", "React", "Node"];
/** Fields that every message of the service has. */
const ENVELOPE = ["type", "seq", "turn", "turn_id"];

/**
 * The index of the service's descriptions, as https://llmstxt.org defines it.
 *
 * @param document The OpenAPI document.
 * @param url The service's address, as its reader reaches it, with a slash at the end.
 */
export function llmsText({ info }: OpenApiDocument, url: string): string {
  const link = (path: string, what: string) => `- [${path}](${url}${path}): ${what}`;
  return `# ${info.title}

> ${info.description} One WebSocket per session; configuration decides who writes, speaks and shows the face.

## Start here

${link("agents.md", "how to embed a human, the protocol in short, the keys of the configuration, in one file")}

## Reference

${link("docs", "every call and message with its fields and an example, for people")}
${link("openapi.json", "the HTTP calls, as OpenAPI 3.1")}
${link("asyncapi.json", "the messages of the stream, as AsyncAPI 3")}

## Clients

${link("element.js", "`<talking-human>`, an element for any page")}
${link("client.js", "`connect()` for a canvas, `createSession()` for events alone; types in client.d.ts")}
`;
}

/**
 * The guide for agents.
 *
 * @param document The OpenAPI document.
 * @param pages The pages.
 * @param url The service's address, as its reader reaches it, with a slash at the end.
 */
export function agentGuide({ info }: OpenApiDocument, { protocol, client, config }: Pages, url: string): string {
  const here = (text: string) => text.replaceAll("https://your-service", url.slice(0, -1));
  return `# ${info.title} ${info.version}: a guide for agents

${info.description} This service: ${url}

## Embed a human

${CLIENT.map((title) => `### ${title}\n\n${here(sectionOf(client, title))}`).join("\n\n")}

## The protocol in short

${PROTOCOL.map((title) => `### ${title}\n\n${withoutLinks(sectionOf(protocol, title))}`).join("\n\n")}

### Calls

${OPERATIONS.map(({ method, path, summary }) => `- \`${method.toUpperCase()} ${path}\`: ${summary}`).join("\n")}

### Messages from the client

${CLIENT_MESSAGES.map(messageLine).join("\n")}

### Messages from the service

Each has \`seq\`, \`turn\` and \`turn_id\`, and beside them:

${SERVER_MESSAGES.map(messageLine).join("\n")}

## Configuration

\`config/base.yaml\`, \`config/profiles/<name>.yaml\`, and the environment: \`TTH_<SECTION>__<FIELD>\`.

${configLines(JSON.parse(config)).join("\n")}
`;
}

function messageLine({ type, schema }: DescribedMessage): string {
  const fields = fieldsOf(schema).filter(({ path }) => !path.includes(".") && !ENVELOPE.includes(path));
  const names = fields.map(({ path, required }) => `\`${path}${required ? "" : "?"}\``).join(", ");
  return `- \`${type}\`: ${names === "" ? "no further fields" : names}`;
}

function configLines({ properties = {} }: JsonSchema): string[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    if (typeof node !== "object") return [];
    const fields = Object.keys(node.properties ?? {}).map((field) => `\`${field}\``);
    return [`- \`${name}\`: ${node.description ?? ""}${fields.length === 0 ? "" : ` Fields: ${fields.join(", ")}.`}`];
  });
}

/** Links of the pages lead to files that the reader does not have. */
function withoutLinks(text: string): string {
  return text.replaceAll(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, "$1");
}
