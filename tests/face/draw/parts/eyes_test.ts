import assert from "node:assert/strict";
import { drawing, pixelsOf } from "../../support.ts";

/** Number of pixels in the colour of a green iris. */
function green({ rgba }: { readonly rgba: Uint8ClampedArray }): number {
  let count = 0;
  for (let i = 0; i < rgba.length; i += 4) if ((rgba[i + 1] ?? 0) > (rgba[i] ?? 0) + 12) count++;
  return count;
}

Deno.test("closing lids show no sliver of the iris", async () => {
  const draw = await drawing("ava", 256);
  // The sweater is as green as the eyes, and stays.
  const closed = green(pixelsOf(draw({ eyeBlinkLeft: 1, eyeBlinkRight: 1 })));
  const shown = (blink: number) => green(pixelsOf(draw({ eyeBlinkLeft: blink, eyeBlinkRight: blink }))) - closed;
  for (const blink of [0.58, 0.67, 0.75, 0.83, 0.92]) assert.ok(shown(blink) < 4, `${blink}: ${shown(blink)} pixels`);
  assert.ok(shown(0.5) > 40, "a half-closed eye still looks");
});
