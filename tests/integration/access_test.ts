import assert from "node:assert/strict";
import { Grants } from "../../src/api/access/grants.ts";
import { type Service, startService } from "../../src/api/service.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import {
  endSession,
  fetchHealth,
  fetchModels,
  fetchPersonas,
  fetchSession,
  fetchTranscript,
  requestSession,
} from "../../src/client/net/http.ts";
import { createSession, joinSession } from "../../src/client/net/join.ts";
import { type Clock, systemClock } from "../../src/contract/clock.ts";
import { CLOSE_CODES } from "../../src/contract/protocol/names.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { MuteClient, rawRequest } from "../support/mute_client.ts";
import { serveOffline, SocketClient } from "../support/socket_client.ts";
import { seedOf } from "../support/stage.ts";
import { soon } from "../support/waiting.ts";

const KEY = "one-key-of-this-service";

/** A service with API keys; `said` is all that it logs. */
async function serveWithKeys(
  env: Record<string, string> = {},
  clock: Clock = systemClock,
): Promise<Service & { said(): string }> {
  const all: Record<string, string> = {
    TTH_PROFILE: "offline_mock",
    ...UNLIMITED,
    TTH_PORT: "0",
    TTH_API_KEYS: `another-key-of-this-one,${KEY}`,
    TTH_LOG_LEVEL: "trace",
    TTH_PACING__MODE: "burst",
    ...env,
  };
  let said = "";
  const decoder = new TextDecoder();
  const output = new WritableStream<Uint8Array>({ write: (bytes) => void (said += decoder.decode(bytes)) });
  const service = await startService({
    clock,
    env: environmentOf(all),
    logging: { output, terminal: false },
  });
  return Object.assign(service, { said: () => said });
}

async function create(
  service: Service,
  body: Parameters<typeof requestSession>[0] = {},
): Promise<{ session_id: string; stream_url: string; token: string }> {
  const { token, ...grant } = await requestSession(body, { url: service.url, apiKey: KEY });
  assert.ok(token !== null);
  return { ...grant, token };
}

/** The code that the stream is closed with right after its handshake. */
async function refusal(url: string, protocols: string[] = []): Promise<number> {
  const client = await SocketClient.open(url, protocols);
  const { code } = await client.whenClosed();
  assert.deepEqual(client.messages, []);
  return code;
}

/** The answer to a handshake that offers `protocols`. */
async function handshake(url: string, protocols: readonly string[] = []): Promise<string> {
  const offer = protocols.length === 0 ? [] : [`Sec-WebSocket-Protocol: ${protocols.join(", ")}`];
  using client = await MuteClient.open(url, offer);
  return client.answer;
}

Deno.test("with an API key a session is made, and its token alone opens the stream", async () => {
  await using service = await serveWithKeys();
  const grant = await create(service);
  for (const name of ["tth.v1.json", "tth.v1.binary"]) {
    const client = await SocketClient.open(grant.stream_url, [name, `tth.token.${grant.token}`]);
    assert.equal(client.protocol, name);
    assert.equal((await client.message("session_ready")).session_id, grant.session_id);
    await client.close();
  }
});

Deno.test("a page that has nothing but what a session was granted can speak, and come back", async () => {
  await using service = await serveWithKeys();
  const grant = await create(service);
  await using session = await joinSession(grant, { url: service.url });
  session.say("Hello.");
  assert.equal((await session.next("turn_complete")).status, "completed");
  const after = session.seq;
  await session.close();
  await using again = await joinSession(grant, { url: service.url, after });
  assert.deepEqual(again.ready?.resumed, { replayed: 0, complete: true });
});

Deno.test("a page may end its own session by its token, and no other one", async () => {
  await using service = await serveWithKeys();
  const [mine, other] = [await create(service), await create(service)];
  const withToken = { url: service.url, apiKey: mine.token };
  await assert.rejects(endSession(other.session_id, withToken), { code: "unauthorized" });
  await assert.rejects(fetchSession(mine.session_id, withToken), { code: "unauthorized" });
  await using session = await joinSession(mine, { url: service.url });
  await session.end();
  await assert.rejects(fetchSession(mine.session_id, { url: service.url, apiKey: KEY }), { code: "unknown_session" });
});

Deno.test("a page may end a session of which its token, for want of room, says little", async () => {
  await using service = await serveWithKeys();
  const pronunciations = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`word${i}`, "a long respelling"]));
  const { session_id: id, token } = await create(service, { pronunciations });
  await endSession(id, { url: service.url, apiKey: token });
  await assert.rejects(endSession(id, { url: service.url, apiKey: KEY }), { code: "unknown_session" });
});

