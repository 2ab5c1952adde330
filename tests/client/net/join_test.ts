import assert from "node:assert/strict";
import { createSession, joinSession } from "../../../src/client/net/join.ts";
import { requestSession } from "../../../src/client/net/http.ts";
import { audioChunk, turnStarted } from "../../support/events.ts";
import { LoopClock } from "../../support/loop_clock.ts";
import { FakeService } from "../../support/tth_service.ts";
import { soon } from "../../support/waiting.ts";
import { speaking, take } from "./support.ts";

Deno.test("joinSession() takes up where another page left off", async () => {
  await using service = new FakeService(speaking);
  const first = await createSession({ url: service.url });
  first.ask("Hello");
  await soon(first.next("audio_chunk"), "audio");
  const { grant, seq } = first;
  await first.close();
  service.session.send(audioChunk(40));
  await using second = await joinSession(grant, { url: service.url, after: seq });
  const { timestamp_ms } = await soon(second.next("audio_chunk"), "the audio that was missed");
  assert.equal(timestamp_ms, 40);
  assert.equal(second.running, true);
});

Deno.test("joinSession() needs no address where the session's stream has one, and says so where it has not", async () => {
  await using service = new FakeService();
  const { grant } = await createSession({ url: service.url }).then(async (session) => {
    await session.close();
    return session;
  });
  await using session = await joinSession(grant);
  assert.equal(session.ready?.session_id, grant.session_id);
  const path = new URL(grant.stream_url).pathname;
  await assert.rejects(joinSession({ ...grant, stream_url: path }), { code: "no_url" });
});

Deno.test("joinSession() says why a server has given no session, else what it should have given", async () => {
  const answering = (answer: unknown) => joinSession(() => Promise.resolve(JSON.parse(JSON.stringify(answer))));
  const refusal = { code: "unauthorized", detail: "no valid API key" };
  await assert.rejects(answering(refusal), { code: "no_grant", message: "no valid API key" });
  for (const answer of [null, {}, []]) {
    const message = "`grant` is not what POST /v1/sessions answers.";
    await assert.rejects(answering(answer), { code: "no_grant", message });
  }
});

Deno.test("joinSession() fails with the reason when the service does not take the token", async () => {
  await using service = new FakeService();
  const { grant } = await createSession({ url: service.url }).then(async (session) => {
    await session.close();
    return session;
  });
  const joining = joinSession({ ...grant, token: "wrong" }, { url: service.url });
  await assert.rejects(soon(joining, "the refusal"), /token is no longer valid/);
});

Deno.test("createSession() passes on what the service says of a refusal", async () => {
  await using service = new FakeService();
  service.refusal = { status: 422, body: { code: "unknown_persona", detail: "No persona 'bob'. Known: default." } };
  await assert.rejects(createSession({ url: service.url }), {
    code: "unknown_persona",
    status: 422,
    message: "No persona 'bob'. Known: default.",
  });
});

Deno.test("createSession() says what to do when no service answers", async () => {
  const service = new FakeService();
  await service[Symbol.asyncDispose]();
  await assert.rejects(createSession({ url: service.url }), {
    code: "unreachable",
    message: /Check that it is running/,
  });
});

Deno.test("a function for grants is asked again when the session is gone, and the next session takes its place", async () => {
  await using service = new FakeService({
    onMessage(message, session) {
      if (message.type !== "user_text") return;
      session.begin();
      session.send(turnStarted(message.id));
    },
  });
  const asked: string[] = [];
  const grant = async () => {
    const created = await requestSession({}, { url: service.url });
    asked.push(created.session_id);
    return created;
  };
  await using session = await joinSession(grant, { url: service.url, backoff: { minMs: 1, maxMs: 5 } });
  const events = session.events();
  const lost = session.say("This is lost.");
  await take(events, "turn_started");
  await service.session.hangUp(4004);
  await assert.rejects(lost.done, { code: "lost" });
  await take(events, "session_ready");
  assert.deepEqual([asked, session.grant.session_id, session.seq], [["s1", "s2"], "s2", 0]);
  const again = session.say("This is not.");
  await take(events, "turn_started");
  assert.equal(again.turn, 1);
});

Deno.test("a text said while a service restarts, which opens the stream and then refuses it, reaches the next session", async () => {
  await using service = new FakeService({
    onMessage(message, session) {
      if (message.type !== "user_text") return;
      session.begin();
      session.send(turnStarted(message.id));
    },
  });
  const grant = () => requestSession({}, { url: service.url });
  await using session = await joinSession(grant, { url: service.url, backoff: { minMs: 1, maxMs: 5 } });
  const events = session.events();
  const first = service.session;
  service.sessions.clear();
  await first.hangUp(1012);
  session.listen(({ type }) => assert.notEqual(type, "error"));
  const turn = session.say("Good morning.");
  await take(events, "turn_started");
  assert.equal(turn.turn, 1);
  assert.deepEqual(first.received.filter(({ type }) => type === "user_text"), []);
  assert.equal(session.grant.session_id, "s2");
});

Deno.test("a function for grants that keeps failing is asked until the client gives up", async () => {
  await using service = new FakeService();
  let asked = 0;
  const grant = () => {
    if (asked++ > 0) return Promise.reject(new Error("no more grants"));
    return requestSession({}, { url: service.url });
  };
  const backoff = { minMs: 1, maxMs: 5, giveUpMs: 50 };
  await using clock = new LoopClock({ stepMs: 1 });
  await using session = await joinSession(grant, { url: service.url, clock, backoff });
  const closed = assert.rejects(session.next("turn_complete"), /token is no longer valid/);
  await service.session.hangUp(4001);
  await closed;
  assert.ok(asked > 2, `asked ${asked} times`);
});

Deno.test("a session is joined when what its page needs is there, and not at all when that fails or comes too late", async () => {
  await using service = new FakeService();
  const granted: number[][] = [];
  const session = await createSession({ url: service.url }, async () => {
    await new Promise(setImmediate);
    granted.push([...service.session.connections]);
  });
  assert.deepEqual([granted, service.session.connections.length], [[[]], 1]);
  await session.close();
  const failures: ((leaving: AbortController) => Promise<void>)[] = [
    () => Promise.reject(new Error("no voice")),
    (leaving) => Promise.resolve(leaving.abort()),
    (leaving) => {
      queueMicrotask(() => leaving.abort());
      return new Promise(() => {});
    },
  ];
  for (const prepare of failures) {
    const leaving = new AbortController();
    const joining = createSession({ url: service.url, signal: leaving.signal }, () => prepare(leaving));
    await assert.rejects(soon(joining, "the session to be given up"), /no voice|aborted/);
    // The first session is still there.
    assert.equal(service.sessions.size, 1);
  }
});
