import assert from "node:assert/strict";
import type { TimedAudio } from "../../../src/contract/adapter.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { AvatarFeed } from "../../../src/pipeline/video/avatar_feed.ts";
import { arrivals, soon } from "../../support/waiting.ts";
import { setStage } from "../../support/stage.ts";

const AUDIO: TimedAudio = { type: "audio", pcm: new Uint8Array(3840), timestampMs: 0, durationMs: 80 };

Deno.test("AvatarFeed gives an avatar the input that the one before it waited for", async () => {
  const feed = new AvatarFeed(new AbortController().signal);
  const before = feed.stream().getReader();
  const waiting = before.read();
  await arrivals(1);
  await before.cancel();
  await waiting;
  const reading = feed.stream().getReader().read();
  await arrivals(1);
  feed.add(AUDIO);
  assert.deepEqual(await soon(reading, "the input", 2000), { done: false, value: AUDIO });
});

Deno.test("AvatarFeed ends the stream of an avatar when another one reads", async () => {
  const feed = new AvatarFeed(new AbortController().signal);
  const before = feed.stream().getReader().read();
  await arrivals(1);
  const reading = feed.stream().getReader().read();
  feed.add(AUDIO);
  assert.deepEqual(await soon(before, "the end", 2000), { done: true, value: undefined });
  assert.deepEqual(await soon(reading, "the input", 2000), { done: false, value: AUDIO });
});

Deno.test("what the listener has heard is not kept for an avatar that may take over", async () => {
  const clock = new VirtualClock();
  const [first, second] = [new ScriptedAvatar(clock, { failAt: 100 }), new ScriptedAvatar(clock)];
  const text = Array(40).fill("word").join(" ");
  const cast = { llm: [new ScriptedLlm(clock, () => text)], tts: [new ScriptedTts(clock)], avatar: [first, second] };
  const { session } = setStage({ cast, video: { mode: "pose" } }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(5000);
  const heard = second.inputs.find((part) => part.type === "audio");
  assert.ok(heard !== undefined && heard.timestampMs > 2000, `from ${heard?.timestampMs} ms on`);
  await session.end();
});
