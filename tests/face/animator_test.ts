import assert from "node:assert/strict";
import { EMOTION_LABELS } from "../../src/contract/emotions.ts";
import { type Viseme, VISEMES } from "../../src/contract/visemes.ts";
import { FaceAnimator, SILENCE, type SpeechMoment } from "../../src/face/animator.ts";
import { lipGap } from "../../src/face/draw/parts/lips.ts";
import { eyeState } from "../../src/face/draw/states.ts";
import { type FacePose, POSE_FIELDS, POSE_RANGES } from "../../src/contract/pose.ts";
import { animatorOf, babble, controlOf, poses, saying, stillPose } from "./support.ts";

Deno.test("the same input and seed give the same poses, another seed gives others", () => {
  const run = (seed: number) => poses(animatorOf({}, seed), 25, 10, (ms) => babble(1, ms));
  assert.deepEqual(run(1), run(1));
  assert.notDeepEqual(run(1), run(2));
});

Deno.test("every pose of any emotion and speech is within range", () => {
  for (const label of EMOTION_LABELS) {
    const animator = animatorOf({ emotion: { label, intensity: 1 }, character: { motion_gain: 2, expressivity: 1 } });
    for (const pose of poses(animator, 25, 8, (ms) => babble(2, ms))) {
      for (const name of POSE_FIELDS) {
        const [min, max] = POSE_RANGES[name];
        assert.ok(pose[name] >= min && pose[name] <= max, `${label} ${name} ${pose[name]}`);
      }
    }
  }
});

Deno.test("lips meet on p, b and m whatever the face feels, and part on vowels", () => {
  for (const label of EMOTION_LABELS) {
    const turn = { emotion: { label, intensity: 1 }, character: { expressivity: 1 } };
    assert.equal(lipGap(stillPose("PP", turn)), 0, label);
    for (const vowel of ["aa", "E", "O"] as const) assert.ok(lipGap(stillPose(vowel, turn)) > 8, `${label} ${vowel}`);
  }
  assert.equal(lipGap(stillPose("sil")), 0);
  assert.ok(stillPose("FF").mouthRollLower > 0.9);
});

Deno.test("a happy face speaks happily: the smile is there on every viseme, less on rounded ones", () => {
  const smiles = new Map(VISEMES.map((id) => {
    const happy = stillPose(id, { emotion: { label: "happy", intensity: 1 } });
    const sad = stillPose(id, { emotion: { label: "sad", intensity: 1 } });
    assert.ok(happy.mouthSmileLeft > 0.2, `${id} ${happy.mouthSmileLeft}`);
    assert.ok(sad.mouthFrownLeft > 0.2 && sad.mouthSmileLeft < 0.1, id);
    return [id, happy.mouthSmileLeft];
  }));
  assert.ok((smiles.get("U") ?? 1) < 0.6 * (smiles.get("I") ?? 0));
});

Deno.test("a rounded vowel leaves a happy face some of its smile, and all of its cheeks", () => {
  const happy = (id: Viseme) => stillPose(id, { emotion: { label: "happy", intensity: 1 } });
  assert.ok(happy("U").mouthSmileLeft > 0.35, `${happy("U").mouthSmileLeft}`);
  assert.equal(happy("U").cheekSquintLeft, happy("I").cheekSquintLeft);
});

Deno.test("a surprised face speaks with a rounder and taller mouth, and its corners do not turn down", () => {
  for (const id of ["E", "I", "DD", "SS"] as const) {
    const [felt, neutral] = [stillPose(id, { emotion: { label: "surprised", intensity: 1 } }), stillPose(id)];
    assert.ok(felt.mouthFunnel > neutral.mouthFunnel + 0.3, `${id} ${felt.mouthFunnel}`);
    assert.ok(felt.mouthStretchLeft < 0.6 * neutral.mouthStretchLeft, `${id} ${felt.mouthStretchLeft}`);
    assert.ok(lipGap(felt) > lipGap(neutral) + 3, `${id} ${lipGap(felt)}`);
    assert.equal(felt.mouthFrownLeft, 0);
  }
});

