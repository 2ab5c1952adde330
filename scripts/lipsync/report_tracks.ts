/**
 * The tracks of the lip-sync report: drawings (SVG) that share one time axis.
 *
 * @module
 */
import { escapeHtml } from "../../src/api/descriptions/markdown.ts";
import type { PhonePart, TimedViseme, WordPart } from "../../src/contract/adapter.ts";
import { openingCurve } from "./score.ts";
import { visemesAt } from "../../src/lipsync/mouth.ts";
import { type Viseme, VISEMES } from "../../src/contract/visemes.ts";

/** Pixels per millisecond. */
export const PX_PER_MS = 0.64;

/** Colours by place of articulation: closed lips red, teeth and tongue amber to green, vowels blue to violet. */
export const VISEME_COLORS: Readonly<Record<Viseme, string>> = {
  sil: "transparent",
  PP: "#d1344b",
  FF: "#e8743b",
  TH: "#eda13a",
  DD: "#d8b93b",
  nn: "#a9b83f",
  kk: "#6fa84a",
  SS: "#3fa07a",
  CH: "#2f9aa0",
  RR: "#4c8fb8",
  I: "#5b9be0",
  E: "#4676d7",
  aa: "#3a4fc4",
  O: "#7a4fd0",
  U: "#a85cc9",
};

const STEP_MS = 10;
const LEAST_LABEL_MS = 40;

const x = (ms: number) => (ms * PX_PER_MS).toFixed(1);

function svg(durationMs: number, height: number, content: string): string {
  const width = Math.ceil(durationMs * PX_PER_MS);
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}

/** The time axis, with a mark every 100 ms and a label every 500 ms. */
export function axisTrack(durationMs: number): string {
  const marks = Array.from({ length: Math.floor(durationMs / 100) + 1 }, (_, i) => {
    const isLong = i % 5 === 0;
    const line = `<line x1="${x(i * 100)}" x2="${x(i * 100)}" y1="${isLong ? 14 : 19}" y2="24"/>`;
    return isLong ? `${line}<text x="${x(i * 100)}" y="10">${(i / 10).toFixed(1)} s</text>` : line;
  });
  return svg(durationMs, 24, `<g class="axis">${marks.join("")}</g>`);
}

/** Words, or phones, as boxes. */
export function boxTrack(marks: readonly (WordPart | PhonePart)[], durationMs: number): string {
  const boxes = marks.map((mark) => {
    const label = mark.type === "word" ? mark.text : mark.phone;
    const kind = label === "pau" ? "pause" : /^[pbm]$/.test(label) && mark.type === "phone" ? "closure" : mark.type;
    const width = ((mark.endMs - mark.startMs) * PX_PER_MS - 1).toFixed(1);
    const middle = x((mark.startMs + mark.endMs) / 2);
    return `<g class="${kind}"><rect x="${x(mark.startMs)}" y="1" width="${width}" height="22" rx="3"/>` +
      `<text x="${middle}" y="16">${kind === "pause" ? "" : escapeHtml(label)}</text></g>`;
  });
  return svg(durationMs, 24, boxes.join(""));
}

/** The waveform: minimum and maximum sample per pixel. */
export function waveTrack(samples: Int16Array, durationMs: number): string {
  const height = 84;
  const columns = Math.floor(durationMs * PX_PER_MS);
  const perColumn = samples.length / columns;
  const largest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1);
  const y = (sample: number) => (height / 2 - sample / largest * (height / 2 - 2)).toFixed(1);
  const bars = Array.from({ length: columns }, (_, i) => {
    const part = samples.subarray(Math.floor(i * perColumn), Math.max(i + 1, Math.floor((i + 1) * perColumn)));
    const low = part.reduce((a, b) => Math.min(a, b), 0);
    const high = part.reduce((a, b) => Math.max(a, b), 0);
    return `M${i + 0.5} ${y(high)}V${y(low)}`;
  });
  return svg(durationMs, height, `<path class="wave" d="${bars.join("")}"/>`);
}

/** Shares of the mouth shapes, stacked, with labels on the dominant ones. */
export function visemeTrack(timeline: readonly TimedViseme[], durationMs: number): string {
  const height = 72;
  const steps = Math.ceil(durationMs / STEP_MS);
  const shares = Array.from(
    { length: steps },
    (_, i) => new Map(visemesAt(timeline, i * STEP_MS).map(({ id, weight }) => [id, weight])),
  );
  const below = new Float64Array(steps);
  const areas = VISEMES.filter((id) => id !== "sil").map((id) => {
    const floor = below.slice();
    shares.forEach((blend, i) => below[i] = (below[i] ?? 0) + (blend.get(id) ?? 0));
    return shares.some((blend) => blend.has(id)) ? area(id, floor, below, height) : "";
  });
  return svg(durationMs, height, areas.join("") + labels(shares, height));
}

function area(id: Viseme, floor: Float64Array, top: Float64Array, height: number): string {
  const point = (value: number, i: number) => `${x(i * STEP_MS)} ${(height * (1 - value)).toFixed(1)}`;
  const up = [...top].map(point);
  const down = [...floor].map(point).reverse();
  return `<path fill="${VISEME_COLORS[id]}" d="M${up.join("L")}L${down.join("L")}Z"><title>${id}</title></path>`;
}

/** Labels the shapes with a share above one half, if they last long enough to be read. */
function labels(shares: readonly Map<Viseme, number>[], height: number): string {
  const ruling = shares.map((blend) => [...blend].find(([id, weight]) => id !== "sil" && weight > 0.5)?.[0]);
  const texts: string[] = [];
  for (let from = 0; from < ruling.length;) {
    let to = from;
    while (to < ruling.length && ruling[to] === ruling[from]) to++;
    if (ruling[from] !== undefined && (to - from) * STEP_MS >= LEAST_LABEL_MS) {
      texts.push(`<text class="shape" x="${x((from + to) / 2 * STEP_MS)}" y="${height - 8}">${ruling[from]}</text>`);
    }
    from = to;
  }
  return texts.join("");
}

/** Lip opening from phones and from audio, with the times when the lips must be closed. */
export function openingTrack(
  byPhones: readonly TimedViseme[],
  byAudio: readonly TimedViseme[],
  phones: readonly PhonePart[],
  durationMs: number,
): string {
  const height = 110;
  const line = (timeline: readonly TimedViseme[], className: string) => {
    const curve = [...openingCurve(timeline, durationMs, STEP_MS)];
    const points = curve.map((value, i) => `${x(i * STEP_MS)} ${(height - 4 - value * (height - 8)).toFixed(1)}`);
    return `<path class="${className}" d="M${points.join("L")}"/>`;
  };
  const closures = phones.filter(({ phone }) => /^[pbm]$/.test(phone)).map(({ startMs, endMs, phone }) =>
    `<rect class="must-close" x="${x(startMs)}" width="${x(endMs - startMs)}" height="${height}"/>` +
    `<text class="must-close" x="${x((startMs + endMs) / 2)}" y="12">${phone}</text>`
  );
  return svg(durationMs, height, closures.join("") + line(byPhones, "by-phones") + line(byAudio, "by-audio"));
}
