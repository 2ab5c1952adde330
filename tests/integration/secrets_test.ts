import assert from "node:assert/strict";
import { startService } from "../../src/api/service.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { SocketClient } from "../support/socket_client.ts";

/** A key that looks like no provider's, so that only knowing it can keep it back. */
const KEY = "planted-marker-7f3a9c51e2";

/** A provider that quotes the key in everything it says. */
function indiscreetProvider() {
  const asked: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    asked.push(request.headers.get("authorization") ?? "");
    const message = `The key ${KEY} must not be used here; remove ${KEY} from your configuration.`;
    return Response.json({ error: { message, type: "invalid_request_error", code: "invalid_api_key" } }, {
      status: 401,
    });
  });
  return { server, asked, baseUrl: `http://127.0.0.1:${server.addr.port}/v1` };
}

for (const profile of ["self_host", "api_only_mac"]) {
  Deno.test(`a key never shows in events, answers or logs, even when the provider quotes it (${profile})`, async () => {
    const provider = indiscreetProvider();
    const env: Record<string, string> = {
      TTH_PROFILE: profile,
      ...UNLIMITED,
      TTH_PORT: "0",
      TTH_LOG_LEVEL: "trace",
      OPENAI_API_KEY: KEY,
      OPENAI_CHAT_API_KEY: KEY,
      OPENAI_TTS_API_KEY: KEY,
      OPENAI_BASE_URL: provider.baseUrl,
      TTH_ADAPTERS__OPENAI_CHAT__BASE_URL: provider.baseUrl,
      TTH_ADAPTERS__OPENAI_TTS__BASE_URL: provider.baseUrl,
    };
    let said = "";
    const decoder = new TextDecoder();
    const output = new WritableStream<Uint8Array>({ write: (bytes) => void (said += decoder.decode(bytes)) });
    const service = await startService({
      env: environmentOf(env),
      logging: { output, terminal: false },
    });
    const client = await SocketClient.create(service.url);
    client.send({ type: "user_text", text: "Hello." });
    assert.equal((await client.message("turn_complete")).status, "failed");
    assert.ok(client.messages.some(({ type }) => type === "error"));
    for (const path of ["health", "ready", "models", "personas", `sessions/${client.messages[0]!.session_id}`]) {
      said += await (await fetch(`${service.url}/v1/${path}`)).text();
    }
    said += JSON.stringify(client.messages);
    await client.close();
    await service.stop();
    await provider.server.shutdown();
    assert.ok(provider.asked.some((header) => header.includes(KEY)), "the provider was given the key");
    assert.ok(said.length > 1000);
    assert.ok(!said.includes(KEY), said.slice(Math.max(0, said.indexOf(KEY) - 200), said.indexOf(KEY) + 60));
  });
}
