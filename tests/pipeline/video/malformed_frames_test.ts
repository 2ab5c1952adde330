import assert from "node:assert/strict";
import type { AvatarAdapter, AvatarFrame, AvatarPart } from "../../../src/contract/adapter.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { ProviderChain } from "../../../src/pipeline/provider/chain.ts";
import { videoFormat } from "../../../src/pipeline/video/video_stage.ts";
import { setStage } from "../../support/stage.ts";

const say = { type: "user_text", text: "Go.", mode: "reply" } as const;

/** A picture of 2 × 2 pixels. */
function picture(over: Partial<AvatarFrame>): AvatarFrame {
  const times = { frameIndex: 0, timestampMs: 0, audioMs: 0 };
  const data = new Uint8Array(12);
  return { type: "frame", ...times, width: 2, height: 2, contentType: "raw_rgb", data, ...over };
}

/** Parts that no avatar may deliver: without times, with a time that is no number, without a picture, with half of one. */
const MALFORMED: readonly AvatarPart[] = [
  JSON.parse("null"),
  JSON.parse("{}"),
  { type: "pose", frameIndex: 0, timestampMs: NaN, audioMs: 0, pose: {} },
  JSON.parse('{"type": "frame", "frameIndex": 0, "timestampMs": 0, "audioMs": 0}'),
  picture({ data: new Uint8Array(11) }),
  picture({ width: NaN }),
  picture({ contentType: JSON.parse('"image/png"') }),
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

Deno.test("an avatar that answers a wish with no size is refused before anything is drawn", () => {
  const clock = new VirtualClock();
  const avatar = Object.assign(new ScriptedAvatar(clock), { fit: () => ({ width: 64, height: 64, fps: 0 }) });
  const chain = new ProviderChain<AvatarAdapter>("avatar", [{ name: "lamp", create: () => avatar }], {
    clock,
    failures: 3,
    resetMs: 1000,
  });
  const size = { message: 'lamp: fit() must return numbers above 0, not {"width":64,"height":64,"fps":0}' };
  assert.throws(() => videoFormat({ mode: "frames" }, chain), size);
  assert.equal(videoFormat({ mode: "none" }, chain), undefined);
});
