import assert from "node:assert/strict";
import { CLIENT_MESSAGES, SERVER_MESSAGES } from "../../../src/api/descriptions/described_messages.ts";
import { descriptionRoutes } from "../../../src/api/descriptions/routes.ts";
import { openApiDocument } from "../../../src/api/descriptions/openapi.ts";
import { OPERATIONS } from "../../../src/api/descriptions/operations.ts";
import { POSE_FIELDS } from "../../../src/contract/pose.ts";
import { ClientMessage, EXTRAS, ServerMessage } from "../../../src/contract/protocol/messages.ts";
import { CLOSE_CODES } from "../../../src/contract/protocol/names.ts";
import schema from "../../../config/schema.json" with { type: "json" };

const URL_SHOWN = "https://human.example.com/";

async function get(path: string): Promise<string> {
  const response = await descriptionRoutes("1.2.3", () => URL_SHOWN).request(path);
  assert.equal(response.status, 200, path);
  return await response.text();
}

Deno.test("every message has an example that its schema accepts", () => {
  for (const { type, example } of CLIENT_MESSAGES) {
    assert.deepEqual(ClientMessage.parse(example), example, type);
  }
  for (const { type, example } of SERVER_MESSAGES) {
    assert.deepEqual(ServerMessage.parse(example), example, type);
  }
});

Deno.test("the docs page shows examples, pose fields, extras, close codes, binary frames and how to resume", async () => {
  const page = await get("/docs");
  for (const { type } of [...CLIENT_MESSAGES, ...SERVER_MESSAGES]) {
    assert.ok(page.includes(`{&quot;type&quot;:&quot;${type}&quot;`), `an example of ${type}`);
  }
  for (const name of POSE_FIELDS) assert.ok(page.includes(`<code>pose.${name}?</code>`), name);
  for (const extra of EXTRAS) assert.ok(page.includes(`<td><code>${extra}</code></td>`), extra);
  for (const code of Object.values(CLOSE_CODES)) assert.ok(page.includes(`<td>${code}</td>`), String(code));
  for (
    const part of [
      "<code>GET /v1/personas</code>",
      "<code>?after=&lt;last seq&gt;</code>",
      "bytes of the payload",
      "tth.v1.binary",
    ]
  ) {
    assert.ok(page.includes(part), part);
  }
});

Deno.test("llms.txt leads to what the service has, under the address that its reader uses", async () => {
  const text = await get("/llms.txt");
  assert.match(text, /^# TTH\n\n> /);
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, url]) => url ?? "");
  assert.ok(links.length >= 6);
  for (const link of links) {
    assert.ok(link.startsWith(URL_SHOWN), link);
    if (!link.endsWith(".js")) await get(`/${link.slice(URL_SHOWN.length)}`);
  }
});

Deno.test("the guide for agents names every call, message, extra, close code and section of the configuration", async () => {
  const guide = await get("/agents.md");
  const names = [
    ...OPERATIONS.map(({ path }) => path),
    ...[...CLIENT_MESSAGES, ...SERVER_MESSAGES].map(({ type }) => `- \`${type}\``),
    ...EXTRAS.map((extra) => `\`${extra}\``),
    ...Object.values(CLOSE_CODES).map(String),
    ...Object.keys(schema.properties).map((key) => `- \`${key}\``),
    `<talking-human src="https://human.example.com"`,
  ];
  for (const name of names) assert.ok(guide.includes(name), name);
  assert.ok(guide.length < 24_000, `${guide.length} characters`);
});

Deno.test("every message is a schema by its own name in the OpenAPI document", () => {
  const { components: { schemas } } = openApiDocument("1.2.3");
  for (const { name } of [...CLIENT_MESSAGES, ...SERVER_MESSAGES]) {
    assert.ok(schemas[name]?.properties?.type, name);
  }
  assert.equal(schemas.ServerMessage?.oneOf?.length, SERVER_MESSAGES.length);
});

Deno.test("the OpenAPI document tells of Retry-After where a client should wait, and nowhere else", () => {
  const told = new Set<string>();
  JSON.parse(JSON.stringify(openApiDocument("1.2.3").paths), (key, value) => {
    if (/^\d{3}$/.test(key) && value.headers?.["Retry-After"]) told.add(key);
    return value;
  });
  assert.deepEqual([...told].sort(), ["429", "503"]);
});