Deno.test("a disgusted face curls its lip on one side, less so while it speaks, and low corners are level", () => {
  const curl = (id: Viseme) => {
    const pose = stillPose(id, { emotion: { label: "disgusted", intensity: 1 } });
    return pose.mouthUpperUpLeft - pose.mouthUpperUpRight;
  };
  assert.ok(curl("sil") > 0.4 && curl("E") > 0 && curl("E") < 0.25, `${curl("sil")} ${curl("E")}`);
  for (const label of ["sad", "angry", "fearful", "disgusted"] as const) {
    const { mouthFrownLeft, mouthFrownRight } = stillPose("E", { emotion: { label, intensity: 0.6 } });
    assert.equal(mouthFrownLeft, mouthFrownRight, label);
  }
});

Deno.test("brows carry the lids: up at the inner end in sadness, down in anger, and evenly in surprise", () => {
  const slant = (label: "sad" | "angry" | "surprised") =>
    eyeState(stillPose("E", { emotion: { label, intensity: 1 } }), 1).slant;
  assert.ok(slant("sad") > 0.7 && slant("angry") < -0.7, `${slant("sad")} ${slant("angry")}`);
  assert.ok(Math.abs(slant("surprised")) <= 0.25, `${slant("surprised")}`);
});

Deno.test("most phrases begin with a look at the listener", () => {
  let [on, all] = [0, 0];
  for (let seed = 0; seed < 40; seed++) {
    const animator = animatorOf({}, seed);
    animator.state = "speaking";
    for (let ms = 0; ms < 1000; ms += 40) {
      const { gazeX, gazeY } = animator.poseAt(ms, babble(seed, ms));
      if (ms < 240) continue;
      all++;
      if (Math.hypot(gazeX, gazeY) < 0.2) on++;
    }
  }
  assert.ok(on / all > 0.88, `${on} of ${all}`);
});

Deno.test("the seven emotions look different from each other and from rest", () => {
  const distance = (a: FacePose, b: FacePose) =>
    POSE_FIELDS.reduce((sum, name) => sum + Math.abs(a[name] - b[name]), 0);
  const faces = EMOTION_LABELS.map((label) => stillPose("sil", { emotion: { label, intensity: 1 } }));
  faces.forEach((a, i) => faces.slice(i + 1).forEach((b) => assert.ok(distance(a, b) > 1)));
});

Deno.test("intensity and expressivity scale the expression continuously; none leaves the face at rest", () => {
  const smile = (intensity: number, expressivity: number) =>
    stillPose("sil", { emotion: { label: "happy", intensity }, character: { expressivity } }).mouthSmileLeft;
  const rising = [0.2, 0.4, 0.6, 0.8, 1].map((intensity) => smile(intensity, 1));
  assert.deepEqual(rising, rising.toSorted((a, b) => a - b));
  assert.ok(smile(1, 0.2) < smile(1, 0.5) && smile(1, 0.5) < smile(1, 1));
  assert.ok(Math.abs(smile(1, 0) - smile(0, 1)) < 1e-6);
});

Deno.test("valence and arousal shape the face by themselves", () => {
  const of = (valence: number, arousal: number) => stillPose("sil", { emotion: { valence, arousal } });
  assert.ok(of(1, 0).mouthSmileLeft > of(0, 0).mouthSmileLeft);
  assert.ok(of(-1, 0).mouthFrownLeft > of(0, 0).mouthFrownLeft);
  assert.ok(of(0, 1).eyeWideLeft > of(0, 0).eyeWideLeft);
});

Deno.test("motion_gain scales how much the head moves", () => {
  const range = (motion_gain: number) => {
    const yaws = poses(animatorOf({ character: { motion_gain } }), 25, 30, () => SILENCE).map(({ headYaw }) => headYaw);
    return Math.max(...yaws) - Math.min(...yaws);
  };
  assert.equal(range(0), 0);
  assert.ok(range(2) > 1.6 * range(1) && range(1) > 2);
});

