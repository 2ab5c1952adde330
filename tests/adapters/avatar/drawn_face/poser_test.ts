import assert from "node:assert/strict";
import { poser } from "../../../../src/adapters/avatar/drawn_face/poser.ts";
import { AvatarTimeline } from "../../../../src/adapters/kit/frames.ts";
import type { ShownBefore } from "../../../../src/contract/adapter.ts";
import { audioParts, controlOf } from "../../support.ts";

const FRAME_MS = 40;

/** Phrases of 800 ms with pauses of 400 ms between them. */
function spokenTimeline(): AvatarTimeline {
  const timeline = new AvatarTimeline(controlOf());
  const [phrase] = audioParts([800]);
  for (let ms = 0; ms < 9000; ms += 1200) {
    if (phrase?.type === "audio") timeline.accept({ ...phrase, timestampMs: ms });
  }
  return timeline;
}

/** The poses of a turn between two times. */
function posed(timeline: AvatarTimeline, fromMs: number, toMs: number, before?: ShownBefore) {
  const poseAt = poser({ lifeMs: 0, control: controlOf(), mode: "turn", before }, 1);
  return Array.from({ length: (toMs - fromMs) / FRAME_MS }, (_, i) => {
    const timestampMs = fromMs + i * FRAME_MS;
    return poseAt({ frameIndex: timestampMs / FRAME_MS, timestampMs, audioMs: timestampMs, lifeMs: 0 }, timeline);
  });
}

Deno.test("a turn that is drawn again from its middle goes on from the attitude of the head that was shown", () => {
  const timeline = spokenTimeline();
  for (const atMs of [2400, 4400, 7200]) {
    const shown = posed(timeline, 0, atMs).at(-1);
    assert.ok(shown !== undefined);
    const before = { state: "speaking", control: controlOf(), forMs: 60_000, changedMs: 0 } as const;
    const first = (before: ShownBefore) => posed(timeline, atMs, atMs + FRAME_MS, before)[0]?.pose.headYaw ?? NaN;
    const [goesOn, begins] = [first({ ...before, bearing: shown.bearing }), first(before)];
    assert.ok(Math.abs(goesOn - shown.pose.headYaw) < 1, `${goesOn} after ${shown.pose.headYaw} at ${atMs}`);
    assert.ok(Math.abs(begins - shown.pose.headYaw) > 1.5, `speech has turned the head: ${begins}`);
  }
});
