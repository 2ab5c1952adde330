/**
 * An eye, around the middle of the pen's plane, in units of the head. `side` is 1 for the one on the right of
 * the picture (the person's left), -1 for the other.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import { between, cubic, disc, linear, outline, type Point, radial, ribbon, stain, waist } from "../canvas/brush.ts";
import { BLACK, css, mix, type Rgb, WHITE } from "../../looks/color.ts";
import { placeSprite, type Sprite } from "../canvas/sprite.ts";
import type { Pen } from "../canvas/surface.ts";

/** The fields of a pose that an eye shows. */
export interface EyeState {
  /** 0 open .. 1 closed. */
  readonly blink: number;
  readonly squint: number;
  readonly wide: number;
  /** The cheek pushes the lower lid up, 0..1. */
  readonly cheek: number;
  /** The brow carries the inner half of the upper lid down, -1 .. 1 up. */
  readonly slant: number;
  /** -1 left .. 1 right of the picture. */
  readonly gazeX: number;
  /** -1 down .. 1 up. */
  readonly gazeY: number;
}

interface Lids {
  readonly inner: Point;
  readonly outer: Point;
  readonly upper: readonly Point[];
  readonly lower: readonly Point[];
  /** Distance between the lids in the middle. */
  readonly gap: number;
  /** 0 closed .. 1 as open as at rest. */
  readonly open: number;
  /** Height of the upper lid's edge above the middle if it were open. */
  readonly rise: number;
}

const STEPS = 10;
/** How far the edges of the lids of an open eye are above and below the line between its corners. */
const RISE = 14.2;
const DROP = 10.2;

/** How far the lids are closed: the last third, a slit that shows a sliver of the iris, closes at once. */
function shutOf(blink: number): number {
  const shut = blink * (1 + 1.9 * blink ** 4);
  return shut > 0.7 ? 1 : shut;
}

/** The edges of the lids, from the inner to the outer corner. */
function lids(look: Look, side: 1 | -1, state: EyeState): Lids {
  const { width: w, tilt } = look.eyes;
  const follow = state.gazeY * 2.4;
  const rise = RISE * look.eyes.open * (1 + 0.5 * state.wide - 0.26 * state.squint) + follow;
  const drop = (DROP - 4.4 * state.squint - 5 * state.cheek + 1.4 * state.wide) * look.eyes.open - follow * 0.3;
  const shut = shutOf(state.blink);
  // A closing lid meets the lower one, which hardly moves: the line of closed lids hangs down, or arches over a cheek.
  const meet = drop * 0.62 - 10 * state.cheek * shut;
  const up = -rise + (rise + meet) * shut;
  const down = drop + (meet + 0.4 - drop) * shut;
  const inner: Point = [-side * w, 3.2];
  const outer: Point = [side * w, -tilt + 2 * shut];
  const x = (k: number) => side * w * k;
  const slant = state.slant * (1 - shut);
  // A lid that is half closed still lies on a round ball.
  const arch = 7 * shut * (1 - shut);
  return {
    inner,
    outer,
    upper: cubic(
      inner,
      [x(-0.62), (up - arch) * 1.3 + 1 - 7 * slant],
      [x(0.34), (up - arch) * 1.46 - tilt * 0.4 + 3 * slant],
      outer,
      STEPS,
    ),
    lower: cubic(inner, [x(-0.5), down * 1.36 + 1.2], [x(0.62), down * 1.42 - tilt * 0.2], outer, STEPS),
    gap: down - up + arch,
    open: Math.max(0, Math.min(1, (down - up) / (RISE + DROP) / look.eyes.open)),
    rise,
  };
}

/** An eye in a state. */
interface Eye {
  readonly side: 1 | -1;
  readonly state: EyeState;
  /** The result of {@linkcode paintIris}. */
  readonly iris: Sprite;
}

