import assert from "node:assert/strict";
import { loadCanvas } from "../../../../src/adapters/avatar/drawn_face/canvas.ts";
import { enterBox, pixelsOf, placeSprite } from "../../../../src/face/draw/canvas/sprite.ts";
import { headBox, paintHanging, paintHead, pieceBox } from "../../../../src/face/draw/stills.ts";
import { stillsOf } from "../../support.ts";
import { findLook } from "../../../../src/face/looks/design.ts";

const folds = { blush: 0, cheek: 0, sneer: 0, frown: 0, knit: 0, raise: 0 };

for (const size of [128, 256, 512]) {
  Deno.test(`the head and the pieces that hang from it leave no gap in the hair at ${size} pixels`, async () => {
    const kit = await loadCanvas();
    const view = { scale: size / 512 * 1.22, x: size / 2, y: size * 238 / 512 };
    for (const look of [findLook("ava"), findLook("jun")]) {
      const stills = stillsOf(look, { view, width: size, height: size }, kit.make);
      for (const [headYaw, headPitch] of [[0, 0], [20, 0], [-20, 0], [0, 18], [0, -18], [12, -8]] as const) {
        const box = headBox(look);
        const { width, height } = pixelsOf({ ...box, bottom: box.bottom + 40 }, view.scale);
        const canvas = kit.make(width, height);
        const all = { ...box, bottom: box.bottom + 40 };
        for (const side of [-1, 1] as const) {
          const place = pieceBox(look, side);
          assert.ok(place !== undefined);
          const piece = kit.make(pixelsOf(place, view.scale).width, pixelsOf(place, view.scale).height);
          paintHanging({ surface: piece, box: place }, look, stills, { headYaw, headPitch });
          placeSprite(enterBox(canvas, all), piece, place);
        }
        const head = kit.make(pixelsOf(box, view.scale).width, pixelsOf(box, view.scale).height);
        paintHead({ surface: head, box }, look, stills, { headYaw, headPitch, folds });
        placeSprite(enterBox(canvas, all), head, box);
        const { data } = canvas.image.getContext("2d").getImageData(0, 0, width, height);
        // Down the hair beside the face, from above where it is parted to where it gets thin.
        for (const x of [-100, 100]) {
          for (let y = 30; y < 98; y++) {
            const column = Math.round((x - all.left) * width / (all.right - all.left));
            const row = Math.round((y - all.top) * height / (all.bottom - all.top));
            const alpha = data[(row * width + column) * 4 + 3] ?? 0;
            assert.ok(alpha > 240, `${look.id} turned ${headYaw}, ${headPitch}: ${alpha} at ${x}, ${y}`);
          }
        }
      }
    }
  });
}
