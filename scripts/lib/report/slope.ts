/**
 * Trend of a sample.
 *
 * @module
 */
import { quantiles } from "./quantiles.ts";

type Point = readonly [x: number, y: number];

/**
 * How fast y grows with x, by the median of the slopes between all pairs of points (Theil and Sen), so that a few odd
 * points do not matter.
 *
 * @param points At least two.
 */
export function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap(([x, y], i) =>
    points.slice(i + 1).flatMap(([laterX, laterY]) => laterX === x ? [] : [(laterY - y) / (laterX - x)])
  );
  return slopes.length === 0 ? 0 : quantiles(slopes).p50;
}

/**
 * The line through points: its slope as {@linkcode slopeOf} finds it, and its height at x = 0, by the median.
 *
 * @param points At least two.
 */
export function lineOf(points: readonly Point[]): { readonly slope: number; readonly base: number } {
  const slope = slopeOf(points);
  return { slope, base: quantiles(points.map(([x, y]) => y - slope * x)).p50 };
}
