/**
 * The mouth, around the middle of the line between the lips, in units of the head.
 *
 * Teeth and tongue are cut to the curves of the lips, so that nothing needs clipping.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import { disc, linear, outline, type Point, ribbon, stain } from "../canvas/brush.ts";
import { BLACK, css, mix, type Rgb, WHITE } from "../../looks/color.ts";
import { bell, COLUMNS, type Lips, lipsOf, type MouthState } from "./lips.ts";
import type { Pen } from "../canvas/surface.ts";

function curve(lips: Lips, heights: readonly number[]): Point[] {
  return lips.x.map((x, i): Point => [x, heights[i] ?? 0]);
}

function outerCurve(lips: Lips, heights: readonly number[]): Point[] {
  return lips.outerX.map((x, i): Point => [x, heights[i] ?? 0]);
}

/** Paints the lips and what is between them. It is opaque in the middle, so that two halves of it can overlap. */
export function paintMouth(pen: Pen, look: Look, state: MouthState): void {
  const lips = lipsOf(look, state);
  paintDents(pen, look, lips, state);
  if (lips.gap > 0.4) {
    paintCavity(pen, lips);
    paintTongue(pen, lips, state);
    paintLowerTeeth(pen, lips, state);
    paintUpperTeeth(pen, lips, state);
    paintDepth(pen, lips);
  }
  paintLips(pen, look, lips, state);
}

/** Paints the skin beneath the lower lip, in the shade of the lips, and around them in a beard. */
export function paintMouthGround(pen: Pen, look: Look, state: MouthState): void {
  const lips = lipsOf(look, state);
  const { skin, beard } = look;
  const middle = lips.outerLower[COLUMNS / 2] ?? 0;
  if (beard !== undefined) paintLipEdge(pen, look, lips);
  const deep = mix(skin.shade, skin.flush, 0.35);
  stain(pen, [2, middle + 6], [lips.half * 0.7, 7.5], deep, beard === undefined ? 0.55 : 0.25);
}

/** Dents at the corners. */
function paintDents(pen: Pen, look: Look, lips: Lips, state: MouthState): void {
  const { skin, beard } = look;
  const smile = (state.mouthSmileLeft + state.mouthSmileRight) / 2;
  // In a beard the corners need a deeper shade to be seen.
  const shade = beard === undefined ? mix(skin.shade, skin.flush, 0.35) : mix(beard.color, BLACK, 0.5);
  for (const i of [0, COLUMNS]) {
    const side = i === 0 ? -1 : 1;
    const at: Point = [side * (lips.half + 1.5), lips.innerUpper[i] ?? 0];
    stain(pen, at, [6 + 2 * smile, 5 + 2.5 * smile], shade, 0.4 + 0.2 * smile, side * 0.4);
  }
}

/** Skin shows between the lips and a beard. */
function paintLipEdge(pen: Pen, look: Look, lips: Lips): void {
  const skin = css(mix(look.skin.base, look.skin.shade, 0.3), 0.16);
  for (const width of [9, 6.5, 4]) {
    for (const edge of [lips.outerUpper, lips.outerLower]) {
      ribbon(pen, outerCurve(lips, edge), lips.x.map(() => width), skin);
    }
  }
}

function paintCavity(pen: Pen, lips: Lips): void {
  outline(pen, curve(lips, lips.innerUpper), curve(lips, lips.innerLower).reverse());
  const mid = COLUMNS / 2;
  const top = lips.innerUpper[mid] ?? 0;
  const bottom = lips.innerLower[mid] ?? 0;
  pen.fillStyle = linear(pen, [0, top], [0, Math.max(bottom, top + 8)], [
    [0, [52, 10, 18]],
    [0.5, [72, 16, 26]],
    [1, [122, 38, 46]],
  ]);
  pen.fill();
}

/** Cuts a curve to the opening of the mouth. */
function within(lips: Lips, i: number, y: number): number {
  return Math.max(lips.innerUpper[i] ?? 0, Math.min(lips.innerLower[i] ?? 0, y));
}

