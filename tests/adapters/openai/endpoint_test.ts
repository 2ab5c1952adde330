import assert from "node:assert/strict";
import { z } from "zod";
import {
  endpointOf,
  openAiSecrets,
  requireKey,
  serverOptions,
  shownUrl,
} from "../../../src/adapters/openai/endpoint.ts";
import { classify, redact, type WireFailure } from "../../../src/adapters/openai/errors.ts";

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
    [{ status: 498, code: "capacity_exceeded" }, "provider_unavailable"],
  ] as const;
  for (const [failure, code] of cases) assert.equal(classify(failure), code, JSON.stringify(failure));
});

Deno.test("a wrong key and an empty account are known by their words, whatever the status", () => {
  const cases = [
    // Google, xAI, MiniMax.
    [{ status: 400, message: "API key not valid. Please pass a valid API key." }, "provider_unauthorized"],
    [{ status: 400, message: "Incorrect API key provided: xa***yz." }, "provider_unauthorized"],
    [{ message: "login fail: Please carry the API secret key" }, "provider_unauthorized"],
    // Anthropic, Moonshot, Z.AI, xAI, DashScope, ElevenLabs, MiniMax.
    [{ status: 400, type: "invalid_request_error", message: "Your credit balance is too low" }, "provider_quota"],
    [{ status: 429, type: "exceeded_current_quota_error" }, "provider_quota"],
    [{ status: 429, code: "1113", message: "Your account is in arrears, please recharge" }, "provider_quota"],
    [{ status: 403, message: "Your team doesn't have any credits yet." }, "provider_quota"],
    [{ status: 400, code: "Arrearage", message: "Access denied" }, "provider_quota"],
    [{ status: 401, message: "This request exceeds your quota of 10000." }, "provider_quota"],
    [{ message: "insufficient balance" }, "provider_quota"],
    [{ status: 403, code: "token_quota_reached", message: "exceeds the monthly token quota" }, "provider_quota"],
    [{ status: 429, message: "Weekly/Monthly Limit Exhausted" }, "provider_quota"],
    [{ message: "rate limit exceeded(RPM)" }, "provider_rate_limited"],
    [{ status: 429, code: "token_quota_exceeded", message: "Tokens per minute limit" }, "provider_rate_limited"],
    // A limit for each minute is over soon; another service's account is not this one's.
    [{ status: 429, message: "You exceeded your current quota, please check your plan" }, "provider_rate_limited"],
    [{ status: 502, message: "upstream: insufficient balance" }, "provider_unavailable"],
    [{ status: 400, message: "Unknown parameter: 'api_key_name'" }, "provider_rejected"],
  ] as const;
  for (const [failure, code] of cases) assert.equal(classify(failure), code, JSON.stringify(failure));
});

Deno.test("a refused text is the request's fault; a wrong key, model or address is not, nor a refused connection", () => {
  const { failures } = endpointOf({ base_url: OWN }, { name: "openai_tts", secret: () => undefined });
  const isRequestFault = (failure: WireFailure, hasContent = true) =>
    failures.fromWire("it failed", failure, { hasContent }).isRequestFault;
  const texts = [{ status: 400 }, { status: 413 }, { status: 422 }, { code: "content_filter" }];
  for (const failure of texts) assert.ok(isRequestFault(failure), JSON.stringify(failure));
  const others = [
    ...[302, 401, 402, 403, 404, 405, 408, 429, 500, 503].map((status) => ({ status })),
    { status: 400, code: "model_not_found" },
    { status: 400, param: "model" },
  ];
  for (const failure of others) assert.ok(!isRequestFault(failure), JSON.stringify(failure));
  assert.ok(!isRequestFault({ code: "invalid_value" }, false));
});

Deno.test("headers take the values of environment variables, and say which is not set", () => {
  const headers = { "CF-Access-Id": "${CF_ID}", authorization: "Token ${CF_SECRET}" };
  assert.deepEqual(openAiSecrets({ headers }, "openai_chat").slice(-2), ["CF_ID", "CF_SECRET"]);
  const made = (env: Record<string, string>) => {
    return endpointOf({ base_url: OWN, headers }, { name: "openai_chat", secret: (name) => env[name] });
  };
  const whole = made({ CF_ID: "id-0123456789", CF_SECRET: "secret-0123456789" });
  assert.deepEqual(whole.headers, { authorization: "Token secret-0123456789", "cf-access-id": "id-0123456789" });
  const { message } = whole.failures.make("provider_rejected", "bad Token secret-0123456789");
  assert.equal(message, "openai_chat: bad [redacted]");
  requireKey(whole);
  assert.throws(() => requireKey(made({ CF_ID: "id" })), /the headers for http:.* need CF_SECRET, which is not set/);
});

Deno.test("a key is shown as the server wants it: as a bearer token, to Azure as api-key, or not at all", () => {
  const shown = (base_url: string, auth?: "auto" | "bearer" | "api-key" | "none") => {
    const options = auth === undefined ? { base_url } : { base_url, auth };
    return endpointOf(options, {
      name: "openai_chat",
      secret: (name) => name === "OPENAI_CHAT_API_KEY" ? "k" : undefined,
    }).headers;
  };
  assert.deepEqual(shown(OWN), { authorization: "Bearer k" });
  assert.deepEqual(shown("https://x.openai.azure.com/openai/v1"), { "api-key": "k" });
  assert.deepEqual(shown("https://x.openai.azure.com/openai/v1", "bearer"), { authorization: "Bearer k" });
  assert.deepEqual(shown(OWN, "api-key"), { "api-key": "k" });
  assert.deepEqual(shown(OWN, "none"), {});
});

Deno.test("the query of an address goes along with each of its services, also in OPENAI_BASE_URL with blanks around it", () => {
  const url = (base_url: string | null, env = {}) => {
    const host = { name: "openai_chat", secret: (name: string) => Reflect.get(env, name) };
    return endpointOf({ base_url }, host).url("/chat/completions");
  };
  const azure = "https://x.openai.azure.com/openai/deployments/y";
  assert.equal(url(`${azure}/?api-version=1`), `${azure}/chat/completions?api-version=1`);
  assert.equal(url(null, { OPENAI_BASE_URL: " http://10.0.0.5/v1/ " }), "http://10.0.0.5/v1/chat/completions");
  const { base_url } = z.object(serverOptions(OWN)).parse({ base_url: ` ${OWN} ` });
  assert.equal(base_url, OWN);
  for (const wrong of ["127.0.0.1:11434/v1", "ftp://x/v1", "http://a b/v1", ""]) {
    assert.equal(z.object(serverOptions(OWN)).safeParse({ base_url: wrong }).success, false, wrong);
  }
});

Deno.test("a server is one's own on this machine and in private networks, where a model may be loaded first", () => {
  const isOwn = (base_url: string) => endpointOf({ base_url }, { name: "x", secret: () => undefined }).isOwn;
  for (
    const host of [
      "127.0.0.1",
      "localhost",
      "[::1]",
      "10.1.2.3",
      "192.168.0.9",
      "172.20.0.1",
      "ollama",
      "gpu.local",
      "[fd00::1]",
    ]
  ) {
    assert.equal(isOwn(`http://${host}:8000/v1`), true, host);
  }
  for (const host of ["api.groq.com", "8.8.8.8", "172.32.0.1", "[2001:db8::1]", "localhost.example.org"]) {
    assert.equal(isOwn(`https://${host}/v1`), false, host);
  }
});