Deno.test("a program shows its key in the handshake of the stream, and needs no token", async () => {
  await using service = await serveWithKeys();
  const { stream_url } = await create(service);
  // Deno's constructor takes headers; the DOM's types, which stand before Deno's, do not know them.
  const socket: WebSocket = Reflect.construct(WebSocket, [
    stream_url,
    { headers: { authorization: `Bearer ${KEY}` } },
  ]);
  const first = new Promise<string>((resolve) => socket.onmessage = ({ data }) => resolve(data));
  assert.equal(JSON.parse(await soon(first, "session_ready")).type, "session_ready");
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await soon(closed, "the close of the stream");
});

Deno.test("everything that the studio requests is available with the key, and refused without", async () => {
  await using service = await serveWithKeys();
  const withKey = { url: service.url, apiKey: KEY };
  const session = await createSession(withKey);
  const { session_id: id } = session.grant;
  session.say("Hello.");
  await session.next("turn_complete");
  const calls = [
    (options: { url: string }) => fetchPersonas(options),
    (options: { url: string }) => fetchModels(options),
    (options: { url: string }) => fetchHealth(options),
    (options: { url: string }) => fetchSession(id, options),
    (options: { url: string }) => fetchTranscript(id, options),
    (options: { url: string }) => requestSession({}, options),
    (options: { url: string }) => endSession(id, options),
  ];
  for (const call of calls) await assert.rejects(call({ url: service.url }), { code: "unauthorized", status: 401 });
  for (const call of calls.slice(0, -1)) await call(withKey);
  const ended = session.next("turn_complete").catch((error: Error) => error.message);
  await session.end();
  await ended;
  await assert.rejects(fetchSession(id, withKey), { code: "unknown_session" });
});

Deno.test("a handshake without a valid key or token is refused before the upgrade", async () => {
  await using service = await serveWithKeys();
  const [mine, other] = [await create(service), await create(service)];
  const offers = [["tth.token."], [`tth.token.${mine.token}x`], [`tth.token.${other.token}`], []];
  for (const offer of offers) {
    const answer = await handshake(mine.stream_url, ["tth.v1.json", ...offer]);
    assert.match(answer, /^HTTP\/1\.1 401 /);
    assert.match(answer, /x-content-type-options: nosniff/i);
  }
  // Strangers do not even learn whether a session exists.
  assert.match(
    await handshake(mine.stream_url.replace(mine.session_id, crypto.randomUUID())),
    /^HTTP\/1\.1 401 /,
  );
  await assert.rejects(joinSession({ ...mine, token: other.token }, { url: service.url }), /no longer valid/);
});

Deno.test("a plain request for the stream tells why a handshake fails, to those who may know", async () => {
  await using service = await serveWithKeys();
  const { stream_url, session_id, token } = await create(service);
  const url = stream_url.replace("ws", "http");
  const statusOf = async (url: string, credential?: string) => {
    const headers = credential === undefined ? {} : { authorization: `Bearer ${credential}` };
    const response = await fetch(url, { headers });
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await statusOf(url), 401);
  assert.equal(await statusOf(url, token), 426);
  assert.equal(await statusOf(url.replace(session_id, crypto.randomUUID()), token), 401);
  assert.equal(await statusOf(url.replace(session_id, crypto.randomUUID()), KEY), 404);
});

Deno.test("a token dies with its session, and with the keys of the service", async () => {
  let grant: Awaited<ReturnType<typeof create>>;
  {
    await using service = await serveWithKeys();
    grant = await create(service);
    await endSession(grant.session_id, { url: service.url, apiKey: KEY });
    const code = await refusal(grant.stream_url, ["tth.v1.json", `tth.token.${grant.token}`]);
    assert.equal(code, CLOSE_CODES.unknown_session);
  }
  await using later = await serveWithKeys({ TTH_API_KEYS: "another-key-of-this-service" });
  const url = `${later.url.replace("http", "ws")}/v1/sessions/${grant.session_id}/stream`;
  assert.match(await handshake(url, ["tth.v1.json", `tth.token.${grant.token}`]), /^HTTP\/1\.1 401 /);
});

Deno.test("after a restart a token begins its session again while it may wait for a first connection", async () => {
  let grant: Awaited<ReturnType<typeof create>>;
  {
    await using service = await serveWithKeys();
    grant = await create(service);
  }
  await using later = await serveWithKeys();
  const url = `${later.url.replace("http", "ws")}/v1/sessions/${grant.session_id}/stream`;
  const token = ["tth.v1.json", `tth.token.${grant.token}`];
  assert.equal(await refusal(`${url}?after=7`, token), CLOSE_CODES.unknown_session, "its messages are gone");
  await using client = await SocketClient.open(url, token);
  assert.equal((await client.message("session_ready")).session_id, grant.session_id);
});

