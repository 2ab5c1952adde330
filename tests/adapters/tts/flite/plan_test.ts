import assert from "node:assert/strict";
import fc from "fast-check";
import { planBreaths } from "../../../../src/adapters/tts/flite/plan.ts";
import { toSpokenTokens } from "../../../../src/adapters/tts/flite/text/front_end.ts";

/** The words of each breath. */
function plan(text: string, opening = false): string[] {
  return planBreaths(toSpokenTokens(text), { opening }).map((breath) => breath.map(({ words }) => words).join(" "));
}

Deno.test("planBreaths() cuts after sentences, not after commas", () => {
  assert.deepEqual(plan("Well, hello. How are you, today?"), ["well hello", "how are you today"]);
});

Deno.test("planBreaths() opens a turn with a sentence as it is, unless it is long and has a comma", () => {
  assert.deepEqual(plan("Well, I do not really know.", true), ["well i do not really know"]);
  const late = "if you had asked me yesterday";
  const rest = "i would not have been able to tell you anything at all about it";
  assert.deepEqual(plan(`${late}, ${rest}.`, true), [late, rest]);
  assert.deepEqual(plan(`${late}, ${rest}.`), [`${late} ${rest}`], "later on there is time");
  assert.deepEqual(plan(`${rest} ${rest}.`, true), [`${rest} ${rest}`], "no clause is cut where it is spoken on");
});

Deno.test("planBreaths() cuts what is too long for a breath at its last comma, else between words", () => {
  const clause = "a rather long clause of words that goes on and on without an end";
  assert.deepEqual(plan(`${clause}, ${clause}, ${clause}.`), [`${clause} ${clause}`, clause]);
  const endless = plan("word ".repeat(200));
  assert.ok(endless.length > 5 && endless.every((heard) => heard.length < 160));
});

Deno.test("planBreaths() lets every token be heard once, in order, in breaths of bounded length", () => {
  const token = fc.record({
    words: fc.stringMatching(/^[a-z]{1,12}$/),
    pause: fc.constantFrom("none" as const, "none" as const, "comma" as const, "stop" as const, "question" as const),
    charStart: fc.nat(),
    charEnd: fc.nat(),
  });
  fc.assert(fc.property(fc.array(token, { maxLength: 80 }), fc.boolean(), (tokens, opening) => {
    const breaths = planBreaths(tokens, { opening });
    assert.deepEqual(breaths.flat(), tokens);
    for (const breath of breaths) {
      assert.ok(breath.length > 0 && breath.reduce((letters, { words }) => letters + words.length, 0) <= 132);
    }
  }));
});
