/**
 * The parts of a picture that are painted once and then only moved, and the head composed of them.
 *
 * @module
 */
import type { Look } from "../looks/look.ts";
import { paintBackdrop, paintBody, traceNeck } from "./parts/body.ts";
import { paintEarring } from "./parts/extras.ts";
import { freeFrom, hangsDown, paintHairBack, paintHairFront, showsEars } from "./hair/hair.ts";
import { type FoldState, paintFolds, paintForehead } from "./parts/folds.ts";
import { type Hanging, hangingBox, keepCap, keepFree, partHair, pivotOf } from "./hair/hanging.ts";
import { Attitude, DEPTH, type Turned, type View } from "./head.ts";
import { type BentOn, HAIR_BACK, HAIR_FRONT, MIDDLE, NOSE, placeRelief, type Relief, SKIN } from "./relief.ts";
import { paintEar, paintMiddle, paintNose, paintSkin } from "./parts/skin.ts";
import { around, type Box, enterBox, pixelsOf, placeSprite, type Sprite } from "./canvas/sprite.ts";
import type { MakeSurface, Pen, Pieces, Surface } from "./canvas/surface.ts";

/** All still parts of one person at one size. */
export interface Stills {
  readonly backdrop: Surface;
  readonly body: Sprite;
  readonly hairBack: Sprite;
  readonly ears: readonly Sprite[];
  readonly skin: Sprite;
  readonly middle: Sprite;
  readonly nose: Sprite;
  readonly hairFront: Sprite;
  /** The hair in front of the head, split, if some hair hangs free. */
  readonly hanging: Hanging | undefined;
}

/** Oversampling of still parts, so that moving them does not blur them. */
const FINER = 1.5;

/** Bounds of the hair of each style, with a margin for lines. */
const HAIR_BOX: Readonly<Record<Look["hair"]["style"], Box>> = {
  bob: { left: -140, top: -168, right: 140, bottom: 186 },
  quiff: { left: -126, top: -182, right: 126, bottom: 50 },
  curls: { left: -178, top: -200, right: 178, bottom: 116 },
  swept: { left: -126, top: -170, right: 126, bottom: 52 },
  fringe: { left: -132, top: -156, right: 132, bottom: 128 },
};

/** Bounds of the free-hanging hair on one side; `undefined` if no hair hangs. */
export function pieceBox(look: Look, side: -1 | 1): Box | undefined {
  return hangingBox(look, side, HAIR_BOX[look.hair.style]);
}

/** The part of an unturned head that moves as one: everything except free-hanging hair. */
export function headBox(look: Look): Box {
  const hair = HAIR_BOX[look.hair.style];
  const ears = showsEars(look) ? look.head.width + 26 : 0;
  const wide = Math.max(hair.right, ears, look.head.width + 4) + 10;
  return {
    left: -wide,
    top: hair.top - 4,
    right: wide,
    bottom:
      Math.max(look.head.length + 18, freeFrom(look) === undefined ? hair.bottom : 0, look.earrings?.hoop ? 96 : 0) + 4,
  };
}

/** How far the body may go to each side, in units. */
const SWAY = 32;

/** The picture that still parts are painted for: where the head is in it, and its size in pixels. */
interface StillPicture {
  readonly view: View;
  readonly width: number;
  readonly height: number;
}

/**
 * Paints all still parts, a piece between each two yields, so that other work need not wait for all of them.
 *
 * A canvas notes what is painted on it, and does the work when it is first drawn elsewhere. `settle` draws it, or the
 * first picture would take as long as all pieces together.
 */
export function* paintStills(
  look: Look,
  { view, width, height }: StillPicture,
  make: MakeSurface,
): Generator<void, Stills> {
  const probe = make(1, 1);
  const settle = ({ image }: Surface) => probe.pen.drawImage(image, 0, 0, 1, 1);
  const render = function* (box: Box, paint: (pen: Pen, look: Look) => Pieces | void, finer = FINER) {
    const { width, height } = pixelsOf(box, view.scale * finer);
    const surface = make(width, height);
    for (const _ of paint(enterBox(surface, box), look) ?? []) {
      settle(surface);
      yield;
    }
    settle(surface);
    yield;
    return { surface, box };
  };
  const left = -view.x / view.scale;
  const top = -view.y / view.scale;
  const right = (width - view.x) / view.scale;
  const bottom = (height - view.y) / view.scale;
  const hair = HAIR_BOX[look.hair.style];
  const backdrop = make(width, height);
  paintBackdrop(enterBox(backdrop, { left, top, right, bottom }), look.backdrop, [left, top], [right, bottom]);
  const bodyBox = { left: left - SWAY, top: 60, right: right + SWAY, bottom: bottom + 6 };
  const body = yield* render(bodyBox, (pen) => paintBody(pen, look, bottom + 6), 1);
  const hairBack = yield* render(hair, paintHairBack, hangsDown(look) ? 1.25 : FINER);
  const hairFront = yield* render(hair, paintHairFront);
  const free = freeFrom(look);
  const hanging = free === undefined ? undefined : partHair(hairFront, free, make);
  const ears: Sprite[] = [];
  for (const side of showsEars(look) ? [1, -1] as const : []) {
    ears.push(
      yield* render(around(side * 104, 30, 34, 62), (pen) => {
        paintEar(pen, look, side);
        paintEarring(pen, look, side);
      }),
    );
  }
  const skin = yield* render(around(0, 10, 112, 144), paintSkin);
  const middle = yield* render(around(0, 20, 104, 84), paintMiddle);
  const nose = yield* render(around(0, 26, 40, 52), paintNose);
  return { backdrop, body, hairBack, ears, skin, middle, nose, hairFront, hanging };
}

