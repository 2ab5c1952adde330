import assert from "node:assert/strict";
import { RecordingFiles } from "../../src/recording/files.ts";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { sweep, Sweeper } from "../../src/recording/sweep.ts";

const NOW = 1_800_000_000_000;
const MINUTE_MS = 60_000;
const UNBOUNDED = { maxBytes: Infinity, maxAgeMs: Infinity };

/** Sessions with a film of 100 bytes for each turn; turn 1 of the first is the oldest, 10 minutes old. */
async function recordings(turnsOf: readonly number[]) {
  const dir = await Deno.makeTempDir({ prefix: "tth_sweep" });
  const files = new RecordingFiles(dir);
  const sessions = turnsOf.map(() => crypto.randomUUID());
  let ageMs = 10 * MINUTE_MS;
  for (const [i, session_id] of sessions.entries()) {
    await files.begin({ session_id, tenant: "", created_at: "2026-01-01T00:00:00Z" });
    for (let turn = 1; turn <= turnsOf[i]!; turn++, ageMs -= MINUTE_MS) {
      const path = `${dir}/${session_id}/turn-000${turn}.webm`;
      await Deno.writeFile(path, new Uint8Array(100));
      await Deno.utime(path, new Date(NOW - ageMs), new Date(NOW - ageMs));
    }
  }
  const kept = () => sessions.map((id) => entries(`${dir}/${id}`).filter((name) => name.endsWith(".webm")).length);
  return { dir, sessions, kept, [Symbol.asyncDispose]: () => Deno.remove(dir, { recursive: true }) };
}

function entries(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch {
    return [];
  }
}

Deno.test("recordings within their bounds are kept", async () => {
  await using all = await recordings([2, 1]);
  sweep(all.dir, { maxBytes: 300, maxAgeMs: 11 * MINUTE_MS }, NOW);
  assert.deepEqual(all.kept(), [2, 1]);
});

Deno.test("the oldest turns are removed first when recordings are too large together", async () => {
  await using all = await recordings([2, 2]);
  sweep(all.dir, { ...UNBOUNDED, maxBytes: 250 }, NOW);
  assert.deepEqual(all.kept(), [0, 2]);
});

Deno.test("turns that are too old are removed", async () => {
  await using all = await recordings([2, 1]);
  sweep(all.dir, { ...UNBOUNDED, maxAgeMs: 9.5 * MINUTE_MS }, NOW);
  assert.deepEqual(all.kept(), [1, 1]);
});

Deno.test("a turn that is being recorded is never removed", async () => {
  await using all = await recordings([1, 1]);
  sweep(all.dir, { ...UNBOUNDED, maxBytes: 0 }, NOW, (path) => path.includes(all.sessions[0]!));
  assert.deepEqual(all.kept(), [1, 0]);
});

Deno.test("the folder of a session goes with its last turn, once it is as old as a turn may be", async () => {
  await using all = await recordings([1]);
  const folder = `${all.dir}/${all.sessions[0]}`;
  sweep(all.dir, { maxBytes: 0, maxAgeMs: MINUTE_MS }, Date.now());
  assert.deepEqual(entries(folder), ["session.json"]);
  sweep(all.dir, { maxBytes: 0, maxAgeMs: MINUTE_MS }, Date.now() + 2 * MINUTE_MS);
  assert.deepEqual(entries(all.dir), []);
});

Deno.test("a turn that cannot be removed keeps no other one, and is reported", async () => {
  await using all = await recordings([1, 2]);
  // A file cannot be removed where a folder that is not empty has its name.
  const path = `${all.dir}/${all.sessions[0]}/turn-0001.json`;
  await Deno.mkdir(`${path}/in_the_way`, { recursive: true });
  await Deno.utime(path, new Date(0), new Date(0));
  assert.throws(() => sweep(all.dir, { ...UNBOUNDED, maxBytes: 0 }, NOW), /^AggregateError: 1 of them: .*not empty/);
  assert.deepEqual(all.kept()[1], 0);
});

Deno.test("what is recorded within 10 s after a sweep is swept then, all of it at once", async () => {
  const clock = new VirtualClock();
  let count = 0;
  const sweeper = new Sweeper(clock, () => count++);
  sweeper.recorded();
  assert.equal(count, 1);
  for (let i = 0; i < 3; i++) {
    await clock.advance(1000);
    sweeper.recorded();
  }
  await clock.advance(6999);
  assert.equal(count, 1);
  await clock.advance(1);
  assert.deepEqual([count, clock.pending], [2, 0]);
  await clock.advance(10_000);
  sweeper.recorded();
  assert.equal(count, 3);
});

Deno.test("a sweep that waits is not lost when the recorder closes", () => {
  const clock = new VirtualClock();
  let count = 0;
  const sweeper = new Sweeper(clock, () => count++);
  sweeper.close();
  assert.equal(count, 0);
  sweeper.recorded();
  sweeper.recorded();
  sweeper.close();
  assert.deepEqual([count, clock.pending], [2, 0]);
});
