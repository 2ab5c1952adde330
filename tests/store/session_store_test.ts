import assert from "node:assert/strict";
import fc from "fast-check";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import type { Commit, KeyValueStore } from "../../src/store/key_value.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { SEQ_BLOCK, type SessionRecord, type SessionSeed, type StoredTurn } from "../../src/store/record.ts";
import { SessionStore } from "../../src/store/session_store.ts";

const DAY_MS = 86_400_000;
const seed: SessionSeed = {
  sessionId: "s",
  tenant: "acme",
  personaId: "default",
  control: {},
  video: { mode: "none" },
  extras: [],
  createdAt: 0,
};

function storeOf(store: KeyValueStore, instance: string): SessionStore {
  return new SessionStore(store, { instance, keepMs: DAY_MS, keepTurnMs: DAY_MS, maxTurns: 50 });
}

function finished(turn: number, heardText: string): StoredTurn {
  return {
    turn,
    turnId: `t${turn}`,
    mode: "reply",
    userText: "Hello?",
    status: "completed",
    generatedText: heardText,
    sentText: heardText,
    heardText,
    heardMs: 1000,
    heardSource: "measured",
    audioStartMs: 0,
    words: [],
  };
}

Deno.test("an instance that takes a session over goes on with its turns and its numbers, and learns what was lost", async () => {
  await using store = new MemoryStore(new VirtualClock());
  const [one, two] = [storeOf(store, "one"), storeOf(store, "two")];
  const first = await one.claim(seed);
  assert.deepEqual([first?.record.term, first?.turns, first?.lost], [1, [], null]);
  const long = "Héllo 👋 ".repeat(9000);
  let record: SessionRecord = { ...first!.record, turns: 1 };
  let version = await one.write(record, first!.version, finished(1, long));
  const running = { turn: 2, turnId: "t2", mode: "reply", userText: "And then?" } as const;
  record = { ...record, turns: 2, running };
  version = await one.write(record, version!);
  const second = await two.claim(seed);
  assert.deepEqual([second?.record.owner, second?.record.term, second?.record.turns], ["two", 2, 2]);
  assert.deepEqual(second?.turns.map(({ heardText }) => heardText), [long]);
  assert.deepEqual(second?.lost, running);
  assert.ok(second!.record.seqLimit - SEQ_BLOCK >= record.seqLimit, "its numbers are above all that may be in use");
  assert.equal(await one.write(record, version!, finished(2, "Too late.")), undefined);
  assert.equal((await one.claim(seed))?.turns.length, 1);
});

Deno.test("a removed session is absent, with its turns", async () => {
  await using store = new MemoryStore(new VirtualClock());
  const one = storeOf(store, "one");
  const { record, version } = (await one.claim(seed))!;
  await one.write({ ...record, turns: 1 }, version, finished(1, "Hello."));
  assert.equal(await one.remove("s"), true);
  assert.deepEqual([await one.has("s"), await one.remove("s"), await store.list([])], [false, false, []]);
});

/** What an instance does with the session. */
type Step = { readonly instance: number; readonly does: "claim" | "begin" | "finish" };

const steps = fc.array(
  fc.record({ instance: fc.nat(2), does: fc.constantFrom("claim", "begin", "finish") }),
  { minLength: 3, maxLength: 24 },
);

Deno.test("whatever the order in which instances claim and write, each term has one owner and each turn is recorded once", async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), steps, async (scheduler, steps) => {
    await using memory = new MemoryStore(new VirtualClock());
    const owners = new Map<number, string>();
    let term = 0;
    const store = watched(memory, scheduler, ({ writes = [] }) => {
      const record = writes[0]?.value as SessionRecord;
      assert.ok(record.term >= term, `term ${record.term} wrote after term ${term}`);
      assert.equal(owners.get(record.term) ?? record.owner, record.owner, `term ${record.term} has two owners`);
      owners.set(record.term, record.owner);
      term = record.term;
    });
    const recorded: number[] = [];
    const runs = [0, 1, 2].map((instance) =>
      act(storeOf(store, `i${instance}`), steps.filter((step) => step.instance === instance), recorded)
    );
    await scheduler.waitFor(Promise.all(runs));
    const { turns } = (await storeOf(memory, "reader").claim(seed))!;
    assert.deepEqual(turns.map(({ turn }) => turn), recorded.toSorted((a, b) => a - b));
    assert.equal(new Set(recorded).size, recorded.length, "a turn was recorded twice");
  }));
});

/** A store whose calls happen in the scheduler's order; `onWrite` sees every write that took effect. */
function watched(store: KeyValueStore, scheduler: fc.Scheduler, onWrite: (commit: Commit) => void): KeyValueStore {
  const turn = (what: string) => scheduler.schedule(Promise.resolve(), what);
  return {
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

/** One instance: it writes only while it believes to own the session, and stops believing when a write fails. */
async function act(store: SessionStore, steps: readonly Step[], recorded: number[]): Promise<void> {
  let held: { record: SessionRecord; version: string } | undefined;
  for (const { does } of steps) {
    if (does === "claim") held = await store.claim(seed);
    if (held === undefined) continue;
    const { turns, running } = held.record;
    const turn = turns + 1;
    if (does === "begin" && running === null) {
      const next = {
        ...held.record,
        turns: turn,
        running: { turn, turnId: "t", mode: "reply", userText: "x" } as const,
      };
      held = await written(store, next, held.version);
    } else if (does === "finish" && running !== null) {
      const record = { ...held.record, running: null };
      held = await written(store, record, held.version, finished(running.turn, "Hello."));
      if (held !== undefined) recorded.push(running.turn);
    }
  }
}

async function written(store: SessionStore, record: SessionRecord, version: string, turn?: StoredTurn) {
  const next = await store.write(record, version, turn);
  return next === undefined ? undefined : { record, version: next };
}
