import assert from "node:assert/strict";
import type { RealtimeSetup } from "../../../src/contract/adapter.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { failureOf, MARKER_KEY, readAudioMs, readReply, Stage, type StageOptions } from "./stage.ts";
import { systemClock } from "../../../src/contract/clock.ts";
import { type ServerPlan, startServer } from "../../support/servers/server.ts";
import { arrivals, soon, until } from "../../support/waiting.ts";

const MINUTE_MS = 60_000;

/** A stage whose hour passes when the test says so. */
async function withClock(
  options: StageOptions = {},
  setup: Partial<RealtimeSetup> = {},
): Promise<{ stage: Stage; clock: VirtualClock }> {
  const clock = new VirtualClock();
  const reply = ({ userText }: { userText: string }) => `You said ${userText} to me.`;
  const stage = new Stage({
    ...options,
    clock,
    fake: { ...options.fake, realtime: { reply, ...options.fake?.realtime } },
  });
  const history = [{ role: "user", content: "Earlier." }, { role: "assistant", content: "Indeed." }] as const;
  await stage.connect({ history, ...setup });
  return { stage, clock };
}

/** Lets time pass step by step, with room for the sockets in between, until something holds. */
async function goOn(clock: VirtualClock, stepMs: number, holds: () => boolean): Promise<void> {
  await until(async () => {
    if (holds()) return true;
    await clock.advance(stepMs);
    await arrivals(5);
    return false;
  }, String(holds));
}

function texts(stage: Stage): (string | null)[] {
  return stage.fake.realtime.session.conversation.items.map((item) => item.text);
}

Deno.test("openai_realtime hands the conversation to a new session before the hour ends, between turns", async () => {
  const { stage, clock } = await withClock();
  await using _ = stage;
  const { sessions } = stage.fake.realtime;
  await stage.turn("one");
  await clock.advance(57 * MINUTE_MS);
  assert.equal(sessions.length, 1);
  await clock.advance(1 * MINUTE_MS);
  await until(() => sessions.length === 2 && sessions[0]?.closed !== null);
  assert.deepEqual(texts(stage), ["Earlier.", "Indeed.", "one", "You said one to me."]);
  assert.equal((await stage.turn("two")).text, "You said two to me.");
  assert.deepEqual(stage.fake.realtime.session.errors, []);
  await clock.advance(58 * MINUTE_MS);
  await until(() => sessions.length === 3);
});

Deno.test("openai_realtime does not hand over in the middle of a turn, but right after it", async () => {
  const reply = () => "This answer takes its time. ".repeat(8);
  const { stage, clock } = await withClock({
    fake: { realtime: { reply, manner: { deltaGapMs: 10 } } },
    options: { stall_ms: 60_000 },
  });
  await using _ = stage;
  const { sessions } = stage.fake.realtime;
  // `expires_at` is in whole seconds.
  await clock.advance(58 * MINUTE_MS - 2000);
  const stream = await stage.ask("one");
  const reader = stream.getReader();
  await readAudioMs(reader, 100);
  await clock.advance(3000);
  // Long enough in real time for a connection to be made.
  await readAudioMs(reader, 800);
  assert.equal(sessions.length, 1);
  reader.releaseLock();
  assert.equal((await readReply(stream)).error, undefined);
  await until(() => sessions.length === 2);
});

Deno.test("openai_realtime replays no more than what was heard", async () => {
  const { stage, clock } = await withClock();
  await using _ = stage;
  const reply = await stage.turn("one");
  await stage.adapter.truncate(reply.audioBytes / 48 / 2);
  await clock.advance(58 * MINUTE_MS);
  await until(() => stage.fake.realtime.sessions.length === 2 && texts(stage).length === 4);
  assert.deepEqual(texts(stage), ["Earlier.", "Indeed.", "one", "You said"]);
});

Deno.test("openai_realtime tells a new session of as many turns as its host remembers", async () => {
  const { stage, clock } = await withClock({}, { historyTurns: 2 });
  await using _ = stage;
  await stage.turn("one");
  await stage.turn("two");
  await stage.turn("three");
  await clock.advance(58 * MINUTE_MS);
  await until(() => stage.fake.realtime.sessions.length === 2 && texts(stage).length >= 4);
  assert.deepEqual(texts(stage), ["two", "You said two to me.", "three", "You said three to me."]);
});

Deno.test("openai_realtime does not lose the question that it asks again, even if its host remembers no turns", async () => {
  const { stage } = await withClock({}, { historyTurns: 0 });
  await using _ = stage;
  stage.fake.realtime.script.add({ at: "response_created", do: [{ do: "drop" }] });
  assert.equal((await stage.turn("one")).text, "You said one to me.");
  assert.deepEqual(texts(stage), ["one", "You said one to me."]);
});

