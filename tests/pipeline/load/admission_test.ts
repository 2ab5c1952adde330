import assert from "node:assert/strict";
import type { SessionState } from "../../../src/contract/parts.ts";
import { Admission } from "../../../src/pipeline/load/admission.ts";
import { costOf } from "../../../src/pipeline/load/cost.ts";
import type { VideoFormat } from "../../../src/pipeline/load/ladder.ts";

/** A session of 256 px at 25 fps costs 3 + 47 + 25 · 2 = 100 ms a second, one of audio 50 ms. */
const COSTS = { voiceMs: 47, pictureMs: 1, megapixelMs: 1e6 / 65_536, poseMs: 0.1, drawingCores: Infinity };
const FRAMES: VideoFormat = { mode: "frames", width: 256, height: 256, fps: 25 };

function budget(cores: number) {
  const alive = new Map<string, SessionState>();
  const load = { isHigh: false, isByOthers: false };
  const admission = new Admission({
    budget: cores,
    stateOf: (id) => alive.get(id),
    isStrained: () => load.isHigh,
    isByOthers: () => load.isByOthers,
  });
  let next = 0;
  const admit = (video: VideoFormat | undefined, isRecorded = false) => {
    const id = `s${next++}`;
    const granted = admission.admit(id, { video, isRecorded });
    alive.set(id, "speaking");
    return granted;
  };
  return { admission, alive, admit, load };
}

Deno.test("a session costs its voice, its frames, and its recording", () => {
  const needs = { video: FRAMES, isRecorded: false };
  assert.equal(costOf(COSTS, needs), 0.1);
  assert.equal(costOf(COSTS, { ...needs, video: undefined }), 0.05);
  assert.equal(costOf(COSTS, { ...needs, video: { ...FRAMES, mode: "pose" } }), 0.0525);
  const recorded = (video: VideoFormat | undefined) => costOf(COSTS, { video, isRecorded: true });
  assert.ok(recorded(FRAMES) > 0.2);
  assert.ok(recorded(undefined) > 0.05 && recorded(undefined) < 0.1, "sound alone is recorded for less");
});

Deno.test("fewer sessions are admitted if they are recorded", () => {
  const { admission, admit } = budget(0.6);
  admission.costs = COSTS;
  for (const _ of [1, 2]) assert.deepEqual(admit(FRAMES, true), FRAMES);
  assert.throws(() => admit(FRAMES, true), { code: "overloaded" });
});

Deno.test("what does not fit gets less video, then a 503 that says when to come back; a session that ends makes room", () => {
  const { admission, alive, admit } = budget(0.3501);
  admission.costs = COSTS;
  assert.deepEqual([admit(FRAMES), admit(FRAMES), admit(FRAMES)], [FRAMES, FRAMES, FRAMES]);
  assert.throws(() => admit(FRAMES), { code: "overloaded", status: 503, retryAfterMs: 15_000 });
  assert.equal(admit(undefined), undefined);
  assert.throws(() => admit(undefined), { code: "overloaded" });
  assert.ok(admission.spent > 0.99);
  alive.delete("s0");
  assert.deepEqual(admit({ ...FRAMES, fps: 50 }), { ...FRAMES, fps: 13 });
});

Deno.test("while video is lowered for the load, only the first session is admitted", () => {
  const { admission, alive, admit, load } = budget(10);
  admission.costs = COSTS;
  load.isHigh = true;
  assert.equal(admit(FRAMES)?.fps, 8);
  assert.throws(() => admit(undefined), { code: "overloaded" });
  alive.clear();
  assert.equal(admit(undefined), undefined);
});

Deno.test("a 503 names other programs when they take the processors, and advises no setting then", () => {
  const { admission, admit, load } = budget(10);
  admission.costs = COSTS;
  admit(FRAMES);
  Object.assign(load, { isHigh: true, isByOthers: true });
  const message = "no session can be opened: other programs keep this machine busy; try again in 15 s";
  assert.throws(() => admit(FRAMES), { code: "overloaded", status: 503, message });
  assert.throws(() => admit(undefined), { code: "overloaded", status: 503, message });
  load.isByOthers = false;
  assert.throws(() => admit(FRAMES), {
    message: "no session can be opened: it would cost 0.06 cores even with the least video, and the processors are " +
      "overloaded already; try again in 15 s",
  });
});

