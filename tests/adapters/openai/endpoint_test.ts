import assert from "node:assert/strict";
import { endpointOf, openAiSecrets, shownUrl } from "../../../src/adapters/openai/endpoint.ts";
import { classify, redact } from "../../../src/adapters/openai/errors.ts";

const OPENAI = "https://api.openai.com/v1";
const OWN = "http://127.0.0.1:11434/v1";

function endpoint(base_url: string | null, env: Record<string, string>, name = "openai_chat") {
  const { baseUrl, apiKey, hasKey, isOpenAi } = endpointOf({ base_url }, { name, secret: (name) => env[name] });
  return [baseUrl, hasKey ? apiKey : null, isOpenAi];
}

Deno.test("an endpoint is OpenAI's, that of the environment, or that of the options, in rising order", () => {
  const env = { OPENAI_BASE_URL: "http://10.0.0.5/v1/", OPENAI_API_KEY: "k" };
  assert.deepEqual(endpoint(null, { OPENAI_API_KEY: "k" }), [OPENAI, "k", true]);
  assert.deepEqual(endpoint(null, env), ["http://10.0.0.5/v1", "k", false]);
  assert.deepEqual(endpoint(OWN, env), [OWN, null, false]);
});

Deno.test("OpenAI's key is shown to OpenAI and to the server in its place, and to no other", () => {
  assert.deepEqual(endpoint(OWN, { OPENAI_API_KEY: "k" }), [OWN, null, false]);
  assert.deepEqual(endpoint(OWN, { OPENAI_API_KEY: "k", OPENAI_BASE_URL: `${OWN}/` }), [OWN, "k", false]);
  assert.deepEqual(endpoint(OWN, { OPENAI_API_KEY: "k", OPENAI_CHAT_API_KEY: "own" }), [OWN, "own", false]);
  const keys = { OPENAI_API_KEY: "k", OPENAI_CHAT_API_KEY: "own", GROQ_EU_API_KEY: "groq" };
  assert.deepEqual(endpoint(OWN, keys, "groq-eu"), [OWN, "groq", false]);
  const lookalike = "https://api.openai.com.example.org/v1";
  assert.deepEqual(endpoint(lookalike, { OPENAI_API_KEY: "k" }), [lookalike, null, false]);
  assert.deepEqual(endpoint("https://eu.api.openai.com/v1", { OPENAI_API_KEY: "k" })[1], "k");
});

Deno.test("TTH's variable for the key goes before the common one, and empty ones count as unset", () => {
  assert.deepEqual(endpoint(null, { OPENAI_API_KEY: "b", TTH_OPENAI_API_KEY: "a" })[1], "a");
  assert.deepEqual(endpoint(null, { OPENAI_API_KEY: "b", TTH_OPENAI_API_KEY: "" })[1], "b");
  assert.deepEqual(openAiSecrets({}, "openai_tts"), [
    "OPENAI_TTS_API_KEY",
    "TTH_OPENAI_API_KEY",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
  ]);
});

Deno.test("an address is shown without its password", () => {
  assert.equal(shownUrl("https://user:secret@host:8080/v1?key=secret"), "https://host:8080/v1");
});

Deno.test("secrets are blotted out of words, also those that only look like keys", () => {
  assert.equal(
    redact("the key abc is bad, like sk-proj-12345***xyz", ["abc"]),
    "the key [redacted] is bad, like [redacted]",
  );
  assert.equal(redact("risk-free desk-top", []), "risk-free desk-top");
});

Deno.test("a failure is classified by its code, its type, its status, and else as the service's fault", () => {
  const cases = [
    [{ status: 429 }, "provider_rate_limited"],
    [{ status: 429, code: "insufficient_quota" }, "provider_quota"],
    [{ status: 401, type: "invalid_request_error" }, "provider_unauthorized"],
    [{ status: 400, type: "invalid_request_error", code: "invalid_value" }, "provider_rejected"],
    [{ status: 418 }, "provider_rejected"],
    [{ status: 503 }, "provider_unavailable"],
    [{ type: "server_error", code: null }, "provider_unavailable"],
    [{ type: "tokens", code: "rate_limit_exceeded" }, "provider_rate_limited"],
    [{ message: "?" }, "provider_unavailable"],
  ] as const;
  for (const [failure, code] of cases) assert.equal(classify(failure), code, JSON.stringify(failure));
});
