import assert from "node:assert/strict";
import { openApiDocument } from "../../../src/api/descriptions/openapi.ts";
import { OPERATIONS } from "../../../src/api/descriptions/operations.ts";
import { soon } from "../../support/waiting.ts";

/** A generator of types; a tool of the test, not of the project. */
const GENERATOR = "npm:openapi-typescript@7.10.1";
/** It is downloaded at the first run, ms. */
const LIMIT_MS = 90_000;

const folder = await Deno.makeTempDir();
const generated = await generate();
await Deno.remove(folder, { recursive: true });
if ("missing" in generated) {
  Deno.stderr.writeSync(new TextEncoder().encode(`openapi-typescript is not tried: ${generated.missing}\n`));
}

async function generate(): Promise<{ types: string } | { missing: string } | { failure: string }> {
  await Deno.writeTextFile(`${folder}/openapi.json`, JSON.stringify(openApiDocument("1.2.3")));
  const run = (...args: string[]) => {
    const command = new Deno.Command(Deno.execPath(), { args, cwd: folder, stdout: "piped", stderr: "piped" });
    return soon(command.output(), GENERATOR, LIMIT_MS);
  };
  const cached = await run("cache", "--no-config", "--no-lock", GENERATOR);
  if (!cached.success) return { missing: "npm cannot be reached" };
  const { success, stderr } = await run("run", "--no-config", "--no-lock", "-A", GENERATOR, "openapi.json", "-o=a.ts");
  if (!success) return { failure: new TextDecoder().decode(stderr) };
  return { types: await Deno.readTextFile(`${folder}/a.ts`) };
}

Deno.test({
  name: "openapi-typescript makes types of every call and message from the OpenAPI document",
  ignore: "missing" in generated,
  fn() {
    assert.ok("types" in generated, "failure" in generated ? generated.failure : "");
    for (const { id } of OPERATIONS) assert.ok(generated.types.includes(`operations["${id}"]`), id);
    assert.ok(generated.types.includes("TurnCompleteMessage: {"));
  },
});
