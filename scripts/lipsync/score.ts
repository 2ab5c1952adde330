/**
 * Scores lip-sync: compares a timeline of visemes with the phones actually spoken.
 *
 * @module
 */
import type { TimedViseme } from "../../src/contract/adapter.ts";
import { createPhoneVisemes, LEAD_MS, type PhoneMark } from "../../src/lipsync/from_phones.ts";
import { lipClosure, mouthOpening, visemesAt } from "../../src/lipsync/mouth.ts";

/** The scores. */
export interface LipSyncScore {
  /** Correlation of the mouth's opening over time with that of the phone-driven timeline, -1..1. */
  readonly openingCorrelation: number;
  /** Mean absolute difference of the two openings, 0..1. */
  readonly openingError: number;
  /** Share of p, b and m during which the lips are pressed together, give or take 40 ms. */
  readonly closureRecall: number;
  /** Share of the open vowels of 80 ms and more in the middle of which the lips are pressed together: should be 0. */
  readonly falseClosures: number;
  /** Delay of the opening relative to the reference, in ms; negative: earlier. */
  readonly lagMs: number;
  /** Number of p, b and m. */
  readonly closures: number;
}

/** A timeline and its reference phones, on the same clock. */
export interface ScoredSpeech {
  readonly phones: readonly PhoneMark[];
  readonly timeline: readonly TimedViseme[];
  readonly durationMs: number;
}

const STEP_MS = 10;
const TOLERANCE_MS = 40;
const MAX_LAG_MS = 120;
const PRESSED = 0.9;
const LONG_VOWEL_MS = 80;

/**
 * Creates the reference timeline from phones.
 *
 * @param phones Phones in order.
 * @param leadMs As for {@linkcode createPhoneVisemes}.
 * @returns All visemes, in the order of their starts.
 */
export function visemesOfPhones(phones: readonly PhoneMark[], leadMs?: number): TimedViseme[] {
  const visemes = createPhoneVisemes(leadMs);
  return [...phones.flatMap((phone) => visemes.push(phone)), ...visemes.flush()];
}

/**
 * Samples the lip opening over a timeline.
 *
 * @param timeline Visemes in the order of their starts.
 * @param durationMs Duration in ms.
 * @param stepMs Sampling interval in ms (default 10).
 * @returns The opening (0..1) at 0, `stepMs`, 2 `stepMs` …
 */
export function openingCurve(timeline: readonly TimedViseme[], durationMs: number, stepMs = STEP_MS): Float64Array {
  return Float64Array.from(
    { length: Math.ceil(durationMs / stepMs) },
    (_, i) => mouthOpening(visemesAt(timeline, i * stepMs)),
  );
}

/**
 * Scores timelines against the phones spoken.
 *
 * @param speeches One or more pieces of speech, scored together.
 * @returns The score.
 */
export function scoreLipSync(speeches: readonly ScoredSpeech[]): LipSyncScore {
  const curves = speeches.map(({ phones, timeline, durationMs }) => ({
    wanted: openingCurve(visemesOfPhones(phones), durationMs),
    shown: openingCurve(timeline, durationMs),
  }));
  const lags = Array.from({ length: 2 * MAX_LAG_MS / STEP_MS + 1 }, (_, i) => i - MAX_LAG_MS / STEP_MS);
  const byLag = lags.map((lag) => ({ lag, value: correlationAt(curves, lag) }));
  const best = byLag.reduce((a, b) => (b.value > a.value ? b : a));
  const closed = speeches.flatMap(closuresOf);
  const falselyClosed = speeches.flatMap(vowelsClosed);
  return {
    openingCorrelation: correlationAt(curves, 0),
    openingError: mean(curves.flatMap(({ wanted, shown }) => [...wanted].map((w, i) => Math.abs(w - (shown[i] ?? 0))))),
    closureRecall: mean(closed.map(Number)),
    falseClosures: mean(falselyClosed.map(Number)),
    lagMs: refinedLag(byLag.map(({ value }) => value), byLag.indexOf(best)) - MAX_LAG_MS,
    closures: closed.length,
  };
}

function closuresOf({ phones, timeline }: ScoredSpeech): boolean[] {
  return phones.filter(({ phone }) => /^[pbm]$/.test(phone)).map(({ startMs, endMs }) =>
    closureBetween(timeline, startMs - LEAD_MS - TOLERANCE_MS, endMs - LEAD_MS + TOLERANCE_MS) >= PRESSED
  );
}

function vowelsClosed({ phones, timeline }: ScoredSpeech): boolean[] {
  const vowels = phones.filter((p) =>
    /^(a[aehwoy]|eh|ey|o[wy])$/.test(p.phone) && p.endMs - p.startMs >= LONG_VOWEL_MS
  );
  return vowels.map(({ startMs, endMs }) => {
    const quarterMs = (endMs - startMs) / 4;
    return closureBetween(timeline, startMs - LEAD_MS + quarterMs, endMs - LEAD_MS - quarterMs) >= PRESSED;
  });
}

function closureBetween(timeline: readonly TimedViseme[], fromMs: number, toMs: number): number {
  let most = 0;
  for (let tMs = Math.max(0, fromMs); tMs <= toMs; tMs += STEP_MS / 2) {
    most = Math.max(most, lipClosure(visemesAt(timeline, tMs)));
  }
  return most;
}

interface Curves {
  readonly wanted: Float64Array;
  readonly shown: Float64Array;
}

/** Pearson correlation over all curves, with the displayed ones shifted by `lag` steps. */
function correlationAt(curves: readonly Curves[], lag: number): number {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (const { wanted, shown } of curves) {
    for (let i = Math.max(0, -lag); i < wanted.length && i + lag < shown.length; i++) {
      const [w, s] = [wanted[i] ?? 0, shown[i + lag] ?? 0];
      n++;
      x += w;
      y += s;
      xx += w * w;
      yy += s * s;
      xy += w * s;
    }
  }
  const spread = Math.sqrt((xx - x * x / n) * (yy - y * y / n));
  return spread > 0 ? (xy - x * y / n) / spread : 0;
}

/** Vertex of a parabola through the best lag and its neighbours, in ms from the first lag. */
function refinedLag(values: readonly number[], best: number): number {
  const [left, middle, right] = [values[best - 1], values[best], values[best + 1]];
  if (left === undefined || middle === undefined || right === undefined) return best * STEP_MS;
  const bend = left - 2 * middle + right;
  return (best + (bend < 0 ? (left - right) / (2 * bend) : 0)) * STEP_MS;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}
