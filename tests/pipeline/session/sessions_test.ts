import assert from "node:assert/strict";
import { Sessions } from "../../../src/pipeline/session/sessions.ts";
import type { Session } from "../../../src/pipeline/session/session.ts";
import type { SessionLimits } from "../../../src/pipeline/session/session_places.ts";
import { MemoryStore } from "../../../src/store/memory.ts";
import { SessionStore } from "../../../src/store/session_store.ts";
import { FakeClient, loggedErrors, seedOf, setStage } from "../../support/stage.ts";

const OPTIONS = { maxSessions: 3, idleMs: 10_000, resumeMs: 2000, maxMs: 3_600_000 };

function open(options: Partial<SessionLimits> = {}) {
  const { clock, runtime } = setStage();
  const kept = { keepMs: 60_000, keepContentMs: 60_000 };
  const store = new SessionStore(new MemoryStore(clock), { instance: "one", clock, ...kept });
  const sessions = new Sessions(runtime, store, { ...OPTIONS, ...options, now: () => clock.now() });
  return { clock, sessions };
}

/** Creates a session and opens it, as a client that connects at once. */
async function begin(sessions: Sessions): Promise<Session> {
  const seed = seedOf();
  await sessions.create(seed);
  const session = await sessions.open(seed.sessionId);
  assert.ok(session);
  return session;
}

Deno.test("the number of sessions is bounded, and the error says what to do", async () => {
  const { sessions } = open();
  for (let i = 0; i < 3; i++) await sessions.create(seedOf());
  await assert.rejects(sessions.create(seedOf()), {
    code: "too_many_sessions",
    status: 503,
    retryable: true,
    message: /3 sessions are open, the limit; .* raise session\.max_sessions/,
  });
  await sessions.close();
  await assert.rejects(sessions.create(seedOf()), /shutting down/);
});

Deno.test("sessions of other instances that are opened at the same time do not exceed the limit", async () => {
  const { sessions } = open({ maxSessions: 1 });
  const opened = await Promise.allSettled([seedOf(), seedOf()].map((seed) => sessions.open(seed.sessionId, seed)));
  assert.deepEqual(opened.map(({ status }) => status), ["fulfilled", "rejected"]);
  assert.equal(sessions.size, 1);
  await sessions.close();
});

Deno.test("at the session limit, a session whose place another pipeline holds can be opened, and no other", async () => {
  const [held, other] = [seedOf(), seedOf()];
  const elsewhere = {
    sessionsElsewhere: () => 3,
    isHeldElsewhere: (id: string) => Promise.resolve(id === held.sessionId),
    tellSessions() {},
  };
  const { sessions } = open({ elsewhere });
  assert.ok(await sessions.open(held.sessionId, held));
  await assert.rejects(sessions.open(other.sessionId, other), { code: "too_many_sessions" });
  await sessions.close();
});

Deno.test("a place is free again when its session cannot be opened", async () => {
  const { sessions } = open({ maxSessions: 1 });
  assert.equal(await sessions.open("unknown"), undefined);
  await sessions.create(seedOf());
  await sessions.close();
});

Deno.test("at the session limit, Retry-After is the time until the first disconnected session ends", async () => {
  const { clock, sessions } = open();
  const full = (retryAfterMs: number | undefined, message: RegExp) =>
    assert.rejects(sessions.create(seedOf()), { retryAfterMs, message });
  const [first, ...others] = [await begin(sessions), await begin(sessions), await begin(sessions)];
  await clock.advance(4000);
  await full(6000, /try again in 6 s/);
  const client = new FakeClient(clock);
  first.attach(client, { protocol: "tth.v1.json" });
  await full(2000, /try again in 2 s/);
  for (const other of others) other.attach(new FakeClient(clock), { protocol: "tth.v1.json" });
  // A client that leaves now makes room after resume_ms.
  await full(2000, /try again in 2 s/);
  first.detach(client);
  await clock.advance(1500);
  await full(500, /try again in 1 s/);
  await clock.advance(500);
  await sessions.create(seedOf());
  assert.equal(sessions.get(first.id), undefined);
  await sessions.close();
  await full(undefined, /shutting down; try again later$/);
});

Deno.test("at the session limit, Retry-After is at most a minute", async () => {
  const { sessions } = open({ maxSessions: 1, idleMs: 600_000, resumeMs: 600_000 });
  await sessions.create(seedOf());
  await assert.rejects(sessions.create(seedOf()), { retryAfterMs: 60_000 });
  await sessions.close();
});

