/**
 * Painting primitives: strokes and soft spots. All lengths are in the units of the pen's transform.
 *
 * @module
 */
import { css, type Rgb } from "../../looks/color.ts";
import type { Gradient, Pen } from "./surface.ts";

/** A point of the plane. */
export type Point = readonly [x: number, y: number];

/** A stop of a gradient: offset 0..1, colour, opacity 0..1. */
export type Stop = readonly [offset: number, color: Rgb, alpha?: number];

function withStops(gradient: Gradient, stops: readonly Stop[]): Gradient {
  for (const [offset, color, alpha] of stops) gradient.addColorStop(offset, css(color, alpha));
  return gradient;
}

/** A gradient from one point to another. */
export function linear(pen: Pen, from: Point, to: Point, stops: readonly Stop[]): Gradient {
  return withStops(pen.createLinearGradient(from[0], from[1], to[0], to[1]), stops);
}

/** A gradient around a point. */
export function radial(pen: Pen, center: Point, radius: number, stops: readonly Stop[]): Gradient {
  return withStops(pen.createRadialGradient(center[0], center[1], 0, center[0], center[1], radius), stops);
}

/** A soft spot without an edge, densest in the middle. `tilt` in radians. */
export function stain(pen: Pen, center: Point, radii: Point, color: Rgb, alpha: number, tilt = 0): void {
  if (alpha <= 0) return;
  paintSpot(pen, center, radii, blur(pen, color, alpha), tilt);
}

/** Light or shade around 0, blurred to a radius of 1: close to a Gaussian. */
function blur(pen: Pen, color: Rgb, alpha: number): Gradient {
  return radial(pen, [0, 0], 1, [
    [0, color, alpha],
    [0.25, color, alpha * 0.82],
    [0.5, color, alpha * 0.42],
    [0.75, color, alpha * 0.11],
    [1, color, 0],
  ]);
}

/** An ellipse filled with a gradient of radius 1. */
function paintSpot(pen: Pen, center: Point, radii: Point, style: Gradient, tilt: number): void {
  pen.save();
  pen.translate(center[0], center[1]);
  pen.rotate(tilt);
  pen.scale(radii[0], radii[1]);
  pen.fillStyle = style;
  pen.beginPath();
  pen.ellipse(0, 0, 1, 1, 0, 0, Math.PI * 2);
  pen.fill();
  pen.restore();
}

/** A filled ellipse. */
export function disc(pen: Pen, center: Point, radii: Point, style: string | object, tilt = 0): void {
  pen.fillStyle = style;
  pen.beginPath();
  pen.ellipse(center[0], center[1], radii[0], radii[1], tilt, 0, Math.PI * 2);
  pen.fill();
}

/** Adds a smooth open curve through all the points (Catmull-Rom) to the path; begins with `moveTo` unless `join`. */
export function curveThrough(pen: Pen, points: readonly Point[], join = false): void {
  const first = points[0];
  if (first === undefined) return;
  if (join) pen.lineTo(first[0], first[1]);
  else pen.moveTo(first[0], first[1]);
  for (let i = 0; i + 1 < points.length; i++) {
    const p1 = points[i] ?? first;
    const p2 = points[i + 1] ?? p1;
    const p0 = points[i - 1] ?? p1;
    const p3 = points[i + 2] ?? p2;
    pen.bezierCurveTo(
      p1[0] + (p2[0] - p0[0]) / 6,
      p1[1] + (p2[1] - p0[1]) / 6,
      p2[0] - (p3[0] - p1[0]) / 6,
      p2[1] - (p3[1] - p1[1]) / 6,
      p2[0],
      p2[1],
    );
  }
}

/** The path of a closed shape that follows each curve smoothly, with corners between them. */
export function outline(pen: Pen, ...curves: readonly (readonly Point[])[]): void {
  pen.beginPath();
  curves.forEach((curve, index) => curveThrough(pen, curve, index > 0));
  pen.closePath();
}

/** A stroke along a curve with an individual width at each point. */
export function ribbon(pen: Pen, points: readonly Point[], widths: readonly number[], style: string | object): void {
  const left: Point[] = [];
  const right: Point[] = [];
  points.forEach((point, i) => {
    const before = points[i - 1] ?? point;
    const after = points[i + 1] ?? point;
    const dx = after[0] - before[0];
    const dy = after[1] - before[1];
    const half = (widths[i] ?? 0) / 2 / (Math.hypot(dx, dy) || 1);
    left.push([point[0] - dy * half, point[1] + dx * half]);
    right.unshift([point[0] + dy * half, point[1] - dx * half]);
  });
  pen.fillStyle = style;
  outline(pen, left, right);
  pen.fill();
}

/** Widths of a stroke of `n` points that is widest in its middle. */
export function waist(n: number, widest: number): number[] {
  return Array.from({ length: n }, (_, i) => widest * Math.sin(Math.PI * (i + 0.35) / (n - 0.3)));
}

/** Opacity of soft spots, each reaching the next but one, whose sum is 1. */
const SPOT_SHARE = 0.54;

/** A soft line that fades to its sides and to its ends, `width` wide in its middle: a fold of skin. */
export function groove(pen: Pen, points: readonly Point[], width: number, color: Rgb, alpha: number): void {
  if (alpha <= 0) return;
  const n = points.length - 1;
  const style = blur(pen, color, alpha * SPOT_SHARE);
  points.forEach((point, i) => {
    const before = points[i - 1] ?? point;
    const after = points[i + 1] ?? point;
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const length = Math.hypot(dx, dy) * (i === 0 || i === n ? 2 : 1);
    const depth = Math.sin(Math.PI * (i + 0.5) / (n + 1));
    const radii: Point = [length + width * 0.1, width * (0.2 + 0.8 * depth)];
    paintSpot(pen, point, radii, style, Math.atan2(dy, dx));
  });
}

/** Points of a cubic Bézier curve at equal steps of its parameter, both ends among them. */
export function cubic(a: Point, b: Point, c: Point, d: Point, steps: number): Point[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    const u = 1 - t;
    const at = (k: 0 | 1) => u * u * u * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t * t * t * d[k];
    return [at(0), at(1)];
  });
}

/** Interpolates point by point between two curves of the same length. */
export function between(a: readonly Point[], b: readonly Point[], t: number): Point[] {
  return a.map((p, i) => {
    const q = b[i] ?? p;
    return [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
  });
}

/** The same curve on the other side of the face. */
export function mirrored(points: readonly Point[]): Point[] {
  return onSide(-1)(points);
}

/** Puts curves of the right side of the picture, 1, on a side of it. */
export function onSide(side: number): (points: readonly Point[]) => Point[] {
  return (points) => points.map(([x, y]): Point => [x * side, y]);
}
