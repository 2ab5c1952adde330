import assert from "node:assert/strict";
import { EMOTION_LABELS, type EmotionLabel } from "../../../../../src/contract/emotions.ts";
import { breathOf, measure, type Measures } from "./measures.ts";
import { say, VOICES } from "./support.ts";

const TEXT = "We were all going along the river in the morning, and nobody knew where it led.";

interface Spoken extends Measures {
  readonly pcm: Int16Array;
  /** From the first word to the last. */
  readonly spokenMs: number;
  readonly limitedShare: number;
}

/** One text in every voice and emotion at intensity 0.7, said once for all tests. */
const spoken = new Map<string, ReadonlyMap<EmotionLabel, Spoken>>();
for (const [name, voice] of VOICES) {
  const moods = new Map<EmotionLabel, Spoken>();
  for (const label of EMOTION_LABELS) {
    const { pcm, words, limited } = await say(TEXT, { emotion: { label, intensity: 0.7 } }, voice);
    const spokenMs = (words.at(-1)?.endMs ?? 0) - (words[0]?.startMs ?? 0);
    moods.set(label, { ...measure(pcm), pcm, spokenMs, limitedShare: limited / pcm.length });
  }
  spoken.set(name, moods);
}

/** What an emotion does to a measure, voice by voice. */
function against(label: EmotionLabel, of: (measures: Spoken) => number): [voice: string, change: number][] {
  return [...spoken].map(([voice, moods]) => {
    const [changed, neutral] = [moods.get(label), moods.get("neutral")];
    assert.ok(changed && neutral);
    return [voice, of(changed) - of(neutral)];
  });
}

/** Asserts that an emotion changes a measure in all voices by at least so much in one direction. */
function assertChange(label: EmotionLabel, what: string, of: (measures: Spoken) => number, least: number): void {
  for (const [voice, change] of against(label, of)) {
    const enough = least > 0 ? change >= least : change <= least;
    assert.ok(enough, `${voice}, ${label}: ${what} changes by ${change.toFixed(2)}, not by ${least}`);
  }
}

const octaves = ({ registerHz }: Spoken) => 12 * Math.log2(registerHz);
const pace = ({ spokenMs }: Spoken) => -100 * Math.log2(spokenMs);
const range = ({ rangeSt }: Spoken) => rangeSt;
const level = ({ levelDb }: Spoken) => levelDb;
const breaths = new Map<Int16Array, number>();
const breath = ({ pcm }: Spoken) => {
  const measured = breaths.get(pcm) ?? breathOf(pcm);
  breaths.set(pcm, measured);
  return measured;
};

Deno.test("joy is faster, higher, wider and louder in every voice", () => {
  assertChange("happy", "pace", pace, 4);
  assertChange("happy", "register", octaves, 1);
  assertChange("happy", "range", range, 0.5);
  assertChange("happy", "level", level, 0.5);
});

Deno.test("sadness is slower, lower, narrower, softer and breathier in every voice", () => {
  assertChange("sad", "pace", pace, -12);
  assertChange("sad", "register", octaves, -0.7);
  assertChange("sad", "range", range, -0.6);
  assertChange("sad", "level", level, -1.5);
  assertChange("sad", "breath", breath, 1.5);
});

Deno.test("anger is faster, wider and louder in every voice", () => {
  assertChange("angry", "pace", pace, 6);
  assertChange("angry", "range", range, 0.1);
  assertChange("angry", "level", level, 2);
});

Deno.test("surprise is higher and wider in every voice", () => {
  assertChange("surprised", "register", octaves, 1.5);
  assertChange("surprised", "range", range, 0.5);
});

Deno.test("fear is the fastest and highest, narrower, softer than anger and breathier in every voice", () => {
  assertChange("fearful", "pace", pace, 6);
  assertChange("fearful", "register", octaves, 2);
  assertChange("fearful", "breath", breath, 0.7);
  for (const moods of spoken.values()) {
    const [fear, anger] = [moods.get("fearful")!, moods.get("angry")!];
    assert.ok(fear.levelDb < anger.levelDb - 2 && fear.rangeSt < anger.rangeSt);
  }
});

Deno.test("disgust is slower, lower and softer in every voice", () => {
  assertChange("disgusted", "pace", pace, -8);
  assertChange("disgusted", "register", octaves, -1);
  assertChange("disgusted", "level", level, -0.5);
});

Deno.test("sadness is the breathiest of all emotions in every voice, and fear comes before joy", () => {
  for (const [voice, moods] of spoken) {
    const by = (label: EmotionLabel) => breath(moods.get(label)!);
    const others = EMOTION_LABELS.filter((label) => label !== "sad" && label !== "fearful").map(by);
    assert.ok(by("sad") > Math.max(...others) + 0.4, `${voice}: ${by("sad")} beside ${others.join(", ")}`);
    assert.ok(by("fearful") > by("happy") + 0.2, `${voice}: ${by("fearful")} beside ${by("happy")}`);
  }
});

/** A clear difference of each measure: percent of an octave of pace, semitones, semitones, decibels. */
const CLEAR: readonly (readonly [of: (measures: Spoken) => number, step: number])[] = [
  [pace, 8],
  [octaves, 0.8],
  [range, 0.6],
  [level, 1],
];

Deno.test("every two emotions differ clearly in rate, register, range or level, in every voice", () => {
  for (const [voice, moods] of spoken) {
    for (const [index, one] of EMOTION_LABELS.entries()) {
      for (const other of EMOTION_LABELS.slice(index + 1)) {
        const [a, b] = [moods.get(one)!, moods.get(other)!];
        const clearest = Math.max(...CLEAR.map(([of, step]) => Math.abs(of(a) - of(b)) / step));
        assert.ok(clearest >= 1, `${voice}: ${one} and ${other} differ by ${clearest.toFixed(2)}`);
      }
    }
  }
});

Deno.test("no two voices have the same register, and men speak below women", () => {
  const register = (voice: string) => spoken.get(voice)?.get("neutral")?.registerHz ?? NaN;
  const order = ["sol", "leo", "mira", "ava", "jun"];
  assert.deepEqual([...spoken.keys()].toSorted((a, b) => register(a) - register(b)), order);
  assert.ok(register("leo") < 130 && register("mira") > 150, `${register("leo")} and ${register("mira")} Hz`);
});

Deno.test("all voices are about as loud, and none drives the limiter on more than a hundredth of its samples", () => {
  const levels = [...spoken.values()].map((moods) => moods.get("neutral")?.levelDb ?? NaN);
  assert.ok(Math.max(...levels) - Math.min(...levels) < 2, levels.map((db) => db.toFixed(1)).join(", "));
  for (const [voice, moods] of spoken) {
    for (const [label, { limitedShare, peak }] of moods) {
      assert.ok(limitedShare < 0.01, `${voice}, ${label}: ${(100 * limitedShare).toFixed(2)} %`);
      assert.ok(peak < 1, `${voice}, ${label}: a sample of ${peak}`);
    }
  }
});
