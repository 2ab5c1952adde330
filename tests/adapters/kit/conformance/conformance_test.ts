import assert from "node:assert/strict";
import { Registry } from "../../../../src/core/registry/registry.ts";
import { checkConformance } from "../../../../src/adapters/kit/conformance/mod.ts";
import { setups } from "./setups.ts";

const registry = new Registry();

for (const { kind, name } of registry.list()) {
  Deno.test(`${kind}/${name} keeps the contract of its kind`, async () => {
    await using setup = await setups[name]?.();
    const results = await checkConformance(await registry.definition(kind, name), setup?.conformance);
    assert.deepEqual(results.filter(({ status }) => status === "failed"), []);
    assert.ok(results.filter(({ status }) => status === "passed").length >= 10);
  });
}

Deno.test("`deno task conformance` prints a table, and fails for what it does not know", async () => {
  const run = async (...args: string[]) => {
    const command = new Deno.Command(Deno.execPath(), {
      args: ["run", "-P=scripts", "scripts/conformance.ts", ...args],
    });
    const { code, stdout, stderr } = await command.output();
    const decoder = new TextDecoder();
    return { code, output: decoder.decode(stdout), mistake: decoder.decode(stderr) };
  };
  const known = await run("avatar", "stub_avatar");
  assert.match(
    known.output,
    /pass +\d+ ms +covers the speech[\s\S]*avatar\/stub_avatar: \d+ passed, 0 failed, \d+ skipped/,
  );
  assert.equal(known.code, 0);
  const unknown = await run("avatar", "stub_avatr");
  assert.match(unknown.mistake, /unknown adapter "stub_avatr", did you mean "stub_avatar"/);
  assert.equal(unknown.code, 2);
});
