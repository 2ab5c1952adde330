import assert from "node:assert/strict";
import { ProviderError } from "../../../src/contract/errors.ts";
import { ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { setStage } from "../../support/stage.ts";

const KEY = "planted-marker-7f3a9c51e2";
const say = { type: "user_text", text: "Hi.", mode: "reply" } as const;

/** A provider that quotes its key, and what a client is told of it. */
async function toldOf(llm: (clock: VirtualClock) => ScriptedLlm[]): Promise<string[]> {
  const clock = new VirtualClock();
  const { session, client } = setStage({
    cast: { llm: llm(clock), tts: [new ScriptedTts(clock)] },
    redact: (text) => text.replaceAll(KEY, "[redacted]"),
  }, clock);
  session.receive(say);
  await clock.advance(3000);
  await session.end();
  assert.ok(!JSON.stringify(client.events).includes(KEY), "the key was sent");
  return client.of("error").map(({ message }) => message);
}

function indiscreet(clock: VirtualClock): ScriptedLlm {
  return new ScriptedLlm(clock, () =>
    new ProviderError(`the key ${KEY} is not valid`, {
      code: "provider_unauthorized",
      provider: "llm_1",
      retryable: false,
    }));
}

Deno.test("a key that a provider quotes in its error is redacted before a client reads it", async () => {
  const [message] = await toldOf((clock) => [indiscreet(clock)]);
  assert.match(message ?? "", /the key \[redacted\] is not valid/);
});

Deno.test("a key that a provider quotes is redacted where another takes over as well", async () => {
  const [message] = await toldOf((clock) => [indiscreet(clock), new ScriptedLlm(clock, () => "Hello.")]);
  assert.match(message ?? "", /llm_1 failed \(the key \[redacted\] is not valid\); llm_2 takes over/);
});

Deno.test("a key in an error that belongs to no turn is redacted as well", async () => {
  const { session, client } = setStage({ redact: (text) => text.replaceAll(KEY, "[redacted]") });
  session.reject(new ProviderError(`refused: ${KEY}`, { code: "provider_unauthorized", provider: "acme" }));
  assert.deepEqual(client.of("error").map(({ message }) => message), ["refused: [redacted]"]);
  await session.end();
});
