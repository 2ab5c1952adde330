/**
 * Leases on a session whose store can fail.
 *
 * @module
 */
import assert from "node:assert/strict";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import type { Commit, KeyValueStore } from "../../src/store/key_value.ts";
import { Lease, type LeaseLoss } from "../../src/store/lease.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { SessionStore } from "../../src/store/session_store.ts";
import { seedOf } from "../support/stage.ts";

/** What the session was created with. */
export const seed = seedOf({ sessionId: "s" });

/** The sessions of an instance. */
export function storeOf(store: KeyValueStore, instance: string, clock = new VirtualClock()): SessionStore {
  return new SessionStore(store, { instance, clock, keepMs: 60_000, keepContentMs: 86_400_000 });
}

/** A lease on a session, and what it reports. */
export async function hold(store: SessionStore, clock: VirtualClock) {
  const claim = await store.open("s", seed);
  assert.ok(claim);
  const losses: LeaseLoss[] = [];
  const failures: string[] = [];
  const lease = new Lease(store, claim, {
    clock,
    onLost: (why) => losses.push(why),
    onFailure: (reason) => failures.push(reason),
  });
  return { lease, losses, failures };
}

/** A store that counts commits, and fails while `broken`. */
export function counted(clock: VirtualClock, shared = true) {
  const memory = new MemoryStore(clock, { shared });
  const state = { commits: 0, broken: false };
  const commit = (commit: Commit) => {
    if (state.broken) return Promise.reject(new Error("the disk is full"));
    if (isTooLarge(commit)) return Promise.reject(new Error("the commit is too large"));
    state.commits++;
    return memory.commit(commit);
  };
  const store: KeyValueStore = {
    shared,
    get: (key) => state.broken ? Promise.reject(new Error("the disk is full")) : memory.get(key),
    list: (prefix) => memory.list(prefix),
    commit,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return { memory, store, state };
}

/** Whether a commit breaks a limit of Deno KV, with two bytes for a character. */
function isTooLarge({ writes = [], deletes = [] }: Commit): boolean {
  const chars = writes.reduce((sum, { value }) => sum + JSON.stringify(value).length, 0);
  return chars * 2 > 800 * 1024 || writes.length + deletes.length > 1000;
}
