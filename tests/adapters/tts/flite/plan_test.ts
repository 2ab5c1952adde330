import assert from "node:assert/strict";
import fc from "fast-check";
import { planUtterances } from "../../../../src/adapters/tts/flite/plan.ts";
import { toSpokenTokens } from "../../../../src/adapters/tts/flite/text/front_end.ts";

const plan = (text: string, opening = false) =>
  planUtterances(toSpokenTokens(text), { opening })
    .map((tokens) => tokens.map(({ words }) => words).join(" "));

Deno.test("planUtterances() cuts after sentences, not after commas", () => {
  assert.deepEqual(plan("Well, hello. How are you, today?"), ["well hello", "how are you today"]);
});

Deno.test("planUtterances() begins a turn with something short", () => {
  assert.deepEqual(plan("Well, I do not really know.", true), ["well", "i do not really know"]);
  assert.deepEqual(
    plan("The birch canoe slid on the smooth planks.", true),
    ["the birch canoe slid", "on the smooth planks"],
  );
});

Deno.test("planUtterances() does not cut a short opening, nor one without a good place for it", () => {
  assert.deepEqual(plan("It is raining today.", true), ["it is raining today"]);
  assert.deepEqual(plan("Smoky fires lack flame heat light colour.", true), [
    "smoky fires lack flame heat light colour",
  ]);
});

Deno.test("planUtterances() cuts what is too long for a breath at its last comma, else between words", () => {
  const clause = "a rather long clause of words that goes on and on without an end";
  assert.deepEqual(plan(`${clause}, ${clause}, ${clause}.`), [`${clause} ${clause}`, clause]);
  const endless = plan("word ".repeat(200));
  assert.ok(endless.length > 5 && endless.every((utterance) => utterance.length < 160));
});

Deno.test("planUtterances() speaks every token once, in order", () => {
  const token = fc.record({
    words: fc.stringMatching(/^[a-z]{1,12}$/),
    pause: fc.constantFrom("none" as const, "comma" as const, "stop" as const),
    charStart: fc.nat(),
    charEnd: fc.nat(),
  });
  fc.assert(fc.property(fc.array(token, { maxLength: 80 }), fc.boolean(), (tokens, opening) => {
    const utterances = planUtterances(tokens, { opening });
    assert.deepEqual(utterances.flat(), tokens);
    assert.ok(utterances.every((utterance) => utterance.length > 0));
  }));
});
