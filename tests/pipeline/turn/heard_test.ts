import assert from "node:assert/strict";
import fc from "fast-check";
import { ScriptedLlm, ScriptedTts, WORD_MS, WORD_SOUND_MS } from "../../../src/adapters/kit/fakes/providers.ts";
import { setStage } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const WORDS = "Alpha bravo, charlie delta. Echo foxtrot golf hotel; india juliett kilo. Lima mike november!".split(" ");
const REPLY = WORDS.join(" ");
const say = { type: "user_text", text: "Spell.", mode: "reply" } as const;

function stage(clock: VirtualClock) {
  const cast = { llm: [new ScriptedLlm(clock, () => REPLY)], tts: [new ScriptedTts(clock)] };
  return setStage({ cast }, clock);
}

/** The words that had sounded to their end at a media time, by the scripted voice's own plan. */
function wordsBefore(positionMs: number): string {
  const heard = WORDS.filter((_, i) => i * WORD_MS + WORD_SOUND_MS <= positionMs);
  return heard.join(" ");
}

Deno.test("over 200 random interrupts the cut is at the exact word that the send clock had reached", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: WORDS.length * WORD_MS - 1 }), async (cutMs) => {
      const clock = new VirtualClock();
      const { session, client } = stage(clock);
      session.receive(say);
      await clock.advance(0);
      await clock.advance(cutMs);
      session.receive({ type: "interrupt" });
      const [complete] = client.of("turn_complete");
      assert.equal(complete?.heard_ms, cutMs);
      assert.equal(complete?.heard_text, wordsBefore(cutMs));
      assert.equal(complete?.heard_source, "estimated");
      await session.end();
    }),
    { numRuns: 200, seed: 7 },
  );
});

Deno.test("a client's reports place the listener, and time runs on from the last one", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: 0, max: 300 }),
      async (reportedMs, laterMs) => {
        const clock = new VirtualClock();
        const { session, client } = stage(clock);
        session.receive(say);
        await clock.advance(1000);
        session.receive({ type: "playback", turn: 1, position_ms: reportedMs });
        await clock.advance(laterMs);
        session.receive({ type: "interrupt" });
        const [complete] = client.of("turn_complete");
        assert.equal(complete?.heard_ms, reportedMs + laterMs);
        assert.equal(complete?.heard_text, wordsBefore(reportedMs + laterMs));
        assert.equal(complete?.heard_source, "measured");
        await session.end();
      },
    ),
    { numRuns: 100, seed: 7 },
  );
});

Deno.test("played_ms of an interrupt says to the word what was heard, but never more than was sent", async () => {
  const clock = new VirtualClock();
  const { session, client } = stage(clock);
  session.receive(say);
  await clock.advance(300);
  session.receive({ type: "interrupt", played_ms: 99_999 });
  const [complete] = client.of("turn_complete");
  const { timestamp_ms, duration_ms } = client.of("audio_chunk").at(-1)!;
  assert.equal(complete?.heard_ms, timestamp_ms + duration_ms);
  await session.end();
});

Deno.test("a report about a turn that does not exist is an error, one about an older turn is not", async () => {
  const clock = new VirtualClock();
  const { session, client } = stage(clock);
  session.receive({ type: "playback", turn: 3, position_ms: 0 });
  assert.match(client.of("error")[0]!.message, /playback\.turn: there is no turn 3 yet/);
  session.receive(say);
  await clock.advance(100);
  session.receive(say);
  session.receive({ type: "playback", turn: 1, position_ms: 50 });
  assert.equal(client.of("error").length, 1);
  await session.end();
});
