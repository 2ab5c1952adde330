import assert from "node:assert/strict";
import { ProviderError } from "../../../src/contract/errors.ts";
import {
  type RealtimeOrder,
  ScriptedLlm,
  ScriptedRealtime,
  ScriptedTts,
  WORD_MS,
} from "../../../src/adapters/kit/fakes/providers.ts";
import { setStage } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const say = { type: "user_text", text: "Count.", mode: "reply" } as const;

const broken = (retryable: boolean) =>
  new ProviderError("the model is not there", { code: "provider_unavailable", retryable, provider: "llm_1" });

Deno.test("a realtime source that fails before its first audio hands the turn to the cascade", async () => {
  const clock = new VirtualClock();
  const orders: RealtimeOrder[] = [];
  const realtime = () =>
    new ScriptedRealtime(function* () {
      yield { type: "text", text: "One " };
      throw broken(true);
    }, { orders });
  const llm = new ScriptedLlm(clock, () => "two three.");
  const { session, client } = setStage(
    { cast: { realtime: [realtime], llm: [llm], tts: [new ScriptedTts(clock)] } },
    clock,
  );
  session.receive(say);
  await clock.advance(3000);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "completed");
  assert.equal(client.text(), "One two three.");
  assert.equal(complete?.metrics.audio_ms, 3 * WORD_MS, "what was only written is spoken too");
  assert.equal(orders.at(-1), "close");
  await session.end();
});

Deno.test("a realtime source that fails after its first audio fails the turn, and connects anew with what was heard", async () => {
  const clock = new VirtualClock();
  const orders: RealtimeOrder[] = [];
  let turns = 0;
  const realtime = () =>
    new ScriptedRealtime(function* () {
      yield { type: "text", text: "One two three." };
      yield { type: "audio", pcm: new Uint8Array(48 * 1200) };
      if (turns++ === 0) throw broken(true);
    }, { orders });
  const { session, client } = setStage({ cast: { realtime: [realtime] } }, clock);
  session.receive(say);
  await clock.advance(3000);
  assert.equal(client.of("turn_complete")[0]?.status, "failed");
  session.receive(say);
  await clock.advance(3000);
  assert.equal(client.of("turn_complete")[1]?.status, "completed");
  const connects = orders.flatMap((order) => (typeof order === "object" && "connect" in order ? [order.connect] : []));
  assert.deepEqual(connects[1]?.history, [
    { role: "user", content: "Count." },
    { role: "assistant", content: "One two three." },
  ]);
  await session.end();
});

Deno.test("all speech that came before a failure is heard, however far ahead of playout it was", async () => {
  const clock = new VirtualClock();
  const realtime = new ScriptedRealtime(function* () {
    yield { type: "text", text: "Eight seconds." };
    yield { type: "audio", pcm: new Uint8Array(48 * 8010) };
    throw broken(true);
  });
  const { session, client } = setStage({ cast: { realtime: [realtime] } }, clock);
  session.receive(say);
  await clock.advance(20_000);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "failed");
  assert.equal(complete?.metrics.audio_ms, 8010);
  assert.equal(client.of("error").length, 1);
  await session.end();
});

Deno.test("verbatim text goes to the cascade when the realtime provider cannot say it word for word", async () => {
  const clock = new VirtualClock();
  const realtime = new ScriptedRealtime(() => []);
  const cast = { realtime: [realtime], llm: [new ScriptedLlm(clock, () => "no")], tts: [new ScriptedTts(clock)] };
  const { session, client } = setStage({ cast }, clock);
  session.receive({ type: "user_text", text: "Exactly this, please.", mode: "verbatim" });
  await clock.advance(3000);
  assert.equal(client.text(), "Exactly this, please.");
  assert.equal(client.of("turn_complete")[0]?.metrics.audio_ms, 3 * WORD_MS);
  assert.ok(!realtime.orders.some((order) => typeof order === "object" && "say" in order));
  await session.end();
});
