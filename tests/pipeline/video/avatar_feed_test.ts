import assert from "node:assert/strict";
import type { TimedAudio } from "../../../src/contract/adapter.ts";
import { AvatarFeed } from "../../../src/pipeline/video/avatar_feed.ts";
import { arrivals, soon } from "../../support/waiting.ts";

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
