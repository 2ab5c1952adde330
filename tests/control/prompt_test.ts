import assert from "node:assert/strict";
import fc from "fast-check";
import { resolveControl } from "../../src/control/mapper.ts";
import { styleHints, systemPrompt } from "../../src/control/prompt.ts";
import { type PartialControl } from "../../src/contract/controls.ts";
import { EMOTION_LABELS } from "../../src/contract/emotions.ts";

const ava = { name: "Ava", instructions: "You are Ava.", control: {} };
const hintsOf = (turn: PartialControl) => styleHints(resolveControl({ turn, persona: ava, personaId: "default" }), ava);

Deno.test("styleHints() says nothing of what is ordinary", () => {
  assert.equal(hintsOf({}), "Your mood is calm and even. Stay Ava all the while, and never mention these directions.");
});

Deno.test("styleHints() tells each emotion and each degree of it apart", () => {
  const all = EMOTION_LABELS.filter((label) => label !== "neutral").flatMap((label) =>
    [0.2, 0.5, 0.7, 1].map((intensity) => hintsOf({ emotion: { label, intensity } }))
  );
  assert.equal(new Set(all).size, 24);
});

Deno.test("styleHints() puts pace, pitch, energy and pleasure into words when they are not what one expects", () => {
  const hints = hintsOf({
    emotion: { valence: -0.5, arousal: 0.8 },
    character: { speech_rate: 1.6, pitch_shift: -0.4 },
  });
  for (const part of ["displeasure", "full of energy", "much faster", "lower voice"]) {
    assert.ok(hints.includes(part), hints);
  }
});

Deno.test("styleHints() tells restrained from open expression", () => {
  const emotion = { label: "happy", intensity: 0.8 } as const;
  assert.match(hintsOf({ emotion, character: { expressivity: 0.1 } }), /Only hint at it/);
  assert.match(hintsOf({ emotion, character: { expressivity: 1 } }), /Show it openly/);
});

Deno.test("systemPrompt() joins the persona, the rules of speech and the style", () => {
  const control = resolveControl({ turn: { emotion: { label: "sad" } }, persona: ava, personaId: "default" });
  const prompt = systemPrompt(ava, control);
  assert.ok(prompt.startsWith("You are Ava."));
  assert.match(prompt, /spoken aloud/);
  assert.match(prompt, /you feel sad/);
  assert.ok(!prompt.includes("[nod]"), "models whose marks reach nothing are not told of them");
  assert.ok(systemPrompt(ava, control, { marks: true }).includes("[nod]"));
});

Deno.test("styleHints() makes whole sentences of any control", () => {
  const range = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(fc.property(
    fc.constantFrom(...EMOTION_LABELS),
    range(0, 1),
    range(-1, 1),
    range(0.25, 4),
    (label, intensity, shift, rate) => {
      const hints = hintsOf({
        emotion: { label, intensity, valence: shift, arousal: shift },
        character: { speech_rate: rate, pitch_shift: shift },
      });
      assert.match(hints, /^[A-Z].*\.$/);
      assert.doesNotMatch(hints, /undefined|NaN| {2}|\.\./);
    },
  ));
});
