import assert from "node:assert/strict";
import { Concessions } from "../../../src/adapters/openai/concessions.ts";

const BODY = { model: "m", messages: [], stream: true, stream_options: {}, max_tokens: 9 };

Deno.test("a refusal teaches nothing that is not a field of the request, refused by its name", () => {
  const learned = (failure: Parameters<Concessions["learn"]>[1]) => new Concessions().learn(BODY, failure);
  assert.equal(learned({ status: 400, message: "model is invalid" }), undefined);
  assert.equal(learned({ status: 400, message: "the context is too long" }), undefined);
  assert.equal(learned({ status: 401, message: "stream_options is unknown" }), undefined);
  assert.equal(learned({ status: 400, message: "seed is unknown" }), undefined);
  assert.equal(learned({ status: 400, message: "we like stream_options" }), undefined);
  assert.equal(learned({ status: 400, message: "unknown field my_stream_options_2" }), undefined);
  assert.equal(learned({ status: 400, message: "unknown field stream_options" }), "stream_options is omitted");
  assert.equal(learned({ status: 400, param: "max_tokens", message: "no" }), "max_tokens is omitted");
});

Deno.test("a field with two names is sent under the other one before it is left out", () => {
  const concessions = new Concessions();
  const refusal = { status: 400, message: "max_tokens is not supported, use max_completion_tokens" };
  assert.equal(concessions.learn(BODY, refusal), "max_tokens is sent as max_completion_tokens");
  const renamed = concessions.applied(BODY);
  assert.deepEqual([renamed.max_tokens, renamed.max_completion_tokens], [undefined, 9]);
  const again = { status: 400, message: "unknown field max_completion_tokens" };
  assert.equal(concessions.learn(renamed, again), "max_completion_tokens is omitted");
  assert.deepEqual(Object.keys(concessions.applied(BODY)), ["model", "messages", "stream", "stream_options"]);
});
