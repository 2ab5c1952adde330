import assert from "node:assert/strict";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { turnKeys } from "../../src/store/content.ts";
import type { KeyValueStore } from "../../src/store/key_value.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { SEQ_BLOCK } from "../../src/store/record.ts";
import { SessionStore } from "../../src/store/session_store.ts";
import { seedOf } from "../support/stage.ts";
import { heardTurn } from "./turns.ts";

const DAY_MS = 86_400_000;
const seed = seedOf({ sessionId: "s", pronunciations: { SQL: "sequel" } });

function shared() {
  const clock = new VirtualClock();
  const memory = new MemoryStore(clock, { shared: true });
  const instance = (name: string, store: KeyValueStore = memory) =>
    new SessionStore(store, { instance: name, clock, keepMs: 60_000, keepContentMs: DAY_MS });
  return { clock, memory, instance };
}

async function lost(store: SessionStore): Promise<string[]> {
  const ids: string[] = [];
  await store.takeLost((id) => void ids.push(id));
  return ids;
}

Deno.test("an instance that takes a session over goes on with its turns and its numbers", async () => {
  const { instance } = shared();
  const [one, two] = [instance("one"), instance("two")];
  const first = await one.open("s", seed);
  assert.deepEqual([first?.record.term, first?.turns, first?.seed], [1, [], seed]);
  const long = heardTurn(1, "Héllo 👋 ".repeat(3000));
  let record = { ...first!.record, turns: 1 };
  let version = await one.write("s", record, first!.version, { written: [long] });
  const running = heardTurn(2, "", { status: "failed" });
  record = { ...record, turns: 2, running: true };
  version = await one.write("s", record, version!, { written: [running] });
  const second = await two.open("s");
  assert.deepEqual([second?.record.owner, second?.record.term, second?.record.turns], ["two", 2, 2]);
  assert.deepEqual(second?.turns, [long, running]);
  assert.ok(second!.record.seqLimit - SEQ_BLOCK >= record.seqLimit, "its numbers are above all that may be in use");
  assert.equal(await one.write("s", record, version!, { written: [heardTurn(2, "Too late.")] }), undefined);
  assert.equal((await one.open("s"))?.turns[1]?.heardText, "");
});

Deno.test("of a turn that is recorded again with less text, nothing of the longer text is left", async () => {
  const { instance } = shared();
  const store = instance("one");
  const { record, version } = (await store.open("s", seed))!;
  const begun = heardTurn(1, "", { userText: "long ".repeat(12_000) });
  const longer = await store.write("s", record, version, { written: [begun] });
  const ended = heardTurn(1, "Yes.", { userText: "short" });
  const shorter = await store.write("s", record, longer!, { written: [ended] });
  assert.deepEqual((await store.read("s"))?.turns, [ended]);
  await store.write("s", record, shorter!, { written: [heardTurn(2, "Yes.")], deleted: turnKeys("s", ended) });
  assert.deepEqual((await store.read("s"))?.turns, [heardTurn(2, "Yes.")]);
});

Deno.test("a session that was created on one instance is opened on another, which tells the first", async () => {
  const { instance } = shared();
  const [one, two] = [instance("one"), instance("two")];
  await one.create(seed);
  assert.deepEqual(await two.read("s"), {
    seed,
    turns: [],
    record: { updates: {}, turns: 0, running: false, seqLimit: 0, owner: "one", term: 0 },
  });
  assert.equal((await two.open("s"))?.record.term, 1);
  assert.deepEqual([await lost(one), await lost(one), await lost(two)], [["s"], [], []]);
});

