import assert from "node:assert/strict";
import type { Service } from "../../src/api/service.ts";
import { requestSession } from "../../src/client/net/http.ts";
import { systemClock } from "../../src/contract/clock.ts";
import type { SessionCreated } from "../../src/contract/protocol/http.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import type { KeyValueStore } from "../../src/store/key_value.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { openDenoKv } from "../../src/store/deno_kv.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { startOnLoopClock } from "../support/loop_service.ts";
import { SocketClient, type WireMessage } from "../support/socket_client.ts";
import { until } from "../support/waiting.ts";

const KEY = "one-key-of-this-service";
const MODES: Readonly<Record<string, Record<string, string>>> = { keys: { TTH_API_KEYS: KEY }, open: {} };

/** Instances of a service that share a store. */
class Instances implements AsyncDisposable {
  readonly #env: Record<string, string>;
  readonly #store: KeyValueStore;
  readonly #running: Service[] = [];

  constructor(env: Record<string, string>, store: KeyValueStore) {
    this.#env = { ...UNLIMITED, TTH_PROFILE: "offline_mock", TTH_PORT: "0", TTH_LOG_LEVEL: "error", ...env };
    this.#store = store;
  }

  async start(): Promise<Service> {
    // Logging belongs to the process: the last instance that starts takes it.
    const logging = { output: new WritableStream<Uint8Array>(), terminal: false };
    const service = await startOnLoopClock({ env: environmentOf(this.#env), store: this.#store, logging });
    this.#running.push(service);
    return service;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const service of this.#running) await service.stop();
    await this.#store[Symbol.asyncDispose]();
  }
}

function sharedMemory(): KeyValueStore {
  return new MemoryStore(systemClock, { shared: true });
}

/** Opens the stream of a session on any instance, with its token. */
function open({ url }: Service, { session_id, token }: SessionCreated, after?: number): Promise<SocketClient> {
  const query = after === undefined ? "" : `?after=${after}`;
  const stream = `${url.replace("http", "ws")}/v1/sessions/${session_id}/stream${query}`;
  return SocketClient.open(stream, ["tth.v1.json", `tth.token.${token}`]);
}

async function say(client: SocketClient, text: string): Promise<WireMessage> {
  const before = client.messages.filter(({ type }) => type === "turn_complete").length;
  client.send({ type: "user_text", text, mode: "verbatim" });
  return await client.message("turn_complete", before + 1);
}

async function call({ url }: Service, path: string, method = "GET") {
  const response = await fetch(`${url}/v1/sessions/${path}`, { method, headers: { authorization: `Bearer ${KEY}` } });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

function lastSeq(client: SocketClient): number {
  return Math.max(...client.messages.map(({ seq }) => Number(seq)));
}

for (const [mode, env] of Object.entries(MODES)) {
  Deno.test(`created on one instance, a session speaks on another and goes on on a third (${mode})`, async () => {
    await using instances = new Instances(env, sharedMemory());
    const [one, two, three] = [await instances.start(), await instances.start(), await instances.start()];
    const grant = await requestSession({ persona_id: "casual" }, { url: one.url, apiKey: KEY });
    await using first = await open(two, grant);
    assert.equal((await first.message("session_ready")).resumed, null);
    first.send({ type: "control_update", control: { emotion: { label: "sad" } } });
    assert.equal((await say(first, "One two three.")).heard_text, "One two three.");
    const after = lastSeq(first);
    await first.close();

    await using second = await open(three, grant, after);
    assert.deepEqual((await second.message("session_ready")).resumed, { replayed: 0, complete: true });
    const done = await say(second, "Four five six.");
    assert.deepEqual([done.heard_text, done.turn], ["Four five six.", 2]);
    assert.ok(lastSeq(second) > after, "numbers go on");
    const started = await second.message("turn_started");
    assert.equal((started.control as { emotion: { label: string } }).emotion.label, "sad");

    for (const instance of [one, two, three]) {
      const { body } = await call(instance, grant.session_id);
      assert.deepEqual([body.turns, body.persona_id, body.connected], [2, "casual", true]);
      const { body: { turns } } = await call(instance, `${grant.session_id}/transcript`);
      const heard = turns.map(({ heard_text }: { heard_text: string }) => heard_text);
      assert.deepEqual(heard, ["One two three.", "Four five six."]);
    }
    assert.equal(two.sessions.size, 0, "the second instance has left the session");
  });
}

Deno.test("a session is ended on any instance: its client is told, and its grant opens nothing any more", async () => {
  await using instances = new Instances(MODES.keys!, sharedMemory());
  const [one, two] = [await instances.start(), await instances.start()];
  const grant = await requestSession({}, { url: one.url, apiKey: KEY });
  await using client = await open(one, grant);
  await client.message("session_ready");
  assert.equal((await call(two, grant.session_id, "DELETE")).status, 204);
  assert.equal((await client.whenClosed()).code, 4000);
  assert.equal((await call(two, grant.session_id, "DELETE")).status, 404);
  for (const instance of [one, two]) {
    await using again = await open(instance, grant);
    assert.equal((await again.whenClosed()).code, 4004);
    assert.equal((await call(instance, grant.session_id)).status, 404);
  }
});

Deno.test("a turn that is lost with its instance is reported, and the old connection is closed with 4009", async () => {
  await using instances = new Instances({}, sharedMemory());
  const [one, two] = [await instances.start(), await instances.start()];
  const grant = await requestSession({}, { url: one.url });
  await using old = await open(one, grant);
  await say(old, "One two three.");
  old.send({ type: "user_text", id: "mine", text: "Four. ".repeat(200), mode: "verbatim" });
  await old.message("audio_chunk", 20);
  const after = lastSeq(old);

  await using client = await open(two, grant, after);
  const ready = await client.message("session_ready");
  const { turn_id } = await old.message("turn_started", 2);
  assert.deepEqual(ready.resumed, { replayed: 2, complete: false, lost_turn: { turn: 2, turn_id } });
  const error = await client.message("error");
  assert.deepEqual([error.code, error.id, error.turn], ["turn_lost", "mine", 2]);
  const lost = await client.message("turn_complete");
  assert.deepEqual([lost.status, lost.id, lost.turn, lost.heard_text], ["failed", "mine", 2, ""]);
  assert.equal((await old.whenClosed()).code, 4009);
  assert.equal(old.messages.filter(({ type }) => type === "turn_complete").length, 1, "it was not told another end");

  const done = await say(client, "Seven eight.");
  assert.deepEqual([done.turn, done.heard_text], [3, "Seven eight."]);
  const { body: { turns } } = await call(one, `${grant.session_id}/transcript`);
  const told = turns.map((turn: Record<string, unknown>) => [turn.status, turn.heard_text]);
  assert.deepEqual(told, [["completed", "One two three."], ["failed", ""], ["completed", "Seven eight."]]);
});

Deno.test("what was heard of a lost turn is what its client says, once: the next model call and other instances know", async () => {
  await using instances = new Instances({}, sharedMemory());
  const [one, two, three] = [await instances.start(), await instances.start(), await instances.start()];
  const grant = await requestSession({}, { url: one.url });
  await using old = await open(one, grant);
  const text = "Four five six seven eight nine ten. ".repeat(20);
  old.send({ type: "user_text", text, mode: "verbatim" });
  await old.message("audio_chunk", 20);

  await using client = await open(two, grant, lastSeq(old));
  for (const position_ms of [2000, 9000]) client.send({ type: "playback", turn: 1, position_ms, text });
  const { turn } = await say(client, "So.");
  assert.equal(turn, 2);
  await using last = await open(three, grant, lastSeq(client));
  last.send({ type: "playback", turn: 1, position_ms: 9000, text });
  await say(last, "Done.");
  const { body: { turns } } = await call(one, `${grant.session_id}/transcript`);
  const [lost, ...others] = turns.map((turn: Record<string, unknown>) => turn.heard_text);
  assert.ok(text.startsWith(lost) && lost.length > 5 && lost.length < 60, lost);
  assert.deepEqual(others, ["So.", "Done."]);
  assert.deepEqual([turns[0].heard_ms, turns[0].heard_source, turns[0].status], [2000, "estimated", "failed"]);
});

Deno.test("a turn is reported as lost until a client has been told, by whichever instance", async () => {
  await using instances = new Instances({}, sharedMemory());
  const [one, two, three] = [await instances.start(), await instances.start(), await instances.start()];
  const grant = await requestSession({}, { url: one.url });
  await using old = await open(one, grant);
  old.send({ type: "user_text", text: "Four. ".repeat(200), mode: "verbatim" });
  await old.message("audio_chunk", 5);
  const after = lastSeq(old);
  // Opened there, and not told: it did not ask to resume.
  await using silent = await open(two, grant);
  await silent.message("session_ready");
  await using client = await open(three, grant, after);
  assert.equal((await client.message("turn_complete")).status, "failed");
  const told = lastSeq(client);
  await client.close();
  await using again = await open(one, grant, told);
  assert.deepEqual((await again.message("session_ready")).resumed, { replayed: 0, complete: true });
});

Deno.test("the end of a turn that a client has not seen is sent again by the next instance", async () => {
  await using instances = new Instances({}, sharedMemory());
  const [one, two] = [await instances.start(), await instances.start()];
  const grant = await requestSession({}, { url: one.url });
  await using old = await open(one, grant);
  old.send({ type: "user_text", text: "One two three.", mode: "verbatim" });
  const { seq } = await old.message("audio_chunk");
  await old.message("turn_complete");
  await old.close();
  await using client = await open(two, grant, Number(seq));
  const done = await client.message("turn_complete");
  assert.deepEqual([done.turn, done.heard_text], [1, "One two three."]);
  const { resumed } = await client.message("session_ready");
  assert.equal((resumed as { complete: boolean }).complete, false);
});

Deno.test("a place that a session takes on the instance that created it is free when another has opened it", async () => {
  await using instances = new Instances({ TTH_SESSION__MAX_SESSIONS: "1" }, sharedMemory());
  const [one, two] = [await instances.start(), await instances.start()];
  const grant = await requestSession({}, { url: one.url });
  await assert.rejects(requestSession({}, { url: one.url }), { code: "too_many_sessions" });
  await using client = await open(two, grant);
  await client.message("session_ready");
  await until(() => one.sessions.size === 0, "the place to be free");
  await requestSession({}, { url: one.url });
});

Deno.test("instances share a file of Deno KV, and what was heard survives all of them", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/sessions.db`;
    let grant: SessionCreated;
    {
      await using instances = new Instances({}, await openDenoKv(path));
      const [one, two] = [await instances.start(), await instances.start()];
      grant = await requestSession({}, { url: one.url });
      await using client = await open(two, grant);
      await say(client, "One two three.");
    }
    await using instances = new Instances({}, await openDenoKv(path));
    const three = await instances.start();
    await using client = await open(three, grant);
    assert.equal((await say(client, "Four.")).turn, 2);
    const { body: { turns } } = await call(three, `${grant.session_id}/transcript`);
    assert.equal(turns[0].heard_text, "One two three.");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("another tenant's key opens nothing, even with the session's token", async () => {
  const env = { TTH_API_KEYS: KEY, TTH_TENANTS__ACME__KEYS: "[a-key-of-acme-for-tests]" };
  await using instances = new Instances(env, sharedMemory());
  const [one, two] = [await instances.start(), await instances.start()];
  const grant = await requestSession({}, { url: one.url, apiKey: KEY });
  const stream = `${two.url.replace("http", "ws")}/v1/sessions/${grant.session_id}/stream`;
  for (const [key, expected] of [["a-key-of-acme-for-tests", 4004], [KEY, undefined]] as const) {
    // Deno's constructor takes headers; the DOM's types, which stand before Deno's, do not know them.
    const socket: WebSocket = Reflect.construct(WebSocket, [stream, { headers: { authorization: `Bearer ${key}` } }]);
    const code = await new Promise<number | undefined>((resolve) => {
      socket.onclose = ({ code }) => resolve(code);
      socket.onmessage = () => resolve(undefined);
    });
    assert.equal(code, expected);
    if (socket.readyState === WebSocket.OPEN) {
      const closed = new Promise((resolve) => socket.onclose = resolve);
      socket.close();
      await closed;
    }
  }
});
