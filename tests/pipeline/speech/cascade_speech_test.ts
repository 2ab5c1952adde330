import assert from "node:assert/strict";
import { ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { settle, VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import type { LlmAdapter, TtsAdapter } from "../../../src/contract/adapter.ts";
import { resolveControl } from "../../../src/control/mapper.ts";
import { loggerOf } from "../../../src/core/logging.ts";
import { ProviderChain } from "../../../src/pipeline/provider/chain.ts";
import { CascadeSpeech } from "../../../src/pipeline/speech/cascade_speech.ts";
import type { SpeechSink } from "../../../src/pipeline/speech/speech.ts";
import { Turn } from "../../../src/pipeline/turn_context.ts";

/** A turn in which the human says a text. */
function verbatim(text: string): Turn {
  const persona = { id: "a", name: "A", instructions: "", voices: {}, control: {} };
  const control = resolveControl({ persona, personaId: "a" });
  const conversation = { sessionId: "s", persona, control, instructions: "", history: [], log: loggerOf("session") };
  return new Turn(conversation, { text, mode: "verbatim" }, 1);
}

Deno.test("a verbatim text leaves before it is split for the voice, which may take longer", async () => {
  const clock = new VirtualClock();
  const breaker = { clock, failures: 3, resetMs: 30_000 };
  const voice = new ScriptedTts(clock);
  const llm = new ProviderChain<LlmAdapter>(
    "llm",
    [{ name: "llm", create: () => new ScriptedLlm(clock, String) }],
    breaker,
  );
  const tts = new ProviderChain<TtsAdapter>("tts", [{ name: "tts", create: () => voice }], breaker);
  const steps: string[] = [];
  const source = new CascadeSpeech({ llm, tts }, {
    clock,
    firstPartMs: 8000,
    stallMs: 8000,
    get segmenter() {
      steps.push("split");
      return {};
    },
  });
  const out: SpeechSink = {
    text: (token) => void steps.push(token),
    direct: () => {},
    part: () => undefined,
    fail: (error) => assert.fail(String(error)),
    replaced: () => assert.fail("it was replaced"),
  };
  const spoken = source.speak(verbatim("Good morning."), out);
  await settle();
  assert.deepEqual(steps, ["Good morning."]);
  await clock.advance(10_000);
  await spoken;
  assert.deepEqual(steps, ["Good morning.", "split"]);
  assert.deepEqual(voice.segments.map(({ text }) => text), ["Good morning."]);
});
