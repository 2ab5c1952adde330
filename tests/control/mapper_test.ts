import assert from "node:assert/strict";
import fc from "fast-check";
import { circumplexOf } from "../../src/contract/emotions.ts";
import { mergeControls } from "../../src/contract/control_merge.ts";
import { fidelityOf, personaIdOf, resolveControl } from "../../src/control/mapper.ts";
import { Control, PartialControl } from "../../src/contract/controls.ts";
import { EMOTION_LABELS } from "../../src/contract/emotions.ts";

const unit = fc.double({ min: -1, max: 1, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const partial: fc.Arbitrary<PartialControl> = fc.record({
  emotion: fc.record(
    { label: fc.constantFrom(...EMOTION_LABELS), intensity: share, valence: unit, arousal: unit },
    { requiredKeys: [], noNullPrototype: true },
  ),
  character: fc.record({
    persona_id: fc.constantFrom("default", "casual"),
    speech_rate: fc.double({ min: 0.25, max: 4, noNaN: true }),
    pitch_shift: unit,
    expressivity: share,
    motion_gain: fc.double({ min: 0, max: 2, noNaN: true }),
  }, { requiredKeys: [], noNullPrototype: true }),
}, { requiredKeys: [], noNullPrototype: true });

Deno.test("mergeControls() lets a later field win and leaves the others", () => {
  const merged = mergeControls(
    { emotion: { label: "happy", intensity: 0.9 }, character: { speech_rate: 1.5 } },
    undefined,
    { emotion: { label: "sad" } },
  );
  assert.deepEqual(merged, { emotion: { label: "sad", intensity: 0.9 }, character: { speech_rate: 1.5 } });
});

Deno.test("mergeControls() takes an explicit neutral and an explicit zero for a choice", () => {
  const merged = mergeControls(
    { emotion: { label: "angry", intensity: 0.9 }, character: { pitch_shift: 0.5 } },
    { emotion: { label: "neutral", intensity: 0 }, character: { pitch_shift: 0 } },
  );
  assert.deepEqual(merged, { emotion: { label: "neutral", intensity: 0 }, character: { pitch_shift: 0 } });
});

Deno.test("mergeControls() takes undefined at any depth for unset", () => {
  const merged = mergeControls({ emotion: { label: "happy" } }, { emotion: { label: undefined } }, {
    emotion: undefined,
  });
  assert.deepEqual(merged, { emotion: { label: "happy" } });
  assert.deepEqual(mergeControls({ emotion: {} }), {});
});

Deno.test("mergeControls() is associative, keeps to the schema, and changes none of its arguments", () => {
  fc.assert(fc.property(partial, partial, partial, (a, b, c) => {
    const before = structuredClone([a, b, c]);
    const left = mergeControls(mergeControls(a, b), c);
    assert.deepEqual(left, mergeControls(a, mergeControls(b, c)));
    assert.deepEqual(left, mergeControls(a, b, c));
    assert.deepEqual([a, b, c], before);
    PartialControl.parse(left);
  }));
});

Deno.test("resolveControl() fills every field with the documented defaults", () => {
  assert.deepEqual(resolveControl({ persona: { control: {} }, personaId: "default" }), {
    emotion: { label: "neutral", intensity: 0.5, valence: 0, arousal: 0 },
    character: { persona_id: "default", speech_rate: 1, pitch_shift: 0, expressivity: 0.7, motion_gain: 1 },
  });
});

Deno.test("resolveControl() ranks turn over updates over session over persona, field by field", () => {
  const control = resolveControl({
    turn: { emotion: { label: "surprised" } },
    pending: { emotion: { label: "sad", intensity: 0.2 } },
    session: { emotion: { label: "angry", intensity: 0.9 }, character: { speech_rate: 2 } },
    persona: { control: { character: { speech_rate: 0.5, motion_gain: 0.1 } } },
    personaId: "casual",
  });
  assert.equal(control.emotion.label, "surprised");
  assert.equal(control.emotion.intensity, 0.2);
  assert.equal(control.character.speech_rate, 2);
  assert.equal(control.character.motion_gain, 0.1);
  assert.equal(control.character.expressivity, 0.7);
});

Deno.test("resolveControl() derives valence and arousal from label and intensity, unless somebody set them", () => {
  const layers = { persona: { control: {} }, personaId: "default" };
  const derived = resolveControl({ ...layers, turn: { emotion: { label: "sad", intensity: 1 } } }).emotion;
  assert.ok(derived.valence < -0.8 && derived.arousal < -0.4, JSON.stringify(derived));
  const mixed = resolveControl({ ...layers, turn: { emotion: { label: "sad", intensity: 1, arousal: 0 } } }).emotion;
  assert.equal(mixed.arousal, 0);
  assert.equal(mixed.valence, derived.valence);
});

Deno.test("resolveControl() always makes a valid control out of valid layers", () => {
  fc.assert(fc.property(partial, partial, partial, partial, (turn, pending, session, control) => {
    Control.parse(resolveControl({ turn, pending, session, persona: { control }, personaId: "default" }));
  }));
});

Deno.test("resolveControl() bears the id of the persona that was resolved, whatever the persona's own control says", () => {
  const persona = { control: { character: { persona_id: "somebody_else" } } };
  assert.equal(resolveControl({ persona, personaId: "casual" }).character.persona_id, "casual");
});

Deno.test("personaIdOf() takes the strongest layer that names a persona", () => {
  const named = (id: string): PartialControl => ({ character: { persona_id: id } });
  assert.equal(personaIdOf({}, "default"), "default");
  assert.equal(personaIdOf({ session: named("casual") }, "default"), "casual");
  assert.equal(personaIdOf({ session: named("casual"), pending: named("excited") }, "default"), "excited");
  assert.equal(personaIdOf({ turn: named("professional"), pending: named("excited") }, "default"), "professional");
});

Deno.test("circumplexOf() puts each emotion into the quarter of the circle where people place it", () => {
  const signs = (label: typeof EMOTION_LABELS[number]) => {
    const { valence, arousal } = circumplexOf(label, 1);
    assert.ok(Math.abs(Math.hypot(valence, arousal) - (label === "neutral" ? 0 : 1)) < 1e-9);
    return [Math.sign(valence), Math.sign(arousal)];
  };
  assert.deepEqual(signs("neutral"), [0, 0]);
  assert.deepEqual(signs("happy"), [1, 1]);
  assert.deepEqual(signs("surprised"), [1, 1]);
  for (const label of ["angry", "fearful", "disgusted"] as const) assert.deepEqual(signs(label), [-1, 1]);
  assert.deepEqual(signs("sad"), [-1, -1]);
});

Deno.test("fidelityOf() takes the best of the components that a control is about, and ignores the others", () => {
  const fidelity = fidelityOf({
    llm: { controls: { "emotion.label": "approximated", "character.speech_rate": "native" } },
    tts: { controls: { "emotion.label": "ignored", "character.speech_rate": "approximated" } },
    avatar: { controls: { "emotion.label": "native", "character.pitch_shift": "native" } },
    realtime: null,
  });
  assert.equal(fidelity["emotion.label"], "native");
  assert.equal(fidelity["character.speech_rate"], "approximated", "a language model has no speaking rate");
  assert.equal(fidelity["character.pitch_shift"], "ignored", "a face has no pitch");
  assert.equal(Object.keys(fidelity).length, 9);
});