Deno.test("openai_realtime corrects a replayed reply that is cut after the hand-over", async () => {
  const { stage, clock } = await withClock();
  await using _ = stage;
  const reply = await stage.turn("one");
  await clock.advance(58 * MINUTE_MS);
  await until(() => stage.fake.realtime.sessions.length === 2 && texts(stage).length === 4);
  await stage.adapter.truncate(reply.audioBytes / 48 / 2);
  await stage.turn("two");
  assert.deepEqual(texts(stage), ["Earlier.", "Indeed.", "one", "You said", "two", "You said two to me."]);
  assert.deepEqual(stage.fake.realtime.session.errors, []);
});

Deno.test("openai_realtime believes the end that the provider announces", async () => {
  const { stage, clock } = await withClock({ fake: { realtime: { sessionMs: 20 * MINUTE_MS } } });
  await using _ = stage;
  await clock.advance(18 * MINUTE_MS);
  await until(() => stage.fake.realtime.sessions.length === 2);
});

Deno.test("openai_realtime keeps the old session when a new one cannot be had, and tries again after the next turn", async () => {
  const { stage, clock } = await withClock();
  await using _ = stage;
  stage.fake.realtime.script.add({ at: "handshake", do: [{ do: "refuse", status: 500 }] });
  await clock.advance(58 * MINUTE_MS);
  await until(() => stage.fake.realtime.script.pending === 0);
  assert.equal((await stage.turn("one")).text, "You said one to me.");
  assert.equal(stage.fake.realtime.sessions[0]?.received.filter((event) => event.type === "response.create").length, 1);
  await until(() => stage.fake.realtime.sessions.length === 2);
});

Deno.test("openai_realtime tries to renew an idle session again and again while the old one lives", async () => {
  const { stage, clock } = await withClock();
  await using _ = stage;
  stage.fake.realtime.script.add({ at: "handshake", do: [{ do: "refuse", status: 500 }] });
  await clock.advance(58 * MINUTE_MS);
  await goOn(clock, 1000, () => stage.fake.realtime.sessions.length === 2);
  assert.ok(clock.now() >= 58 * MINUTE_MS + 15_000);
});

Deno.test("openai_realtime reconnects an idle session after a drop, with the heard history, before it is needed", async () => {
  const { stage, clock } = await withClock();
  await using _ = stage;
  await stage.turn("one");
  stage.fake.realtime.script.add(
    { at: "handshake", do: [{ do: "refuse", status: 500 }] },
    { at: "handshake", do: [{ do: "refuse", status: 500 }] },
  );
  const droppedAtMs = clock.now();
  stage.fake.proxy.dropAll();
  await goOn(clock, 250, () => stage.fake.realtime.sessions.length === 2 && texts(stage).length === 4);
  assert.ok(clock.now() - droppedAtMs >= 6000);
  assert.deepEqual(texts(stage), ["Earlier.", "Indeed.", "one", "You said one to me."]);
});

Deno.test("openai_realtime leaves no timer when it is closed", async () => {
  const { stage, clock } = await withClock({ fake: { realtime: { manner: { deltaGapMs: 5 } } } });
  await using _ = stage;
  const stream = await stage.ask("one");
  await readAudioMs(stream.getReader(), 50);
  await stage.adapter.close();
  assert.equal(clock.pending, 0);
});

Deno.test("openai_realtime gives up connecting when its signal aborts", async () => {
  await using stage = new Stage({ fake: { realtime: { script: [{ at: "open", do: [{ do: "stall" }] }] } } });
  const opening = new AbortController();
  const reason = new DOMException("the session is over", "AbortError");
  const connected = stage.connect({ signal: opening.signal });
  await until(() => stage.fake.realtime.sessions.length === 1);
  opening.abort(reason);
  await assert.rejects(soon(connected, "the end of the attempt"), (error) => error === reason);
});

Deno.test("openai_realtime finds out why a handshake was refused by asking for the models", async () => {
  await using stage = new Stage({ fake: { modelStatuses: [429] } });
  const refused = failureOf(stage.connect());
  // The drop before the answer hides the status, as TLS does.
  stage.fake.proxy.dropNext();
  assert.equal((await refused).code, "provider_rate_limited");
});

