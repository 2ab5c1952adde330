import assert from "node:assert/strict";
import { type Service, startService } from "../../src/api/service.ts";
import {
  callService,
  fetchHealth,
  fetchModels,
  fetchPersonas,
  fetchTranscript,
  requestSession,
} from "../../src/client/net/http.ts";
import { createSession, joinSession } from "../../src/client/net/join.ts";
import { CLOSE_CODES } from "../../src/contract/protocol/names.ts";
import { MuteClient, rawRequest } from "../support/mute_client.ts";
import { SocketClient } from "../support/socket_client.ts";
import { soon } from "../support/waiting.ts";

const KEY = "one-key-of-this-service";
const SPEECH = { mode: "verbatim" } as const;

/** A service with API keys; `said` is all that it logs. */
async function serveWithKeys(env: Record<string, string> = {}): Promise<Service & { said(): string }> {
  const all: Record<string, string> = {
    TTH_PROFILE: "offline_mock",
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
    env: { get: (name) => all[name], names: () => Object.keys(all) },
    logging: { output, terminal: false },
  });
  return Object.assign(service, { said: () => said });
}

async function create(service: Service): Promise<{ session_id: string; stream_url: string; token: string }> {
  const { token, ...grant } = await requestSession({}, { url: service.url, apiKey: KEY });
  assert.ok(token !== null);
  return { ...grant, token };
}

/** With which code the stream is closed to whoever shows these. */
async function refusal(url: string, protocols: string[] = []): Promise<{ code: number; protocol: string }> {
  const client = await SocketClient.open(url, protocols);
  const { code } = await client.whenClosed();
  assert.deepEqual(client.messages, []);
  return { code, protocol: client.protocol };
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
  session.speak("Hello.", SPEECH);
  assert.equal((await session.next("turn_complete")).status, "completed");
  const after = session.seq;
  await session.close();
  await using again = await joinSession(grant, { url: service.url, after });
  assert.equal(again.ready?.resumed, true);
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

Deno.test("everything that the studio asks for is to be had with the key, and not without", async () => {
  await using service = await serveWithKeys();
  const withKey = { url: service.url, apiKey: KEY };
  const session = await createSession(withKey);
  const path = `v1/sessions/${session.grant.session_id}`;
  session.speak("Hello.", SPEECH);
  await session.next("turn_complete");
  const calls = [
    (options: { url: string }) => fetchPersonas(options),
    (options: { url: string }) => fetchModels(options),
    (options: { url: string }) => fetchHealth(options),
    (options: { url: string }) => callService(path, options),
    (options: { url: string }) => fetchTranscript(session.grant.session_id, options),
    (options: { url: string }) => requestSession({}, options),
    (options: { url: string }) => callService(path, options, { method: "DELETE" }),
  ];
  for (const call of calls) await assert.rejects(call({ url: service.url }), { code: "unauthorized", status: 401 });
  for (const call of calls.slice(0, -1)) await call(withKey);
  const ended = session.next("turn_complete").catch((error: Error) => error.message);
  await session.end();
  await ended;
  await assert.rejects(callService(path, withKey), { code: "unknown_session" });
});

Deno.test("whoever shows no key, a wrong one, or another session's token is closed with 4001", async () => {
  await using service = await serveWithKeys();
  const [mine, other] = [await create(service), await create(service)];
  const unauthorized = { code: CLOSE_CODES.unauthorized, protocol: "tth.v1.json" };
  const offers = [["tth.token."], [`tth.token.${mine.token}x`], [`tth.token.${other.token}`], []];
  for (const offer of offers) assert.deepEqual(await refusal(mine.stream_url, ["tth.v1.json", ...offer]), unauthorized);
  // Not even whether a session exists is said to strangers.
  const unknown = mine.stream_url.replace(mine.session_id, crypto.randomUUID());
  assert.equal((await refusal(unknown)).code, CLOSE_CODES.unauthorized);
  await assert.rejects(joinSession({ ...mine, token: other.token }, { url: service.url }), /not valid any more/);
});

Deno.test("a token dies with its session, and with the service", async () => {
  let grant: Awaited<ReturnType<typeof create>>;
  {
    await using service = await serveWithKeys();
    grant = await create(service);
    await callService(`v1/sessions/${grant.session_id}`, { url: service.url, apiKey: KEY }, { method: "DELETE" });
    const { code } = await refusal(grant.stream_url, ["tth.v1.json", `tth.token.${grant.token}`]);
    assert.equal(code, CLOSE_CODES.unknown_session);
  }
  await using later = await serveWithKeys();
  const { code } = await refusal(`${later.url.replace("http", "ws")}/v1/sessions/${grant.session_id}/stream`, [
    "tth.v1.json",
    `tth.token.${grant.token}`,
  ]);
  assert.equal(code, CLOSE_CODES.unauthorized);
});

Deno.test("neither keys nor tokens come into logs, events or answers", async () => {
  const service = await serveWithKeys();
  const grant = await create(service);
  const client = await SocketClient.open(grant.stream_url, ["tth.v1.json", `tth.token.${grant.token}`]);
  client.send({ type: "user_text", text: "Hello." });
  client.send({ type: "nonsense" });
  await client.message("turn_complete");
  await refusal(grant.stream_url, [`tth.token.${grant.token}x`, "tth.v1.json"]);
  // A handshake that Deno refuses, as it has no key of its own; the error is shown to the caller.
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

Deno.test("strangers that do not answer the close hold no more than a few sockets; the next are refused before the handshake", async () => {
  await using service = await serveWithKeys({ TTH_SERVER__SHUTDOWN_MS: "1000" });
  const { session_id, stream_url, token } = await create(service);
  const held: MuteClient[] = [];
  for (let i = 0; i < 70; i++) held.push(await MuteClient.open(stream_url));
  const statuses = held.map(({ status }) => status);
  assert.deepEqual(statuses, [...new Array(64).fill(101), ...new Array(6).fill(401)]);
  // Who may come in comes in.
  await using client = await SocketClient.open(stream_url, ["tth.v1.json", `tth.token.${token}`]);
  assert.equal((await client.message("session_ready")).session_id, session_id);
  for (const client of held) client[Symbol.dispose]();
});
