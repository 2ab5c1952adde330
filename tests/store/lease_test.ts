import assert from "node:assert/strict";
import fc from "fast-check";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import type { Commit, KeyValueStore } from "../../src/store/key_value.ts";
import { Lease } from "../../src/store/lease.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import type { EndedRecord, SessionRecord } from "../../src/store/record.ts";
import type { SessionStore } from "../../src/store/session_store.ts";
import { counted, hold, seed, storeOf } from "./leases.ts";
import { heardTurn } from "./turns.ts";

Deno.test("a turn costs two writes, whatever the client does meanwhile", async () => {
  const clock = new VirtualClock();
  const { store, state } = counted(clock);
  const { lease } = await hold(storeOf(store, "one", clock), clock);
  state.commits = 0;
  for (let turn = 1; turn <= 5; turn++) {
    lease.saveSoon({ updates: { emotion: { intensity: 0.5 } }, seq: turn });
    lease.save({ turns: turn, running: true, seq: turn, written: [heardTurn(turn, "")] });
    await clock.advance(500);
    lease.note({ emotion: { label: "happy" } });
    await clock.advance(5000);
    lease.save({ running: false, seq: turn, written: [heardTurn(turn, "Hello.")] });
    await clock.advance(10);
  }
  assert.equal(state.commits, 10);
  const found = await storeOf(store, "two", clock).read("s");
  assert.deepEqual(found?.record.updates, { emotion: { label: "happy" } });
  assert.equal(found?.turns.length, 5);
  await lease.release();
  assert.equal(clock.pending, 0);
});

Deno.test("the end of a turn and the begin of the one that interrupts it are one write", async () => {
  const clock = new VirtualClock();
  const { store, state } = counted(clock);
  const { lease } = await hold(storeOf(store, "one", clock), clock);
  state.commits = 0;
  lease.save({ running: false, seq: 1, written: [heardTurn(1, "Hello.")] });
  lease.save({ turns: 2, running: true, seq: 2, written: [heardTurn(2, "")] });
  await lease.stored();
  assert.equal(state.commits, 1);
  const found = await storeOf(store, "two", clock).read("s");
  assert.deepEqual([found?.record.turns, found?.turns.length], [2, 2]);
  await lease.release();
});

Deno.test("where no other instance reads the store, turns cost no writes, and the session stays in it and can be ended", async () => {
  const clock = new VirtualClock();
  const { store, state } = counted(clock, false);
  const sessions = storeOf(store, "one", clock);
  const { lease } = await hold(sessions, clock);
  state.commits = 0;
  lease.save({ turns: 1, running: true, seq: 1, written: [heardTurn(1, "")] });
  lease.saveSoon({ updates: { emotion: { intensity: 0.5 } }, seq: 2 });
  lease.save({ running: false, seq: 3, written: [heardTurn(1, "Hello.")] });
  await clock.advance(5000);
  assert.equal(state.commits, 0);
  for (let i = 0; i < 1000; i++) {
    await clock.advance(500);
    lease.renew(3);
  }
  assert.ok(await lease.end(1000));
  assert.equal(await sessions.current("s"), "ended");
});

Deno.test("a control that changes between turns is written soon, and many at once", async () => {
  const clock = new VirtualClock();
  const { store, state } = counted(clock);
  const { lease } = await hold(storeOf(store, "one", clock), clock);
  state.commits = 0;
  for (let i = 1; i <= 20; i++) {
    lease.saveSoon({ updates: { emotion: { intensity: i / 20 } }, seq: 0 });
    await clock.advance(40);
  }
  await clock.advance(1000);
  assert.equal(state.commits, 1);
  assert.deepEqual((await storeOf(store, "two", clock).read("s"))?.record.updates, { emotion: { intensity: 1 } });
});

Deno.test("a lease says why it was lost, once, and writes no more", async () => {
  for (const why of ["replaced", "ended"] as const) {
    const clock = new VirtualClock();
    const { store, state } = counted(clock);
    const { lease, losses } = await hold(storeOf(store, "one", clock), clock);
    const two = storeOf(store, "two", clock);
    if (why === "replaced") await two.open("s");
    else await two.end("s", 60_000);
    state.commits = 0;
    lease.save({ turns: 1, running: true, seq: 1 });
    lease.save({ running: false, seq: 2, written: [heardTurn(1, "Hello.")] });
    await lease.stored();
    lease.save({ running: false, seq: 3 });
    await clock.advance(100_000);
    assert.deepEqual([losses, lease.loss, await lease.check(), await lease.end(0)], [[why], why, false, false]);
  }
});

Deno.test("a record without new writes is renewed before it expires", async () => {
  const clock = new VirtualClock();
  const { store } = counted(clock);
  const { lease } = await hold(storeOf(store, "one", clock), clock);
  for (let i = 0; i < 1000; i++) {
    await clock.advance(500);
    lease.renew(1);
  }
  assert.ok(await storeOf(store, "two", clock).read("s"));
});

