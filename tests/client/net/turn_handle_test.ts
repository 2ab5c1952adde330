import assert from "node:assert/strict";
import { createSession } from "../../../src/client/net/join.ts";
import { turnComplete, turnStarted } from "../../support/events.ts";
import { FakeService, type FakeServiceOptions } from "../../support/tth_service.ts";
import { soon } from "../../support/waiting.ts";
import { FAST, speaking, take, takeWaiting } from "./support.ts";

/** A service that says everything at once, and that every word of it was heard. */
const fluent: FakeServiceOptions = {
  onMessage(message, session) {
    if (message.type !== "user_text") return;
    session.begin();
    session.send(turnStarted(message.id));
    session.send({ ...turnComplete("completed", message.id), heard_text: message.text });
  },
};

Deno.test("a turn's handle tells when it is done and what was heard of it", async () => {
  await using service = new FakeService(fluent);
  await using session = await createSession({ url: service.url });
  const turn = session.say("Hello.");
  assert.deepEqual([turn.turn, turn.heardText], [null, null]);
  const { status, id } = await soon(turn.done, "the end of the turn");
  assert.deepEqual([status, id, turn.turn, turn.heardText], ["completed", turn.id, 1, "Hello."]);
});

Deno.test("each of several turns gets its own end", async () => {
  let running: string | undefined;
  await using service = new FakeService({
    onMessage(message, session) {
      if (message.type !== "user_text") return;
      if (running !== undefined) session.send(turnComplete("interrupted", running));
      session.begin();
      session.send(turnStarted(running = message.id));
      if (message.text === "Two") session.send(turnComplete("completed", message.id));
    },
  });
  await using session = await createSession({ url: service.url });
  const one = session.say("One");
  const two = session.ask("Two");
  assert.equal((await soon(one.done, "the first turn")).status, "interrupted");
  assert.equal((await soon(two.done, "the second turn")).status, "completed");
});

Deno.test("interrupt() of a handle ends its turn, also one that has not started, and never a newer one", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url });
  const interrupts = () => service.session.received.filter(({ type }) => type === "interrupt").length;
  const one = session.say("One");
  one.interrupt();
  assert.equal((await soon(one.done, "the end of the turn")).status, "interrupted");
  assert.equal(interrupts(), 1);
  one.interrupt();
  const two = session.say("Two");
  one.interrupt();
  await soon(session.next("audio_chunk"), "the second turn's audio");
  assert.equal(interrupts(), 1);
  two.interrupt();
  await soon(two.done, "the end of the second turn");
  assert.equal(interrupts(), 2);
});

Deno.test("a handle fails with the service's reason when the text is refused, and not when its turn fails", async () => {
  await using service = new FakeService({
    onMessage(message, session) {
      if (message.type !== "user_text") return;
      const problem = {
        type: "error",
        id: message.id,
        code: "too_long",
        message: "Too long.",
        retryable: false,
      } as const;
      if (message.text === "long") return session.send({ ...problem, fatal: false });
      session.begin();
      session.send(turnStarted(message.id));
      session.send({ ...problem, fatal: false });
      session.send(turnComplete("failed", message.id));
    },
  });
  await using session = await createSession({ url: service.url });
  const errors: string[] = [];
  session.on("error", ({ code }) => errors.push(code));
  await assert.rejects(soon(session.say("long").done, "the refusal"), { code: "too_long", retryable: false });
  assert.deepEqual(errors, [], "thrown, and therefore no event");
  session.say("long");
  await soon(session.next("error"), "the refusal of a turn that is not waited for");
  assert.deepEqual(errors, ["too_long"]);
  assert.equal((await soon(session.say("short").done, "the failed turn")).status, "failed");
});

Deno.test("a handle fails when the session is closed before its turn is done, and say() throws after that", async () => {
  await using service = new FakeService(speaking);
  await using session = await createSession({ url: service.url });
  const turn = session.say("Hello.");
  await session.close();
  await assert.rejects(soon(turn.done, "the failure"), { code: "closed" });
  assert.throws(() => session.say("Hello?"), { code: "closed" });
});

Deno.test("a text that was lost with its connection fails its handle, one that waited for the next is sent", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url, backoff: FAST });
  const events = session.events();
  const lost = session.say("Lost");
  await service.session.message(({ type }) => type === "user_text");
  await service.session.hangUp(1012);
  await takeWaiting(events);
  const waited = session.say("Waited");
  await assert.rejects(soon(lost.done, "the failure"), { code: "lost", message: /Say it again/ });
  await service.session.message((message) => message.type === "user_text" && message.id === waited.id);
  service.session.begin();
  service.session.send(turnStarted(waited.id));
  service.session.send(turnComplete("completed", waited.id));
  assert.equal((await soon(waited.done, "the turn that waited")).status, "completed");
});

Deno.test("a text that cannot even wait for a connection begins no turn: the handle before it stays the newest", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url, backoff: { minMs: 60_000 } });
  const events = session.events();
  await service.session.hangUp(1012);
  await takeWaiting(events);
  const waiting = Array.from({ length: 32 }, () => session.say("Waiting"));
  assert.throws(() => session.say("One too many"), { code: "unreachable" });
  session.reconnect();
  await take(events, "pong");
  waiting.at(-1)?.interrupt();
  await service.session.message(({ type }) => type === "interrupt");
});

Deno.test("a turn that started before its connection was lost goes on behind it", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url, backoff: FAST });
  const events = session.events();
  const turn = session.say("Hello.");
  await service.session.message(({ type }) => type === "user_text");
  const gone = service.session.hangUp(1012);
  service.session.begin();
  service.session.send(turnStarted(turn.id));
  await gone;
  await take(events, "session_ready");
  await take(events, "pong");
  service.session.send({ ...turnComplete("completed", turn.id), heard_text: "Hello." });
  assert.equal((await soon(turn.done, "the end of the turn")).heard_text, "Hello.");
});

Deno.test("on() calls its listener with the events of one type, until it is removed", async () => {
  await using service = new FakeService(fluent);
  await using session = await createSession({ url: service.url });
  const heard: string[] = [];
  const remove = session.on("turn_complete", ({ heard_text }) => heard.push(heard_text));
  await soon(session.say("One").done, "the first turn");
  remove();
  await soon(session.say("Two").done, "the second turn");
  assert.deepEqual(heard, ["One"]);
});
