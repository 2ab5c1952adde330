/**
 * Line charts as SVG.
 *
 * @module
 */
import { escapeHtml } from "../../../src/core/markdown.ts";

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
const MARGIN = { left: 60, right: 110, top: 30, bottom: 40 };
const COLORS = ["#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df", "#57606a"];
const STEPS = 4;

/** Draws a chart; both axes begin at zero. What was not measured is left out. */
export function svgOf({ title, x, y, series: all }: Chart): string {
  const series = all.map(({ name, points }) => ({
    name,
    points: points.filter((point) => point.every(Number.isFinite)),
  }));
  const points = series.flatMap((line) => line.points);
  const most = (axis: 0 | 1) => Math.max(1e-9, ...points.map((point) => point[axis]));
  const [maxX, maxY] = [most(0), most(1)];
  const bottom = HEIGHT - MARGIN.bottom;
  const right = WIDTH - MARGIN.right;
  const px = (value: number) => MARGIN.left + value / maxX * (right - MARGIN.left);
  const py = (value: number) => bottom - value / maxY * (bottom - MARGIN.top);
  const ticks = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);
  const grid = ticks.map((share) => {
    const [atX, atY] = [px(share * maxX), py(share * maxY)];
    return `<line x1="${MARGIN.left}" x2="${right}" y1="${atY}" y2="${atY}" stroke="#ddd"/>` +
      `<text x="${MARGIN.left - 6}" y="${atY + 4}" text-anchor="end">${shown(share * maxY)}</text>` +
      `<text x="${atX}" y="${bottom + 16}" text-anchor="middle">${shown(share * maxX)}</text>`;
  });
  const lines = series.map(({ name, points }, i) => {
    const color = COLORS[i % COLORS.length];
    const path = points.map(([atX, atY]) => `${px(atX).toFixed(1)},${py(atY).toFixed(1)}`).join(" ");
    const dots = points.length > 40 ? [] : points.map(([atX, atY]) => {
      return `<circle cx="${px(atX).toFixed(1)}" cy="${py(atY).toFixed(1)}" r="3" fill="${color}"/>`;
    });
    return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>${dots.join("")}` +
      `<text x="${right + 8}" y="${MARGIN.top + 14 * i + 8}" fill="${color}">${escapeHtml(name)}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" role="img" font-family="sans-serif" font-size="11">` +
    `<text x="${MARGIN.left}" y="16" font-size="13" font-weight="bold">${escapeHtml(title)}</text>` +
    `<text x="${MARGIN.left}" y="${HEIGHT - 6}">${escapeHtml(x)}</text>` +
    `<text x="4" y="${MARGIN.top - 4}" fill="#555">${escapeHtml(y)}</text>${grid.join("")}${lines.join("")}</svg>`;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : Number(value.toPrecision(2)).toString();
}
