/**
 * Draws pictures of faces side by side.
 *
 * @module
 */
import type { CanvasKit, NativeSurface } from "../../../src/adapters/avatar/drawn_face/canvas.ts";
import type { FacePose } from "../../../src/contract/pose.ts";
import { FacePainter } from "../../../src/face/draw/painter.ts";
import type { Look } from "../../../src/face/looks/look.ts";

/** One picture of a sheet. */
export interface Picture {
  readonly look: Look;
  readonly pose: FacePose;
}

/** Draws pictures side by side and returns a PNG. */
export function composeSheet(kit: CanvasKit, pictures: readonly Picture[], size: number, columns: number): Uint8Array {
  const rows = Math.ceil(pictures.length / columns);
  const sheet = kit.make(columns * size, rows * size);
  const frame = kit.make(size, size);
  const painters = new Map<Look, FacePainter<NativeSurface>>();
  pictures.forEach(({ look, pose }, i) => {
    let painter = painters.get(look);
    if (painter === undefined) {
      painter = new FacePainter(look, { width: size, height: size, makeSurface: kit.make });
      painters.set(look, painter);
    }
    painter.paint(pose, frame.pen);
    sheet.pen.drawImage(frame.image, (i % columns) * size, Math.floor(i / columns) * size);
  });
  return sheet.image.toBuffer("image/png");
}