Deno.test("openai_realtime says how long a provider that refuses with 429 asks to wait", async () => {
  const refused = { at: "handshake", do: [{ do: "refuse", status: 429, headers: { "retry-after": "7" } }] } as const;
  await using stage = new Stage({ fake: { realtime: { script: [refused] } } });
  const error = await failureOf(stage.connect());
  assert.equal(error.code, "provider_rate_limited");
  assert.match(error.message, /asks to wait 7 s/);
});

Deno.test("openai_realtime refuses to call OpenAI without a key, and says what to set", async () => {
  await using stage = new Stage({ options: { base_url: "https://api.openai.com/v1" }, key: "" });
  const error = await failureOf(stage.connect());
  assert.deepEqual([error.code, error.fatal], ["provider_unauthorized", true]);
  assert.match(error.message, /OPENAI_API_KEY/);
  assert.equal((await stage.adapter.health()).healthy, false);
});

Deno.test("openai_realtime shows its key in no error and no health report", async () => {
  const leak = `Incorrect API key provided: ${MARKER_KEY}.`;
  const refusal = { type: "invalid_request_error", code: "invalid_api_key", message: leak };
  await using stage = new Stage({
    fake: {
      modelStatuses: [401],
      realtime: { script: [{ at: "open", do: [{ do: "error", error: refusal }, { do: "close", code: 3000 }] }] },
    },
  });
  const error = await failureOf(stage.connect());
  const health = await stage.adapter.health();
  const shown = JSON.stringify([
    error.message,
    error.stack,
    error.cause,
    { ...error },
    health,
    stage.adapter.capabilities(),
  ]);
  assert.match(error.message, /redacted/);
  assert.ok(!shown.includes("MARKER"), shown);
  assert.equal(health.healthy, false);
});

Deno.test("openai_realtime is healthy when the models answer, and counts what it did not understand", async () => {
  await using stage = new Stage({
    fake: {
      realtime: {
        script: [{
          at: { delta: 1 },
          do: [{ do: "send", frame: '{"type":"response.hologram"}' }, { do: "send", frame: "{" }],
        }],
      },
    },
  });
  await stage.connect();
  assert.deepEqual((await stage.adapter.health()).healthy, true);
  await stage.turn();
  assert.match((await stage.adapter.health()).detail, /2 unexpected events ignored/);
});

Deno.test("openai_realtime says that a server which only chats offers no realtime, and finds it out without a session", async () => {
  await using stage = new Stage();
  assert.equal((await stage.adapter.health()).healthy, true);
  assert.equal(stage.fake.realtime.sessions.length, 0);
  const chatOnly: ServerPlan = { paths: { "/v1/models": () => Response.json({ data: [] }) } };
  await using server = startServer(chatOnly, systemClock);
  await using other = new Stage({ options: { base_url: server.baseUrl } });
  const { healthy, detail } = await other.adapter.health();
  assert.equal(healthy, false);
  assert.match(detail, /GET http:.*\/v1\/realtime failed \(404\): the server does not offer realtime/);
});

Deno.test("openai_realtime learns nothing about a server from a health check that was aborted", async () => {
  const leaving = new AbortController();
  const left = Promise.withResolvers<void>();
  const chatOnly: ServerPlan = {
    paths: {
      "/v1/models": () => Response.json({ data: [] }),
      "/v1/realtime": async ({ headers }) => {
        if (headers.has("upgrade")) {
          leaving.abort();
          await left.promise;
        }
        return new Response(null, { status: 404 });
      },
    },
  };
  await using server = startServer(chatOnly, systemClock);
  await using stage = new Stage({ options: { base_url: server.baseUrl } });
  const aborted = await stage.adapter.health({ signal: leaving.signal });
  left.resolve();
  assert.equal(aborted.healthy, false);
  const { healthy, detail } = await stage.adapter.health();
  assert.equal(healthy, false, detail);
  assert.match(detail, /does not offer realtime/);
});

Deno.test("openai_realtime asks Azure for a deployment, with the query of its address and the key as api-key", async () => {
  const asked: { url: string; key: string | null }[] = [];
  const azure: ServerPlan = {
    paths: {
      "/openai/realtime": ({ path, query, headers }) => {
        asked.push({ url: path + query, key: headers.get("api-key") });
        return new Response("no upgrade", { status: 401 });
      },
    },
  };
  await using server = startServer(azure, systemClock);
  const base_url = `${new URL(server.baseUrl).origin}/openai?api-version=1&deployment=talk`;
  await using stage = new Stage({ options: { base_url, auth: "api-key" } });
  await assert.rejects(stage.connect(), /provider_unauthorized|401/);
  assert.deepEqual(asked[0], { url: "/openai/realtime?api-version=1&deployment=talk", key: MARKER_KEY });
});
