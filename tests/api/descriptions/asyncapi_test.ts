import assert from "node:assert/strict";
import { asyncApiDocument } from "../../../src/api/descriptions/asyncapi.ts";
import { openApiDocument } from "../../../src/api/descriptions/openapi.ts";
import { OPERATIONS } from "../../../src/api/descriptions/operations.ts";
import { ClientMessage, ServerMessage } from "../../../src/contract/protocol/messages.ts";

Deno.test("the AsyncAPI document holds every message of both directions with a payload", () => {
  const { components: { messages } } = asyncApiDocument(openApiDocument("1.2.3"));
  const count = ClientMessage.options.length + ServerMessage.options.length;
  assert.equal(Object.keys(messages).length, count);
  for (const [name, { payload }] of Object.entries(messages)) assert.ok(payload, name);
});

Deno.test("every reference in the AsyncAPI document leads to something", () => {
  const document = asyncApiDocument(openApiDocument("1.2.3"));
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? "");
  assert.ok(references.length > 0);
  for (const path of references) {
    let part: unknown = document;
    for (const key of path.split("/")) part = Object.entries(part ?? {}).find(([name]) => name === key)?.[1];
    assert.ok(part, path);
  }
});

Deno.test("every call has an operationId that no other call has", () => {
  const ids = OPERATIONS.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(JSON.stringify(openApiDocument("1.2.3").paths).includes('"operationId":"createSession"'));
});