Deno.test("a 503 for a spent budget names the share, however little the sessions use now", () => {
  const { admission, admit, load } = budget(0.1);
  admission.costs = COSTS;
  admit(FRAMES);
  load.isByOthers = true;
  assert.throws(() => admit(undefined), {
    message: "no session can be opened: it would cost 0.05 cores, and 0 of 0.1 cores are left; try again in 15 s, or " +
      "raise admission.share",
  });
});

Deno.test("a 503 says what the least video costs, and what is left of the budget or of the cores that draw", () => {
  const { admission, admit } = budget(0.15);
  admission.costs = COSTS;
  admit(FRAMES);
  assert.throws(() => admit(FRAMES), {
    message:
      "no session can be opened: it would cost 0.06 cores even with the least video, and 0.05 of 0.15 cores are " +
      "left; try again in 15 s, ask for poses or for no video, or raise admission.share",
  });
  const slow = budget(10);
  slow.admission.costs = { ...COSTS, drawingCores: 0.06 };
  slow.admit(FRAMES);
  assert.throws(() => slow.admit(FRAMES), {
    message: "no session can be opened: its pictures would cost 0.01 cores even with the least video, and 0.001 of " +
      "0.051 cores are left for pictures; try again in 15 s, ask for poses or for no video",
  });
});

Deno.test("the first session is admitted however slow the machine is, and all are while costs are unknown", () => {
  const { admission, admit } = budget(0.01);
  for (let i = 0; i < 100; i++) assert.deepEqual(admit(FRAMES), FRAMES);
  assert.equal(admission.spent, 0);
  const slow = budget(0.01);
  slow.admission.costs = COSTS;
  assert.deepEqual(slow.admit(FRAMES), { mode: "frames", width: 128, height: 128, fps: 8 });
  assert.throws(() => slow.admit(FRAMES));
});

Deno.test("sessions that have ended are forgotten, also while costs are unknown", () => {
  const remembered = new Set<string>();
  const stateOf = (id: string) => void remembered.add(id);
  const admission = new Admission({ budget: 1, stateOf, isStrained: () => false, isByOthers: () => false });
  for (let i = 0; i < 1000; i++) admission.admit(`${i}`, { video: undefined, isRecorded: false });
  remembered.clear();
  assert.equal(admission.isBusy, false);
  assert.ok(remembered.size <= 64, `${remembered.size} are remembered`);
});

Deno.test("while costs are unknown, a session that begins does not have all others looked at", () => {
  let looks = 0;
  const stateOf = (): SessionState => {
    looks++;
    return "idle";
  };
  const admission = new Admission({ budget: 1, stateOf, isStrained: () => false, isByOthers: () => false });
  for (let i = 0; i < 1000; i++) admission.admit(`${i}`, { video: undefined, isRecorded: false });
  assert.ok(looks < 2000, `${looks} looks`);
});

Deno.test("costs follow what sessions that speak really use, and make room for more, within limits", () => {
  const { admission, alive, admit } = budget(0.3501);
  admission.costs = COSTS;
  for (let i = 0; i < 3; i++) admit(FRAMES);
  assert.throws(() => admit(FRAMES));
  for (let i = 0; i < 30; i++) admission.learn(0.15);
  assert.ok(Math.abs(admission.spent - 0.15 / 0.35) < 0.01, `${admission.spent} of the budget`);
  assert.deepEqual([1, 2, 3].map(() => admit(FRAMES)?.fps), [25, 25, 25]);
  for (let i = 0; i < 100; i++) admission.learn(0);
  assert.ok(admission.spent > 0.39 * 0.6 / 0.35, `${admission.spent} of the budget`);
  for (const id of alive.keys()) alive.set(id, "idle");
  const before = admission.spent;
  admission.learn(0.7);
  assert.equal(admission.spent, before);
});

Deno.test("pictures are promised only as far as the cores that draw them carry them; voices are not bounded by that", () => {
  const { admission, admit } = budget(10);
  admission.costs = { ...COSTS, drawingCores: 0.16 };
  assert.deepEqual(admit(FRAMES), FRAMES);
  assert.deepEqual(admit(FRAMES), FRAMES);
  assert.equal(admit({ ...FRAMES, fps: 60 })?.fps, 15);
  assert.throws(() => admit(FRAMES), { code: "overloaded" });
  assert.equal(admit(undefined), undefined);
});
