import assert from "node:assert/strict";
import fc from "fast-check";
import type { TimedViseme } from "../../src/contract/adapter.ts";
import { articulationOf } from "../../src/lipsync/articulation.ts";
import { createPhoneVisemes, type PhoneMark } from "../../src/lipsync/from_phones.ts";
import { lipClosure, mouthOpening, visemesAt } from "../../src/lipsync/mouth.ts";
import { visemesOfPhones } from "../../scripts/lipsync/score.ts";

/** ARPAbet, and the pause. */
const PHONES = (
  "pau p b m em f v th dh t d dx n en l el k g ng hh ch jh sh zh s z r er w wh y aa ae ah ax axr ay aw" +
  " eh ey ih ix iy ao ow oy uh ux uw"
).split(" ");

const LEAD_MS = 20;

/** Lays phones one after the other: `speak("pau", 100, "m", 60)`. */
function speak(...sounds: (string | number)[]): PhoneMark[] {
  const phones: PhoneMark[] = [];
  let atMs = 0;
  for (let i = 0; i < sounds.length; i += 2) {
    const endMs = atMs + Number(sounds[i + 1]);
    phones.push({ phone: String(sounds[i]), startMs: atMs, endMs });
    atMs = endMs;
  }
  return phones;
}

function shareOf(timeline: readonly TimedViseme[], id: TimedViseme["id"], tMs: number): number {
  return visemesAt(timeline, tMs).find((share) => share.id === id)?.weight ?? 0;
}

/** The share of a shape in the frames of a 25 fps grid with any phase, at its best within a stretch of time. */
function bestFrame(timeline: readonly TimedViseme[], id: TimedViseme["id"], fromMs: number, toMs: number): number {
  const worstOfPhases = Array.from({ length: 40 }, (_, phaseMs) => {
    let best = 0;
    const first = Math.ceil((fromMs - phaseMs) / 40) * 40 + phaseMs;
    for (let tMs = first; tMs <= toMs; tMs += 40) best = Math.max(best, shareOf(timeline, id, tMs));
    return best;
  });
  return Math.min(...worstOfPhases);
}

/** The closures of the lips: after an m, which never bursts, they stay closed for a p, b or m that follows. */
function closuresOf(phones: readonly PhoneMark[]): PhoneMark[] {
  const closures: PhoneMark[] = [];
  for (const mark of phones.filter(({ phone }) => /^(p|b|m|em)$/.test(phone))) {
    const before = closures.at(-1);
    const staysClosed = before?.endMs === mark.startMs && /m$/.test(before.phone);
    if (staysClosed) closures.splice(-1, 1, { ...mark, startMs: before.startMs });
    else closures.push(mark);
  }
  return closures;
}

const speech = fc.array(
  fc.record({ phone: fc.constantFrom(...PHONES), lengthMs: fc.integer({ min: 20, max: 260 }) }),
  { minLength: 1, maxLength: 40 },
).map((sounds) => speak("pau", 150, ...sounds.flatMap(({ phone, lengthMs }) => [phone, lengthMs]), "pau", 150));

Deno.test("on p, b and m the lips close fully in at least one frame at 25 fps, in any speech, however fast", () => {
  fc.assert(fc.property(speech, (phones) => {
    const timeline = visemesOfPhones(phones);
    for (const { phone, startMs, endMs } of closuresOf(phones)) {
      const best = bestFrame(timeline, "PP", startMs - LEAD_MS - 20, endMs - LEAD_MS + 20);
      // A hundredth of another shape, where two of them meet in 40 ms, parts no lips that anybody could see.
      assert.ok(best > 0.99, `${phone} at ${startMs}..${endMs} ms closes to ${best}`);
    }
  }));
});

Deno.test("on f and v the teeth meet the lip in at least one frame at 25 fps when no closure is next to it", () => {
  const sounds = fc.tuple(
    fc.constantFrom("aa", "s", "iy", "ow", "t", "r"),
    fc.constantFrom("f", "v"),
    fc.constantFrom("aa", "s", "iy", "ow", "t", "r"),
    fc.integer({ min: 30, max: 120 }),
  );
  fc.assert(fc.property(sounds, ([before, teeth, after, ms]) => {
    const phones = speak("pau", 100, before, ms, teeth, ms, after, ms, "pau", 100);
    assert.ok(bestFrame(visemesOfPhones(phones), "FF", 100 + ms - 40, 100 + 2 * ms) > 0.999);
  }));
});

Deno.test("starts never go back, weights are 0..1, and nothing begins before 0 or lasts no time", () => {
  fc.assert(fc.property(speech, (phones) => {
    let lastMs = 0;
    for (const { startMs, endMs, weight } of visemesOfPhones(phones)) {
      assert.ok(startMs >= lastMs && endMs > startMs, `${startMs}..${endMs} after ${lastMs}`);
      assert.ok(weight > 0 && weight <= 1);
      lastMs = startMs;
    }
  }));
});

