import assert from "node:assert/strict";
import { createCanvas } from "@napi-rs/canvas";
import { FaceDrawing } from "../../../src/client/picture/paint/face_drawing.ts";
import { lookIds } from "../../../src/face/looks/design.ts";

const REST = { mouthSmileLeft: 0.2, mouthSmileRight: 0.2 };
const SIZE = { width: 256, height: 256 };

function makeSurface(width: number, height: number) {
  const image = createCanvas(width, height);
  return { image, pen: image.getContext("2d"), width, height };
}

/** The colours of a picture in a grid of 16 by 16. */
function coarse(picture: ReturnType<typeof makeSurface>): Uint8ClampedArray {
  const small = makeSurface(16, 16);
  small.pen.imageSmoothingQuality = "high";
  small.pen.drawImage(picture.image, 0, 0, 16, 16);
  return small.pen.getImageData(0, 0, 16, 16).data;
}

Deno.test("the first picture of a face needs no part of the sharp one, and resembles it", () => {
  for (const look of lookIds({})) {
    const sizes: number[] = [];
    const drawing = new FaceDrawing({ look }, {}, {
      makeSurface(width, height) {
        sizes.push(Math.max(width, height));
        return makeSurface(width, height);
      },
      onChange() {},
    });
    const target = makeSurface(SIZE.width, SIZE.height);
    assert.equal(drawing.draw(REST, target.pen, SIZE), false, look);
    assert.ok(Math.max(...sizes) < SIZE.width, `${look}: ${Math.max(...sizes)} pixels`);
    const first = coarse(target);
    let draws = 1;
    while (!drawing.draw(REST, target.pen, SIZE)) assert.ok(++draws < 20, "it becomes sharp");
    assert.notEqual(drawing.keyOf(REST, SIZE), null);
    const off = coarse(target).reduce((sum, value, i) => sum + Math.abs(value - (first[i] ?? 0)), 0) / first.length;
    assert.ok(off < 8, `${look}: colours differ by ${off.toFixed(1)}`);
  }
});
