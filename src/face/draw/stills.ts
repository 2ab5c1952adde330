/**
 * The parts of a picture that are painted once and only moved from then on.
 *
 * @module
 */
import type { Look } from "../look.ts";
import { paintBackdrop, paintBody } from "./body.ts";
import { paintEarring, paintGlasses } from "./extras.ts";
import { hangsDown, paintHairBack, paintHairFront, showsEars } from "./hair.ts";
import type { View } from "./head.ts";
import { paintEar, paintMiddle, paintNose, paintSkin } from "./skin.ts";
import { around, type Box, enterBox, pixelsOf, type Sprite } from "./sprite.ts";
import type { MakeSurface, Pen, Surface } from "./surface.ts";

/** All still parts of one person at one size. */
export interface Stills<Canvas extends Surface = Surface> {
  readonly backdrop: Canvas;
  /** Absent where the body is part of the backdrop's rooms. */
  readonly body: Sprite<Canvas>;
  readonly hairBack: Sprite<Canvas>;
  readonly ears: readonly Sprite<Canvas>[];
  readonly skin: Sprite<Canvas>;
  readonly middle: Sprite<Canvas>;
  readonly nose: Sprite<Canvas>;
  readonly hairFront: Sprite<Canvas>;
  readonly glasses: Sprite<Canvas> | undefined;
}

/** Still parts are painted this much finer than they are shown, so that moving them does not blur them. */
const FINER = 1.5;

/** Where the hair of each style fits into, with a margin for lines. */
const HAIR_BOX: Readonly<Record<Look["hair"]["style"], Box>> = {
  bob: { left: -140, top: -168, right: 140, bottom: 186 },
  quiff: { left: -126, top: -182, right: 126, bottom: 50 },
  curls: { left: -178, top: -200, right: 178, bottom: 116 },
  swept: { left: -126, top: -170, right: 126, bottom: 52 },
  fringe: { left: -132, top: -156, right: 132, bottom: 128 },
};

/** What of a head moves as one when it is not turned: everything but long hair, which the body covers. */
export function headBox(look: Look): Box {
  const hair = HAIR_BOX[look.hair.style];
  const ears = showsEars(look) ? look.head.width + 26 : 0;
  const wide = Math.max(hair.right, ears, look.head.width + 4) + 4;
  return {
    left: -wide,
    top: hair.top - 4,
    right: wide,
    bottom: Math.max(look.head.length + 8, hair.bottom, look.earrings?.hoop ? 96 : 0) + 4,
  };
}

/** Paints all still parts. */
export function paintStills<Canvas extends Surface>(
  look: Look,
  view: View,
  width: number,
  height: number,
  make: MakeSurface<Canvas>,
): Stills<Canvas> {
  const render = (box: Box, paint: (pen: Pen, look: Look) => void, finer = FINER): Sprite<Canvas> => {
    const { width, height } = pixelsOf(box, view.scale * finer);
    const surface = make(width, height);
    paint(enterBox(surface, box), look);
    return { surface, box };
  };
  const left = -view.x / view.scale;
  const top = -view.y / view.scale;
  const right = (width - view.x) / view.scale;
  const bottom = (height - view.y) / view.scale;
  const backdrop = make(width, height);
  const sides = showsEars(look) ? [1, -1] as const : [];
  const hair = HAIR_BOX[look.hair.style];
  paintBackdrop(enterBox(backdrop, { left, top, right, bottom }), look, [left, top], [right, bottom]);
  return {
    backdrop,
    body: render({ left, top: 60, right, bottom: bottom + 6 }, (pen) => paintBody(pen, look, bottom + 6), 1),
    hairBack: render(hair, paintHairBack, hangsDown(look) ? 1.25 : FINER),
    ears: sides.map((side) =>
      render(around(side * 104, 30, 34, 62), (pen) => {
        paintEar(pen, look, side);
        paintEarring(pen, look, side);
      })
    ),
    skin: render(around(0, 10, 112, 144), paintSkin),
    middle: render(around(0, 20, 104, 84), paintMiddle),
    nose: render(around(0, 26, 40, 52), paintNose),
    hairFront: render(hair, paintHairFront),
    glasses: look.glasses === undefined ? undefined : render(around(0, 4, 116, 48), paintGlasses, 2),
  };
}