/** Rotation of a head and state of its skin. */
interface HeadView extends Turned {
  readonly folds: FoldState;
}

/** The upright head on a surface of `box`: its pixels per unit, and its attitude there. */
function turnedOn({ surface, box }: Sprite, { headYaw, headPitch }: Turned): BentOn {
  const pixels = surface.width / (box.right - box.left);
  const view = { scale: pixels, x: -box.left * pixels, y: -box.top * pixels };
  const attitude = new Attitude(view, { headYaw, headPitch, headRoll: 0, headX: 0, headY: 0, breath: 0 });
  return { pen: surface.pen, attitude, pixels };
}

/**
 * Paints the free-hanging hair behind the head over a whole surface that shows a box of it.
 *
 * A hole is left for the neck, which is in front of it but belongs to the room.
 */
export function paintHanging(on: Sprite, look: Look, stills: Stills, head: Turned): void {
  const { surface, box } = on;
  const { hairBack, hanging, skin } = stills;
  if (hanging === undefined) return;
  const { pen } = surface;
  const bent = turnedOn(on, head);
  placeRelief(bent, hairBack, HAIR_BACK);
  keepFree(surface, box, pivotOf(look, head.headPitch));
  cutNeck(surface, box, look);
  placeRelief(bent, hanging.free, HAIR_FRONT);
  // Skip the area that the face hides at any swing.
  pen.globalCompositeOperation = "destination-out";
  placeRelief(bent, { surface: skin.surface, box: hiding(skin.box) }, SKIN);
  pen.globalCompositeOperation = "source-over";
}

/** The outline of the skin, shrunk by more than the maximum swing. */
function hiding(skin: Box): Box {
  return { left: skin.left * 0.94, top: skin.top, right: skin.right * 0.94, bottom: skin.bottom * 0.92 };
}

function cutNeck({ pen, width }: Surface, box: Box, look: Look): void {
  const k = width / (box.right - box.left);
  pen.setTransform(k, 0, 0, k, -box.left * k, -box.top * k);
  pen.globalCompositeOperation = "destination-out";
  pen.fillStyle = "#000";
  // Wider than the neck, which does not move as far as the head.
  traceNeck(pen, look, -12);
  pen.fill();
  pen.globalCompositeOperation = "source-over";
}

/**
 * Composes the upright head, without its moving parts and free-hanging hair, over a whole surface that shows its box.
 */
export function paintHead(on: Sprite, look: Look, stills: Stills, head: HeadView): void {
  const { surface, box } = on;
  const { folds } = head;
  const bent = turnedOn(on, head);
  const { pen, attitude } = bent;
  const { hanging } = stills;
  const put = (sprite: Sprite, relief: Relief) => placeRelief(bent, sprite, relief);
  put(stills.hairBack, HAIR_BACK);
  if (hanging !== undefined) keepCap(surface, box, pivotOf(look, head.headPitch));
  if (hangsDown(look)) cutNeck(surface, box, look);
  for (const ear of stills.ears) {
    attitude.enter(pen, DEPTH.ear);
    placeSprite(pen, ear.surface, ear.box);
  }
  put(stills.skin, SKIN);
  put(stills.middle, MIDDLE);
  for (const side of [-1, 1] as const) {
    attitude.enter(pen, DEPTH.middle, { side });
    paintFolds(pen, look, side, folds);
  }
  attitude.enter(pen, DEPTH.middle);
  paintForehead(pen, look, folds);
  put({ surface: stills.nose.surface, box: sneering(stills.nose.box, folds.sneer) }, NOSE);
  put(hanging?.cap ?? stills.hairFront, HAIR_FRONT);
}

/** Position of a wrinkled nose: its tip and wings go up, and the wings spread. */
function sneering(nose: Box, sneer: number): Box {
  return {
    left: nose.left * (1 + 0.1 * sneer),
    top: nose.top - 1.5 * sneer,
    right: nose.right * (1 + 0.1 * sneer),
    bottom: nose.bottom - 6 * sneer,
  };
}
