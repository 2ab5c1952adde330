import assert from "node:assert/strict";
import type { LlmPart } from "../../../src/contract/adapter.ts";
import { delay } from "../../../src/contract/clock.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts, WORD_MS } from "../../../src/adapters/kit/fakes/providers.ts";
import { setStage } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

/** A model whose stream is a generator's, with or without its own deadline. */
class SlowLlm extends ScriptedLlm {
  readonly #parts: () => AsyncGenerator<LlmPart>;
  readonly #maxSilenceMs: number | undefined;

  constructor(clock: VirtualClock, parts: () => AsyncGenerator<LlmPart>, maxSilenceMs?: number) {
    super(clock, () => "");
    this.#parts = parts;
    this.#maxSilenceMs = maxSilenceMs;
  }

  override get maxSilenceMs(): number | undefined {
    return this.#maxSilenceMs;
  }

  override inferStream(): ReadableStream<LlmPart> {
    return ReadableStream.from(this.#parts());
  }
}

const REPLY = "One two three. Four five six. Seven eight nine.";
const say = { type: "user_text", text: "Count.", mode: "reply" } as const;

const broken = (retryable: boolean) =>
  new ProviderError("the model is not there", { code: "provider_unavailable", retryable, provider: "llm_1" });

Deno.test("a language model that fails before its first word is replaced for the whole turn", async () => {
  const clock = new VirtualClock();
  const cast = {
    llm: [new ScriptedLlm(clock, () => broken(true)), new ScriptedLlm(clock, () => REPLY)],
    tts: [new ScriptedTts(clock)],
  };
  const { session, client } = setStage({ cast }, clock);
  session.receive(say);
  await clock.advance(5000);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  assert.equal(client.text(), REPLY);
  const [error] = client.of("error");
  assert.equal(error?.code, "provider_replaced");
  assert.match(error!.message, /llm: llm_1 failed \(the model is not there\); llm_2 takes over/);
  await session.end();
});

Deno.test("a language model that takes over in mid-reply is asked to go on where the first one stopped", async () => {
  const clock = new VirtualClock();
  const half = new ScriptedLlm(clock, () => "One two ");
  const second = new ScriptedLlm(clock, (messages) => (messages.at(-2)?.role === "assistant" ? "three." : REPLY));
  const failing = Object.assign(half, {
    inferStream: () =>
      ReadableStream.from(
        (function* () {
          yield { type: "text", text: "One two " } as const;
          throw broken(true);
        })(),
      ),
  });
  const { session, client } = setStage({ cast: { llm: [failing, second], tts: [new ScriptedTts(clock)] } }, clock);
  session.receive(say);
  await clock.advance(5000);
  assert.equal(client.text(), "One two three.");
  assert.deepEqual(second.calls[0]?.at(-2), { role: "assistant", content: "One two " });
  assert.equal(client.of("turn_complete")[0]?.heard_text, "One two three.");
  await session.end();
});

Deno.test("a voice that breaks in mid-sentence is replaced from the next sentence on", async () => {
  const clock = new VirtualClock();
  const second = new ScriptedTts(clock);
  const cast = { llm: [new ScriptedLlm(clock, () => REPLY)], tts: [new ScriptedTts(clock, { failAt: 4 }), second] };
  const { session, client } = setStage({ cast, config: { segmentation: { first_max_chars: 14 } } }, clock);
  session.receive(say);
  await clock.advance(6000);
  assert.deepEqual(second.segments.map(({ text }) => text.trim()), ["Seven eight nine."]);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "completed");
  assert.equal(complete?.metrics.audio_ms, (4 + 3) * WORD_MS);
  await session.end();
});

Deno.test("a voice that breaks before a sentence has sounded is replaced with that sentence", async () => {
  const clock = new VirtualClock();
  const second = new ScriptedTts(clock);
  const cast = { llm: [new ScriptedLlm(clock, () => REPLY)], tts: [new ScriptedTts(clock, { failAt: 3 }), second] };
  const { session, client } = setStage({ cast, config: { segmentation: { first_max_chars: 14 } } }, clock);
  session.receive(say);
  await clock.advance(6000);
  assert.equal(second.segments[0]?.text.trim(), "Four five six.");
  assert.equal(client.of("turn_complete")[0]?.metrics.audio_ms, 9 * WORD_MS);
  await session.end();
});