/** Paints an eye with its lids and lashes. */
export function paintEye(pen: Pen, look: Look, eye: Eye): void {
  const { side, state } = eye;
  const edge = lids(look, side, state);
  const { skin } = look;
  const lidShade = mix(skin.shade, skin.flush, 0.35);
  if (state.blink > 0.15) paintLid(pen, look, edge, state);
  if (edge.gap > 1.2) {
    pen.save();
    outline(pen, edge.upper, [...edge.lower].reverse());
    pen.clip();
    paintBall(pen, look, eye, edge);
    pen.restore();
  }
  paintFold(pen, look, eye, edge);
  // The lower lid: a line of wet light, and a soft edge beneath it.
  const lower = edge.lower.slice(1);
  if (edge.open > 0.25) {
    ribbon(pen, lower, waist(STEPS, 1.5), css(mix(skin.flush, WHITE, 0.55), 0.6));
  }
  ribbon(pen, lower.map(([x, y]): Point => [x, y + 1]), waist(STEPS, 1.5), css(mix(lidShade, BLACK, 0.3), 0.55));
  if (state.cheek > 0.05 || state.squint > 0.05) {
    const bag = lower.slice(1, -1).map(([x, y]): Point => [x, y + 6 + 2 * state.cheek]);
    const strength = Math.min(1, state.cheek + state.squint * 0.7);
    ribbon(pen, bag, waist(bag.length, 2.2), css(lidShade, 0.42 * strength));
  }
  paintLashes(pen, look, side, edge);
}

/** The skin of the upper lid, seen while it is closing. */
function paintLid(pen: Pen, look: Look, edge: Lids, state: EyeState): void {
  const { skin } = look;
  const top = edge.upper.map(([x], i): Point => [x, -edge.rise * 1.0 * Math.sin(Math.PI * i / STEPS) - 1]);
  outline(pen, top, [...edge.upper].reverse());
  pen.fillStyle = linear(pen, [0, -edge.rise], [0, 6], [
    [0, mix(skin.base, skin.shade, 0.4), 0],
    [0.4, mix(skin.base, skin.flush, 0.12), 0.7 * state.blink],
    [1, mix(skin.base, skin.light, 0.3), 0.8 * state.blink],
  ]);
  pen.fill();
}

function paintBall(pen: Pen, look: Look, { side, state, iris }: Eye, edge: Lids): void {
  const { width: w } = look.eyes;
  pen.fillStyle = radial(pen, [-3, 0], w * 1.15, [
    [0, [255, 254, 252]],
    [0.55, [247, 245, 244]],
    [1, [206, 200, 206]],
  ]);
  pen.fillRect(-w - 2, -34, w * 2 + 4, 60);
  // The inner corner is flesh.
  stain(pen, [-side * (w - 2), 3.4], [7, 5], look.skin.flush, 0.75);
  const reach = w * (1 - IRIS_SHARE);
  const at: Point = [state.gazeX * reach * 0.92 - side * 0.8, -0.6 - state.gazeY * 7.5];
  // A disc that is turned away looks narrower.
  pen.save();
  pen.translate(at[0], at[1]);
  pen.scale(1 - 0.12 * state.gazeX * state.gazeX, 1);
  placeSprite(pen, iris.surface, iris.box);
  pen.restore();
  // The lid and the lashes shade the top of the ball.
  pen.fillStyle = css([58, 36, 44], 0.12);
  for (const depth of [4.5, 7.5, 10, 13]) {
    outline(pen, edge.upper, edge.upper.map(([x, y]): Point => [x, y + depth]).reverse());
    pen.fill();
  }
  // Highlights are reflections of the lamp, so they move less than the iris.
  const k = (w * IRIS_SHARE) / 15;
  const lamp: Point = [at[0] * 0.82, at[1] * 0.9];
  disc(pen, [lamp[0] - 4.8 * k, lamp[1] - 5.4 * k], [4.1 * k, 4.6 * k], css(WHITE, 0.94), 0.4);
  disc(pen, [lamp[0] + 5.2 * k, lamp[1] + 4.6 * k], [2 * k, 2.2 * k], css(WHITE, 0.6));
}

/** Radius of the iris as a share of the eye's half width. */
const IRIS_SHARE = 0.525;

/** Paints the iris and the pupil around the middle of the pen's plane. `wide`: how wide the eye is open, 0..1. */
export function paintIris(pen: Pen, look: Look, wide: number): void {
  const { iris, irisLight } = look.eyes;
  const radius = look.eyes.width * IRIS_SHARE;
  const k = radius / 15;
  disc(pen, [0, 0], [radius + 0.9, radius + 0.9], css(mix(iris, BLACK, 0.55), 0.55));
  const rings = radial(pen, [0, 0], radius, [
    [0, mix(iris, BLACK, 0.25)],
    [0.42, mix(iris, irisLight, 0.35)],
    [0.78, iris],
    [0.93, mix(iris, BLACK, 0.45)],
    [1, mix(iris, BLACK, 0.7)],
  ]);
  disc(pen, [0, 0], [radius, radius], rings);
  // Light falls through the lens and gathers opposite the lamp.
  pen.save();
  pen.beginPath();
  pen.ellipse(0, 0, radius - 1, radius - 1, 0, 0, Math.PI * 2);
  pen.clip();
  stain(pen, [2.5 * k, 7 * k], [11 * k, 8.5 * k], irisLight, 0.95);
  pen.lineWidth = 0.55;
  pen.strokeStyle = css(mix(irisLight, WHITE, 0.2), 0.3);
  pen.beginPath();
  for (let i = 0; i < 22; i++) {
    const angle = (i / 22) * Math.PI * 2 + (i % 3) * 0.05;
    pen.moveTo(Math.cos(angle) * 6.4 * k, Math.sin(angle) * 6.4 * k);
    pen.lineTo(Math.cos(angle) * 11.8 * k, Math.sin(angle) * 11.8 * k);
  }
  pen.stroke();
  pen.restore();
  const pupil = (6.5 + 0.7 * wide) * k;
  disc(pen, [0, 0], [pupil, pupil], css([14, 9, 12]));
}