Deno.test("a change of emotion is eased: no field but the lids and the eyes moves by more than a tenth of its range a frame", () => {
  const animator = animatorOf({ emotion: { label: "happy", intensity: 1 } });
  const quick = new Set(["eyeBlinkLeft", "eyeBlinkRight", "gazeX", "gazeY", "eyeWideLeft", "eyeWideRight"]);
  let before = animator.poseAt(0, SILENCE);
  for (let ms = 20; ms < 6000; ms += 20) {
    if (ms === 1000) animator.control = controlOf({ emotion: { label: "angry", intensity: 1 } });
    if (ms === 1500) animator.control = controlOf({ emotion: { label: "surprised", intensity: 1 } });
    if (ms === 3000) animator.state = "thinking";
    if (ms === 4500) animator.state = "speaking";
    const now = animator.poseAt(ms, SILENCE);
    for (const name of POSE_FIELDS) {
      const [min, max] = POSE_RANGES[name];
      const share = Math.abs(now[name] - before[name]) / (max - min);
      // Hair swings at its own speed.
      const limit = name === "hairSway" ? 0.16 : 0.1;
      assert.ok(quick.has(name) || share < limit, `${name} at ${ms}: ${share}`);
    }
    before = now;
  }
  assert.ok(before.browInnerUp > 0.5, "it arrives");
});

Deno.test("a face that goes on from the bearing of another pose turns its head back slowly, and rests at last", () => {
  const control = controlOf();
  const speaker = new FaceAnimator({ seed: 3, lifeMs: 0, control, state: "speaking" });
  const spoken = poses(speaker, 25, 3, (ms) => babble(3, ms)).at(-1);
  const { bearing } = speaker;
  const resting = { seed: 3, lifeMs: 3000, control, state: "idle" } as const;
  const hair = (from: FaceAnimator) => from.poseAt(0, SILENCE).hairSway;
  assert.ok(Math.abs(hair(new FaceAnimator(resting)) - spoken!.hairSway) > 0.2, "the hair swings");
  assert.ok(Math.abs(hair(new FaceAnimator({ ...resting, bearing })) - spoken!.hairSway) < 0.15);
  const yaws = (from: FaceAnimator) => poses(from, 25, 4, () => SILENCE).map(({ headYaw }) => headYaw);
  const [goesOn, begins] = [yaws(new FaceAnimator({ ...resting, bearing })), yaws(new FaceAnimator(resting))];
  assert.ok(Math.abs(begins[0]! - spoken!.headYaw) > 2, "speech has turned the head");
  assert.ok(Math.abs(goesOn[0]! - spoken!.headYaw) < 0.5, `${goesOn[0]} after ${spoken!.headYaw}`);
  assert.ok(Math.abs(goesOn.at(-1)! - begins.at(-1)!) < 0.1);
});

Deno.test("the mouth moves at a speed that mouths can move at", () => {
  const course = poses(animatorOf(), 50, 20, (ms) => babble(4, ms)).map(({ jawOpen }) => jawOpen);
  const steps = course.slice(1).map((jaw, i) => Math.abs(jaw - (course[i] ?? 0)));
  assert.ok(Math.max(...steps) < 0.7, String(Math.max(...steps)));
});

Deno.test("poses at the same moments agree between frame rates", () => {
  const at = (fps: number) => poses(animatorOf({ emotion: { label: "happy" } }), fps, 4, () => SILENCE);
  const slow = at(10);
  const fast = at(50);
  slow.forEach((pose, i) => {
    const other = fast[i * 5];
    assert.ok(other);
    for (const name of POSE_FIELDS) assert.ok(Math.abs(pose[name] - other[name]) < 0.02, `${name} at ${i * 100}`);
  });
});

