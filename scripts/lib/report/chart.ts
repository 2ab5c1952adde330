/**
 * Line charts as SVG.
 *
 * @module
 */
import { escapeHtml } from "../../../src/api/descriptions/markdown.ts";

/** A line: points of x and y. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A chart, with what its axes show. */
export interface Chart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
}

const WIDTH = 560;
const HEIGHT = 280;
const MARGIN = { left: 60, right: 130, top: 44, bottom: 40 };
const COLORS = ["#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df", "#57606a"];
/** Dashes of the lines, so that one shows below another. */
const DASHES = ["none", "8 4", "2 4", "8 4 2 4"];
/** Approximate number of steps of an axis, and the multiples that they may be, times a power of ten. */
const STEPS = 4;
const ROUND = [1, 2, 2.5, 5, 10];

/** Draws a chart; both axes begin at zero, or at the least value below it. What was not measured is left out. */
export function svgOf({ title, x, y, series: all }: Chart): string {
  const series = all.map(({ name, points }) => ({
    name,
    points: points.filter((point) => point.every(Number.isFinite)),
  }));
  const points = series.flatMap((line) => line.points);
  const ticksOf = (axis: 0 | 1) => roundTicks(points.map((point) => point[axis]));
  const [ticksX, ticksY] = [ticksOf(0), ticksOf(1)];
  const bottom = HEIGHT - MARGIN.bottom;
  const right = WIDTH - MARGIN.right;
  const px = (value: number) => MARGIN.left + shareOf(value, ticksX) * (right - MARGIN.left);
  const py = (value: number) => bottom - shareOf(value, ticksY) * (bottom - MARGIN.top);
  const grid = [
    ...ticksX.map((tick) => `<text x="${px(tick)}" y="${bottom + 16}" text-anchor="middle">${shown(tick)}</text>`),
    ...ticksY.map((tick) =>
      `<line x1="${MARGIN.left}" x2="${right}" y1="${py(tick)}" y2="${py(tick)}" stroke="${
        tick === 0 ? "#888" : "#ddd"
      }"/>` +
      `<text x="${MARGIN.left - 6}" y="${py(tick) + 4}" text-anchor="end">${shown(tick)}</text>`
    ),
  ];
  const lines = series.map(({ name, points }, i) => {
    const color = COLORS[i % COLORS.length];
    const path = points.map(([atX, atY]) => `${px(atX).toFixed(1)},${py(atY).toFixed(1)}`).join(" ");
    const dots = points.length > 40 ? [] : points.map(([atX, atY]) => {
      return `<circle cx="${px(atX).toFixed(1)}" cy="${py(atY).toFixed(1)}" r="3" fill="${color}"/>`;
    });
    const dash = DASHES[i % DASHES.length];
    const line =
      `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>`;
    return line + dots.join("") +
      `<text x="${right + 8}" y="${MARGIN.top + 14 * i + 8}" fill="${color}">${escapeHtml(name)}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" role="img" font-family="sans-serif" font-size="11">` +
    `<text x="${MARGIN.left}" y="16" font-size="13" font-weight="bold">${escapeHtml(title)}</text>` +
    `<text x="${MARGIN.left}" y="${HEIGHT - 6}">${escapeHtml(x)}</text>` +
    `<text x="${MARGIN.left}" y="${MARGIN.top - 12}" fill="#555">${escapeHtml(y)}</text>${grid.join("")}${
      lines.join("")
    }</svg>`;
}

/** Round numbers around values and zero; whole ones around whole ones. */
function roundTicks(values: readonly number[]): number[] {
  const [least, most] = [Math.min(0, ...values), Math.max(1e-9, ...values)];
  const atLeast = (most - least) / STEPS;
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const isWhole = values.every(Number.isInteger);
  const steps = ROUND.map((multiple) => multiple * power).filter((step) => !isWhole || Number.isInteger(step));
  const step = steps.find((step) => step >= atLeast) ?? 1;
  const first = Math.floor(least / step);
  return Array.from({ length: Math.ceil(most / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** Where a value lies between the first and the last tick, 0..1. */
function shareOf(value: number, ticks: readonly number[]): number {
  const [first, last] = [ticks[0]!, ticks.at(-1)!];
  return (value - first) / (last - first);
}

function shown(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
