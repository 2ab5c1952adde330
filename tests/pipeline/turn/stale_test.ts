import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ScriptedAvatar,
  ScriptedLlm,
  ScriptedRealtime,
  ScriptedTts,
} from "../../../src/adapters/kit/fakes/providers.ts";
import { type Cast, type FakeClient, setStage } from "../../support/stage.ts";
import { delay } from "../../../src/contract/clock.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

/** Another seed each day, the same for all runs of a day; a failure says which, and the path to its case. */
const SEED = Math.floor(Date.now() / 86_400_000);

type Step =
  | { readonly do: "say" | "interrupt" | "update" | "playback" }
  | { readonly do: "wait"; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat({ max: 700 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: "say" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "interrupt" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "update" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "playback" as const }) },
);

/** How the providers of one case behave: delays per word, cycled; bursts are zeros, stalls are large. */
const pace = fc.record({
  shape: fc.constantFrom("cascade" as const, "realtime" as const),
  llmMs: fc.constantFrom(0, 5, 120),
  voiceMs: fc.array(fc.constantFrom(0, 0, 20, 200, 1500), { minLength: 1, maxLength: 5 }),
  drawMs: fc.constantFrom(0, 15, 90),
  failAt: fc.option(fc.nat({ max: 12 }), { nil: undefined, freq: 4 }),
  burst: fc.boolean(),
});

type Pace = typeof pace extends fc.Arbitrary<infer T> ? T : never;

const REPLY = "One two three, four five. Six seven eight nine. Ten eleven twelve!";

function castOf(clock: VirtualClock, how: Pace): Cast {
  const delayOf = (word: number) => how.voiceMs[word % how.voiceMs.length]!;
  const avatar = [new ScriptedAvatar(clock, { drawMs: how.drawMs })];
  if (how.shape === "realtime") {
    // A provider that takes no notice of a cancel: its late deltas must be stopped by the engine.
    const realtime = new ScriptedRealtime(async function* () {
      for (const [i, word] of REPLY.split(" ").entries()) {
        await delay(clock, delayOf(i));
        yield { type: "text", text: `${word} ` };
        yield { type: "audio", pcm: new Uint8Array(9600).fill(i + 1) };
      }
    });
    return { realtime: [() => realtime], avatar };
  }
  const failing = how.failAt === undefined ? {} : { failAt: how.failAt };
  return {
    llm: [new ScriptedLlm(clock, () => REPLY, { wordDelayMs: how.llmMs })],
    tts: [new ScriptedTts(clock, { wordDelayMs: delayOf, ...failing })],
    avatar,
  };
}

function assertNothingStale(client: FakeClient): void {
  let newest = 0;
  const complete = new Set<number>();
  for (const [i, event] of client.events.entries()) {
    assert.equal(event.seq, i + 1, "the sequence has no holes");
    if (event.turn_id === null) continue;
    assert.ok(event.turn >= newest, `${event.type} of turn ${event.turn} came after turn ${newest} had begun`);
    assert.ok(!complete.has(event.turn), `${event.type} of turn ${event.turn} came after its turn_complete`);
    newest = event.turn;
    if (event.type === "turn_complete") complete.add(event.turn);
  }
  assert.equal(complete.size, newest, "every turn is completed exactly once");
}

/** Lets the last turn run to its end, and a moment of idle life follow. */
async function finish(clock: VirtualClock, client: FakeClient): Promise<void> {
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 500) {
    await clock.advance(500);
    const last = client.events.findLast(({ type }) => type === "turn_started" || type === "turn_complete");
    if (last?.type === "turn_complete") break;
  }
  await clock.advance(500);
}

Deno.test(`random interleavings of deltas, interrupts, new turns, bursts and stalls send nothing stale (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(pace, fc.array(step, { minLength: 3, maxLength: 14 }), async (how, steps) => {
      const clock = new VirtualClock();
      const config = how.burst ? { pacing: { mode: "burst" } } : {};
      const extras = ["word", "viseme", "state", "idle"] as const;
      const { session, client } = setStage({ cast: castOf(clock, how), config, extras }, clock);
      session.receive({ type: "user_text", text: "Begin.", mode: "reply" });
      for (const step of steps) {
        if (step.do === "wait") await clock.advance(step.ms);
        if (step.do === "say") session.receive({ type: "user_text", text: "Next.", mode: "reply" });
        if (step.do === "interrupt") session.receive({ type: "interrupt" });
        if (step.do === "update") {
          session.receive({ type: "control_update", control: { emotion: { label: "sad" } }, apply: "now" });
        }
        if (step.do === "playback") {
          session.receive({ type: "playback", turn: session.turns, position_ms: clock.now() % 900, frame_index: 3 });
        }
      }
      await finish(clock, client);
      assertNothingStale(client);
      await session.end();
      // A realtime provider that takes no notice of a cancel goes on to the end of its reply.
      await clock.advance(30_000);
      assert.equal(clock.pending, 0, "no timer is left");
    }),
    { numRuns: 200, seed: SEED },
  );
});
