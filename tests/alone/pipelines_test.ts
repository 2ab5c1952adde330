import assert from "node:assert/strict";
import { openProject } from "../../src/api/project.ts";
import { type Pipelines, startPipelines } from "../../src/api/workers/pipelines.ts";
import { createSession } from "../../src/client/net/join.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { loadConfig } from "../../src/core/config/config.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { soon, until } from "../support/waiting.ts";

/** How much the loss of a pipeline delays its sessions' next turn, ms. */
const AGAIN_MS = 3000;

/** Enough that each of two pipelines gets some. */
const SESSIONS = 12;

/** What a session says while its pipeline is lost: it may hear any beginning of it. */
const CUT_SHORT = "This is a long sentence, which is cut short by the loss of its pipeline.";

interface Stage extends AsyncDisposable {
  readonly pipelines: Pipelines;
  /** The answer of `/v1/ready`: of any pipeline, for all of them. */
  ready(): Promise<{ status: number; detail: string }>;
  sessions(): Promise<Awaited<ReturnType<typeof openSession>>[]>;
}

/** Two pipelines of mocks in workers of this process. */
async function stage(env: Record<string, string> = {}): Promise<Stage> {
  const root = await Deno.makeTempDir();
  const all = { ...UNLIMITED, TTH_PROFILE: "offline_mock", TTH_PORT: "0", TTH_LOG_LEVEL: "fatal", ...env };
  await Deno.writeTextFile(`${root}/.env`, Object.entries(all).map(([name, value]) => `${name}=${value}\n`).join(""));
  // The pipelines read it, though the tests leave that of the project unread.
  const { TTH_DOTENV = "" } = Deno.env.toObject();
  Deno.env.set("TTH_DOTENV", "on");
  const options = { root: new URL(`file://${root}/`) };
  const loaded = await loadConfig({ ...await openProject(options), env: environmentOf(all) });
  const pipelines = await startPipelines(2, { loaded, secrets: [], options });
  const opened = new AsyncDisposableStack();
  return {
    pipelines,
    async ready() {
      const response = await fetch(`${pipelines.url}/v1/ready`);
      const { detail } = await response.json();
      return { status: response.status, detail };
    },
    sessions: () => Promise.all(Array.from({ length: SESSIONS }, () => openSession(pipelines.url, opened))),
    async [Symbol.asyncDispose]() {
      await opened.disposeAsync();
      await pipelines.stop();
      Deno.env.set("TTH_DOTENV", TTH_DOTENV);
      await Deno.remove(root, { recursive: true });
    },
  };
}

async function openSession(url: string, opened: AsyncDisposableStack) {
  const session = await createSession({ url, video: { mode: "none" }, backoff: { minMs: 50 } });
  opened.use(session);
  await session.opened();
  return {
    async speak() {
      for (;;) {
        const turn = session.say("Here I am.");
        // What was sent to a pipeline that was just lost has to be said again.
        const isDone = await soon(turn.done.then(() => true, () => false), "the session to speak");
        if (isDone) return;
      }
    },
    async begin() {
      const audio = session.next("audio_chunk");
      session.say(CUT_SHORT);
      await soon(audio, "the session to begin to speak");
    },
    async heard() {
      const response = await fetch(`${url}/v1/sessions/${session.grant.session_id}/transcript`);
      const { turns }: { turns: { heard_text: string }[] } = await response.json();
      return turns.map(({ heard_text }) => heard_text);
    },
  };
}

Deno.test("the sessions of a lost pipeline speak again within three seconds, and nothing heard is lost", async () => {
  await using on = await stage();
  const sessions = await on.sessions();
  const speakAll = async () => {
    const began = performance.now();
    await Promise.all(sessions.map((session) => session.speak()));
    return performance.now() - began;
  };
  const usualMs = await speakAll();
  await Promise.all(sessions.map((session) => session.begin()));
  const [lost] = on.pipelines.all;
  lost!.end("the test wants it");
  assert.equal((await on.ready()).status, 200, "one pipeline serves");
  // A busy machine takes longer for a turn in any case, and for the loss as well.
  const delayMs = await speakAll() - usualMs;
  assert.ok(delayMs < AGAIN_MS + usualMs, `the loss delayed them by ${Math.round(delayMs)} ms`);
  for (const heard of await Promise.all(sessions.map(({ heard }) => heard()))) {
    assert.deepEqual([heard[0], heard.at(-1)], ["Here I am.", "Here I am."]);
    // Of a turn that ran on the lost pipeline it is not known what was heard, or that it had begun.
    const between = heard.slice(1, -1);
    assert.ok(between.length <= 1 && between.every((text) => CUT_SHORT.startsWith(text)), JSON.stringify(heard));
  }
  await until(() => on.pipelines.all[0] !== lost, "another pipeline in its place");
  await soon(on.pipelines.all[0]!.listening, "it to listen");
  await until(async () => (await on.ready()).detail === "serving", "all pipelines to be ready");
});

Deno.test("a restart replaces both pipelines while their sessions go on, and the limits count all sessions", async () => {
  const room = 5;
  const limit = String(SESSIONS + room);
  await using on = await stage({ TTH_SESSION__MAX_SESSIONS: limit, TTH_SERVER__SHUTDOWN_MS: "600" });
  const sessions = await on.sessions();
  const before = [...on.pipelines.all];
  await soon(on.pipelines.restart(), "the restart");
  assert.equal(on.pipelines.all.filter((pipeline) => before.includes(pipeline)).length, 0);
  await Promise.all(sessions.map((session) => session.speak()));
  const health = await (await fetch(`${on.pipelines.url}/v1/health`)).json();
  assert.equal(health.tts.detail, "mock_tts: built in");
  let created = 0;
  await until(async () => {
    const statuses = await Promise.all(Array.from({ length: 40 }, async () => {
      const response = await fetch(`${on.pipelines.url}/v1/sessions`, { method: "POST" });
      await response.body?.cancel();
      return response.status;
    }));
    created += statuses.filter((status) => status === 201).length;
    return created >= room && statuses.every((status) => status === 503);
  }, "every pipeline to know that there is no room");
  assert.equal(created, room);
});
