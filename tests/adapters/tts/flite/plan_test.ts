import assert from "node:assert/strict";
import fc from "fast-check";
import { planBreaths } from "../../../../src/adapters/tts/flite/plan.ts";
import { toSpokenTokens } from "../../../../src/adapters/tts/flite/text/front_end.ts";

/** What is heard of each breath; in parentheses what is spoken with it and not heard. */
function plan(text: string, opening = false): string[] {
  const words = (tokens: readonly { words: string }[]) => tokens.map((token) => token.words).join(" ");
  const company = (tokens: readonly { words: string }[]) => tokens.length > 0 ? [`(${words(tokens)})`] : [];
  return planBreaths(toSpokenTokens(text), { opening }).map(({ tokens, from, to }) =>
    [...company(tokens.slice(0, from)), words(tokens.slice(from, to)), ...company(tokens.slice(to))].join(" ")
  );
}

Deno.test("planBreaths() cuts after sentences, not after commas", () => {
  assert.deepEqual(plan("Well, hello. How are you, today?"), ["well hello", "how are you today"]);
});

Deno.test("planBreaths() opens a turn with a short clause as it is", () => {
  assert.deepEqual(plan("Well, I do not really know.", true), ["well", "i do not really know"]);
  assert.deepEqual(plan("It is raining now.", true), ["it is raining now"]);
});

Deno.test("planBreaths() opens a turn with the beginning of a long clause, up to a new phrase, in its company", () => {
  assert.deepEqual(plan("The birch canoe slid on the smooth planks.", true), [
    "the birch canoe (slid)",
    "(the birch canoe) slid on the smooth planks",
  ]);
  assert.deepEqual(plan("Smoky fires lack flame heat light colour. Yes.", true), [
    "smoky fires lack (flame)",
    "(smoky fires lack) flame heat light colour",
    "yes",
  ]);
  // Short words alone would not take the end's melody upon themselves.
  assert.deepEqual(plan("The girl at the booth sold fifty bonds.", true)[0], "the girl (at the)");
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
    assert.deepEqual(breaths.flatMap((breath) => breath.tokens.slice(breath.from, breath.to)), tokens);
    for (const { tokens: spoken, from, to } of breaths) {
      assert.ok(0 <= from && from < to && to <= spoken.length);
      assert.ok(spoken.reduce((letters, { words }) => letters + words.length, 0) <= 140);
    }
  }));
});