Deno.test("a session ends at the end of its lifetime even while it is used", async () => {
  const { clock, sessions } = open();
  const client = new FakeClient(clock);
  (await begin(sessions)).attach(client, { protocol: "tth.v1.json" });
  await clock.advance(3_599_900);
  assert.equal(sessions.size, 1);
  await clock.advance(700);
  assert.equal(sessions.size, 0);
  assert.equal(client.closed?.code, 4000);
  await sessions.close();
});

Deno.test("a session without a connection ends after idle_ms, a dropped one after resume_ms", async () => {
  const { clock, sessions } = open();
  const unused = await begin(sessions);
  const dropped = await begin(sessions);
  const kept = await begin(sessions);
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

Deno.test("a session whose client has left does nothing, and goes on when it is back", async () => {
  const { clock, sessions } = open();
  const session = await begin(sessions);
  assert.equal(sessions.stateOf(session.id), "idle");
  const client = new FakeClient(clock);
  session.attach(client, { protocol: "tth.v1.json" });
  session.receive({ type: "user_text", text: "Hi.", mode: "reply" });
  await clock.advance(200);
  assert.equal(sessions.stateOf(session.id), "speaking");
  session.detach(client);
  assert.equal(sessions.stateOf(session.id), "idle");
  session.attach(new FakeClient(clock), { protocol: "tth.v1.json", after: client.events.at(-1)!.seq });
  assert.equal(sessions.stateOf(session.id), "speaking");
  await sessions.close();
  assert.equal(sessions.stateOf(session.id), undefined);
});

Deno.test("a session whose record cannot be kept alive is logged once, and does not keep the others from it", async () => {
  const { clock, sessions } = open();
  using errors = loggedErrors();
  const [broken, other] = [await begin(sessions), await begin(sessions)];
  let renewals = 0;
  broken.renew = () => {
    throw new Error("no store");
  };
  other.renew = () => renewals++;
  await clock.advance(2100);
  assert.equal(renewals, 4);
  const logged = errors.map(({ properties }) => [properties.session_id, properties.error]);
  assert.deepEqual(logged, [[broken.id, "no store"]]);
  await sessions.close();
});

Deno.test("a socket that opens when its session has just ended is closed with 4000", async () => {
  const { clock, sessions } = open();
  const session = await begin(sessions);
  await sessions.end(session.id);
  const client = new FakeClient(clock);
  session.attach(client, { protocol: "tth.v1.json" });
  assert.equal(client.closed?.code, 4000);
  assert.deepEqual([client.events.length, session.attached], [0, false]);
});

Deno.test("a socket that opens when the service has just begun to stop is closed with 1012", async () => {
  const { clock, sessions } = open();
  const session = await begin(sessions);
  await sessions.close();
  const client = new FakeClient(clock);
  session.attach(client, { protocol: "tth.v1.json" });
  assert.equal(client.closed?.code, 1012);
});

Deno.test("an ended session closes its socket with 4000 and answers to nothing", async () => {
  const { clock, sessions } = open();
  const session = await begin(sessions);
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

Deno.test("closing leaves no timer behind, even for a session that was created and never opened", async () => {
  const { clock, sessions } = open();
  const before = clock.pending;
  await sessions.create(seedOf());
  assert.ok(clock.pending > before);
  await sessions.close();
  assert.equal(clock.pending, before);
});

Deno.test("when the service goes away every client is closed with 1012", async () => {
  const { clock, sessions } = open();
  const clients = Array.from({ length: 3 }, () => new FakeClient(clock));
  for (const client of clients) (await begin(sessions)).attach(client, { protocol: "tth.v1.json" });
  await sessions.close();
  assert.deepEqual(clients.map(({ closed }) => closed?.code), [1012, 1012, 1012]);
  assert.equal(clock.pending, 0);
});

Deno.test("when the service stops, a session leaves as soon as its turn is over, while another one still speaks", async () => {
  const { clock, sessions } = open();
  const [quiet, speaking] = [new FakeClient(clock), new FakeClient(clock)];
  (await begin(sessions)).attach(quiet, { protocol: "tth.v1.json" });
  const session = await begin(sessions);
  session.attach(speaking, { protocol: "tth.v1.json" });
  session.receive({ type: "user_text", text: "I have not said all of this yet.", mode: "verbatim" });
  const drained = sessions.drain(10_000);
  await clock.advance(500);
  assert.deepEqual([quiet.closed?.code, speaking.closed?.code], [1012, undefined]);
  await clock.advance(9000);
  await drained;
  assert.deepEqual(speaking.of("turn_complete").map(({ status }) => status), ["completed"]);
  await sessions.close();
  assert.equal(clock.pending, 0);
});
