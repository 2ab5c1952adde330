/**
 * Trend of a sample.
 *
 * @module
 */

/**
 * How fast y grows with x, by the median of the slopes between all pairs of points (Theil and Sen), so that a few odd
 * points do not matter.
 *
 * @param points At least two.
 */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x, y], i) =>
    points.slice(i + 1).flatMap(([laterX, laterY]) => laterX === x ? [] : [(laterY - y) / (laterX - x)])
  ).sort((a, b) => a - b);
  return slopes[Math.floor(slopes.length / 2)] ?? 0;
}