/** What an instance does with the session. */
type Step = {
  readonly instance: number;
  readonly does: "open" | "begin" | "finish" | "update" | "check" | "crash" | "end";
};

const steps = fc.array(
  fc.record({
    instance: fc.nat(2),
    does: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom("open" as const, "begin" as const, "finish" as const) },
      { weight: 2, arbitrary: fc.constantFrom("update" as const, "check" as const, "crash" as const) },
      { weight: 1, arbitrary: fc.constant("end" as const) },
    ),
  }),
  { minLength: 4, maxLength: 30 },
);

Deno.test("whatever the order in which instances open, write, crash and end, a session has one owner and loses nothing that was heard", async () => {
  const numRuns = Number(Deno.env.get("TTH_TEST_RUNS") ?? 100);
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), steps, async (scheduler, steps) => {
      const memory = new MemoryStore(new VirtualClock(), { shared: true });
      const model = new Model();
      const store = watched(memory, scheduler, (commit) => model.step(commit));
      const heard: string[] = [];
      const runs = [0, 1, 2].map((instance) =>
        act(storeOf(store, `i${instance}`), steps.filter((step) => step.instance === instance), heard)
      );
      await scheduler.waitFor(Promise.all(runs));
      const final = await storeOf(memory, "reader").read("s");
      assert.equal(final === undefined, model.state !== "owned", "the model knows the session's state");
      const kept = final?.turns.map(({ heardText }) => heardText).filter((text) => text !== "") ?? [];
      assert.equal(new Set(kept).size, kept.length, "a text was recorded twice");
      if (final !== undefined) { for (const text of heard) assert.ok(kept.includes(text), `"${text}" is lost`); }
    }),
    { numRuns },
  );
});

/** The state machine that `session_store.ts` describes. */
class Model {
  state: "absent" | "owned" | "ended" = "absent";
  #owner = "";
  #term = 0;

  /** Takes a commit that was applied; fails if the state machine has no such step. */
  step({ writes = [] }: Commit): void {
    const value = writes.find(({ key }) => key[0]?.endsWith("_record"))?.value as
      | SessionRecord
      | EndedRecord
      | undefined;
    if (value === undefined) return;
    assert.notEqual(this.state, "ended", "a session that has ended was written");
    if ("ended" in value) {
      this.state = "ended";
      return;
    }
    const isTakeover = value.term === this.#term + 1;
    const isOwn = value.term === this.#term && value.owner === this.#owner;
    assert.ok(
      isTakeover || isOwn,
      `${value.owner} wrote in term ${value.term}; ${this.#owner} owns it in ${this.#term}`,
    );
    this.state = "owned";
    this.#owner = value.owner;
    this.#term = value.term;
  }
}

/** A store whose calls happen in the scheduler's order; `onWrite` sees every write that took effect. */
function watched(store: KeyValueStore, scheduler: fc.Scheduler, onWrite: (commit: Commit) => void): KeyValueStore {
  const turn = (what: string) => scheduler.schedule(Promise.resolve(), what);
  return {
    shared: true,
    get: (key) => turn("get").then(() => store.get(key)),
    list: (prefix) => turn("list").then(() => store.list(prefix)),
    async commit(commit) {
      await turn("commit");
      const version = await store.commit(commit);
      if (version !== undefined) onWrite(commit);
      return version;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** One instance: it acts while it believes to own the session. `heard` gets the texts whose end a client has seen. */
async function act(store: SessionStore, steps: readonly Step[], heard: string[]): Promise<void> {
  const clock = new VirtualClock();
  let held: { lease: Lease; turns: number; isRunning: boolean } | undefined;
  for (const { does } of steps) {
    if (does === "open") {
      const claim = await store.open("s", seed);
      if (claim === undefined) continue;
      const lease = new Lease(store, claim, { clock, onLost: () => held = undefined, onFailure: assert.fail });
      held = { lease, turns: claim.record.turns, isRunning: false };
    }
    if (held === undefined) continue;
    const { lease, isRunning } = held;
    if (does === "crash") held = undefined;
    else if (does === "begin" && !isRunning) {
      held = { lease, turns: held.turns + 1, isRunning: true };
      lease.save({ turns: held.turns, running: true, seq: 1, written: [heardTurn(held.turns, "")] });
    } else if (does === "finish" && isRunning) {
      held.isRunning = false;
      const text = `${store.instance} says ${held.turns}`;
      lease.save({ running: false, seq: 2, written: [heardTurn(held.turns, text)] });
      await lease.stored();
      if (lease.loss === undefined) heard.push(text);
    } else if (does === "update") lease.save({ updates: { emotion: { label: "happy" } }, seq: 1 });
    else if (does === "check") await lease.check();
    else if (does === "end") {
      held = undefined;
      await lease.end(1000);
    }
  }
}
