import assert from "node:assert/strict";
import { HeldClock } from "../../src/adapters/kit/fakes/held_clock.ts";
import { serveOffline, SocketClient } from "../support/socket_client.ts";
import { until } from "../support/waiting.ts";

const PING = JSON.stringify({ type: "ping", t: 1 });
const TEXT = JSON.stringify({ type: "user_text", text: "Stop." });

/** Pings, and waits for the answer, the `count`th on the connection. */
async function ping(client: SocketClient, count: number): Promise<void> {
  client.send(PING);
  await client.message("pong", count);
}

Deno.test("a thousand texts at once: most are dropped, the client learns why, and others need not wait for them", async () => {
  const clock = new HeldClock();
  await using service = await serveOffline({}, clock);
  await using other = await SocketClient.create(service.url);
  await using flooder = await SocketClient.create(service.url);
  const turns = () => flooder.messages.filter(({ type }) => type === "turn_started").length;
  using time = clock.hold();
  for (let i = 0; i < 1000; i++) flooder.send(TEXT);
  await ping(other, 1);
  const error = await flooder.message("error");
  assert.equal(error.code, "rate_limited");
  assert.deepEqual([error.retryable, error.fatal], [true, false]);
  assert.match(String(error.message), /200 messages\/s exceeded \(server\.messages_per_s\)/);
  // Once it behaves, it is served again.
  time.advance(100);
  await ping(flooder, 1);
  // The burst is of 200 messages, and a turn counts as ten.
  assert.equal(turns(), 20);
  assert.equal(flooder.messages.filter(({ type }) => type === "error").length, 1);
});

Deno.test("a client that goes on far past the limit is closed with 4029, and may return to the session, not to a fresh allowance", async () => {
  const clock = new HeldClock();
  await using service = await serveOffline(
    { TTH_SERVER__MESSAGES_PER_S: "1", TTH_SERVER__MESSAGE_BURST: "1" },
    clock,
  );
  const created = await (await fetch(`${service.url}/v1/sessions`, { method: "POST" })).json();
  const flooder = await SocketClient.open(created.stream_url);
  await flooder.message("session_ready");
  using time = clock.hold();
  // One is taken, ten are what patience lasts for, and the next is the last: Deno resets a connection on which more
  // comes after the close, and the code would be lost.
  for (let i = 0; i < 12; i++) flooder.send(PING);
  assert.deepEqual(await flooder.whenClosed(), { code: 4029, reason: "rate limited" });
  const count = (type: string) => flooder.messages.filter((message) => message.type === type).length;
  assert.deepEqual([count("pong"), count("error")], [1, 1]);
  const again = await SocketClient.open(`${created.stream_url}?after=1`);
  assert.ok((await again.message("session_ready")).resumed);
  again.send(PING);
  assert.equal((await again.whenClosed()).code, 4029);
  time.advance(1000);
  await using later = await SocketClient.open(`${created.stream_url}?after=1`);
  await ping(later, 1);
});

Deno.test("a flood that never ends is cut off, and the others go on", async () => {
  await using service = await serveOffline();
  await using other = await SocketClient.create(service.url);
  const flooder = await SocketClient.create(service.url);
  let isOver = false;
  const over = flooder.whenClosed().then(() => isOver = true);
  await until(() => {
    for (let i = 0; i < 500; i++) flooder.send(PING);
    return isOver;
  }, "the flood to be cut off");
  await over;
  assert.ok(flooder.messages.some(({ type, code }) => type === "error" && code === "rate_limited"));
  await ping(other, 1);
});