Deno.test("when every voice fails the turn is failed, what was spoken is heard, and the session lives", async () => {
  const clock = new VirtualClock();
  const tts = new ScriptedTts(clock, { failAt: 4 });
  const { session, client } = setStage({ cast: { llm: [new ScriptedLlm(clock, () => REPLY)], tts: [tts] } }, clock);
  session.receive(say);
  await clock.advance(6000);
  const types = client.events.map(({ type }) => type);
  assert.ok(types.indexOf("error") < types.indexOf("turn_complete"));
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "failed");
  assert.equal(complete?.heard_ms, 4 * WORD_MS);
  assert.match(complete!.heard_text, /^One two three\. Four/);
  session.receive(say);
  await clock.advance(6000);
  assert.equal(client.of("turn_complete")[1]?.status, "completed");
  await session.end();
});

Deno.test("a provider that stalls is abandoned after its deadline", async () => {
  const clock = new VirtualClock();
  const stalling = new ScriptedTts(clock, { wordDelayMs: (word) => (word === 0 ? 60_000 : 0) });
  const cast = { llm: [new ScriptedLlm(clock, () => REPLY)], tts: [stalling, new ScriptedTts(clock)] };
  const { session, client } = setStage({ cast, config: { failover: { stall_ms: 1000 } } }, clock);
  session.receive(say);
  await clock.advance(4000);
  assert.match(client.of("error")[0]!.message, /tts_1 delivered no speech within 1000 ms/);
  await clock.advance(4000);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  await session.end();
  await clock.advance(60_000);
  assert.equal(clock.pending, 0);
});

Deno.test("a provider with its own deadline gets until then, whatever the engine's limit is", async () => {
  const clock = new VirtualClock();
  const slow = new SlowLlm(clock, async function* () {
    await delay(clock, 45_000);
    yield { type: "text", text: "One two three." };
  }, 60_000);
  const { session, client } = setStage({ cast: { llm: [slow], tts: [new ScriptedTts(clock)] } }, clock);
  session.receive(say);
  await clock.advance(50_000);
  assert.deepEqual(client.of("error"), []);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  await session.end();
});

Deno.test("a provider that breaks its own deadline is given up soon after it", async () => {
  const clock = new VirtualClock();
  const silent = new SlowLlm(clock, async function* () {
    await delay(clock, 600_000);
    yield { type: "text", text: "Too late." };
  }, 20_000);
  const { session, client } = setStage({ cast: { llm: [silent], tts: [new ScriptedTts(clock)] } }, clock);
  session.receive(say);
  await clock.advance(20_500);
  assert.deepEqual(client.of("turn_complete"), []);
  await clock.advance(1000);
  assert.match(client.of("error")[0]!.message, /llm_1 delivered no text within 21000 ms/);
  await session.end();
  await clock.advance(600_000);
});

Deno.test("signs of life start the wait for a provider anew, and do not reach the client", async () => {
  const clock = new VirtualClock();
  const thinking = new SlowLlm(clock, async function* () {
    for (let i = 0; i < 5; i++) {
      await delay(clock, 8000);
      yield { type: "progress" };
    }
    await delay(clock, 8000);
    yield { type: "text", text: "One two three." };
  });
  const { session, client } = setStage({ cast: { llm: [thinking], tts: [new ScriptedTts(clock)] } }, clock);
  session.receive(say);
  await clock.advance(55_000);
  assert.deepEqual(client.of("error"), []);
  assert.equal(client.text(), "One two three.");
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  await session.end();
});

Deno.test("a dead avatar is replaced in mid-turn, at last by none, and the voice never notices", async () => {
  const clock = new VirtualClock();
  const cast = {
    llm: [new ScriptedLlm(clock, () => REPLY)],
    tts: [new ScriptedTts(clock)],
    avatar: [new ScriptedAvatar(clock, { failAt: 5 }), new ScriptedAvatar(clock, { failAt: 20 })],
  };
  const { session, client } = setStage({ cast }, clock);
  session.receive(say);
  await clock.advance(5000);
  assert.deepEqual(client.of("error").map(({ message }) => message), [
    "avatar: avatar_1 failed (the avatar broke); avatar_2 takes over",
    "avatar: avatar_2 failed (the avatar broke); the turn continues without avatar",
  ]);
  const frames = client.of("video_frame").map(({ frame_index }) => frame_index);
  assert.deepEqual(frames, Array.from({ length: 20 }, (_, i) => i), "no frame is missing or twice");
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "completed");
  assert.equal(complete?.metrics.underruns, 0);
  await session.end();
});

