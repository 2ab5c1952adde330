import assert from "node:assert/strict";
import { delay, systemClock } from "../../src/contract/clock.ts";
import { soon } from "../support/waiting.ts";

Deno.test("a delay of 0 in the answer to a message lets the socket send first", async () => {
  const unsent = Promise.withResolvers<number[]>();
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onmessage = async () => {
      socket.send("x".repeat(1000));
      const before = socket.bufferedAmount;
      await delay(systemClock, 0);
      unsent.resolve([before, socket.bufferedAmount]);
      socket.close();
    };
    return response;
  });
  const client = new WebSocket(`ws://127.0.0.1:${server.addr.port}`);
  const closed = new Promise((resolve) => client.onclose = resolve);
  client.onopen = () => client.send("hello");
  assert.deepEqual(await soon(unsent.promise, "the server's answer"), [1000, 0]);
  await soon(closed, "the end of the connection");
});