Deno.test("one stretch of life goes on where the one before ended", () => {
  const control = controlOf();
  const first = new FaceAnimator({ seed: 6, lifeMs: 0, control, state: "idle" });
  let last = first.poseAt(0, SILENCE);
  for (let ms = 40; ms <= 20_000; ms += 40) last = first.poseAt(ms, SILENCE);
  const next = new FaceAnimator({ seed: 6, lifeMs: 20_040, control, state: "idle" }).poseAt(0, SILENCE);
  for (const name of POSE_FIELDS) {
    const [min, max] = POSE_RANGES[name];
    const share = Math.abs(next[name] - last[name]) / (max - min);
    assert.ok(share < 0.05 || name.startsWith("eyeBlink") || name.startsWith("gaze"), `${name}: ${share}`);
  }
});

Deno.test("a face that gets what it showed before continues from there and eases to what it shows now", () => {
  const sad = controlOf({ emotion: { label: "sad", intensity: 1 } });
  const before = new FaceAnimator({ seed: 6, lifeMs: 0, control: sad, state: "idle" });
  before.state = "thinking";
  let last = before.poseAt(0, SILENCE);
  for (let ms = 40; ms <= 400; ms += 40) last = before.poseAt(ms, SILENCE);
  const next = new FaceAnimator({ seed: 6, lifeMs: 440, control: sad, state: "thinking", forMs: 440 });
  next.control = controlOf({ emotion: { label: "happy", intensity: 1 } });
  next.state = "speaking";
  const first = next.poseAt(0, SILENCE);
  for (const name of ["mouthFrownLeft", "browInnerUp", "headRoll", "headYaw", "mouthPressLeft"] as const) {
    const [min, max] = POSE_RANGES[name];
    assert.ok(Math.abs(first[name] - last[name]) / (max - min) < 0.06, `${name} ${last[name]} ${first[name]}`);
  }
  let later = first;
  for (let ms = 40; ms <= 1500; ms += 40) later = next.poseAt(ms, SILENCE);
  assert.ok(later.mouthSmileLeft > 0.5 && later.mouthFrownLeft < 0.1);
});

Deno.test("accents of the voice move the head, silence does not", () => {
  const range = (level: (ms: number) => number) => {
    const with_ = new FaceAnimator({ seed: 2, lifeMs: 0, control: controlOf(), state: "speaking" });
    const without = new FaceAnimator({ seed: 2, lifeMs: 0, control: controlOf(), state: "speaking" });
    let most = 0;
    for (let ms = 0; ms < 6000; ms += 40) {
      const a = with_.poseAt(ms, { visemes: [], level: level(ms) });
      const b = without.poseAt(ms, SILENCE);
      most = Math.max(most, Math.abs(a.headPitch - b.headPitch));
    }
    return most;
  };
  assert.equal(range(() => 0), 0);
  assert.ok(range((ms) => (ms % 800 < 200 ? 0.8 : 0.2)) > 1);
});

Deno.test("a thinking face looks up and tilts its head", () => {
  const animator = animatorOf();
  animator.state = "thinking";
  const course = poses(animator, 25, 8, () => SILENCE).slice(50);
  const mean = (of: (pose: FacePose) => number) => course.reduce((sum, pose) => sum + of(pose), 0) / course.length;
  assert.ok(mean(({ gazeY }) => gazeY) > 0.1);
  assert.ok(Math.abs(mean(({ headRoll }) => headRoll)) > 1);
});

Deno.test("a phrase often ends with a blink", () => {
  let blinks = 0;
  for (let seed = 0; seed < 60; seed++) {
    const animator = animatorOf({}, seed);
    let closed = 0;
    for (let ms = 0; ms < 2600; ms += 40) {
      const { eyeBlinkLeft } = animator.poseAt(ms, ms < 2000 ? saying("aa") : SILENCE);
      if (ms > 2040 && ms < 2300) closed = Math.max(closed, eyeBlinkLeft);
    }
    if (closed > 0.8) blinks++;
  }
  assert.ok(blinks > 20, String(blinks));
});

