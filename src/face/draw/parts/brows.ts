/**
 * A brow, around the middle of the pen's plane, in units of the head. `side` is 1 for the one on the right of the
 * picture (the person's left), -1 for the other.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import { chance } from "../../../contract/random.ts";
import { cubic, linear, type Point, ribbon } from "../canvas/brush.ts";
import { BLACK, css, mix, WHITE } from "../../looks/color.ts";
import type { Pen } from "../canvas/surface.ts";

/** The fields of a pose that a brow shows. */
export interface BrowState {
  readonly inner: number;
  readonly down: number;
  readonly outer: number;
}

const STEPS = 12;
/** Number of single hairs. */
const HAIRS = 28;

/** Paints a brow: its body, which thins out toward the nose, and hairs along it. */
export function paintBrow(pen: Pen, look: Look, side: 1 | -1, state: BrowState): void {
  const line = browLine(look, side, state);
  const { thickness, color } = look.brows;
  const widths = line.map((_, i) => {
    const k = i / STEPS;
    return thickness * Math.min(1, 0.34 + 3 * k) ** 0.8 * (1 - 0.86 * k ** 2.2);
  });
  const from = line[0]?.[0] ?? 0;
  const to = line.at(-1)?.[0] ?? 0;
  const style = linear(pen, [from, 0], [to, 0], [
    [0, color, 0],
    [0.1, color, 0.32],
    [0.3, color, 0.64],
    [0.75, color, 0.7],
    [1, color, 0.52],
  ]);
  for (const width of [1.1, 0.8]) ribbon(pen, line, widths.map((w) => w * width), style);
  pen.lineCap = "round";
  paintHairs(pen, line, widths, { from: 0, style: css(mix(color, BLACK, 0.3), 0.3), width: 0.9 });
  paintHairs(pen, line, widths, { from: 1, style: css(mix(color, WHITE, 0.18), 0.24), width: 0.7 });
}

/** Paints every second hair, from the lower edge to the upper one, further out. */
function paintHairs(
  pen: Pen,
  line: readonly Point[],
  widths: readonly number[],
  { from, style, width }: { readonly from: 0 | 1; readonly style: string; readonly width: number },
): void {
  pen.strokeStyle = style;
  pen.lineWidth = width;
  pen.beginPath();
  for (let i = from; i < HAIRS; i += 2) {
    const k = (i + chance(61, i)) / HAIRS;
    const low = inside(line, widths, k, 0.42 - 0.5 * chance(62, i));
    const high = inside(line, widths, k + 0.1 + 0.05 * chance(63, i), -0.44);
    pen.moveTo(low[0], low[1]);
    pen.quadraticCurveTo(low[0] + (high[0] - low[0]) * 0.35, high[1], high[0], high[1]);
  }
  pen.stroke();
}

/** The middle of a brow, from its inner to its outer end. */
function browLine({ brows, eyes }: Look, side: 1 | -1, state: BrowState): Point[] {
  const to = brows.reach - eyes.spacing;
  const pinch = 6.5 * state.down;
  const y0 = -16 * state.inner + 13.5 * state.down;
  const y1 = -8.5 * state.inner * 0.7 - 9 * state.outer + 7.5 * state.down - brows.arch * (1 - 0.45 * state.down);
  const y2 = -13 * state.outer + 1.5 * state.down + 4 * state.inner;
  return cubic(
    [side * (-30 - pinch), y0 + 1.5],
    [side * (-10 - pinch * 0.6), y1 + 0.5 + y0 * 0.12],
    [side * (to * 0.42), y1 - 3],
    [side * to, y2 + 2.5],
    STEPS,
  );
}

/** A point of a brow: `along` 0 .. 1 at its outer end, `across` -0.5 at its upper edge .. 0.5. */
function inside(line: readonly Point[], widths: readonly number[], along: number, across: number): Point {
  const at = Math.max(0, Math.min(1, along)) * STEPS;
  const i = Math.min(STEPS - 1, Math.floor(at));
  const [a, b] = [line[i] ?? [0, 0], line[i + 1] ?? [0, 0]];
  const width = (widths[i] ?? 0) + ((widths[i + 1] ?? 0) - (widths[i] ?? 0)) * (at - i);
  return [a[0] + (b[0] - a[0]) * (at - i), a[1] + (b[1] - a[1]) * (at - i) + across * width];
}
