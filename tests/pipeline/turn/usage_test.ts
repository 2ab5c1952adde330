import assert from "node:assert/strict";
import { ScriptedLlm, ScriptedRealtime, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { Playout } from "../../../src/alignment/playout.ts";
import { TurnMeter } from "../../../src/pipeline/turn/turn_meter.ts";
import { type Cast, setStage } from "../../support/stage.ts";

async function usageOf(castOf: (clock: VirtualClock) => Cast): Promise<unknown> {
  const clock = new VirtualClock();
  const { session, client } = setStage({ cast: castOf(clock) }, clock);
  session.receive({ type: "user_text", text: "Hi.", mode: "reply" });
  await clock.advance(3000);
  await session.end();
  return client.of("turn_complete")[0]?.metrics.usage;
}

Deno.test("what a realtime provider counts in several reports is added up in the turn's metrics", async () => {
  const usage = await usageOf(() => ({
    realtime: [
      new ScriptedRealtime(() => [
        { type: "usage", usage: { input_tokens: 10, output_tokens: 3 } },
        { type: "audio", pcm: new Uint8Array(4800) },
        { type: "usage", usage: { output_tokens: 4, total_tokens: 17 } },
      ]),
    ],
  }));
  assert.deepEqual(usage, { input_tokens: 10, output_tokens: 7, total_tokens: 17 });
});

Deno.test("what a language model counts in several reports is added up in the turn's metrics", async () => {
  const usage = await usageOf((clock) => ({
    llm: [
      Object.assign(new ScriptedLlm(clock, () => ""), {
        inferStream: () =>
          ReadableStream.from([
            { type: "usage", usage: { input_tokens: 5 } },
            { type: "text", text: "Hello." },
            { type: "usage", usage: { input_tokens: 1, output_tokens: 2 } },
          ]),
      }),
    ],
    tts: [new ScriptedTts(clock)],
  }));
  assert.deepEqual(usage, { input_tokens: 6, output_tokens: 2 });
});

Deno.test("a turn whose providers count nothing has no usage", async () => {
  assert.equal(
    await usageOf((clock) => ({ llm: [new ScriptedLlm(clock, () => "Hi.")], tts: [new ScriptedTts(clock)] })),
    undefined,
  );
});

Deno.test("a turn's times count from its begin, and of each kind only the first item counts", async () => {
  const clock = new VirtualClock();
  const receivedAt = clock.now();
  await clock.advance(5);
  const meter = new TurnMeter(clock, { earlyMs: 45, lateMs: 125 }, receivedAt);
  for (const what of ["text", "audio", "frame", "text"] as const) {
    await clock.advance(10);
    meter.first(what);
  }
  meter.modelFinished();
  meter.interrupted();
  await clock.advance(1);
  const { resolve_ms, first_text_ms, first_audio_ms, first_frame_ms, model_ms, interrupt_ms, total_ms } = meter.summary(
    new Playout(clock, 0),
    undefined,
    0,
  );
  assert.deepEqual([resolve_ms, first_text_ms, first_audio_ms, first_frame_ms], [5, 10, 20, 30]);
  assert.deepEqual([model_ms, interrupt_ms, total_ms], [40, 1, 41]);
});
