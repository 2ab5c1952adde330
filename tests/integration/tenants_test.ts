import assert from "node:assert/strict";
import { type Service, startService } from "../../src/api/service.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { filesBelow } from "../../src/core/config/files.ts";
import { systemClock } from "../../src/contract/clock.ts";
import { endSession, fetchSession, requestSession } from "../../src/client/net/http.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { SocketClient } from "../support/socket_client.ts";
import { soon } from "../support/waiting.ts";

const ACME = "the-key-of-acme-0001";
const OTHER = "the-key-of-other-0001";
const TENANTS = `tenants:
  acme: { keys: [${ACME}], max_sessions: 2, turns_per_min: 1 }
  other: { keys: [${OTHER}] }
`;

/** A service with two tenants; `said` are the lines of its audit log. */
async function serve(): Promise<Service & { said(): { [key: string]: unknown }[] }> {
  const own = filesBelow();
  let said = "";
  const decoder = new TextDecoder();
  const output = new WritableStream<Uint8Array>({ write: (bytes) => void (said += decoder.decode(bytes)) });
  const env = { ...UNLIMITED, TTH_PROFILE: "offline_mock", TTH_PORT: "0", TTH_PACING__MODE: "burst" };
  const files = {
    ...own,
    read: async (path: string) => {
      const text = await own.read(path);
      return path === "config/profiles/offline_mock.yaml" ? `${text}\n${TENANTS}` : text;
    },
  };
  const service = await startService({
    clock: systemClock,
    env: environmentOf(env),
    files,
    logging: { output, terminal: false },
  });
  return Object.assign(service, { said: () => said.trim().split("\n").map((line) => JSON.parse(line)) });
}

async function read(url: string, key: string): Promise<string> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  assert.equal(response.status, 200);
  return await response.text();
}

Deno.test("a tenant sees only its sessions, within its quotas, and the audit log names it and never a key", async () => {
  let lines: string;
  {
    await using service = await serve();
    const { url } = service;
    const mine = { url, apiKey: ACME };
    const grant = await requestSession({}, mine);
    await requestSession({}, mine);
    await assert.rejects(requestSession({}, mine), { code: "quota_exceeded", status: 429 });
    await requestSession({}, { url, apiKey: OTHER });

    const id = grant.session_id;
    await assert.rejects(fetchSession(id, { url, apiKey: OTHER }), { code: "unknown_session" });
    await assert.rejects(endSession(id, { url, apiKey: OTHER }), { code: "unknown_session" });
    await assert.rejects(fetchSession(id, { url, apiKey: `${ACME}x` }), { code: "unauthorized" });
    const headers = { authorization: `Bearer ${OTHER}` };
    // Deno's constructor takes headers; the DOM's types, which stand before Deno's, do not know them.
    const foreign: WebSocket = Reflect.construct(WebSocket, [grant.stream_url, { headers }]);
    const closed = new Promise<CloseEvent>((resolve) => foreign.onclose = resolve);
    assert.equal((await soon(closed, "the close of the foreign stream")).code, 4004);

    await using client = await SocketClient.open(grant.stream_url, ["tth.v1.json", `tth.token.${grant.token}`]);
    // What is refused uses up no quota.
    client.send({ type: "user_text", text: "x".repeat(4001) });
    assert.equal((await client.message("error")).code, "text_too_long");
    client.send({ type: "user_text", text: "One." });
    await client.message("turn_complete");
    client.send({ type: "user_text", id: "second", text: "Two." });
    const error = await client.message("error", 2);
    assert.equal(error.code, "quota_exceeded");
    assert.equal(error.id, "second");
    const usages = await Promise.all([ACME, OTHER].map((key) => read(`${url}/v1/usage`, key)));
    const [own, foreignUsage] = usages.map((text) => JSON.parse(text));
    assert.equal(own.total.turns, 1);
    assert.equal(own.total.characters_in, "One.".length);
    assert.deepEqual(own.sessions.map(({ session_id }: { session_id: string }) => session_id), [id]);
    assert.deepEqual([foreignUsage.total.turns, foreignUsage.sessions], [0, []]);
    assert.match(await read(`${url}/metrics`, ACME), /tenant="acme"/);
    assert.doesNotMatch(await read(`${url}/metrics`, OTHER), /tenant="acme"/);
    await endSession(id, mine);
    await service.stop();
    lines = JSON.stringify(service.said());
  }
  for (
    const line of [
      /session created[^}]*"address":"127\.0\.0\.1","tenant":"acme"/,
      /session joined[^}]*"address":"127\.0\.0\.1","tenant":"acme"/,
      /refused: \W*quota_exceeded[^}]*"address":"127\.0\.0\.1","tenant":"acme"/,
      /refused: \W*unauthorized[^}]*"address":"127\.0\.0\.1"/,
      /session ended after 1 turns[^}]*"tenant":"acme"/,
    ]
  ) assert.match(lines, line);
  assert.doesNotMatch(lines, /the-key-of/);
});
