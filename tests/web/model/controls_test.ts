import assert from "node:assert/strict";
import fc from "fast-check";
import { completeControl } from "../../../src/contract/control_merge.ts";
import { Control, PartialControl } from "../../../src/contract/controls.ts";
import { applyControl, emotionAt, emotionNear, EMOTIONS } from "../../../src/web/model/controls.ts";

Deno.test("emotionNear() finds the emotion whose place on the circle it is given", () => {
  for (const label of EMOTIONS) {
    const { valence, arousal } = emotionAt(label, 0.8);
    assert.equal(emotionNear(valence, arousal).label, label);
  }
});

Deno.test("emotionNear() always gives an emotion that the service accepts", () => {
  const unit = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(fc.property(unit, unit, (valence, arousal) => {
    assert.ok(PartialControl.safeParse({ emotion: emotionNear(valence, arousal) }).success);
  }));
});

Deno.test("a calm and pleasant place is called neutral rather than happy or sad", () => {
  assert.equal(emotionNear(0.2, -0.7).label, "neutral");
});

Deno.test("a persona's own control is complete, and replaces what was set by hand", () => {
  const own = completeControl("casual", { emotion: { label: "happy", intensity: 0.35 } });
  const byHand: Control = {
    emotion: { label: "angry", intensity: 1, valence: -1, arousal: 1 },
    character: { persona_id: "default", speech_rate: 2, pitch_shift: 1, expressivity: 0, motion_gain: 0 },
  };
  const control = applyControl(byHand, own);
  assert.ok(Control.safeParse(control).success);
  assert.deepEqual(control.character, {
    persona_id: "casual",
    speech_rate: 1,
    pitch_shift: 0,
    expressivity: 0.7,
    motion_gain: 1,
  });
  assert.equal(control.emotion.label, "happy");
  assert.ok(control.emotion.valence > 0);
});
