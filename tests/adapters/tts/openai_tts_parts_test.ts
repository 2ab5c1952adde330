import assert from "node:assert/strict";
import * as fc from "fast-check";
import { piecesOf, speedOf } from "../../../src/adapters/tts/openai_tts/style.ts";
import { controlOf } from "../support.ts";

Deno.test("speech is a little faster when excited and slower when calm, within the API's limits", () => {
  const speed = (arousal: number, speech_rate = 1) =>
    speedOf(controlOf({ emotion: { label: "neutral", arousal }, character: { speech_rate, expressivity: 1 } }));
  assert.deepEqual([speed(0), speed(1), speed(-1), speed(1, 4), speed(-1, 0.25)], [1, 1.15, 0.85, 4, 0.25]);
});

Deno.test("a text is cut into pieces that fit, and that joined are the text", () => {
  assert.deepEqual(piecesOf("One. Two three. Four.", 12), ["One.", "Two three.", "Four."]);
  assert.deepEqual(piecesOf("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
  assert.deepEqual(piecesOf("   ", 10), []);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 20, max: 40 }), (text, max) => {
      const pieces = piecesOf(text, max);
      assert.ok(pieces.every((piece) => piece.length <= max));
      assert.equal(pieces.join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
    }),
  );
});
