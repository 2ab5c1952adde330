import assert from "node:assert/strict";
import type { SpeechPart, SpeechSegment } from "../../../src/contract/adapter.ts";
import { ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { setStage } from "../../support/stage.ts";

/** A voice that says the words of each segment in Latin letters, 200 ms each, and no others. */
class LatinTts extends ScriptedTts {
  override inferStream(input: ReadableStream<SpeechSegment>): ReadableStream<SpeechPart> {
    return ReadableStream.from(latinSpeech(input));
  }
}

async function* latinSpeech(input: ReadableStream<SpeechSegment>): AsyncGenerator<SpeechPart> {
  for await (const { index, text } of input) {
    yield { type: "segment", index, text };
    const words = [...text.matchAll(/\p{L}+/gu)];
    const isLatin = ([word]: RegExpMatchArray) => /^[a-z]+$/i.test(word ?? "");
    for (const match of words.filter((match) => !isLatin(match))) {
      const { index: charStart, 0: word } = match;
      yield { type: "unspeakable", charStart, charEnd: charStart + word.length, reason: "Cyrillic" };
    }
    for (const [at, { index: charStart, 0: word }] of words.filter(isLatin).entries()) {
      const [startMs, endMs] = [at * 200, at * 200 + 200];
      yield { type: "word", text: word, startMs, endMs, charStart, charEnd: charStart + word.length };
      yield { type: "audio", pcm: new Uint8Array(200 * 48) };
    }
  }
}

async function turnOf(text: string) {
  const clock = new VirtualClock();
  const cast = { llm: [new ScriptedLlm(clock, () => text)], tts: [new LatinTts(clock)] };
  const { session, client } = setStage({ cast }, clock);
  session.receive({ type: "user_text", text: "Go on.", mode: "reply" });
  await clock.advance(10_000);
  await session.end();
  return client;
}

Deno.test("a part that the voice cannot say is an error that names it, and the turn goes on without it", async () => {
  const client = await turnOf("Say this first. Then привет to them.");
  const [error] = client.of("error");
  assert.equal(error?.code, "unspeakable_text");
  assert.equal(error.fatal, false);
  assert.match(error.message, /"привет" \(Cyrillic\).*choose a voice/);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "completed");
  assert.equal(complete.spoken_text, "Say this first. Then to them.");
  assert.equal(complete.heard_text, "Say this first. Then to them.");
});

Deno.test("a text that the voice cannot say at all was neither spoken nor heard", async () => {
  const client = await turnOf("Привет.");
  assert.deepEqual(client.of("error").map(({ code }) => code), ["unspeakable_text"]);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.status, "completed");
  assert.equal(complete.spoken_text, "");
  assert.equal(complete.heard_text, "");
});