function paintTongue(pen: Pen, lips: Lips, state: MouthState): void {
  const raise = state.tongueOut;
  if (lips.gap < 5 && raise < 0.3) return;
  const mid = COLUMNS / 2;
  const bottom = lips.innerLower[mid] ?? 0;
  const height = Math.min(lips.gap, lips.gap * (0.34 + 0.42 * raise) + 2.5 * raise);
  const wide = 0.64 - 0.1 * raise;
  const top: Point[] = [];
  const base: Point[] = [];
  lips.u.forEach((u, i) => {
    if (Math.abs(u) > wide + 0.12) return;
    const k = Math.min(1, Math.abs(u) / wide);
    const y = bottom - height * Math.sqrt(Math.max(0, 1 - k * k)) + 1.1 * bell(u, 0.1);
    top.push([lips.x[i] ?? 0, within(lips, i, y)]);
    base.push([lips.x[i] ?? 0, lips.innerLower[i] ?? 0]);
  });
  outline(pen, top, base.reverse());
  pen.fillStyle = linear(pen, [0, bottom - height], [0, bottom], [
    [0, [226, 122, 120]],
    [0.5, [206, 94, 98]],
    [1, [160, 60, 70]],
  ]);
  pen.fill();
  if (lips.gap > 9) {
    stain(pen, [-3, bottom - height * 0.72], [lips.half * 0.3, height * 0.22], [255, 190, 186], 0.5);
    stain(pen, [0, bottom - height * 0.45], [2, height * 0.4], [130, 40, 52], 0.35);
  }
}

function paintUpperTeeth(pen: Pen, lips: Lips, state: MouthState): void {
  const up = (state.mouthUpperUpLeft + state.mouthUpperUpRight) / 2;
  const smile = (state.mouthSmileLeft + state.mouthSmileRight) / 2;
  const round = Math.min(1, state.mouthPucker + 0.6 * state.mouthFunnel);
  const mid = COLUMNS / 2;
  const lip = lips.innerUpper[mid] ?? 0;
  const bared = 6 * Math.abs(state.mouthUpperUpLeft - state.mouthUpperUpRight);
  // Teeth belong to the skull: the lip slides over them.
  const frown = (state.mouthFrownLeft + state.mouthFrownRight) / 2;
  const edge = Math.max(lip, -2.5) + Math.max(1.2, 5.2 + 3.6 * up + 5 * smile - 4.5 * frown) * (1 - 0.85 * round);
  const reach = 0.9 - 0.14 * round;
  const top: Point[] = [];
  const bottom: Point[] = [];
  lips.u.forEach((u, i) => {
    if (Math.abs(u) > reach) return;
    // A lip that is raised on one side only bares what the other side hides.
    const corner = Math.max(lips.innerUpper[i] ?? 0, lips.innerUpper[COLUMNS - i] ?? 0) - lip;
    // The last teeth that show are smaller and stand further back.
    const y = edge + corner * 0.55 - 3.4 * u * u - 2 * (u / reach) ** 6;
    top.push([lips.x[i] ?? 0, (lips.innerUpper[i] ?? 0) - 0.4]);
    bottom.push([lips.x[i] ?? 0, within(lips, i, y)]);
  });
  const gaps = edge - lip > 3.4 && Math.max(lips.gap, bared) > 3;
  paintRow(pen, lips, { top, bottom, color: [250, 248, 243], gaps });
}

function paintLowerTeeth(pen: Pen, lips: Lips, state: MouthState): void {
  const down = (state.mouthLowerDownLeft + state.mouthLowerDownRight) / 2;
  const mid = COLUMNS / 2;
  const lip = lips.innerLower[mid] ?? 0;
  const rise = 1.2 + 7 * down + 1.5 * state.jawOpen - 3 * state.mouthFunnel;
  if (rise <= 0.5 || lips.gap < 2) return;
  const top: Point[] = [];
  const bottom: Point[] = [];
  lips.u.forEach((u, i) => {
    if (Math.abs(u) > 0.72) return;
    const corner = (lips.innerLower[i] ?? 0) - lip;
    top.push([lips.x[i] ?? 0, within(lips, i, lip - rise + corner * 0.7 + 1.5 * u * u)]);
    bottom.push([lips.x[i] ?? 0, (lips.innerLower[i] ?? 0) + 0.4]);
  });
  paintRow(pen, lips, { top, bottom, color: [232, 228, 222], gaps: lips.gap > 6 });
}

/** A row of teeth: its edges, its colour, and whether the gaps between the teeth show. */
interface Row {
  readonly top: readonly Point[];
  readonly bottom: readonly Point[];
  readonly color: Rgb;
  readonly gaps: boolean;
}