Deno.test("an avatar that hangs is given up after its deadline", async () => {
  const clock = new VirtualClock();
  const reply = Array.from({ length: 40 }, () => "word").join(" ");
  const cast = {
    llm: [new ScriptedLlm(clock, () => reply)],
    tts: [new ScriptedTts(clock)],
    avatar: [new ScriptedAvatar(clock, { hangAt: 10 }), new ScriptedAvatar(clock)],
  };
  const { session, client } = setStage({ cast, config: { failover: { avatar_stall_ms: 1000 } } }, clock);
  session.receive(say);
  await clock.advance(10_000);
  assert.match(client.of("error")[0]!.message, /avatar_1 delivered no frame within 1000 ms/);
  const last = client.of("video_frame").at(-1);
  assert.equal(last?.frame_index, 199, "the second one brings the picture to the end");
  await session.end();
});

Deno.test("a provider that failed three times is left out until its time is up", async () => {
  const clock = new VirtualClock();
  const dead = new ScriptedLlm(clock, () => broken(true));
  const cast = { llm: [dead, new ScriptedLlm(clock, () => "One.")], tts: [new ScriptedTts(clock)] };
  const { session, client, providers } = setStage({ cast }, clock);
  for (let turn = 0; turn < 5; turn++) {
    session.receive(say);
    await clock.advance(1000);
  }
  assert.equal(dead.calls.length, 3);
  assert.equal(client.of("turn_complete").every(({ status }) => status === "completed"), true);
  const health = await providers.llm!.health(1000);
  assert.match(health.detail, /llm_2: scripted; llm_1 is skipped: the model is not there/);
  await clock.advance(30_000);
  session.receive(say);
  await clock.advance(1000);
  assert.equal(dead.calls.length, 3, "no turn waits for a provider that was kept out: it is probed beside the turn");
  session.receive(say);
  await clock.advance(1000);
  session.receive(say);
  await clock.advance(1000);
  assert.equal(dead.calls.length, 4, "its health was good, so one call may try again");
  await session.end();
});

Deno.test("a provider that was kept out and is not healthy again stays out, and costs no turn", async () => {
  const clock = new VirtualClock();
  const dead = new ScriptedLlm(clock, () => broken(false));
  let probes = 0;
  dead.health = () => {
    probes++;
    return Promise.resolve({ healthy: false, latencyMs: null, detail: "still not there" });
  };
  const cast = { llm: [dead, new ScriptedLlm(clock, () => "One.")], tts: [new ScriptedTts(clock)] };
  const { session, providers } = setStage({ cast }, clock);
  for (let turn = 0; turn < 8; turn++) {
    session.receive(say);
    await clock.advance(10_000);
  }
  assert.deepEqual([dead.calls.length, probes], [1, 2], "a probe each 30 s");
  assert.equal(providers.llm?.primary.breaker.lastError, "still not there");
  await session.end();
});

Deno.test("an error that lasts keeps a provider out at once", async () => {
  const clock = new VirtualClock();
  const dead = new ScriptedLlm(clock, () => broken(false));
  const cast = { llm: [dead, new ScriptedLlm(clock, () => "One.")], tts: [new ScriptedTts(clock)] };
  const { session } = setStage({ cast }, clock);
  session.receive(say);
  await clock.advance(1000);
  session.receive(say);
  await clock.advance(1000);
  assert.equal(dead.calls.length, 1);
  await session.end();
});

Deno.test("a language model that fails without a fallback fails the turn, and the failure does not count against the voice", async () => {
  const clock = new VirtualClock();
  const timeout = new ProviderError("too slow", { code: "provider_timeout", retryable: true, provider: "llm_1" });
  const spare = new ScriptedTts(clock);
  const cast = { llm: [new ScriptedLlm(clock, () => timeout)], tts: [new ScriptedTts(clock), spare] };
  const { session, client } = setStage({ cast }, clock);
  session.receive(say);
  await clock.advance(60_000);
  assert.equal(client.of("turn_complete")[0]?.status, "failed");
  assert.deepEqual(client.of("error").map(({ code }) => code), ["provider_timeout"]);
  await session.end();
});
