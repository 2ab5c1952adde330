import assert from "node:assert/strict";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { ownersOf, Quotas, type QuotaUse } from "../../../src/api/access/quotas.ts";
import { Config } from "../../../src/core/config/config.ts";
import type { Quota } from "../../../src/core/config/sections/tenants.ts";

function counted(quota: Quota) {
  const clock = new VirtualClock();
  const alive = new Set<string>();
  const quotas = new Quotas(clock, (id) => alive.has(id));
  const create = async (name = "acme") => {
    const id = crypto.randomUUID();
    await quotas.create({ name, quota }, id, () => Promise.resolve(void alive.add(id)));
    return id;
  };
  return { clock, alive, create, turn: (chars: number) => quotas.turn({ name: "acme", quota }, chars) };
}

Deno.test("each owner has a session limit, and a session that ends makes room", async () => {
  const { alive, create } = counted({ max_sessions: 2 });
  const first = await create();
  await create();
  await assert.rejects(create(), { code: "quota_exceeded", status: 429, message: /2 sessions is used up; try again/ });
  await create("other");
  alive.delete(first);
  await create();
});

Deno.test("the sessions that have ended are forgotten, also of an owner without a session limit", async () => {
  const remembered = new Set<string>();
  const quotas = new Quotas(new VirtualClock(), (id) => {
    remembered.add(id);
    return false;
  });
  const owner = { name: "acme", quota: {} };
  for (let i = 0; i < 10; i++) await quotas.create(owner, `${i}`, () => Promise.resolve());
  remembered.clear();
  assert.equal(quotas.owned(owner), 0);
  assert.deepEqual([...remembered], ["9"]);
});

Deno.test("creations a minute are limited, and the error says when the next one may succeed", async () => {
  const { clock, create } = counted({ creations_per_min: 3 });
  for (let i = 0; i < 3; i++) await create();
  await assert.rejects(create(), { retryAfterMs: 20_000, message: /3 new sessions a minute.* 20 s/ });
  await clock.advance(20_000);
  await create();
  await assert.rejects(create(), { code: "quota_exceeded" });
});

Deno.test("a session that two connections begin at once counts once, also when one of them is refused", async () => {
  const quotas = new Quotas(new VirtualClock(), () => true);
  const owner = { name: "acme", quota: { max_sessions: 1, creations_per_min: 2 } };
  const refused = () => Promise.reject(new Error("refused"));
  const both = [quotas.create(owner, "a", () => Promise.resolve()), quotas.create(owner, "a", refused)];
  assert.deepEqual((await Promise.allSettled(both)).map(({ status }) => status), ["fulfilled", "rejected"]);
  assert.equal(quotas.owned(owner), 1);
  await quotas.create(owner, "a", () => Promise.resolve());
  await assert.rejects(quotas.create(owner, "b", () => Promise.resolve()), { code: "quota_exceeded" });
});

Deno.test("a session that is refused uses up no quota, in no pipeline", async () => {
  const told: QuotaUse[] = [];
  const others = { owned: () => Promise.resolve(0), tell: (use: QuotaUse) => void told.push(use), answer: () => {} };
  const quotas = new Quotas(new VirtualClock(), () => true, others);
  const owner = { name: "acme", quota: { max_sessions: 1, creations_per_min: 1 } };
  const full = () => Promise.reject(new Error("the service is full"));
  for (const id of ["a", "b"]) await assert.rejects(quotas.create(owner, id, full), { message: "the service is full" });
  assert.deepEqual(told.map(({ creations }) => creations), [1, -1, 1, -1]);
  await quotas.create(owner, "c", () => Promise.resolve());
  await assert.rejects(quotas.create(owner, "d", () => Promise.resolve()), { code: "quota_exceeded" });
});

Deno.test("turns and characters are limited; a long text is taken, and paid for by a wait", async () => {
  const { clock, turn } = counted({ turns_per_min: 4, characters_per_min: 600 });
  turn(700);
  assert.throws(() => turn(1), { message: /600 characters a minute/, retryAfterMs: 10_100 });
  await clock.advance(10_200);
  for (let i = 0; i < 3; i++) turn(0);
  assert.throws(() => turn(0), { message: /4 turns a minute/ });
});

Deno.test("a tenant's quota counts with keys, an address's without, none on a service for its own machine", () => {
  const personas = { default: { name: "Ava", instructions: "Be kind." } };
  const actor = { address: "203.0.113.7", tenant: "acme" };
  const owner = (server: object, tenants: object = {}) => ownersOf(Config.parse({ server, tenants, personas }))(actor);
  assert.equal(owner({}), undefined);
  assert.equal(owner({ host: "0.0.0.0", allow_open: true })?.name, "203.0.113.7");
  assert.equal(owner({ host: "0.0.0.0", allow_open: true })?.quota.max_sessions, 20);
  const acme = { keys: ["a-key-of-acme-limited"], max_sessions: 3 };
  assert.deepEqual(owner({}, { acme }), { name: "acme", quota: acme });
});

Deno.test("the pipelines of a service share the quotas of an owner", async () => {
  const clock = new VirtualClock();
  const quota = { max_sessions: 3, creations_per_min: 5, turns_per_min: 2 };
  const owner = { name: "acme", quota };
  const pipelines: Quotas[] = [];
  const alive = [new Set<string>(), new Set<string>()];
  for (const [i, sessions] of alive.entries()) {
    const other = () => pipelines[1 - i]!;
    pipelines[i] = new Quotas(clock, (id) => sessions.has(id), {
      owned: () => Promise.resolve(other().owned(owner)),
      tell: (use) => other().used(owner, use),
      answer: () => {},
    });
  }
  const create = (i: number, id: string) =>
    pipelines[i]!.create(owner, id, () => Promise.resolve(void alive[i]!.add(id)));
  await create(0, "a");
  await create(1, "b");
  await create(1, "c");
  await assert.rejects(create(0, "d"), { code: "quota_exceeded", message: /3 sessions/ });
  // A session that is opened in the other pipeline counts there.
  alive[0]!.delete("a");
  alive[1]!.add("a");
  pipelines[1]!.join(owner, "a");
  await assert.rejects(create(0, "d"), { message: /3 sessions/ });
  alive[1]!.clear();
  await create(0, "d");
  await create(1, "e");
  await assert.rejects(create(0, "f"), { message: /5 new sessions a minute/ });
  pipelines[0]!.turn(owner, 1);
  pipelines[1]!.turn(owner, 1);
  assert.throws(() => pipelines[0]!.turn(owner, 1), { message: /2 turns a minute/ });
});
