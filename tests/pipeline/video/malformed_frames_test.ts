import assert from "node:assert/strict";
import type { AvatarPart } from "../../../src/contract/adapter.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { setStage } from "../../support/stage.ts";

const say = { type: "user_text", text: "Go.", mode: "reply" } as const;

/** Parts that no avatar may deliver: without times, with a time that is no number, without a picture. */
const MALFORMED: readonly AvatarPart[] = [
  JSON.parse("null"),
  JSON.parse("{}"),
  { type: "pose", frameIndex: 0, timestampMs: NaN, audioMs: 0, pose: {} },
  JSON.parse('{"type": "frame", "frameIndex": 0, "timestampMs": 0, "audioMs": 0}'),
];

/** An avatar all of whose frames are `part`, each after `drawMs`. */
function malformed(clock: VirtualClock, part: AvatarPart, drawMs: number): ScriptedAvatar {
  const avatar = new ScriptedAvatar(clock);
  avatar.inferStream = () =>
    new ReadableStream({
      async pull(out) {
        const { promise, resolve } = Promise.withResolvers<void>();
        clock.setTimer(drawMs, resolve);
        await promise;
        out.enqueue(part);
      },
    });
  return avatar;
}

function stage(clock: VirtualClock, avatar: readonly ScriptedAvatar[], options: { extras?: readonly "idle"[] } = {}) {
  const llm = [new ScriptedLlm(clock, () => "One two three four five.")];
  return setStage({ cast: { llm, tts: [new ScriptedTts(clock)], avatar }, ...options }, clock);
}

Deno.test("a malformed frame is the failure of its avatar: the next one draws, or none, and the voice goes on", async () => {
  for (const part of MALFORMED) {
    for (const drawMs of [0, 100]) {
      for (const hasNext of [true, false]) {
        const clock = new VirtualClock();
        const next = hasNext ? [new ScriptedAvatar(clock)] : [];
        const { session, client, providers } = stage(clock, [malformed(clock, part, drawMs), ...next]);
        session.receive(say);
        await clock.advance(5000);
        assert.equal(client.of("turn_complete")[0]?.status, "completed");
        assert.equal(client.of("video_frame").length > 0, hasNext);
        assert.equal(providers.avatar?.primary.breaker.failedCalls, 1);
        await session.end();
        await clock.advance(1000);
      }
    }
  }
});

Deno.test("a malformed frame between turns costs the idle life, and nothing else", async () => {
  for (const part of MALFORMED) {
    const clock = new VirtualClock();
    const { session, client, providers } = stage(clock, [malformed(clock, part, 40)], { extras: ["idle"] });
    await clock.advance(1000);
    assert.equal(providers.avatar?.primary.breaker.failedCalls, 1);
    session.receive(say);
    await clock.advance(5000);
    assert.equal(client.of("turn_complete")[0]?.status, "completed");
    await session.end();
    await clock.advance(1000);
  }
});
