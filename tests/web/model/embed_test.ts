import assert from "node:assert/strict";
import { emotionOf, LIVE_ATTRIBUTES, SESSION_ATTRIBUTES } from "../../../src/client/element/attributes.ts";
import { CreateSession } from "../../../src/contract/protocol/http.ts";
import { type EmbedView, type Snippet, snippets } from "../../../src/web/model/embed.ts";

const VIEW: EmbedView = {
  url: "http://127.0.0.1:8000/",
  keyed: false,
  persona: "casual",
  emotion: { label: "happy", intensity: 0.7 },
  mode: "pose",
};

function codeOf(name: Snippet["name"], change: Partial<EmbedView> = {}): string {
  return snippets({ ...VIEW, ...change }).find((snippet) => snippet.name === name)?.code ?? "";
}

function attributesIn(code: string, tag: string): Map<string, string> {
  const [, inner = ""] = code.match(new RegExp(`<${tag} ([^>]*[^/])/?>`)) ?? [];
  return new Map([...inner.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = "", value = ""]) => [name, value]));
}

Deno.test("the element's code has attributes that exist, with the values on screen", () => {
  const code = codeOf("Element");
  const attributes = attributesIn(code, "talking-human");
  const known: readonly string[] = [...SESSION_ATTRIBUTES, ...LIVE_ATTRIBUTES];
  for (const name of attributes.keys()) assert.ok(known.includes(name), name);
  assert.equal(attributes.get("src"), "http://127.0.0.1:8000");
  assert.equal(attributes.get("persona"), "casual");
  assert.equal(attributes.get("mode"), "pose");
  assert.deepEqual(emotionOf(attributes.get("emotion") ?? ""), VIEW.emotion);
  assert.ok(code.includes('src="http://127.0.0.1:8000/element.js"'));
});

Deno.test("where the service has keys no code contains one, and pages ask their own server", () => {
  assert.equal(attributesIn(codeOf("Element", { keyed: true }), "talking-human").get("grant-url"), "/grant");
  assert.match(codeOf("React", { keyed: true }), /grantUrl="\/grant"/);
  assert.match(codeOf("curl", { keyed: true }), /Bearer \$TTH_API_KEY/);
  assert.match(codeOf("Python", { keyed: true }), /import os\n[^]*os\.environ\["TTH_API_KEY"\]/);
});

Deno.test("the code for curl sends a body that the service accepts", () => {
  const [, body = ""] = codeOf("curl", { mode: "frames" }).match(/-d '(.*)'/) ?? [];
  const request = CreateSession.parse(JSON.parse(body));
  assert.equal(request.persona_id, "casual");
  assert.deepEqual(request.emotion, VIEW.emotion);
  assert.equal(request.video?.mode, "frames");
});

Deno.test("the code names no emotion when the persona's is in use", () => {
  for (const { name, code } of snippets({ ...VIEW, emotion: null })) assert.ok(!code.includes("emotion"), name);
});

Deno.test("a name with quotes stays one value in each language", () => {
  const persona = `a"b'c`;
  assert.match(codeOf("Element", { persona }), /persona="a&quot;b'c"/);
  assert.match(codeOf("curl", { persona }), /a\\"b'\\''c/);
  assert.match(codeOf("Python", { persona }), /persona="a\\"b'c"/);
});
