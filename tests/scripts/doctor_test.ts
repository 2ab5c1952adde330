import assert from "node:assert/strict";
import { systemClock } from "../../src/contract/clock.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { filesBelow } from "../../src/core/config/files.ts";
import { Registry } from "../../src/core/registry/registry.ts";
import { examine, EXIT } from "../../scripts/lib/doctor.ts";
import { refuse } from "../support/servers/answers.ts";
import { type ServerPlan, startServer } from "../support/servers/server.ts";

/** What the doctor says of a server, and its exit code. */
async function diagnosisOf(
  plan: ServerPlan,
  more: Record<string, unknown> = {},
): Promise<{ code: number; said: string }> {
  await using server = startServer(plan, systemClock);
  const profile = JSON.stringify({
    components: { llm: { primary: "openai_chat" }, tts: { primary: "openai_tts" } },
    adapters: {
      openai_chat: { base_url: server.baseUrl, model: "test-model", warmup: "never", ...more },
      openai_tts: { base_url: server.baseUrl, model: "test-tts", voice: "alloy", warmup: "never" },
    },
    pacing: { mode: "burst" },
  });
  const files = filesBelow();
  const lines: string[] = [];
  const code = await examine({
    env: environmentOf({ OPENAI_CHAT_API_KEY: "sk-MARKER-0123456789" }),
    files: { ...files, read: (path) => path.endsWith("/sick.yaml") ? Promise.resolve(profile) : files.read(path) },
    registry: new Registry(),
    profile: "sick",
    text: "Hello.",
    findLocal: false,
    print: (line) => void lines.push(line),
  });
  const said = lines.join("\n");
  assert.ok(!said.includes("MARKER"), said);
  return { code, said };
}

Deno.test("the doctor finds nothing wrong with servers that are well, and says when words and sound came", async () => {
  const { code, said } = await diagnosisOf({});
  assert.equal(code, EXIT.well, said);
  assert.match(said, /✓ language model: openai_chat: .* answers, test-model is there/);
  assert.match(said, /✓ speech, a reply: completed, first words after \d+ ms, first sound after \d+ ms/);
});

Deno.test("the doctor names the model that was meant, the key that is refused, and the service that is missing", async () => {
  const model = await diagnosisOf({}, { model: "test-modle" });
  assert.equal(model.code, EXIT.ill);
  assert.match(model.said, /✗ language model: .*no model "test-modle", did you mean "test-model"\?/);
  const key = await diagnosisOf({
    paths: { "/v1/models": () => refuse(401, { error: { message: "bad key sk-MARKER-0123456789" } }) },
  });
  assert.match(key.said, /✗ language model: .*\(401\): bad key \[redacted\]; check OPENAI_CHAT_API_KEY/);
  const voice = await diagnosisOf({ speech: () => refuse(500, { detail: "the voice is broken" }) });
  assert.equal(voice.code, EXIT.ill);
  assert.match(voice.said, /✗ speech, a reply: failed[^]*the voice is broken/);
});

Deno.test("the doctor shows the mistakes of a configuration in their place", async () => {
  const { code, said } = await diagnosisOf({}, { modle: "x" });
  assert.equal(code, EXIT.misconfigured);
  assert.match(said, /adapters\.openai_chat\.modle: .*did you mean "model"/);
});