function paintRow(pen: Pen, lips: Lips, { top, bottom, color, gaps }: Row): void {
  if (top.length < 3) return;
  outline(pen, top, [...bottom].reverse());
  // The row curves away from the viewer, into the dark of the mouth.
  const from = top[0]?.[0] ?? 0;
  const to = top.at(-1)?.[0] ?? 0;
  const side = mix(color, [190, 170, 168], 0.4);
  const back = mix(color, [84, 24, 32], 0.82);
  pen.fillStyle = linear(pen, [from, 0], [to, 0], [
    [0, back, 0],
    [0.06, back, 0.75],
    [0.17, side],
    [0.33, color],
    [0.67, color],
    [0.83, side],
    [0.94, back, 0.75],
    [1, back, 0],
  ]);
  pen.fill();
  if (!gaps) return;
  pen.strokeStyle = css([150, 128, 126], 0.36);
  pen.lineWidth = 0.7;
  pen.beginPath();
  for (const x of [-23, -16, -8.2, 0, 8.2, 16, 23]) {
    const k = x / lips.half;
    if (Math.abs(k) > 0.75) continue;
    const at = (points: readonly Point[]) => {
      const i = points.findIndex((p) => p[0] >= x);
      const a = points[i - 1];
      const b = points[i];
      if (a === undefined || b === undefined) return undefined;
      return a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]);
    };
    const from = at(top);
    const to = at(bottom);
    if (from === undefined || to === undefined || to - from < 2) continue;
    pen.moveTo(x, from + (to - from) * 0.25);
    pen.lineTo(x, to);
  }
  pen.stroke();
}

/** The shadow of the upper lip inside the mouth. */
function paintDepth(pen: Pen, lips: Lips): void {
  const thick = Math.min(5, lips.gap * 0.35);
  const under = lips.innerUpper.map((y, i) => within(lips, i, y + thick * (1 - (lips.u[i] ?? 0) ** 2)));
  outline(pen, curve(lips, lips.innerUpper), curve(lips, under).reverse());
  pen.fillStyle = css([44, 8, 16], 0.26);
  pen.fill();
}

function paintLips(pen: Pen, look: Look, lips: Lips, state: MouthState): void {
  const { color, gloss } = look.mouth;
  const mid = COLUMNS / 2;
  const at = (heights: readonly number[]) => heights[mid] ?? 0;
  const dark = mix(color, [74, 14, 24], 0.3);
  const upper = curve(lips, lips.innerUpper);
  const lower = curve(lips, lips.innerLower);
  outline(pen, outerCurve(lips, lips.outerUpper), [...upper].reverse());
  pen.fillStyle = linear(pen, [0, at(lips.outerUpper)], [0, at(lips.innerUpper) + 1], [
    [0, mix(color, look.skin.base, 0.24)],
    [0.35, mix(color, dark, 0.35)],
    [1, dark],
  ]);
  pen.fill();
  outline(pen, lower, outerCurve(lips, lips.outerLower).reverse());
  pen.fillStyle = linear(pen, [0, at(lips.innerLower)], [0, at(lips.outerLower)], [
    [0, mix(color, dark, 0.45)],
    [0.3, color],
    [0.62, mix(color, WHITE, 0.12)],
    [1, mix(color, dark, 0.3)],
  ]);
  pen.fill();
  // The line between closed lips; at the corners it stays when they part.
  const closed = Math.max(0, 1 - lips.gap / 2.5);
  const seam = lips.x.map((x, i): Point => [x, ((lips.innerUpper[i] ?? 0) + (lips.innerLower[i] ?? 0)) / 2]);
  const ink = mix(dark, BLACK, 0.5);
  if (closed > 0) {
    const press = (state.mouthPressLeft + state.mouthPressRight) / 2;
    const widths = lips.u.map((u) => (0.6 + 1.5 * (1 - u * u)) * (1 - 0.25 * press));
    ribbon(pen, seam, widths, css(ink, 0.8 * closed));
  }
  // The corners lie in the shade of the cheeks.
  for (const [x, y] of [seam[0], seam[COLUMNS]].filter((point) => point !== undefined)) {
    stain(pen, [x - Math.sign(x) * 1.2, y], [4.4, 2.6], dark, 0.7);
  }
  // Light on the fuller part of the lower lip, and along the upper lip's rim.
  const thickness = at(lips.outerLower) - at(lips.innerLower);
  const y = at(lips.innerLower) + thickness * 0.46;
  stain(pen, [-lips.half * 0.16, y], [lips.half * 0.42, thickness * 0.34], mix(color, WHITE, 0.75), 0.3 + 0.5 * gloss);
  if (gloss > 0.4) {
    disc(pen, [-lips.half * 0.2, y], [lips.half * 0.13, thickness * 0.09], css(WHITE, 0.5 * gloss), 0.05);
  }
  stain(
    pen,
    [-lips.half * 0.1, at(lips.outerUpper) + 1.2],
    [lips.half * 0.34, 2.6],
    mix(color, WHITE, 0.7),
    0.26 + 0.2 * gloss,
  );
}
