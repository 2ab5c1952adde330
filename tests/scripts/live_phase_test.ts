import assert from "node:assert/strict";
import { startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { obstacle } from "../../scripts/phase_04_live_openai.ts";

Deno.test("the live phase runs against a server that needs no key, and skips one that cannot be reached", async () => {
  const fake = startFakeOpenAi();
  const env = environmentOf({ OPENAI_BASE_URL: fake.baseUrl });
  assert.equal(await obstacle(env), undefined);
  await fake[Symbol.asyncDispose]();
  assert.match(await obstacle(env) ?? "", /^127\.0\.0\.1:\d+ cannot be reached: /);
});
