import assert from "node:assert/strict";
import type { SpeechPart, SpeechSegment } from "../../../../src/contract/adapter.ts";
import type { Persona } from "../../../../src/contract/controls.ts";
import neural from "../../../../src/adapters/tts/neural_tts/mod.ts";
import { BUILT_IN_VOICES } from "../../../../src/adapters/tts/neural_tts/prosody/voices.ts";
import { ava, controlOf, hostOf, turnContext } from "../../support.ts";

const OPTIONS = neural.options.parse({ workers: 1 });

async function withVoice(run: (voice: ReturnType<typeof neural.create>) => Promise<void>): Promise<void> {
  const voice = neural.create(OPTIONS, hostOf({ name: "neural_tts" }));
  try {
    await voice.load();
    await run(voice);
  } finally {
    await voice.close();
  }
}

Deno.test("errors name the voice as it is configured, also under an alias", async () => {
  const host = hostOf({ name: "narrator", voices: { tom: { ...BUILT_IN_VOICES.ava!, model: "/no/such.onnx" } } });
  const voice = neural.create(OPTIONS, host);
  assert.throws(() => voice.inferStream(ReadableStream.from([]), turnContext()), { provider: "narrator" });
  await assert.rejects(voice.load(), { code: "model_missing", provider: "narrator" });
});

const segment = (text: string, more: Partial<SpeechSegment> = {}): SpeechSegment => ({
  index: 0,
  text,
  control: controlOf(),
  ...more,
});

const personaWith = (more: Partial<Persona>) => turnContext({ persona: { ...ava, ...more } });

function soundOf(parts: readonly SpeechPart[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => part.type === "audio" ? [...part.pcm] : []));
}

Deno.test("a text sounds the same to the byte, whatever is spoken beside it, and in each voice another way", async () => {
  await withVoice(async (voice) => {
    const alone = soundOf(await voice.inferBatch([segment("Good morning to you.")], turnContext()));
    const [again, leo] = await Promise.all([
      voice.inferBatch([segment("Good morning to you.")], turnContext()),
      voice.inferBatch([segment("Good morning to you.")], personaWith({ voice: "leo" })),
    ]);
    assert.deepEqual(soundOf(again), alone);
    assert.notDeepEqual(soundOf(leo), alone);
  });
});

Deno.test("the first 250 ms of a long sentence come before the rest of it is made", async () => {
  await withVoice(async (voice) => {
    const text =
      "When the light came over the hills, the baker had been awake for three hours, and the smell of bread " +
      "went down the narrow streets to the square, where people were setting up their stalls for the market.";
    const reader = voice.inferStream(ReadableStream.from([segment(text)]), turnContext()).getReader();
    let first: SpeechPart | undefined;
    while (first?.type !== "audio") first = (await reader.read()).value;
    await reader.cancel();
    const ms = first.pcm.length / 48;
    assert.ok(ms >= 200 && ms <= 320, `the first piece has ${ms} ms`);
  });
});

Deno.test("a part in another script is reported before any sound, and the rest is said", async () => {
  await withVoice(async (voice) => {
    const parts = await voice.inferBatch([segment("They say привет there.")], turnContext());
    assert.deepEqual(parts.slice(0, 2), [
      { type: "segment", index: 0, text: "They say привет there." },
      { type: "unspeakable", charStart: 9, charEnd: 15, reason: "Cyrillic" },
    ]);
    const words = parts.flatMap((part) => part.type === "word" ? [part.text] : []);
    assert.deepEqual(words, ["They", "say", "there"]);
  });
});

Deno.test("a text that cannot be said at all makes no sound", async () => {
  await withVoice(async (voice) => {
    const parts = await voice.inferBatch([segment("Привет, мир.")], turnContext());
    assert.ok(parts.some(({ type }) => type === "unspeakable"));
    assert.equal(soundOf(parts).length, 0);
  });
});

Deno.test("a word is said as its persona or the text itself wants it", async () => {
  await withVoice(async (voice) => {
    const phones = async (given: SpeechSegment, context = turnContext()) => {
      const parts = await voice.inferBatch([given], context);
      return parts.flatMap((part) => part.type === "phone" && part.phone !== "pau" ? [part.phone] : []).join(" ");
    };
    const usual = await phones(segment("Nuuk."));
    const chosen = await phones(segment("Nuuk."), personaWith({ pronunciations: { Nuuk: "/nˈIt/" } }));
    assert.equal(chosen, "n ay t");
    assert.notEqual(usual, chosen);
    const written = { text: "Nuuk.", offset: 0, pronunciations: [{ charStart: 0, charEnd: 4, say: "night" }] };
    assert.equal(await phones(segment("Nuuk.", { written })), "n ay t");
  });
});
