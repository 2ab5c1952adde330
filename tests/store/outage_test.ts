import assert from "node:assert/strict";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { Lease } from "../../src/store/lease.ts";
import { counted, hold, seed, storeOf } from "./leases.ts";
import { heardTurn } from "./turns.ts";

Deno.test("what could not be written is written when the store works again, without blocking the session", async () => {
  const clock = new VirtualClock();
  const { store, state } = counted(clock);
  const { lease, failures } = await hold(storeOf(store, "one", clock), clock);
  state.broken = true;
  lease.save({ turns: 1, running: false, seq: 1, written: [heardTurn(1, "Hello.")] });
  await lease.stored();
  assert.match(failures.join(), /the disk is full/);
  lease.save({ turns: 2, running: false, seq: 2, written: [heardTurn(2, "Again.")] });
  assert.equal(lease.stored(), undefined, "there is no use in waiting");
  await clock.advance(10);
  state.broken = false;
  lease.renew(2);
  await clock.advance(10);
  const texts = (await storeOf(store, "two", clock).read("s"))?.turns.map(({ heardText }) => heardText);
  assert.deepEqual([texts, failures.length], [["Hello.", "Again."], 1]);
});

Deno.test("after an outage all turns that are kept are written, in commits that the store takes", async () => {
  for (const { turns, kept, chars } of [{ turns: 9, kept: 9, chars: 60_000 }, { turns: 3000, kept: 200, chars: 10 }]) {
    const clock = new VirtualClock();
    const { store, state } = counted(clock);
    const { lease } = await hold(storeOf(store, "one", clock), clock);
    const said = Array.from({ length: turns }, (_, i) => heardTurn(i + 1, "x".repeat(chars)));
    state.broken = true;
    for (const [i, turn] of said.entries()) {
      lease.save({ turns: i + 1, running: true, seq: i, written: [heardTurn(i + 1, "")] });
      const deleted = said.slice(Math.max(0, i - kept), Math.max(0, i - kept + 1));
      lease.save({ running: false, seq: i, written: [turn], deleted });
    }
    await clock.advance(10);
    state.broken = false;
    lease.renew(turns);
    await lease.stored();
    await clock.advance(10);
    const found = await storeOf(store, "two", clock).read("s");
    assert.deepEqual(found?.turns.map(({ turn }) => turn), said.slice(-kept).map(({ turn }) => turn));
  }
});

Deno.test("a session whose record expired while the store failed goes on, and can be taken over", async () => {
  const clock = new VirtualClock();
  const { memory, store, state } = counted(clock);
  const { lease, losses } = await hold(storeOf(store, "one", clock), clock);
  state.broken = true;
  lease.save({ turns: 1, running: false, seq: 1, written: [heardTurn(1, "Hello.")] });
  await clock.advance(86_400_000);
  assert.deepEqual(await memory.list([]), []);
  state.broken = false;
  lease.renew(1);
  await clock.advance(10);
  const claim = await storeOf(store, "two", clock).open("s");
  assert.deepEqual([losses, claim?.seed, claim?.record.term], [[], seed, 2]);
  assert.deepEqual(claim?.turns.map(({ heardText }) => heardText), ["Hello."]);
});

Deno.test("a record that has expired is written anew when the client comes back", async () => {
  const clock = new VirtualClock();
  const { store } = counted(clock);
  const { lease } = await hold(storeOf(store, "one", clock), clock);
  await clock.advance(60_000);
  assert.equal(await lease.check(), true);
  await clock.advance(10);
  assert.ok(await storeOf(store, "two", clock).read("s"));
});

Deno.test("an owner that does not reach the store learns of the session's end, however late", async () => {
  const clock = new VirtualClock();
  const { memory, store, state } = counted(clock);
  const { lease, losses } = await hold(storeOf(store, "one", clock), clock);
  state.broken = true;
  lease.save({ turns: 1, running: false, seq: 1 });
  await clock.advance(10);
  await storeOf(memory, "two", clock).end("s", 0);
  await clock.advance(3_600_000);
  state.broken = false;
  lease.renew(1);
  await clock.advance(10);
  assert.deepEqual(losses, ["ended"]);
});

Deno.test("while the store fails, a client that comes back does not wait for its answer", async () => {
  const clock = new VirtualClock();
  const { store, state } = counted(clock);
  const mute = { ...store, get: () => new Promise<never>(() => {}) };
  const claim = (await storeOf(store, "one", clock).open("s", seed))!;
  const options = { clock, onLost: assert.fail, onFailure: () => {} };
  const lease = new Lease(storeOf(mute, "one", clock), claim, options);
  state.broken = true;
  lease.save({ turns: 1, running: true, seq: 1 });
  await lease.stored();
  const checking = lease.check();
  await clock.advance(500);
  assert.equal(await Promise.race([checking, Promise.resolve("waits")]), true);
});

Deno.test("a write that was applied although it seemed to fail does not cost the lease", async () => {
  const clock = new VirtualClock();
  const { memory, store, state } = counted(clock);
  const { lease, losses } = await hold(storeOf(store, "one", clock), clock);
  state.broken = true;
  lease.save({ turns: 1, running: true, seq: 1, written: [heardTurn(1, "")] });
  await clock.advance(10);
  const written = await memory.get(["tth_session_1_record", "s"]);
  await memory.commit({
    checks: [],
    writes: [{ key: ["tth_session_1_record", "s"], value: written?.value, expireInMs: 60_000 }],
  });
  state.broken = false;
  lease.save({ running: false, seq: 2, written: [heardTurn(1, "Hello.")] });
  await clock.advance(10);
  assert.deepEqual(losses, []);
  assert.equal((await storeOf(store, "two", clock).read("s"))?.turns[0]?.heardText, "Hello.");
});

Deno.test("a loss that could not be checked is found by the next renewal", async () => {
  const clock = new VirtualClock();
  const { store, state } = counted(clock);
  const [one, two] = [storeOf(store, "one", clock), storeOf(store, "two", clock)];
  const { lease, losses, failures } = await hold(one, clock);
  await two.open("s");
  state.broken = true;
  assert.deepEqual([await lease.check(), losses, failures.length], [true, [], 1]);
  state.broken = false;
  lease.renew(0);
  await clock.advance(1);
  assert.deepEqual(losses, ["replaced"]);
});
