import assert from "node:assert/strict";
import { soundButton } from "../../../src/client/element/sound_button.ts";

class FakeButton extends EventTarget {
  type: "submit" | "reset" | "button" = "submit";
  hidden = false;
  textContent = "";
}

Deno.test("a click on the button that finds no sound output is answered, and the next lock asks anew", () => {
  const button = new FakeButton();
  const { setTimeout } = globalThis;
  let unlocks = 0;
  let later: () => void = () => {};
  Object.assign(globalThis, { setTimeout: (run: () => void) => later = run });
  try {
    const show = soundButton(button, () => unlocks++);
    assert.equal(button.hidden, true);
    show(true);
    assert.deepEqual([button.hidden, button.textContent], [false, "Turn on sound"]);
    button.dispatchEvent(new Event("click"));
    assert.equal(unlocks, 1);
    later();
    show(true);
    assert.deepEqual([button.hidden, button.textContent], [false, "No sound output found"]);
    show(false);
    show(true);
    assert.deepEqual([button.hidden, button.textContent], [false, "Turn on sound"]);
  } finally {
    Object.assign(globalThis, { setTimeout });
  }
});
