import assert from "node:assert/strict";
import type { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { delay } from "../../../src/contract/clock.ts";
import { Sessions } from "../../../src/pipeline/session/sessions.ts";
import type { KeyValueStore } from "../../../src/store/key_value.ts";
import { MemoryStore } from "../../../src/store/memory.ts";
import { SessionStore } from "../../../src/store/session_store.ts";
import { FakeClient, loggedErrors, seedOf, setStage } from "../../support/stage.ts";

/** A shared store whose answers take a while, and that counts its commits. */
class SlowStore implements KeyValueStore {
  readonly shared = true;
  readonly #memory: MemoryStore;
  readonly #clock: VirtualClock;
  delayMs = 0;
  commits = 0;
  lists = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
    this.#memory = new MemoryStore(clock, { shared: true });
  }

  async get(key: Parameters<KeyValueStore["get"]>[0]) {
    await delay(this.#clock, this.delayMs);
    return await this.#memory.get(key);
  }

  async list(prefix: Parameters<KeyValueStore["list"]>[0]) {
    this.lists++;
    await delay(this.#clock, this.delayMs);
    return await this.#memory.list(prefix);
  }

  async commit(commit: Parameters<KeyValueStore["commit"]>[0]) {
    this.commits++;
    await delay(this.#clock, this.delayMs);
    return await this.#memory.commit(commit);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

/** A session that is recorded in a slow store, with its client. */
async function begin(delayMs: number) {
  const { clock, runtime } = setStage();
  const store = new SlowStore(clock);
  const kept = { instance: "one", clock, keepMs: 600_000, keepContentMs: 600_000 };
  const options = { maxSessions: 10, idleMs: 600_000, resumeMs: 60_000, maxMs: 600_000, now: () => clock.now() };
  const sessions = new Sessions(runtime, new SessionStore(store, kept), options);
  const seed = seedOf();
  const opening = sessions.create(seed).then(() => sessions.open(seed.sessionId));
  await clock.advance(1);
  const session = await opening;
  assert.ok(session);
  const client = new FakeClient(clock);
  session.attach(client, { protocol: "tth.v1.json" });
  store.delayMs = delayMs;
  store.commits = 0;
  const say = () => session.receive({ type: "user_text", text: "Hello.", mode: "reply" });
  /** From now to the first audio of a turn, ms. */
  const audioMs = async (turn: number) => {
    const from = clock.now();
    await clock.advance(8000);
    const first = client.events.findIndex((event) => event.type === "audio_chunk" && event.turn === turn);
    return client.times[first]! - from;
  };
  return { clock, store, sessions, client, say, audioMs };
}

Deno.test("however slow the store is, no first audio waits for it: not after a pause, and not after an interrupt", async () => {
  const measured = await Promise.all([0, 4000].map(async (delayMs) => {
    const { clock, sessions, client, say, audioMs } = await begin(delayMs);
    say();
    const first = await audioMs(1);
    say();
    const second = await audioMs(2);
    say();
    await clock.advance(300);
    say();
    const third = await audioMs(4);
    const order = client.events.map(({ seq }) => seq);
    assert.deepEqual(order, order.toSorted((a, b) => a - b), "messages leave in order");
    const closing = sessions.close();
    await clock.advance(20_000);
    await closing;
    return [first, second, third];
  }));
  assert.deepEqual(measured[1], measured[0]);
});

Deno.test("a turn is recorded with two writes, and its end is sent when it is recorded", async () => {
  const { clock, store, client, say, sessions } = await begin(700);
  say();
  await clock.advance(20_000);
  assert.equal(store.commits, 2);
  const told = client.times[client.events.findIndex(({ type }) => type === "turn_complete")]!;
  const { total_ms } = client.of("turn_complete")[0]!.metrics;
  assert.ok(told - total_ms >= 700, `told ${told}, over after ${total_ms} ms`);
  const closing = sessions.close();
  await clock.advance(2000);
  await closing;
  assert.equal(clock.pending, 0);
});

Deno.test("a store that has failed delays the end of one turn, and no other", async () => {
  const { clock, store, client, say, sessions } = await begin(0);
  store.delayMs = 60_000;
  const endsMs: number[] = [];
  for (let turn = 1; turn <= 3; turn++) {
    const from = clock.now();
    say();
    await clock.advance(15_000);
    const end = client.of("turn_complete")[turn - 1]!;
    endsMs.push(Math.round(client.times[client.events.indexOf(end)]! - from - end.metrics.total_ms));
  }
  assert.ok(endsMs[0]! <= 5000, `${endsMs}`);
  assert.deepEqual(endsMs.slice(1), [0, 0]);
  const closing = sessions.close();
  await clock.advance(200_000);
  await closing;
});

Deno.test("a service that stops closes its clients in time, while the store does not answer", async () => {
  const { clock, store, client, say, sessions } = await begin(0);
  store.delayMs = 60_000;
  say();
  await clock.advance(3000);
  const [before] = client.of("turn_complete");
  const closing = sessions.close(250);
  await clock.advance(250);
  await closing;
  assert.deepEqual([before, client.closed?.code], [undefined, 1012]);
  await clock.advance(60_000);
});

Deno.test("while the store does not answer, notices are asked for once at a time, and the outage is logged once", async () => {
  using warnings = loggedErrors("warning");
  const { clock, store, sessions } = await begin(0);
  const listsIn = async (ms: number) => {
    const before = store.lists;
    await clock.advance(ms);
    return store.lists - before;
  };
  assert.equal(await listsIn(20_000), 40);
  store.delayMs = 60_000;
  assert.equal(await listsIn(20_000), 3, "after 5 s without an answer, one call in 10 s");
  assert.equal(warnings.length, 1);
  store.delayMs = 0;
  await clock.advance(10_000);
  assert.equal(await listsIn(20_000), 40);
  const closing = sessions.close();
  await clock.advance(200_000);
  await closing;
});
