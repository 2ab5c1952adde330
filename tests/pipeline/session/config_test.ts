import assert from "node:assert/strict";
import { ScriptedLlm, ScriptedRealtime, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { setStage } from "../../support/stage.ts";

const say = (text: string) => ({ type: "user_text", text, mode: "reply" }) as const;

for (const leadMs of [100, 1000]) {
  Deno.test(`with pacing.lead_ms at ${leadMs} media leaves that far ahead of playout, and no further`, async () => {
    const { clock, session, client } = setStage({
      config: { pacing: { lead_ms: leadMs, chunk_ms: 40, tick_ms: 1 } },
      reply: Array.from({ length: 30 }, () => "word").join(" "),
    });
    session.receive(say("Go."));
    await clock.advance(3000);
    const sent = client.events.flatMap((event, i) =>
      event.type === "audio_chunk" ? [{ at: client.times[i] ?? 0, startMs: event.timestamp_ms }] : []
    );
    const startedAt = sent[0]?.at ?? 0;
    const largestLeadMs = Math.max(...sent.map(({ at, startMs }) => startMs - (at - startedAt)));
    assert.ok(largestLeadMs < leadMs && largestLeadMs >= leadMs - 40, `${largestLeadMs} ms ahead`);
    await session.end();
  });
}

Deno.test("with session.history_turns at 2 a model is told the last two turns, and no more", async () => {
  const clock = new VirtualClock();
  const llm = new ScriptedLlm(clock, () => "Yes.");
  const { session } = setStage({
    cast: { llm: [llm], tts: [new ScriptedTts(clock)] },
    config: { session: { history_turns: 2 } },
  }, clock);
  for (const text of ["One.", "Two.", "Three.", "Four."]) {
    session.receive(say(text));
    await clock.advance(1000);
  }
  assert.deepEqual(llm.calls.at(-1)?.filter(({ role }) => role === "user").map(({ content }) => content), [
    "Two.",
    "Three.",
    "Four.",
  ]);
  await session.end();
});

Deno.test("a realtime provider is told how many turns it may replay", async () => {
  const clock = new VirtualClock();
  const realtime = new ScriptedRealtime(() => []);
  const { session } = setStage({
    cast: { realtime: [realtime] },
    config: { session: { history_turns: 2 } },
  }, clock);
  await clock.advance(0);
  const [first] = realtime.orders;
  assert.ok(typeof first === "object" && "connect" in first);
  assert.equal(first.connect.historyTurns, 2);
  await session.end();
});

Deno.test("a realtime reply longer than session.max_reply_ms fails the turn, and is heard as far as it was taken", async () => {
  const clock = new VirtualClock();
  const seconds = (count: number) => () =>
    Array.from({ length: count }, () => ({ type: "audio", pcm: new Uint8Array(48_000) }) as const);
  const run = async (audioS: number) => {
    const realtime = new ScriptedRealtime(seconds(audioS));
    const config = { session: { max_reply_ms: 2000 } };
    const { session, client } = setStage({ cast: { realtime: [realtime] }, config }, clock);
    session.receive(say("Go on and on."));
    await clock.advance(8000);
    await session.end();
    const [complete] = client.of("turn_complete");
    return [complete?.status, complete?.metrics.audio_ms, client.of("error").map(({ code }) => code)];
  };
  assert.deepEqual(await run(2), ["completed", 2000, []]);
  assert.deepEqual(await run(4), ["failed", 2000, ["reply_too_long"]]);
});
