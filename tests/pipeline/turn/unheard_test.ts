import assert from "node:assert/strict";
import type { ChatMessage, LlmPart } from "../../../src/contract/adapter.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import { ScriptedLlm, ScriptedRealtime, ScriptedTts, WORD_MS } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { type Cast, setStage } from "../../support/stage.ts";

const say = { type: "user_text", text: "Count.", mode: "reply" } as const;
const PACING = ["realtime", "burst"] as const;

/** Has one turn, and says what was told of it and what the session remembers. */
async function turnOf(castOf: (clock: VirtualClock) => Cast, mode: typeof PACING[number]) {
  const clock = new VirtualClock();
  const { session, client } = setStage({ cast: castOf(clock), config: { pacing: { mode } } }, clock);
  session.receive(say);
  await clock.advance(8000);
  const [complete] = client.of("turn_complete");
  const [record] = session.records;
  await session.end();
  assert.deepEqual([record?.sentText, record?.heardText], [complete?.spoken_text, complete?.heard_text]);
  const { status, spoken_text: spoken, heard_text: heard, metrics } = complete!;
  return { status, spoken, heard, audioMs: metrics.audio_ms, text: client.text(), errors: client.of("error").length };
}

/** A model that stops in the middle of its reply. */
function stopping(clock: VirtualClock, ...texts: string[]): ScriptedLlm {
  return Object.assign(new ScriptedLlm(clock, () => ""), {
    inferStream: () =>
      ReadableStream.from(
        (function* (): Generator<LlmPart> {
          for (const text of texts) yield { type: "text", text };
          throw new ProviderError("it broke", { code: "provider_disconnected", provider: "llm_1" });
        })(),
      ),
  });
}

for (const mode of PACING) {
  Deno.test(`with ${mode} pacing, what no voice could say is neither spoken nor heard`, async () => {
    const seen = await turnOf((clock) => ({
      llm: [new ScriptedLlm(clock, () => "One two three. Four five.")],
      tts: [new ScriptedTts(clock, { failAt: 0 })],
    }), mode);
    assert.deepEqual(seen, {
      status: "failed",
      spoken: "",
      heard: "",
      audioMs: 0,
      text: "One two three. Four five.",
      errors: 1,
    });
  });

  Deno.test(`with ${mode} pacing, of a reply whose voice broke only the words that sounded are heard`, async () => {
    for (const marks of [true, false]) {
      const { status, spoken, heard } = await turnOf((clock) => ({
        llm: [new ScriptedLlm(clock, () => "One two three. Four five six. Seven.")],
        tts: [new ScriptedTts(clock, { failAt: 5, marks })],
      }), mode);
      assert.equal(status, "failed");
      assert.equal(spoken, heard);
      assert.match(heard, marks ? /^One two three\. Four five$/ : /^One two three\.( Four( five)?)?$/);
    }
  });

  Deno.test(`with ${mode} pacing, a reply without a word that could sound is neither spoken nor heard`, async () => {
    const { status, spoken, heard, text } = await turnOf((clock) => ({
      llm: [new ScriptedLlm(clock, () => "🎉 🎉")],
      tts: [new ScriptedTts(clock)],
    }), mode);
    assert.deepEqual([status, spoken, heard, text], ["completed", "", "", "🎉 🎉"]);
  });

  Deno.test(`with ${mode} pacing, of a realtime reply that broke off no more is heard than a speaker could have said`, async () => {
    const { status, spoken, heard } = await turnOf(() => ({
      realtime: [
        new ScriptedRealtime(function* () {
          yield { type: "text", text: "One two three four five six seven." };
          yield { type: "audio", pcm: new Uint8Array(48 * 600) };
          throw new ProviderError("it broke", { code: "provider_disconnected", provider: "realtime_1" });
        }),
      ],
    }), mode);
    assert.deepEqual([status, spoken], ["failed", heard]);
    assert.match(heard, /^One two( three)?$/);
  });

  Deno.test(`with ${mode} pacing, text of a realtime provider that brings no sound is not heard`, async () => {
    const { spoken, heard } = await turnOf(() => ({
      realtime: [new ScriptedRealtime(() => [{ type: "text", text: "One two." }])],
    }), mode);
    assert.deepEqual([spoken, heard], ["", ""]);
  });

  Deno.test(`with ${mode} pacing, sentences that a model made before it failed are spoken, and the rest is not`, async () => {
    const seen = await turnOf((clock) => ({
      llm: [stopping(clock, "One two three. ", "Four five six. And the se")],
      tts: [new ScriptedTts(clock)],
    }), mode);
    const whole = await turnOf((clock) => ({
      llm: [stopping(clock, "One two three. ", "Four five six.")],
      tts: [new ScriptedTts(clock)],
    }), mode);
    assert.equal(whole.spoken, "One two three. Four five six.", "its last sentence was complete");
    assert.deepEqual(seen, {
      status: "failed",
      spoken: "One two three. Four five six.",
      heard: "One two three. Four five six.",
      audioMs: 6 * WORD_MS,
      text: "One two three. Four five six. And the se",
      errors: 1,
    });
  });
}

Deno.test("the next model does not see words that were never heard", async () => {
  const clock = new VirtualClock();
  const llm = new ScriptedLlm(clock, () => "One two three.");
  const { session } = setStage({ cast: { llm: [llm], tts: [new ScriptedTts(clock, { failAt: 0 })] } }, clock);
  for (let turn = 0; turn < 2; turn++) {
    session.receive({ ...say, text: `Turn ${turn}.` });
    await clock.advance(3000);
  }
  assert.deepEqual(llm.calls[1]?.slice(1), [{ role: "user", content: "Turn 0.\nTurn 1." }]);
  await session.end();
});

Deno.test("a text that the model refuses is not part of later turns, one that it only failed to answer is", async () => {
  for (const isRequestFault of [true, false]) {
    const clock = new VirtualClock();
    const asked: string[][] = [];
    const answer = (messages: readonly ChatMessage[]) => {
      asked.push(messages.filter(({ role }) => role === "user").map(({ content }) => content));
      if (asked.length > 1) return "Fine.";
      throw new ProviderError("no", { code: "provider_rejected", provider: "llm_1", retryable: true, isRequestFault });
    };
    const cast = { llm: [new ScriptedLlm(clock, answer)], tts: [new ScriptedTts(clock)] };
    const { session, client } = setStage({ cast }, clock);
    session.receive({ ...say, text: "Too long." });
    await clock.advance(3000);
    session.receive({ ...say, text: "Short." });
    await clock.advance(3000);
    assert.deepEqual(client.of("turn_complete").map(({ status }) => status), ["failed", "completed"]);
    assert.deepEqual(asked.at(-1), [isRequestFault ? "Short." : "Too long.\nShort."]);
    await session.end();
  }
});
