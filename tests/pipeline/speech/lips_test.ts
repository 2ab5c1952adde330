import assert from "node:assert/strict";
import type { Capabilities, SpeechPart, SpeechSegment } from "../../../src/contract/adapter.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { FORMANTS, join, vowel } from "../../lipsync/sounds.ts";
import { setStage, type StageOptions } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

class BlindAvatar extends ScriptedAvatar {
  override capabilities(): Capabilities {
    return { ...super.capabilities(), lipSync: false };
  }
}

async function visemesWith(Avatar: typeof ScriptedAvatar, extras: StageOptions["extras"] = []) {
  const clock = new VirtualClock();
  const avatar = new Avatar(clock);
  const cast = { llm: [new ScriptedLlm(clock, () => "One two.")], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session, client } = setStage({ cast, extras }, clock);
  session.receive({ type: "user_text", text: "Hi.", mode: "reply" });
  await clock.advance(2000);
  await session.end();
  return { fed: avatar.inputs.filter(({ type }) => type === "viseme").length, told: client.of("viseme").length };
}

Deno.test("visemes are made for an avatar that follows them, and sent to a client that asks for them", async () => {
  const followed = await visemesWith(ScriptedAvatar);
  assert.ok(followed.fed > 0);
  assert.equal(followed.told, 0);
  const told = await visemesWith(BlindAvatar, ["viseme"]);
  assert.ok(told.told > 0);
});

Deno.test("visemes that neither the avatar nor the client uses are not made", async () => {
  assert.deepEqual(await visemesWith(BlindAvatar), { fed: 0, told: 0 });
});

Deno.test("the lips move to the very end of the speech", async () => {
  const clock = new VirtualClock();
  const sound = join(vowel(FORMANTS.aa, 300), vowel(FORMANTS.uw, 100));
  const speak = async function* (segments: ReadableStream<SpeechSegment>): AsyncGenerator<SpeechPart> {
    for await (const { index, text } of segments) {
      yield { type: "segment", index, text };
      yield { type: "audio", pcm: new Uint8Array(sound.buffer) };
    }
  };
  const inferStream = (segments: ReadableStream<SpeechSegment>) => ReadableStream.from(speak(segments));
  const tts = Object.assign(new ScriptedTts(clock), { inferStream });
  const cast = { llm: [new ScriptedLlm(clock, () => "Au.")], tts: [tts] };
  const { session, client } = setStage({ cast, extras: ["viseme"] }, clock);
  session.receive({ type: "user_text", text: "Hi.", mode: "reply" });
  await clock.advance(2000);
  const lastMs = Math.max(...client.of("viseme").map(({ end_ms }) => end_ms));
  assert.ok(lastMs > 370, `${lastMs} ms`);
  await session.end();
});