Deno.test("an instance is told of a lost session again until it has taken the notice", async () => {
  const { memory, instance } = shared();
  const [one, two] = [instance("one"), instance("two")];
  await one.create(seed);
  await two.open("s");
  await assert.rejects(one.takeLost(() => Promise.reject(new Error("the store fails"))), /the store fails/);
  // Lost twice: the second notice comes while the first is taken.
  const again = async () => {
    await one.open("s");
    await two.open("s");
  };
  await one.takeLost(again);
  assert.deepEqual([await lost(one), await lost(one)], [["s"], []]);
  assert.equal((await memory.list([])).filter(({ key }) => key.includes("one")).length, 0);
});

Deno.test("without a grant that may still begin it, an unknown session stays unknown", async () => {
  const { instance } = shared();
  assert.equal(await instance("one").open("s"), undefined);
  assert.equal((await instance("one").open("s", seed))?.record.term, 1);
});

Deno.test("an ended session stays ended as long as an instance may believe to own it, and nothing of it is left", async () => {
  const { clock, memory, instance } = shared();
  const [one, two] = [instance("one"), instance("two")];
  const { record, version } = (await one.open("s", seed))!;
  await one.write("s", { ...record, turns: 1 }, version, { written: [heardTurn(1, "Hello.")] });
  assert.equal(await two.end("s", 100_000), true);
  assert.deepEqual([await two.end("s", 100_000), await one.read("s"), await one.open("s", seed)], [
    false,
    undefined,
    undefined,
  ]);
  assert.deepEqual(await lost(one), ["s"]);
  assert.equal((await memory.list([])).length, 1);
  await clock.advance(DAY_MS - 1);
  assert.equal(await one.open("s", seed), undefined);
  await clock.advance(1);
  assert.deepEqual(await memory.list([]), []);
});

Deno.test("the end of a session that no other instance has owned is soon forgotten", async () => {
  const { clock, memory, instance } = shared();
  const [one, two] = [instance("one"), instance("two")];
  await one.open("s", seed);
  assert.equal(await one.end("s", 0), true);
  await clock.advance(60_000);
  assert.deepEqual(await memory.list([]), []);
  await one.open("s", seed);
  await two.open("s");
  assert.equal(await two.end("s", 0), true);
  await clock.advance(60_000);
  assert.equal(await one.current("s"), "ended");
});

Deno.test("an owner that has lost a session cannot end it", async () => {
  const { instance } = shared();
  const first = (await instance("one").open("s", seed))!;
  await instance("two").open("s");
  assert.equal(await instance("one").end("s", 0, first.version), false);
  assert.ok(await instance("two").read("s"));
});

Deno.test("a store that does not answer fails the call, and says what to check", async () => {
  const { clock, instance } = shared();
  const never = () => new Promise<never>(() => {});
  const mute = { shared: true, get: never, list: never, commit: never, [Symbol.asyncDispose]: never };
  const reading = assert.rejects(instance("one", mute).read("s"), {
    code: "store_unavailable",
    status: 503,
    retryable: true,
    message: /no answer within 5000 ms; try again, and check store\.path or store\.url/,
  });
  await clock.advance(5000);
  await reading;
});

Deno.test("a turn that is longer than one commit may be is kept without its words, and cut", async () => {
  const { instance } = shared();
  const one = instance("one");
  const { record, version } = (await one.open("s", seed))!;
  await one.write("s", record, version, { written: [heardTurn(1, "x".repeat(300_000))] });
  const [turn] = (await one.read("s"))!.turns;
  assert.equal(turn?.heardText.length, 30_000);
});

Deno.test("of a session that is never opened nothing is kept longer than it may be opened; an opened one is kept", async () => {
  const { clock, memory, instance } = shared();
  const one = instance("one");
  const openMs = seed.openUntil - seed.createdAt;
  await one.create(seed);
  assert.ok((await memory.list([])).length >= 2);
  await clock.advance(openMs + 1);
  assert.deepEqual(await memory.list([]), []);
  await one.create(seed);
  const { record, version } = (await one.open("s"))!;
  await clock.advance(50_000);
  await one.write("s", record, version);
  await clock.advance(59_000);
  assert.deepEqual((await one.open("s"))?.seed, seed);
});
