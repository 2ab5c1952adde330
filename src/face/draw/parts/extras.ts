/**
 * Glasses and earrings, in units of the head.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import { cubic, disc, linear, outline, type Point, ribbon, stain } from "../canvas/brush.ts";
import { BLACK, css, mix, WHITE } from "../../looks/color.ts";
import type { Pen } from "../canvas/surface.ts";

/** One half of the glasses, in front of the eyes. */
export function paintGlasses(pen: Pen, look: Look, side: -1 | 1): void {
  const glasses = look.glasses;
  if (glasses === undefined) return;
  const { spacing, width } = look.eyes;
  const { frame, round } = glasses;
  // Large eyes stand close: the bridge needs room between the lenses.
  const rx = Math.min(width + 12, spacing - 4);
  const ry = round ? width + 7 : width - 1;
  const line = 4.2;
  const x = side * (spacing + 2);
  const rim = lens([x, 3], [rx, ry], round);
  outline(pen, rim);
  pen.fillStyle = linear(pen, [x - rx, -ry], [x + rx, ry], [
    [0, WHITE, 0.16],
    [0.3, WHITE, 0.03],
    [0.7, [190, 215, 235], 0.03],
    [1, [190, 215, 235], 0.12],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  // Reflection of a window in the glass.
  ribbon(pen, [[x - rx * 0.2, -ry - 4], [x - rx * 0.85, ry * 0.6]], [9, 9], css(WHITE, 0.1));
  pen.restore();
  pen.lineJoin = "round";
  outline(pen, rim.map(([px, py]): Point => [px + 0.8, py + 2.2]));
  pen.lineWidth = line;
  pen.strokeStyle = css(look.skin.shade, 0.35);
  pen.stroke();
  outline(pen, rim);
  pen.strokeStyle = linear(pen, [x, -ry], [x, ry], [[0, mix(frame, WHITE, 0.1)], [1, mix(frame, BLACK, 0.2)]]);
  pen.stroke();
  pen.lineWidth = 1;
  pen.strokeStyle = css(mix(frame, WHITE, 0.6), 0.5);
  outline(pen, lens([x - 0.5, 2.2], [rx, ry], round));
  pen.stroke();
  const arm = cubic([x + side * (rx - 1), -6], [x + side * (rx + 6), -8], [x + side * (rx + 12), -7], [
    side * (look.head.width + 4),
    -6,
  ], 6);
  ribbon(pen, arm, [5, 5, 4.6, 4.2, 4, 3.6, 3], css(mix(frame, BLACK, 0.15)));
  const half = spacing + 2 - rx;
  const bridge = cubic([-half - 1, -2], [-half * 0.5, -11], [half * 0.5, -11], [half + 1, -2], 8);
  pen.save();
  pen.beginPath();
  // Slightly more than half, so that no gap shows between the two.
  pen.rect(side < 0 ? -119.2 : -0.8, -60, 120, 120);
  pen.clip();
  ribbon(pen, bridge, Array.from({ length: 9 }, () => 4), css(frame));
  stain(pen, [-3, -8.5], [6, 1.4], WHITE, 0.5);
  pen.restore();
}

function lens([x, y]: Point, [rx, ry]: Point, round: boolean): Point[] {
  const power = round ? 1 : 0.62;
  return Array.from({ length: 33 }, (_, i): Point => {
    const angle = (i / 32) * Math.PI * 2;
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    const wide = round ? 1 : 1 - 0.07 * s;
    return [x + Math.sign(c) * Math.abs(c) ** power * rx * wide, y + Math.sign(s) * Math.abs(s) ** power * ry];
  });
}

/** The earring on one side. */
export function paintEarring(pen: Pen, look: Look, side: 1 | -1): void {
  const ring = look.earrings;
  if (ring === undefined) return;
  const x = side * (look.head.width + 4);
  if (!ring.hoop) {
    disc(pen, [x, 47], [4, 4], css(mix(ring.color, BLACK, 0.2)));
    disc(pen, [x - 1, 46], [2.2, 2.2], css(mix(ring.color, WHITE, 0.75)));
    return;
  }
  const style = linear(pen, [x - 14, 44], [x + 14, 84], [
    [0, mix(ring.color, WHITE, 0.5)],
    [0.4, ring.color],
    [0.75, mix(ring.color, BLACK, 0.35)],
    [1, mix(ring.color, WHITE, 0.3)],
  ]);
  pen.lineWidth = 4;
  pen.strokeStyle = style;
  pen.beginPath();
  pen.ellipse(x, 62, 15, 19, 0, 0, Math.PI * 2);
  pen.stroke();
}