function paintFold(pen: Pen, look: Look, { side, state }: Eye, edge: Lids): void {
  const { skin, eyes } = look;
  const color = mix(mix(skin.shade, skin.flush, 0.3), [60, 24, 20], 0.3);
  if (eyes.fold > 0) {
    // The fold follows the lid, so that a wide eye leaves room for the lashes, and smooths out over a closed one.
    const lift = eyes.fold * (1 + 0.2 * state.wide) + 3.5 * state.blink;
    const height = -edge.rise * (1 - 0.34 * state.blink);
    const w = eyes.width;
    const fold = cubic(
      [-side * w * 0.9, height * 0.45 - lift * 0.4],
      [-side * w * 0.45, height * 1.3 - lift * 0.8],
      [side * w * 0.38, height * 1.46 - lift * 0.65],
      [side * w * 1.02, height * 0.4 - lift * 0.7 - eyes.tilt],
      STEPS,
    );
    ribbon(pen, fold, waist(STEPS + 1, 2), css(color, 0.62 - 0.3 * state.blink));
  }
}

function paintLashes(pen: Pen, look: Look, side: 1 | -1, edge: Lids): void {
  const { lashes } = look.eyes;
  const ink: Rgb = mix(mix(look.hair.shade, look.brows.color, 0.4), [22, 12, 14], 0.75);
  const line = edge.upper.map(([x, y], i): Point => [x, y - 0.4 - (i === STEPS ? 0.6 : 0)]);
  const end = line.at(-1) ?? edge.outer;
  // The line of the lashes leaves the eye beyond its outer corner.
  const wing = 2 + 5 * lashes;
  const lift = (1.5 + 3 * lashes) * (edge.open * 2 - 1);
  line.push([end[0] + side * wing, end[1] - lift]);
  const widths = line.map((_, i) => (1.1 + (2 + 1.5 * lashes) * Math.sin(Math.PI * (0.14 + 0.6 * i / line.length))));
  widths[line.length - 1] = 0.3;
  ribbon(pen, line, widths, css(ink, 0.94));
  if (lashes > 0.3) paintLashTips(pen, edge, { side, lashes, ink });
}

/** Number of lashes that stand out at the outer corner. */
const LASH_TIPS = 3;

/** Lashes that taper and curve upward, close together, longest at the corner. */
function paintLashTips(
  pen: Pen,
  edge: Lids,
  { side, lashes, ink }: { readonly side: 1 | -1; readonly lashes: number; readonly ink: Rgb },
): void {
  const up = edge.open * 2 - 1;
  pen.fillStyle = css(ink, 0.94);
  pen.beginPath();
  for (let k = 0; k < LASH_TIPS; k++) {
    const along = STEPS - 0.35 - k * 0.72;
    const before = edge.upper[Math.floor(along)] ?? edge.outer;
    const after = edge.upper[Math.ceil(along)] ?? edge.outer;
    const [root] = between([before], [after], along % 1);
    if (root === undefined) continue;
    const length = (9.5 - k * 0.75) * lashes;
    const out = side * length * (0.86 - k * 0.085);
    const rise = length * (0.36 + k * 0.07) * up;
    const tip: Point = [root[0] + out, root[1] - rise];
    const bend: Point = [root[0] + out * 0.6, root[1] - rise * 0.2];
    pen.moveTo(root[0] - side * 3, root[1] - 1.2 * up);
    pen.quadraticCurveTo(bend[0] - side * 0.7, bend[1] - 0.9 * up, tip[0], tip[1]);
    pen.quadraticCurveTo(bend[0] + side * 0.7, bend[1] + 0.6 * up, root[0] + side, root[1] + 0.8 * up);
    pen.closePath();
  }
  pen.fill();
}
