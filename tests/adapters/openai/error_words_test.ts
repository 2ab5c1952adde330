import assert from "node:assert/strict";
import { failureInText } from "../../../src/adapters/openai/error_words.ts";

const wordsOf = (text: string) => failureInText(text).message;

Deno.test("an error says its message rather than its details", () => {
  const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID" }];
  const error = { code: 400, message: "API key not valid.", status: "INVALID_ARGUMENT", details };
  assert.equal(wordsOf(JSON.stringify([{ error }])), "API key not valid.");
  assert.equal(wordsOf(JSON.stringify({ details: "no such voice" })), "no such voice");
});

Deno.test("an error in JSON that is cut short says its message", () => {
  assert.equal(wordsOf('{"error":{"message":"CUDA out of memory","type":"ser'), "CUDA out of memory");
  assert.equal(wordsOf('{"error":{"code":500,"message":"CUDA out of mem'), "CUDA out of mem");
  assert.equal(wordsOf('{"detail":"no voice \\"x\\" he'), 'no voice \\"x\\" he');
  assert.equal(wordsOf('{"code":500,"mess'), '{"code":500,"mess');
});
