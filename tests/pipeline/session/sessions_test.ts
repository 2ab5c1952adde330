import assert from "node:assert/strict";
import { Sessions } from "../../../src/pipeline/session/sessions.ts";
import { FakeClient, setStage } from "../../support/stage.ts";

const REQUEST = { tenant: "", personaId: "default", control: {}, video: { mode: "none" as const }, extras: [] };
const OPTIONS = { maxSessions: 3, idleMs: 10_000, resumeMs: 2000, maxMs: 3_600_000 };

function open() {
  const { clock, runtime, session } = setStage();
  return { clock, sessions: new Sessions(runtime, OPTIONS), unused: session };
}

Deno.test("the number of sessions is bounded, and the error says what to do", async () => {
  const { sessions } = open();
  for (let i = 0; i < 3; i++) sessions.create(REQUEST);
  assert.throws(() => sessions.create(REQUEST), {
    code: "too_many_sessions",
    status: 503,
    retryable: true,
    message: /3 sessions are open, the limit; .* raise session\.max_sessions/,
  });
  await sessions.close();
  assert.throws(() => sessions.create(REQUEST), /shutting down/);
});

Deno.test("a full house says when there may be room: when the first session ends that nobody is connected to", async () => {
  const { clock, sessions } = open();
  const full = (retryAfterMs: number | undefined, message: RegExp) =>
    assert.throws(() => sessions.create(REQUEST), { retryAfterMs, message });
  const [first, ...others] = [1, 2, 3].map(() => sessions.create(REQUEST));
  assert.ok(first);
  await clock.advance(4000);
  full(6500, /try again in 7 s/);
  const client = new FakeClient(clock);
  first.attach(client, { protocol: "tth.v1.json" });
  full(2500, /try again in 3 s/);
  for (const other of others) other.attach(new FakeClient(clock), { protocol: "tth.v1.json" });
  // Whoever goes away now makes room after resume_ms.
  full(2500, /try again in 3 s/);
  first.detach(client);
  await clock.advance(1500);
  full(1000, /try again in 1 s/);
  await clock.advance(1000);
  assert.equal(sessions.size, 2);
  sessions.create(REQUEST);
  await sessions.close();
  full(undefined, /shutting down; try again later$/);
});

Deno.test("a full house asks nobody to wait longer than a minute", () => {
  const { runtime } = setStage();
  const sessions = new Sessions(runtime, { maxSessions: 1, idleMs: 600_000, resumeMs: 600_000, maxMs: 600_000 });
  sessions.create(REQUEST);
  assert.throws(() => sessions.create(REQUEST), { retryAfterMs: 60_000 });
});

Deno.test("a session ends at the end of its lifetime even while it is used", async () => {
  const { clock, sessions } = open();
  const client = new FakeClient(clock);
  sessions.create(REQUEST).attach(client, { protocol: "tth.v1.json" });
  await clock.advance(3_599_900);
  assert.equal(sessions.size, 1);
  await clock.advance(700);
  assert.equal(sessions.size, 0);
  assert.equal(client.closed?.code, 4000);
  await sessions.close();
});

Deno.test("a session that nobody connects to ends after idle_ms, a dropped one after resume_ms", async () => {
  const { clock, sessions } = open();
  const unused = sessions.create(REQUEST);
  const dropped = sessions.create(REQUEST);
  const kept = sessions.create(REQUEST);
  const client = new FakeClient(clock);
  dropped.attach(client, { protocol: "tth.v1.json" });
  kept.attach(new FakeClient(clock), { protocol: "tth.v1.json" });
  await clock.advance(5000);
  dropped.detach(client);
  await clock.advance(1000);
  assert.equal(sessions.get(dropped.id), dropped);
  await clock.advance(2000);
  assert.equal(sessions.get(dropped.id), undefined);
  assert.equal(sessions.get(unused.id), unused);
  await clock.advance(4000);
  assert.equal(sessions.get(unused.id), undefined);
  await clock.advance(600_000);
  assert.equal(sessions.get(kept.id), kept, "one that is connected stays");
  await sessions.close();
  assert.equal(clock.pending, 0);
});

Deno.test("a socket that opens when its session has just ended is closed with 4000", async () => {
  const { clock, sessions } = open();
  const session = sessions.create(REQUEST);
  await sessions.end(session.id);
  const client = new FakeClient(clock);
  session.attach(client, { protocol: "tth.v1.json" });
  assert.equal(client.closed?.code, 4000);
  assert.deepEqual([client.events.length, session.attached], [0, false]);
});

Deno.test("an ended session closes its socket with 4000 and answers to nothing", async () => {
  const { clock, sessions } = open();
  const session = sessions.create(REQUEST);
  const client = new FakeClient(clock);
  session.attach(client, { protocol: "tth.v1.json" });
  session.receive({ type: "user_text", text: "Hi.", mode: "reply" });
  await clock.advance(200);
  assert.equal(await sessions.end(session.id), true);
  assert.equal(await sessions.end(session.id), false);
  assert.equal(client.closed?.code, 4000);
  assert.equal(client.events.at(-1)?.type, "turn_complete");
  const count = client.events.length;
  session.receive({ type: "user_text", text: "Hi?", mode: "reply" });
  await clock.advance(3000);
  assert.equal(client.events.length, count);
  await sessions.close();
});

Deno.test("when the service goes away every client is told so with 1012", async () => {
  const { clock, sessions } = open();
  const clients = Array.from({ length: 3 }, () => {
    const client = new FakeClient(clock);
    sessions.create(REQUEST).attach(client, { protocol: "tth.v1.json" });
    return client;
  });
  await sessions.close();
  assert.deepEqual(clients.map(({ closed }) => closed?.code), [1012, 1012, 1012]);
  assert.equal(clock.pending, 0);
});