Deno.test("phones one by one give the same visemes as all at once, once what comes before is 100 ms past", () => {
  fc.assert(fc.property(speech, (phones) => {
    const all = visemesOfPhones(phones);
    const visemes = createPhoneVisemes();
    const timeline: TimedViseme[] = [];
    for (const phone of phones) {
      timeline.push(...visemes.push(phone));
      const unsettled = all.findIndex(({ endMs }) => endMs + LEAD_MS + 100 > phone.startMs);
      assert.ok(timeline.length >= unsettled, `${timeline.length} of ${unsettled} at ${phone.startMs} ms`);
    }
    timeline.push(...visemes.flush());
    assert.deepEqual(timeline, all);
  }));
});

Deno.test("the lips lead the sound by what was asked for", () => {
  const phones = speak("pau", 200, "aa", 200, "pau", 200);
  const middle = (leadMs: number) => {
    const open = visemesOfPhones(phones, leadMs).find(({ id }) => id === "aa");
    return ((open?.startMs ?? 0) + (open?.endMs ?? 0)) / 2;
  };
  assert.ok(Math.abs(middle(0) - middle(20) - 20) < 1e-9);
  assert.ok(Math.abs(middle(0) - 302.5) < 1e-9, "a vowel with nothing around it opens about its own middle");
});

Deno.test("the mouth rests in a pause, is open in the middle of a vowel, and nearly shut in an s", () => {
  const timeline = visemesOfPhones(speak("pau", 300, "aa", 160, "s", 120, "pau", 300));
  assert.equal(mouthOpening(visemesAt(timeline, 100)), 0);
  assert.ok(mouthOpening(visemesAt(timeline, 360)) > 0.9);
  assert.ok(mouthOpening(visemesAt(timeline, 500)) < 0.3);
  assert.ok(lipClosure(visemesAt(timeline, 500)) < 0.5, "teeth show, lips do not touch");
  assert.equal(mouthOpening(visemesAt(timeline, 800)), 0);
});

Deno.test("rounding is prepared during the consonant before a rounded vowel", () => {
  const rounded = visemesOfPhones(speak("pau", 100, "s", 120, "uw", 160, "pau", 100));
  const spread = visemesOfPhones(speak("pau", 100, "s", 120, "iy", 160, "pau", 100));
  assert.ok(shareOf(rounded, "U", 180) > 0.1, "lips round while the s still sounds");
  assert.ok(shareOf(rounded, "U", 180) > shareOf(spread, "I", 180));
});

Deno.test("a vowel shows through a k, but not through a p", () => {
  const shown = (consonant: string) => shareOf(visemesOfPhones(speak("aa", 150, consonant, 60, "aa", 150)), "aa", 160);
  assert.ok(shown("k") > 0.25);
  assert.equal(shown("p"), 0);
});

Deno.test("a diphthong moves from its first shape to its second", () => {
  const timeline = visemesOfPhones(speak("pau", 100, "aw", 240, "pau", 100));
  assert.ok(shareOf(timeline, "aa", 150) > 0.6 && shareOf(timeline, "U", 300) > 0.6);
});

Deno.test("what is due is given even when the next phone is not known yet", () => {
  const visemes = createPhoneVisemes();
  assert.deepEqual(visemes.push({ phone: "aa", startMs: 0, endMs: 200 }), []);
  assert.deepEqual(visemes.settle(100).map(({ id }) => id), ["aa"]);
  assert.deepEqual(visemes.settle(200), []);
});

Deno.test("an unknown phone leaves the mouth half open, and one without duration does nothing", () => {
  assert.ok(articulationOf("xx").every(({ id }) => id !== "sil" && id !== "PP"));
  assert.ok(articulationOf("toString").every(({ id }) => id === "E"));
  assert.deepEqual(visemesOfPhones([{ phone: "aa", startMs: 10, endMs: 10 }]), []);
});

Deno.test("sounds of the same shape that touch are one, and apart they are two", () => {
  const shapesOf = (gapMs: number) => {
    const visemes = createPhoneVisemes();
    const marks = [{ phone: "s", startMs: 100, endMs: 200 }, { phone: "z", startMs: 200 + gapMs, endMs: 300 + gapMs }];
    return [...marks.flatMap((mark) => visemes.push(mark)), ...visemes.flush()].map(({ id }) => id);
  };
  assert.deepEqual([shapesOf(0), shapesOf(1), shapesOf(2)], [["SS"], ["SS"], ["SS", "SS"]]);
});
