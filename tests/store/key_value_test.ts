import assert from "node:assert/strict";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { PortCalls } from "../../src/api/workers/port_calls.ts";
import { RemoteStore, type StoreAnswers, storeAnswers } from "../../src/api/workers/store_calls.ts";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";
import { openDenoKv } from "../../src/store/deno_kv.ts";
import type { KeyValueStore } from "../../src/store/key_value.ts";
import { MemoryStore } from "../../src/store/memory.ts";

const HOUR_MS = 3_600_000;

const stores: Readonly<Record<string, () => Promise<KeyValueStore>>> = {
  memory: () => Promise.resolve(new MemoryStore(new VirtualClock())),
  "Deno KV": () => openDenoKv(":memory:"),
  "of the main thread": () => Promise.resolve(storeOverAPort()),
};

/** A memory store at the other end of a port. */
function storeOverAPort(): KeyValueStore {
  const { port1, port2 } = new MessageChannel();
  const clock = new VirtualClock();
  new PortCalls(port1, storeAnswers(new MemoryStore(clock)), clock);
  const store = new RemoteStore(new PortCalls<StoreAnswers>(port2, {}, clock));
  return Object.assign(store, {
    [Symbol.asyncDispose]() {
      port1.close();
      port2.close();
      return Promise.resolve();
    },
  });
}

for (const [name, open] of Object.entries(stores)) {
  const ignore = name === "Deno KV" && !("openKv" in Deno);

  Deno.test({
    name: `${name}: a write whose check fails changes nothing`,
    ignore,
    async fn() {
      await using store = await open();
      const key = ["a", "1"];
      const first = await store.commit({
        checks: [{ key, version: null }],
        writes: [{ key, value: { n: 1 }, expireInMs: HOUR_MS }],
      });
      assert.ok(first);
      for (const version of [null, first.slice(0, -1) + (first.endsWith("0") ? "1" : "0")]) {
        const other = ["a", "2"];
        const writes = [key, other].map((key) => ({ key, value: { n: 2 }, expireInMs: HOUR_MS }));
        assert.equal(await store.commit({ checks: [{ key, version }], writes }), undefined);
        assert.equal(await store.get(other), undefined);
      }
      assert.deepEqual(await store.get(key), { value: { n: 1 }, version: first });
      const second = await store.commit({
        checks: [{ key, version: first }],
        writes: [{ key, value: { n: 3 }, expireInMs: HOUR_MS }],
      });
      assert.ok(second !== undefined && second !== first);
    },
  });

  Deno.test({
    name: `${name}: values below a prefix are listed in the order of their keys, and can be deleted`,
    ignore,
    async fn() {
      await using store = await open();
      const keys = [["x", "2"], ["x", "10"], ["x", "1", "a"], ["y", "1"], ["x", "1"]];
      await store.commit({ checks: [], writes: keys.map((key) => ({ key, value: key, expireInMs: HOUR_MS })) });
      await store.commit({ checks: [], deletes: [["x", "10"]] });
      const listed = (await store.list(["x"])).map(({ key }) => key.join("/"));
      assert.deepEqual(listed.toSorted(), ["x/1", "x/1/a", "x/2"]);
      assert.ok(listed.indexOf("x/1/a") < listed.indexOf("x/2"));
    },
  });
}

Deno.test("memory: a value is forgotten when its time is over, and so are many dead ones", async () => {
  const clock = new VirtualClock();
  await using store = new MemoryStore(clock);
  await store.commit({ checks: [], writes: [{ key: ["a"], value: 1, expireInMs: 1000 }] });
  await clock.advance(999);
  assert.equal((await store.get(["a"]))?.value, 1);
  await clock.advance(1);
  assert.equal(await store.get(["a"]), undefined);
  assert.deepEqual(await store.list([]), []);
  const written = await store.commit({ checks: [{ key: ["a"], version: null }], writes: [] });
  assert.ok(written);
});

Deno.test({
  name: "Deno KV: a file whose folder is missing is refused with what to do",
  ignore: !("openKv" in Deno),
  async fn() {
    const folder = await Deno.makeTempDir();
    const error = await openDenoKv(`${folder}/missing/sessions.db`).catch((error: Error) => error);
    assert.ok(error instanceof Error);
    assert.match(error.message, /^cannot open .*sessions\.db: .*; its folder must exist and be writable/);
    await Deno.remove(folder);
  },
});

Deno.test("processes that write to one file of Deno KV at the same time wait for each other", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const outputs = await Promise.all(["one", "two", "three"].map((name) => {
      const args = ["run", "-A", "--quiet", "--no-check", "tests/store/write_many.ts", `${folder}/kv.db`, name];
      return new Deno.Command(Deno.execPath(), { args, cwd: PROJECT_ROOT }).output();
    }));
    const decoder = new TextDecoder();
    const told = outputs.map(({ code, stdout, stderr }) => [code, decoder.decode(stdout), decoder.decode(stderr)]);
    assert.deepEqual(told, [[0, "80", ""], [0, "80", ""], [0, "80", ""]]);
    await using store = await openDenoKv(`${folder}/kv.db`);
    assert.equal((await store.list([])).length, 30);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