Deno.test("an expired token is reported by a close, which a page can see", async () => {
  let offsetMs = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + offsetMs };
  await using service = await serveWithKeys({ TTH_SESSION__TOKEN_MS: "60000" }, clock);
  const grant = await create(service);
  offsetMs = 60_000;
  assert.equal(
    await refusal(grant.stream_url, ["tth.v1.json", `tth.token.${grant.token}`]),
    CLOSE_CODES.unauthorized,
  );
});

Deno.test("neither keys nor tokens come into logs, events or answers", async () => {
  const service = await serveWithKeys();
  const grant = await create(service);
  const client = await SocketClient.open(grant.stream_url, ["tth.v1.json", `tth.token.${grant.token}`]);
  client.send({ type: "user_text", text: "Hello." });
  client.send({ type: "nonsense" });
  await client.message("turn_complete");
  await handshake(grant.stream_url, [`tth.token.${grant.token}x`, "tth.v1.json"]);
  // A handshake that Deno refuses, as it has no key; the error is shown to the caller.
  const answer = await rawRequest(service.url, [
    `GET ${new URL(grant.stream_url).pathname} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Upgrade: websocket",
    "Connection: Upgrade, close",
    `Sec-WebSocket-Protocol: tth.token.${grant.token}`,
    `Authorization: Bearer ${KEY}`,
  ]);
  assert.match(answer, /^HTTP\/1\.1 400 [^]*"code":"bad_handshake"/);
  let said = answer + JSON.stringify(client.messages);
  const headers = { authorization: `Bearer ${KEY}` };
  for (const path of ["", "/transcript"]) {
    said += await (await fetch(`${service.url}/v1/sessions/${grant.session_id}${path}`, { headers })).text();
  }
  await client.close();
  await service.stop();
  said += service.said();
  assert.match(said, /connected/);
  for (const secret of [KEY, grant.token]) assert.ok(!said.includes(secret));
});

Deno.test("clients that do not answer the close of a refusal hold no more than a few sockets", async () => {
  await using service = await serveWithKeys({ TTH_SERVER__SHUTDOWN_MS: "1000" });
  const { session_id, stream_url, token } = await create(service);
  const ended = await create(service);
  await endSession(ended.session_id, { url: service.url, apiKey: KEY });
  const offer = [`Sec-WebSocket-Protocol: tth.v1.json, tth.token.${ended.token}`];
  // All at once: after two seconds without an answer the service lets a client's place go.
  const held = await Promise.all(Array.from({ length: 70 }, () => MuteClient.open(ended.stream_url, offer)));
  const statuses = held.map(({ status }) => status).toSorted((a, b) => a - b);
  assert.deepEqual(statuses, [...new Array(64).fill(101), ...new Array(6).fill(404)]);
  // A client with a valid token still comes in.
  await using client = await SocketClient.open(stream_url, ["tth.v1.json", `tth.token.${token}`]);
  assert.equal((await client.message("session_ready")).session_id, session_id);
  for (const client of held) client[Symbol.dispose]();
});

Deno.test("a session that begins by its grant counts in the quota of its address: without keys, anyone can write one", async () => {
  await using service = await serveOffline({
    TTH_SERVER__ALLOW_OPEN: "true",
    TTH_SERVER__ADDRESS_QUOTA__MAX_SESSIONS: "1",
  });
  const grants = new Grants({ secrets: [], lifetimeMs: 60_000, now: () => Date.now() });
  const own = (change: Partial<ReturnType<typeof seedOf>> = {}) => {
    const times = { createdAt: Date.now(), openUntil: Date.now() + 60_000 };
    const seed = seedOf({ sessionId: crypto.randomUUID(), tenant: "", ...times, ...change });
    return [`${service.url}/v1/sessions/${seed.sessionId}/stream`, [`tth.token.${grants.issue(seed)}`]] as const;
  };
  assert.match(await handshake(...own()), /^HTTP\/1\.1 101 /);
  assert.match(await handshake(...own()), /^HTTP\/1\.1 429 [^]*"code":"quota_exceeded"/);
  await assert.rejects(requestSession({}, { url: service.url }), { code: "quota_exceeded" });
  const [url, protocols] = own({ createdAt: 9e15 });
  assert.equal(await refusal(url, [...protocols]), CLOSE_CODES.unknown_session, "no date holds that time");
});
