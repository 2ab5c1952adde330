import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { resolveControl } from "../../../src/control/mapper.ts";
import type { AvatarAdapter } from "../../../src/contract/adapter.ts";
import type { Control, Persona } from "../../../src/contract/controls.ts";
import type { EmotionLabel } from "../../../src/contract/emotions.ts";
import type { Extra } from "../../../src/contract/protocol/messages.ts";
import { Ticker } from "../../../src/core/ticker.ts";
import { ScriptedAvatar } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { ProviderChain } from "../../../src/pipeline/provider/chain.ts";
import { Quality } from "../../../src/pipeline/load/quality.ts";
import { Presence } from "../../../src/pipeline/video/presence.ts";

const persona: Persona = { id: "default", name: "Ada", instructions: "", voices: {}, control: {} };
const controlOf = (label: EmotionLabel, personaId = "default") =>
  resolveControl({ turn: { emotion: { label } }, persona, personaId });
const log = getLogger(["test"]);

function setting({ hasVideo = true, extras = ["state", "idle"] as readonly Extra[] } = {}) {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const sources = [{ name: "avatar_1", create: () => avatar }];
  const chain = new ProviderChain<AvatarAdapter>("avatar", sources, { clock, failures: 3, resetMs: 30_000 });
  const format = { mode: "frames", width: 16, height: 16, fps: 25 } as const;
  const shown = { asked: format, format, shown: format, quality: new Quality() };
  const video = {
    clock,
    ticker: new Ticker(clock, 10, assert.ifError),
    chain,
    ...shown,
    idleFps: 10,
    stallMs: 1000,
    seed: 1,
  };
  const { signal } = new AbortController();
  const person = { sessionId: "s", turnId: "", turn: 0, persona, log, signal };
  const at = { resting: controlOf("neutral") };
  const states: string[] = [];
  let frames = 0;
  const presence = new Presence({
    ageMs: 0,
    clock,
    extras: new Set(extras),
    video: hasVideo ? video : undefined,
    watched: () => true,
    post: (event) => event.type === "state" ? void states.push(event.state) : void frames++,
    resting: () => ({ ...person, control: at.resting }),
  });
  const turnOf = (control: Control) => ({ ...person, turnId: "t", control, currentControl: control });
  const drawn = async (ms: number) => {
    const before = frames;
    await clock.advance(ms);
    return frames - before;
  };
  return { clock, avatar, presence, states, at, turnOf, drawn };
}

const shown = ({ before }: Presence) => before && [before.state, before.control.emotion.label, before.forMs];

Deno.test("a person is absent, then waits, speaks and waits again, and is gone in the end", async () => {
  const { clock, presence, states, turnOf, drawn } = setting();
  assert.deepEqual([presence.state, presence.before, await drawn(500)], ["idle", undefined, 0]);
  presence.show("idle");
  assert.ok(await drawn(500) > 3);
  presence.show("thinking", turnOf(controlOf("happy")));
  assert.ok(await drawn(500) > 3, "thinking is seen as well");
  presence.show("speaking", turnOf(controlOf("happy")));
  assert.equal(await drawn(500), 0, "the turn's own frames show who speaks");
  presence.show("idle");
  assert.ok(await drawn(500) > 3);
  presence.end();
  presence.show("thinking");
  presence.feel(controlOf("sad"));
  assert.deepEqual([presence.state, presence.before, await drawn(500)], ["idle", undefined, 0]);
  assert.deepEqual(states, ["thinking", "speaking", "idle"]);
  assert.equal(clock.pending, 0);
});

Deno.test("what a turn's frames go on from is what was shown before the speech, for as long as that lasts", async () => {
  const { clock, presence, turnOf } = setting();
  presence.show("idle");
  await clock.advance(300);
  assert.deepEqual(shown(presence), ["idle", "neutral", 300]);
  const happy = turnOf(controlOf("happy"));
  presence.show("thinking", happy);
  await clock.advance(200);
  assert.deepEqual(shown(presence), ["thinking", "neutral", 200], "life goes on with the control it began with");
  presence.show("speaking", happy);
  await clock.advance(400);
  assert.deepEqual(shown(presence), ["thinking", "neutral", 200]);
  presence.feel(controlOf("sad"));
  presence.show("idle");
  presence.feel(controlOf("angry"));
  assert.deepEqual(shown(presence), ["idle", "angry", 0]);
  presence.end();
});

Deno.test("frames go on from the bearing of the frame that is shown, not of those sent ahead of it", async () => {
  const { clock, presence, turnOf } = setting({ hasVideo: false });
  const frame = { type: "pose", frameIndex: 0, timestampMs: 0, audioMs: 0, pose: {} } as const;
  const sent = (yaw: number, inMs: number) => presence.sent({ ...frame, bearing: { yaw } }, inMs);
  const turn = turnOf(controlOf("happy"));
  presence.show("speaking", turn);
  for (const n of [0, 1, 2, 3, 4]) sent(n, n * 40);
  await clock.advance(100);
  sent(20, 20);
  presence.show("idle");
  assert.deepEqual(presence.before?.bearing, { yaw: 2 });
  await clock.advance(100);
  assert.deepEqual(presence.before?.bearing, { yaw: 2 }, "what was sent ahead is not shown any more");
  presence.end();
});

Deno.test("speech that stalls is thought again, and what follows it goes on from there", async () => {
  const { clock, presence, turnOf, drawn } = setting();
  const turn = turnOf(controlOf("happy"));
  presence.show("thinking", turn);
  presence.show("speaking", turn);
  await clock.advance(100);
  presence.show("thinking", turn);
  assert.ok(await drawn(500) > 3, "a stall shows as life");
  presence.show("speaking", turn);
  assert.deepEqual(shown(presence), ["thinking", "happy", 500]);
  presence.end();
});

Deno.test("another persona begins a new life, the same one feels otherwise in the old", async () => {
  const { clock, avatar, presence, at } = setting();
  presence.show("idle");
  await clock.advance(200);
  presence.feel(controlOf("sad"));
  await clock.advance(200);
  assert.equal(avatar.contexts.length, 1);
  at.resting = controlOf("happy", "excited");
  presence.feel(at.resting);
  await clock.advance(200);
  assert.deepEqual(avatar.contexts.map(({ control }) => control.emotion.label), ["neutral", "happy"]);
  assert.deepEqual(avatar.contexts.map(({ signal }) => signal.aborted), [true, false]);
  presence.end();
});

Deno.test("without a picture the states are still sent", () => {
  const { clock, presence, states, turnOf } = setting({ hasVideo: false });
  presence.show("idle");
  presence.show("thinking", turnOf(controlOf("happy")));
  presence.feel(controlOf("sad"));
  presence.show("speaking", turnOf(controlOf("happy")));
  presence.end();
  assert.deepEqual([states, clock.pending], [["thinking", "speaking"], 0]);
});

Deno.test("without idle animation, a mouth is drawn shut after speech that was cut off, and not while speech is awaited", async () => {
  const { presence, turnOf, drawn } = setting({ extras: [] });
  const turn = turnOf(controlOf("neutral"));
  presence.show("speaking", turn);
  presence.show("thinking", turn);
  assert.equal(await drawn(1000), 0);
  presence.show("speaking", turn);
  presence.show("idle", undefined, { wasCut: true });
  assert.equal(await drawn(1000), 4, "every 100 ms, up to 300 ms");
  presence.end();
});
