import assert from "node:assert/strict";
import { ClosingSockets, closingSocketsOf } from "../../../src/adapters/kit/closing_sockets.ts";
import remoteAvatar from "../../../src/adapters/avatar/remote_avatar/mod.ts";
import openAiRealtime from "../../../src/adapters/realtime/openai_realtime/mod.ts";
import type { AdapterHost } from "../../../src/contract/adapter.ts";
import { SilentSocketServer } from "../../../src/adapters/kit/fakes/silent_socket_server.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { controlOf, hostOf } from "../support.ts";
import { soon, until } from "../../support/waiting.ts";

const LIMIT_MS = 500;
const well = { healthy: true, latencyMs: 1, detail: "ready" };

async function open(server: SilentSocketServer): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/`);
  await soon(new Promise((resolve) => socket.onopen = resolve), "the socket to open");
  return socket;
}

Deno.test("the wait for the answer to a close ends at its deadline, and the socket counts until it has closed", async () => {
  await using server = new SilentSocketServer();
  const clock = new VirtualClock();
  const closing = new ClosingSockets(clock, 2);
  for (let count = 1; count <= 2; count++) {
    const socket = await open(server);
    assert.equal(closing.obstacle, undefined);
    const closed = closing.close(socket, LIMIT_MS);
    assert.equal(closing.close(socket, LIMIT_MS), closed);
    await clock.advance(LIMIT_MS - 1);
    assert.equal(closing.lingering, count - 1);
    await clock.advance(1);
    assert.equal(await closed, false);
    assert.equal(closing.lingering, count);
    assert.equal(socket.readyState, WebSocket.CLOSING);
  }
  assert.match(closing.obstacle ?? "", /^2 closed connections still wait for its answer$/);
  assert.deepEqual(closing.addTo(well), { ...well, healthy: false, detail: `ready; ${closing.obstacle}` });
  await until(() => server.closesSeen === 2, "two closes to arrive");
  server.drop();
  await until(() => closing.lingering === 0, "the sockets to be gone");
  assert.equal(closing.obstacle, undefined);
  assert.equal(closing.addTo(well), well);
  assert.equal(clock.pending, 0);
});

Deno.test("a close that is answered lingers nowhere", async () => {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    return Deno.upgradeWebSocket(request).response;
  });
  const clock = new VirtualClock();
  const closing = new ClosingSockets(clock);
  const socket = new WebSocket(`ws://127.0.0.1:${server.addr.port}/`);
  await soon(new Promise((resolve) => socket.onopen = resolve), "the socket to open");
  assert.equal(await soon(closing.close(socket, LIMIT_MS), "the close to be answered"), true);
  assert.equal(await closing.close(socket, LIMIT_MS), true);
  assert.deepEqual([closing.lingering, clock.pending], [0, 0]);
  await server.shutdown();
});

Deno.test("a connection that was never established is gone at once", async () => {
  await using server = new SilentSocketServer();
  const closing = new ClosingSockets(new VirtualClock());
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/`);
  assert.equal(await closing.close(socket, LIMIT_MS), true);
});

/** Makes connections linger until the adapter is allowed no more. */
async function exhaust(host: AdapterHost, attempt: () => Promise<unknown>): Promise<void> {
  const closing = closingSocketsOf(host);
  await until(async () => {
    await Promise.all(Array.from({ length: 16 }, attempt));
    return closing.obstacle !== undefined;
  }, "an obstacle to further connections");
}

Deno.test("remote_avatar stops connecting to a renderer that keeps closed connections, and its health says so", async () => {
  await using server = new SilentSocketServer(JSON.stringify({ type: "ready", protocol: "tth.avatar.v1" }));
  const host = hostOf();
  const options = remoteAvatar.options.parse({ url: `ws://127.0.0.1:${server.port}/` });
  const adapter = remoteAvatar.create(options, host);
  await exhaust(host, () => adapter.health());
  const held = server.connections;
  const { healthy, detail } = await adapter.health();
  assert.equal(healthy, false);
  assert.match(detail, /\d+ closed connections still wait for its answer/);
  assert.equal(server.connections, held);
  await adapter.close();
  server.drop();
  await until(() => closingSocketsOf(host).lingering === 0, "the sockets to be gone");
  const again = adapter.health();
  await until(() => server.connections === 1, "a new connection");
  assert.equal((await soon(again, "the health check")).healthy, true);
  server.drop();
  await until(() => closingSocketsOf(host).lingering === 0, "the sockets to be gone");
});

Deno.test("openai_realtime counts the connections of all sessions, and refuses further ones as a failure that may pass", async () => {
  await using server = new SilentSocketServer();
  const host = hostOf({ name: "openai_realtime", secret: () => "a-key" });
  const base_url = `http://127.0.0.1:${server.port}/v1`;
  const options = openAiRealtime.options.parse({ base_url, connect_ms: 100, close_ms: 50 });
  const attempt = async () => {
    const adapter = openAiRealtime.create(options, host);
    const { signal } = new AbortController();
    const basics = { sessionId: "s", instructions: "You are Ava.", control: controlOf(), signal };
    const setup = { ...basics, history: [], historyTurns: 50 };
    try {
      return await adapter.connect(setup).catch((error: unknown) => error);
    } finally {
      await adapter.close();
    }
  };
  await exhaust(host, attempt);
  const held = server.connections;
  const refused = await attempt();
  assert.match(String(refused), /\d+ closed connections still wait for its answer/);
  assert.equal(Object(refused).retryable, true);
  assert.equal(server.connections, held);
  server.drop();
  await until(() => closingSocketsOf(host).lingering === 0, "the sockets to be gone");
});
