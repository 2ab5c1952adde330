import assert from "node:assert/strict";
import { failureInJson, isErrorBody } from "../../../src/adapters/openai/error_words.ts";
import { type JsonEvent, JsonEvents } from "../../../src/adapters/openai/json_events.ts";

/** What a body holds, a byte at a time; signs of life are left out. */
function read(body: string): (JsonEvent | unknown)[] {
  const events = new JsonEvents(100_000);
  const pieces = [...new TextEncoder().encode(body)].flatMap((byte) => events.push(Uint8Array.of(byte)));
  return [...pieces, ...events.end()].filter(({ type }) => type !== "life")
    .map((event) => event.type === "value" ? event.value : event);
}

Deno.test("JsonEvents reads events with indents, capitals, blanks before the colon, or a byte order mark each", () => {
  for (const data of ["data:", "Data: ", "DATA:", " data: ", "data : ", "\ufeffdata: "]) {
    assert.deepEqual(read(`${data}{"a":1}\n\n${data}{"a":2}\n\n${data}[DONE]\n\n`), [{ a: 1 }, { a: 2 }, {
      type: "done",
    }], data);
  }
});

Deno.test("JsonEvents takes what only keeps a connection alive for no words of an error", () => {
  for (
    const beat of [
      "data: keep-alive",
      'data: "keepalive"',
      "data: PING",
      "event: heartbeat\ndata: 2026-01-01T00:00:00Z",
      "event: keep-alive\ndata: still here",
    ]
  ) {
    assert.deepEqual(read(`${beat}\n\ndata: {"a":1}\n\n`), [{ a: 1 }], beat);
  }
  assert.deepEqual(read("data: engine is dead\n\n"), [{ type: "words", text: "engine is dead" }]);
});

Deno.test("JsonEvents reads Python's numbers that JSON does not have, and leaves texts as they are", () => {
  const body = '{"content":"NaN, \\"-Infinity","logprobs":[NaN,-Infinity, Infinity]}';
  assert.deepEqual(read(`data: ${body}\n\n`), [{ content: 'NaN, "-Infinity', logprobs: [null, null, null] }]);
});

Deno.test("an event whose text never ends is read in time that grows with its length, not with its square", () => {
  // With the square, 45,000 escaped quotes take seconds.
  const body = `{"content":NaN,"text":"${'\\"'.repeat(45_000)}`;
  const startedMs = performance.now();
  assert.match(JSON.stringify(read(`data: ${body}\n\n`)), /truncated JSON/);
  assert.ok(performance.now() - startedMs < 2000);
});

Deno.test("errors are looked for in lists of any depth without running out of stack", () => {
  const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  assert.equal(isErrorBody(deep), false);
  assert.equal(isErrorBody([{ error: "x" }]), true);
  assert.deepEqual([{ status: "failed" }, { status: "running" }].map(isErrorBody), [true, false]);
  assert.deepEqual(failureInJson([{ error: { message: "x" } }]).message, "x");
});
