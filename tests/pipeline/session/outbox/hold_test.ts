import assert from "node:assert/strict";
import { Outbox } from "../../../../src/pipeline/session/outbox/outbox.ts";
import { FakeClient } from "../../../support/stage.ts";
import { VirtualClock } from "../../../../src/adapters/kit/fakes/virtual_clock.ts";
import { LIMITS, open, READY, sound, text } from "./stage.ts";

Deno.test("what is held leaves in order when it may, or with the audio of a later turn, and never when it may not", async () => {
  const numbered = [2, 3, 4, 5];
  for (
    const [isSent, later, expected] of [[true, false, numbered], [false, false, []], [true, true, numbered]] as const
  ) {
    const { outbox, client } = open();
    client.events.length = 0;
    const until = Promise.withResolvers<boolean>();
    outbox.hold(until.promise, 1);
    outbox.post(text("a"), 1, "t1");
    outbox.post(sound(0), 1, "t1");
    outbox.post(text("b"), 2, "t2");
    assert.deepEqual([client.events.length, outbox.held === undefined], [0, false]);
    outbox.post(later ? sound(0) : text("c"), 2, "t2");
    if (!later) until.resolve(isSent);
    await outbox.held;
    assert.deepEqual(client.events.map(({ seq }) => seq), expected);
    outbox.post(text("d"), 2, "t2");
    assert.equal(client.events.at(-1)?.seq, 6);
    until.resolve(true);
  }
});

Deno.test("a client that reconnects while messages are held gets each of them once", async () => {
  const { outbox } = open();
  outbox.hold(Promise.withResolvers<boolean>().promise, 1);
  outbox.post(text("a"), 1, "t1");
  const again = new FakeClient(new VirtualClock());
  outbox.attach(again, READY, 1, 1);
  const until = Promise.withResolvers<boolean>();
  outbox.hold(until.promise, 2);
  outbox.post(text("b"), 2, "t2");
  until.resolve(true);
  await outbox.held;
  assert.deepEqual(again.of("text_delta").map(({ token }) => token), ["a", "b"]);
});

Deno.test("a held message at which the socket throws is reported to the owner, and the others leave", async () => {
  const failures: unknown[] = [];
  const outbox = new Outbox(LIMITS, new VirtualClock(), { onFailure: (error) => failures.push(error) });
  const client = new FakeClient(new VirtualClock());
  outbox.attach(client, READY, 0);
  const send = client.send.bind(client);
  const broken = new Error("the socket is broken");
  client.send = (event) => {
    if (event.turn === 1) throw broken;
    send(event);
  };
  for (const isLater of [false, true]) {
    client.events.length = failures.length = 0;
    const until = Promise.withResolvers<boolean>();
    outbox.hold(until.promise, 2);
    outbox.post(text("a"), 1, "t1");
    outbox.post(text("b"), 2, "t2");
    if (isLater) outbox.post(sound(0), 3, "t3");
    until.resolve(true);
    await outbox.held;
    assert.deepEqual(failures, [broken]);
    assert.deepEqual(client.events.map(({ turn }) => turn), isLater ? [2, 3] : [2]);
  }
});
