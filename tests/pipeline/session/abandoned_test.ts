import assert from "node:assert/strict";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { fakeRecorder } from "../../support/recorder.ts";
import { setStage, type Stage } from "../../support/stage.ts";

/** Twelve words of 200 ms. */
const REPLY = "One two three four five six. Seven eight nine ten eleven twelve.";
const TURN_MS = 12 * 200;
const LEAD_MS = 400;
const RESUME_MS = 30_000;
const say = { type: "user_text", text: "Count.", mode: "reply" } as const;

/** How much audio its clients were sent, ms. */
function sentMs(...clients: Stage["client"][]): number {
  return clients.flatMap((client) => client.of("audio_chunk")).reduce((ms, { duration_ms }) => ms + duration_ms, 0);
}

Deno.test("a turn whose client leaves and never returns ends as interrupted, with what had reached it as heard", async () => {
  const { recorder, of } = fakeRecorder();
  const { clock, runtime, session, client } = setStage({ reply: REPLY, recorder });
  session.receive(say);
  await clock.advance(600);
  session.detach(client);
  const reachedMs = sentMs(client);
  assert.ok(reachedMs <= 600 + LEAD_MS, `${reachedMs} ms`);
  await clock.advance(RESUME_MS);
  await session.end();

  const [record] = session.records;
  assert.deepEqual(
    [record?.status, record?.heardMs, record?.heardSource, record?.heardText],
    ["interrupted", reachedMs, "estimated", "One two three four five"],
  );
  const [{ ending } = assert.fail("the recording has no end")] = of("end");
  assert.deepEqual([ending.cutMs, ending.transcript.status], [reachedMs, "interrupted"]);
  const { metrics, usage } = runtime.telemetry.measured();
  const turns = metrics.find(({ name }) => name === "tth.turns");
  assert.deepEqual(turns?.points, [{ attributes: { status: "interrupted" }, value: 1 }]);
  assert.equal(usage.at(-1)?.speechSeconds, reachedMs / 1000);
});

Deno.test("a turn whose client had everything when it left is complete", async () => {
  const { clock, session, client } = setStage({ reply: REPLY });
  session.receive(say);
  await clock.advance(TURN_MS - LEAD_MS / 2);
  session.detach(client);
  await clock.advance(RESUME_MS);
  await session.end();
  assert.deepEqual([session.records[0]?.status, session.records[0]?.heardText], ["completed", REPLY]);
});

Deno.test("a session that is over keeps none of the memory that sessions share", async () => {
  const { clock, runtime, session, client } = setStage({ reply: REPLY });
  session.receive(say);
  await clock.advance(600);
  assert.ok(runtime.pages.lent > 0);
  session.detach(client);
  await session.end();
  assert.equal(runtime.pages.lent, 0);
  const before = client.events.length;
  session.receive(say);
  await clock.advance(600);
  assert.deepEqual([client.events.length, runtime.pages.lent], [before, 0]);
});

Deno.test("a turn waits for its client, and goes on from what had reached it: nothing is missing, picture or sound", async () => {
  for (const awayMs of [50, LEAD_MS / 2, 3000, RESUME_MS - 1]) {
    const { clock, session, client, connect } = setStage({ reply: REPLY });
    session.receive(say);
    await clock.advance(600);
    session.detach(client);
    await clock.advance(awayMs);
    const again = connect(client.events.at(-1)!.seq);
    assert.ok(sentMs(client, again) <= 600 + Math.min(awayMs, LEAD_MS) + LEAD_MS + 160, "the lead is kept");
    await clock.advance(TURN_MS);
    await session.end();
    const [complete] = again.of("turn_complete");
    assert.deepEqual([complete?.status, complete?.heard_text, complete?.heard_ms], ["completed", REPLY, TURN_MS]);
    assert.equal(sentMs(client, again), TURN_MS);
    assert.equal(
      client.of("video_frame").length + again.of("video_frame").length,
      TURN_MS / 40,
      `away for ${awayMs} ms`,
    );
    const { metrics: { underruns, frames_dropped, frames_skipped } } = complete!;
    assert.deepEqual([underruns, frames_dropped, frames_skipped], [0, 0, 0]);
  }
});

Deno.test("a turn whose client leaves before the first sound begins to speak when it is back", async () => {
  const clock = new VirtualClock();
  const cast = {
    llm: [new ScriptedLlm(clock, () => REPLY)],
    tts: [new ScriptedTts(clock, { wordDelayMs: (word) => word === 0 ? 500 : 0 })],
    avatar: [new ScriptedAvatar(clock)],
  };
  const { session, client, connect } = setStage({ cast }, clock);
  session.receive(say);
  await clock.advance(100);
  session.detach(client);
  await clock.advance(5000);
  const again = connect(client.events.at(-1)!.seq);
  await clock.advance(TURN_MS + 40);
  await session.end();
  const [complete] = again.of("turn_complete");
  assert.deepEqual([complete?.status, complete?.heard_ms, complete?.metrics.underruns], ["completed", TURN_MS, 0]);
  assert.equal(again.of("video_frame").length, TURN_MS / 40);
});

Deno.test("a client whose reports ended long before its connection has heard what it had then, and no more", async () => {
  const { clock, session, client } = setStage({ reply: REPLY });
  session.receive(say);
  await clock.advance(500);
  session.receive({ type: "playback", turn: 1, position_ms: 450 });
  const hadMs = sentMs(client);
  await clock.advance(1300);
  assert.ok(sentMs(client) > hadMs + 1000);
  session.detach(client);
  await clock.advance(RESUME_MS);
  await session.end();
  const [record] = session.records;
  assert.deepEqual([record?.status, record?.heardMs, record?.heardSource], ["interrupted", hadMs, "measured"]);
});

Deno.test("a burst that its client leaves is neither made to its end nor complete", async () => {
  const clock = new VirtualClock();
  const tts = new ScriptedTts(clock, { wordDelayMs: () => 20 });
  const cast = { llm: [new ScriptedLlm(clock, () => REPLY.repeat(5))], tts: [tts] };
  const { session, client } = setStage({ cast, config: { pacing: { mode: "burst" } } }, clock);
  session.receive(say);
  await clock.advance(200);
  session.detach(client);
  await clock.advance(RESUME_MS);
  await session.end();
  assert.equal(session.records[0]?.status, "interrupted");
  assert.ok(tts.words < 30, `${tts.words} of 60 words were made`);
});
