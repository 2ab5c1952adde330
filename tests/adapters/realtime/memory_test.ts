import assert from "node:assert/strict";
import { until } from "../../support/waiting.ts";
import { readAudioMs, Stage } from "./stage.ts";

const REPLY = "Hello there, my friend.";

Deno.test("openai_realtime truncates an item at the position that was heard", async () => {
  await using stage = new Stage({ fake: { realtime: { manner: { deltaGapMs: 5 }, reply: () => REPLY.repeat(20) } } });
  await stage.connect();
  const reader = (await stage.ask()).getReader();
  await readAudioMs(reader, 500);
  await stage.adapter.cancelResponse();
  await stage.adapter.truncate(321.9);
  const { received, conversation, errors } = stage.fake.realtime.session;
  await until(() => received.at(-1)?.type === "conversation.item.truncate");
  const item = conversation.items.at(-1);
  assert.equal(item?.audioMs, 321);
  assert.deepEqual(errors, []);
  assert.equal((await stage.turn("and now?")).error, undefined);
});

Deno.test("openai_realtime keeps a text whose turn ends before it is sent, and the reply before it as it was heard", async () => {
  await using stage = new Stage({ fake: { realtime: { manner: { deltaGapMs: 5 } } } });
  await stage.connect();
  await stage.turn("one");
  const turn = new AbortController();
  const asked = stage.ask("two", { signal: turn.signal });
  turn.abort();
  await stage.adapter.cancelResponse();
  await stage.adapter.truncate(0);
  await assert.rejects(asked, { name: "AbortError" });
  await stage.turn("three");
  const { conversation } = stage.fake.realtime.session;
  assert.deepEqual(conversation.items.map((item) => item.text), ["one", REPLY, "two\nthree", REPLY]);
});

Deno.test("openai_realtime does not send a text again whose request failed", async () => {
  await using stage = new Stage();
  await stage.connect();
  await stage.turn("one");
  const refused = { at: "handshake", do: [{ do: "refuse", status: 500 }] } as const;
  const { script } = stage.fake.realtime;
  script.add(refused, refused);
  stage.fake.proxy.dropAll();
  await until(() => script.pending === 1);
  await assert.rejects(stage.ask("two"), { code: "provider_unavailable" });
  assert.equal(script.pending, 0);
  await stage.turn("three");
  const { conversation } = stage.fake.realtime.session;
  assert.deepEqual(conversation.items.map((item) => item.text), ["one", REPLY, "three", REPLY]);
});

Deno.test("openai_realtime truncates a finished reply that was still playing, and deletes the items that were never heard", async () => {
  await using stage = new Stage({ fake: { realtime: { manner: { items: 3 } } } });
  await stage.connect();
  const reply = await stage.turn();
  const [first, second, third] = stage.fake.realtime.session.conversation.items.slice(1).map((item) => ({ ...item }));
  assert.ok(first && second && third);
  await stage.adapter.cancelResponse();
  await stage.adapter.truncate(first.audioMs + 20.5);
  const { conversation, errors, received } = stage.fake.realtime.session;
  await until(() => received.at(-1)?.type === "conversation.item.delete");
  const left = conversation.items.filter((item) => item.role === "assistant");
  assert.deepEqual(left.map((item) => [item.id, item.audioMs]), [[first.id, first.audioMs], [second.id, 20]]);
  assert.ok(reply.audioBytes / 48 > first.audioMs + 20);
  assert.deepEqual(errors, []);
});

Deno.test("openai_realtime leaves a reply alone that was heard to its end", async () => {
  await using stage = new Stage();
  await stage.connect();
  const reply = await stage.turn();
  await stage.adapter.truncate(reply.audioBytes / 48);
  await stage.turn("next");
  const types = stage.fake.realtime.session.received.map((event) => event.type);
  assert.ok(!types.includes("conversation.item.truncate") && !types.includes("conversation.item.delete"));
});
