import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";
import { startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";

const KEY = "sk-test-MARKER-0123456789abcdef";

/** Runs phase 4 as a person would, with this environment. */
async function livePhase(env: Record<string, string>): Promise<{ success: boolean; output: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-P=scripts", "scripts/phase_04_live_openai.ts"],
    cwd: PROJECT_ROOT,
    env: { NO_COLOR: "1", OPENAI_API_KEY: "", TTH_OPENAI_API_KEY: "", OPENAI_BASE_URL: "", ...env },
  });
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { success, output: decoder.decode(stdout) + decoder.decode(stderr) };
}

Deno.test("the live phase passes against a server that speaks OpenAI's protocol, and shows its key nowhere", async () => {
  await using fake = startFakeOpenAi({ apiKey: KEY, realtime: { msPerChar: 12, manner: { deltaGapMs: 5 } } });
  const { success, output } = await livePhase({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: fake.baseUrl,
    // On a busy machine the pictures of a drawn face may come later than such short speech.
    TTH_COMPONENTS__AVATAR__PRIMARY: "stub_avatar",
  });
  assert.ok(success, output);
  assert.match(output, /tests: \d+ passed, 0 failed, 0 skipped/);
  assert.ok(!output.includes("MARKER"));
  assert.deepEqual(fake.realtime.sessions.flatMap((session) => session.errors), []);
});

Deno.test("the live phase skips with its reason when there is no key", async () => {
  const { success, output } = await livePhase({});
  assert.ok(success, output);
  assert.match(output, /none of TTH_OPENAI_API_KEY, OPENAI_API_KEY, OPENAI_BASE_URL is set/);
});
