import assert from "node:assert/strict";
import { concat } from "../../../src/core/bytes.ts";
import type { RealtimeFault } from "../../../src/adapters/kit/fakes/openai/faults/expected.ts";
import { injectRealtime, REALTIME_FAULTS } from "../../../src/adapters/kit/fakes/openai/faults/realtime.ts";
import { speechPcm } from "../../../src/adapters/kit/fakes/openai/speech_pcm.ts";
import { LoopClock } from "../../support/loop_clock.ts";
import { failureOf, MARKER_KEY, readAudioMs, readReply, type Reply, Stage } from "./stage.ts";
import { until } from "../../support/waiting.ts";
import { ProviderError } from "../../../src/contract/errors.ts";

const TEXT = "Hello there, my friend, and welcome to the show.";

/** Deadlines of the adapter, ms. */
const DEADLINES = {
  connect_ms: 700,
  configure_ms: 300,
  created_ms: 700,
  stall_ms: 700,
  settle_ms: 700,
  error_grace_ms: 300,
  close_ms: 300,
};

/** Longest that a fault may take, one silence and one close included, with room for the messages between; ms. */
const LONGEST_MS = DEADLINES.stall_ms + DEADLINES.close_ms + 1000;

function assertError(error: unknown, fault: RealtimeFault): void {
  assert.ok(fault.expected.outcome === "error");
  assert.ok(error instanceof ProviderError, `a ProviderError, not ${error}`);
  const { code, retryable, fatal = false } = fault.expected;
  assert.deepEqual([error.code, error.retryable, error.fatal], [code, retryable, fatal], error.message);
  assert.equal(error.provider, "openai_realtime");
  assert.ok(!error.message.includes(MARKER_KEY));
}

function assertReply(reply: Reply, fault: RealtimeFault): void {
  const { expected } = fault;
  if (expected.outcome === "error") {
    assertError(reply.error, fault);
    return assert.equal(reply.audioBytes > 0, expected.audible ?? false);
  }
  assert.equal(reply.error, undefined);
  const whole = speechPcm(TEXT, { msPerChar: 10 });
  if (expected.outcome === "ok") {
    assert.equal(reply.text, TEXT);
    assert.equal(reply.finish, undefined);
    // The samples of an item begin anew with it; only their count is that of the whole text.
    if (fault.manner?.items) assert.equal(reply.audioBytes, whole.length);
    else assert.deepEqual(concat(reply.chunks), whole);
  } else {
    assert.deepEqual(concat(reply.chunks), whole.subarray(0, reply.audioBytes));
    assert.equal(reply.finish, expected.finish);
  }
}

/** A turn, or what the fault wants in its place. */
async function drive(stage: Stage, fault: RealtimeFault): Promise<void> {
  if (fault.drive === "connect") return assertError(await failureOf(stage.connect()), fault);
  await stage.connect();
  if (fault.drive === "turn") return assertReply(await stage.turn("first"), fault);
  if (fault.drive === "idle") {
    await stage.turn("before");
    await until(() => stage.fake.realtime.sessions.length === 2);
    return assertReply(await stage.turn("first"), fault);
  }
  if (fault.drive === "close") {
    await stage.turn("before");
    await until(() => stage.fake.realtime.script.pending === 0);
    return await stage.adapter.close();
  }
  const stream = await stage.ask("interrupted");
  const delayed = fault.steps?.some((step) => step.at === "response_create");
  if (!delayed) {
    const reader = stream.getReader();
    await readAudioMs(reader, 100);
    reader.releaseLock();
  }
  await stage.adapter.cancelResponse();
  await stage.adapter.truncate(delayed ? 0 : 50);
  const rest = await readReply(stream);
  assert.ok(rest.error === undefined && (!delayed || rest.audioBytes === 0));
  assertReply(await stage.turn("first"), fault);
}

for (const fault of REALTIME_FAULTS) {
  Deno.test(`openai_realtime bears this fault, and takes a next turn: ${fault.name}`, async () => {
    await using clock = new LoopClock();
    await using stage = new Stage({
      clock,
      options: DEADLINES,
      fake: { clock, realtime: { reply: () => TEXT, manner: { deltaBytes: 4_800 } } },
    });
    injectRealtime(stage.fake, fault);
    const begunAtMs = clock.now();
    await drive(stage, fault);
    const tookMs = clock.now() - begunAtMs;
    assert.ok(tookMs < LONGEST_MS, `took ${tookMs} ms of ${LONGEST_MS}`);
    if (fault.drive === "connect" || fault.drive === "close") await stage.connect();
    assert.equal(stage.fake.realtime.script.pending, 0);
    const next = await stage.turn("next");
    assert.equal(next.error, undefined);
    assert.equal(next.text, TEXT);
    const lost = fault.expected.outcome === "ok" && fault.expected.retried;
    const heard = stage.fake.realtime.session.conversation.items.filter((item) => item.role === "user");
    const users = heard.map((item) => item.text);
    assert.equal(users.at(-1), "next");
    assert.equal(new Set(users).size, users.length, "no user text is there twice");
    if (lost) assert.ok(users.includes("first"));
  });
}
