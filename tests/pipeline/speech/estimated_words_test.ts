import assert from "node:assert/strict";
import { ScriptedRealtime } from "../../../src/adapters/kit/fakes/providers.ts";
import { setStage } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const REPLY = "One two three four five six seven eight nine ten.";

Deno.test("speech without word marks still has words for captions, and a cut between words", async () => {
  const clock = new VirtualClock();
  const realtime = new ScriptedRealtime(function* () {
    yield { type: "text", text: REPLY };
    yield { type: "audio", pcm: new Uint8Array(48 * 2500) };
  });
  const { session, client } = setStage({ cast: { realtime: [realtime] }, extras: ["word"] }, clock);
  session.receive({ type: "user_text", text: "Count.", mode: "reply" });
  await clock.advance(1200);
  session.receive({ type: "interrupt" });
  const spoken = client.of("word").map(({ text }) => text);
  assert.deepEqual(spoken, REPLY.match(/\w+/g)!.slice(0, spoken.length), "in order, none twice");
  const [complete] = client.of("turn_complete");
  assert.ok(REPLY.startsWith(complete!.heard_text) && complete!.heard_text.length < REPLY.length);
  const heardWords = complete!.heard_text.split(" ").length;
  assert.ok(heardWords >= 3 && heardWords <= 7, complete!.heard_text);
  for (const event of client.of("word")) assert.equal(REPLY.slice(event.char_start, event.char_end), event.text);
  await session.end();
});

for (const mode of ["realtime", "burst"]) {
  Deno.test(`with ${mode} pacing every word of a reply without marks is told, whatever its end was estimated at`, async () => {
    const clock = new VirtualClock();
    const realtime = new ScriptedRealtime(function* () {
      yield { type: "text", text: REPLY };
      yield { type: "audio", pcm: new Uint8Array(48 * 800) };
    });
    const { session, client } = setStage({
      cast: { realtime: [realtime] },
      config: { pacing: { mode } },
      extras: ["word"],
    }, clock);
    session.receive({ type: "user_text", text: "Count.", mode: "reply" });
    await clock.advance(5000);
    assert.deepEqual(client.of("word").map(({ text }) => text), REPLY.match(/\w+/g));
    assert.ok(client.of("word").every(({ end_ms }) => end_ms <= 2000));
    await session.end();
  });
}