Deno.test("a person who speaks in phrases blinks 18 to 34 times a minute in all", () => {
  for (const seed of [1, 2, 3]) {
    const animator = new FaceAnimator({ seed, lifeMs: 0, control: controlOf(), state: "speaking" });
    const lids = poses(animator, 25, 120, (ms) => ms % 3000 < 2400 ? babble(seed, ms) : SILENCE)
      .map(({ eyeBlinkLeft }) => eyeBlinkLeft > 0.6);
    const rate = lids.filter((shut, i) => shut && !lids[i - 1]).length / 2;
    assert.ok(rate >= 18 && rate <= 34, `${rate} times a minute`);
  }
});

Deno.test("ordinary speech keeps the jaw within about 60 % of its range, and never opens it in one picture", () => {
  for (const label of EMOTION_LABELS) {
    const animator = animatorOf({ emotion: { label, intensity: 0.7 } });
    const jaws = poses(animator, 25, 20, (ms) => babble(7, ms)).map(({ jawOpen }) => jawOpen);
    const steps = jaws.slice(1).map((jaw, i) => jaw - (jaws[i] ?? 0));
    assert.ok(jaws.filter((jaw) => jaw > 0.62).length / jaws.length < 0.02, `${label}: ${Math.max(...jaws)}`);
    assert.ok(Math.max(...steps) < 0.3, `${label}: ${Math.max(...steps)}`);
  }
});

Deno.test("a sad, angry or fearful face keeps its mouth while it speaks: corners down, and no grin", () => {
  for (const label of ["sad", "angry", "fearful"] as const) {
    for (const viseme of ["E", "I", "aa", "SS"] as const) {
      const turn = { emotion: { label, intensity: 0.8 } };
      const [felt, neutral] = [stillPose(viseme, turn), stillPose(viseme)];
      assert.ok(felt.mouthFrownLeft > 0.3, `${label} ${viseme} corners ${felt.mouthFrownLeft}`);
      assert.ok(felt.mouthUpperUpLeft <= neutral.mouthUpperUpLeft, `${label} ${viseme} upper teeth`);
    }
  }
});

Deno.test("an emotion of low intensity is a mild form of it: a third of it shows about half", () => {
  const frown = (intensity: number) => stillPose("sil", { emotion: { label: "sad", intensity } }).mouthFrownLeft;
  assert.ok(frown(0.33) > 0.4 * frown(1) && frown(0.33) < 0.65 * frown(1), `${frown(0.33)} of ${frown(1)}`);
});

Deno.test("head and shoulders go along with phrases, and settle in silence", () => {
  const animator = animatorOf({});
  const phrase = (ms: number): SpeechMoment => ms % 2200 < 1800 ? babble(3, ms) : SILENCE;
  const spoken = poses(animator, 25, 20, phrase);
  const range = (values: number[]) => Math.max(...values) - Math.min(...values);
  assert.ok(range(spoken.map(({ headYaw }) => headYaw)) > 10, "it turns");
  assert.ok(range(spoken.map(({ headX }) => headX)) > 0.06, "it shifts, and the shoulders with it");
  assert.ok(range(spoken.map(({ headPitch }) => headPitch)) > 5, "it nods");
});

Deno.test("a thinking face looks up and aside most of the time, with one brow raised, and a listening one at the viewer", () => {
  const seen = (state: "thinking" | "idle") => {
    const animator = new FaceAnimator({ seed: 2, lifeMs: 0, control: controlOf(), state });
    return poses(animator, 25, 60, () => SILENCE);
  };
  const away = (list: FacePose[]) => list.filter(({ gazeY, gazeX }) => gazeY > 0.25 && Math.abs(gazeX) > 0.2).length;
  const [thinking, idle] = [seen("thinking"), seen("idle")];
  assert.ok(away(thinking) / thinking.length > 0.5, `${away(thinking)} of ${thinking.length}`);
  assert.ok(away(idle) / idle.length < 0.1, `${away(idle)} of ${idle.length}`);
  const brows = thinking.map(({ browOuterUpLeft, browOuterUpRight }) => Math.abs(browOuterUpLeft - browOuterUpRight));
  assert.ok(Math.min(...brows) > 0.3);
});
