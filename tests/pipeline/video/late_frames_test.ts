import assert from "node:assert/strict";
import type { AvatarContext, AvatarInput, AvatarPart } from "../../../src/contract/adapter.ts";
import { delay } from "../../../src/contract/clock.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { setStage } from "../../support/stage.ts";

const FRAME_MS = 40;
const TICK_MS = 10;

Deno.test("of an avatar that leaves no frame out and becomes slow, only those frames are sent that are still in time", async () => {
  const clock = new VirtualClock();
  const stubborn = Object.assign(new ScriptedAvatar(clock), {
    inferStream: () =>
      ReadableStream.from((async function* (): AsyncGenerator<AvatarPart> {
        for (let frameIndex = 0; frameIndex < 100; frameIndex++) {
          if (frameIndex >= 10) await delay(clock, 100);
          const at = { frameIndex, timestampMs: frameIndex * FRAME_MS, audioMs: frameIndex * FRAME_MS };
          yield { type: "frame", ...at, width: 16, height: 16, contentType: "jpeg", data: new Uint8Array(1) };
        }
      })()),
  });
  const reply = Array.from({ length: 20 }, () => "word").join(" ");
  const cast = { llm: [new ScriptedLlm(clock, () => reply)], tts: [new ScriptedTts(clock)], avatar: [stubborn] };
  const { session, client } = setStage({ cast }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(6000);
  const heardFrom = client.times[client.events.findIndex(({ type }) => type === "audio_chunk")] ?? 0;
  const lateMs = client.events.flatMap((event, i) =>
    event.type === "video_frame" ? [(client.times[i] ?? 0) - heardFrom - event.timestamp_ms] : []
  );
  assert.ok(lateMs.length > 0, "the first frames are in time");
  assert.ok(Math.max(...lateMs) <= FRAME_MS + TICK_MS, `a frame was sent ${Math.max(...lateMs)} ms late`);
  const [complete] = client.of("turn_complete");
  assert.equal(complete?.metrics.frames, lateMs.length);
  assert.ok((complete?.metrics.frames_skipped ?? 0) > 20, `${complete?.metrics.frames_skipped} were skipped`);
  await session.end();
});

Deno.test("after one slow frame of an avatar, its next frames follow without a gap", async () => {
  const clock = new VirtualClock();
  let isSlow = true;
  const stalling = Object.assign(new ScriptedAvatar(clock), {
    inferStream: (_: ReadableStream<AvatarInput>, context: AvatarContext) =>
      ReadableStream.from((async function* (): AsyncGenerator<AvatarPart> {
        for (let frameIndex = 0; frameIndex < 200; frameIndex++) {
          frameIndex = Math.max(frameIndex, Math.ceil(context.earliestMs() / FRAME_MS));
          if (isSlow && frameIndex >= 10) {
            isSlow = false;
            await delay(clock, 1500);
          }
          const at = { frameIndex, timestampMs: frameIndex * FRAME_MS, audioMs: frameIndex * FRAME_MS };
          yield { type: "frame", ...at, width: 16, height: 16, contentType: "jpeg", data: new Uint8Array(1) };
        }
      })()),
  });
  const reply = Array.from({ length: 20 }, () => "word").join(" ");
  const cast = { llm: [new ScriptedLlm(clock, () => reply)], tts: [new ScriptedTts(clock)], avatar: [stalling] };
  const { session, client } = setStage({ cast }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(6000);
  const gaps = client.of("video_frame").map(({ frame_index }, i, frames) =>
    frame_index - (frames[i - 1]?.frame_index ?? -1)
  );
  const [longest = 0, next] = gaps.toSorted((a, b) => b - a);
  assert.ok(longest > 20, `${longest} frames were late`);
  assert.equal(next, 1, `the frames after them: ${gaps}`);
  await session.end();
});

Deno.test("an avatar that looks ahead is not given up while the model pauses", async () => {
  const clock = new VirtualClock();
  const cast = {
    llm: [new ScriptedLlm(clock, () => "One. Two. Three.", { wordDelayMs: 5000 })],
    tts: [new ScriptedTts(clock)],
    avatar: [new ScriptedAvatar(clock, { lookAheadMs: 100 }), new ScriptedAvatar(clock)],
  };
  const { session, client } = setStage({ cast, config: { failover: { avatar_stall_ms: 3000 } } }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(20_000);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  assert.deepEqual(client.of("error").map(({ message }) => message), []);
  await session.end();
});
