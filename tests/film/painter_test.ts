import assert from "node:assert/strict";
import { neutralPose } from "../../src/contract/pose.ts";
import { drawSharp, pixelFormat } from "../../src/film/painter.ts";

const FORMAT = pixelFormat({ designs: {}, width: 512, height: 512 });

/** Draws 1 as a sketch, and 2 once all parts are painted, as long as it keeps them. */
class ForgetfulMaker {
  #missing = 3;
  #isShown = false;

  get isSketching(): boolean {
    return this.#isShown && this.#missing > 0;
  }

  draw(): Uint8Array<ArrayBuffer> {
    this.#isShown = true;
    return Uint8Array.of(this.isSketching ? 1 : 2);
  }

  work(): boolean {
    return --this.#missing > 0;
  }

  forget(): void {
    this.#missing = 3;
  }
}

Deno.test("a film's pictures are never sketches, also not once others have taken the memory of what was painted", () => {
  const maker = new ForgetfulMaker();
  const drawn = () => drawSharp(maker, neutralPose(), FORMAT)[0];
  assert.deepEqual([drawn(), drawn()], [2, 2]);
  maker.forget();
  assert.deepEqual([maker.draw()[0], drawn()], [1, 2]);
});
