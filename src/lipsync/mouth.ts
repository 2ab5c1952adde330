/**
 * The state of the mouth at a moment: how a timeline of visemes blends, and how far a blend opens the lips.
 *
 * A {@linkcode TimedViseme} is a dominance function in the sense of Cohen and Massaro, "Modeling coarticulation in
 * synthetic visual speech" (1993): it rises, holds and falls, and where several overlap, each mouth shape shows in
 * proportion to its dominance. Theirs fall off exponentially and never end; ours are raised cosines that end, so that a
 * closure can be complete and a timeline can be pruned.
 *
 * @module
 */
import { VISEME_OPENING, type VisemeShare } from "../contract/visemes.ts";
import type { TimedViseme } from "../contract/adapter.ts";
import type { Viseme } from "../contract/visemes.ts";

/** Part of a viseme's duration that its rise takes, and its fall likewise. */
const RAMP_SHARE = 0.35;

/** Longest rise or fall, in ms: lips cross from open to closed in 60..100 ms in fluent speech. */
const RAMP_MAX_MS = 70;

/** Smaller shares are not worth drawing. */
const NEGLIGIBLE = 0.005;

/**
 * How long a viseme takes to rise to its weight, and to fall from it.
 *
 * @param durationMs The viseme's duration in ms.
 * @returns The length of its rise in ms, at most 70.
 */
export function rampMs(durationMs: number): number {
  return Math.min(RAMP_MAX_MS, durationMs * RAMP_SHARE);
}

/**
 * How long a viseme must be to stand at its full weight for a given time.
 *
 * @param holdMs How long it is to hold, in ms.
 * @returns The duration in ms, rise and fall included.
 */
export function durationForHold(holdMs: number): number {
  const proportional = holdMs / (1 - 2 * RAMP_SHARE);
  return Math.min(proportional, holdMs + 2 * RAMP_MAX_MS);
}

/**
 * How strongly a viseme demands its mouth shape at a moment.
 *
 * @param viseme A viseme of the timeline.
 * @param tMs The moment, on the timeline's clock, in ms.
 * @returns 0 outside of the viseme, its weight while it holds, a raised cosine in between.
 */
export function dominance(viseme: TimedViseme, tMs: number): number {
  if (tMs <= viseme.startMs || tMs >= viseme.endMs) return 0;
  const ramp = rampMs(viseme.endMs - viseme.startMs);
  const edge = Math.min(tMs - viseme.startMs, viseme.endMs - tMs);
  if (edge >= ramp) return viseme.weight;
  return viseme.weight * Math.sin((Math.PI / 2) * (edge / ramp)) ** 2;
}

/**
 * Blends the visemes that are active at a moment.
 *
 * Shapes that together ask for more than a whole mouth share it in proportion; where they ask for less, the lips rest
 * (`sil`) for the remainder. So a gap in the timeline is silence.
 *
 * @param timeline Visemes in the order of their starts.
 * @param tMs The moment, in ms: the media time of the frame to draw (the lead of lips over sound is in the timeline).
 * @returns Shares that add up to 1, the largest first.
 */
export function visemesAt(timeline: readonly TimedViseme[], tMs: number): VisemeShare[] {
  const shares = new Map<Viseme, number>();
  let total = 0;
  for (const viseme of timeline) {
    if (viseme.startMs >= tMs) break;
    const value = dominance(viseme, tMs);
    if (value < NEGLIGIBLE) continue;
    total += value;
    shares.set(viseme.id, (shares.get(viseme.id) ?? 0) + value);
  }
  if (total < 1) shares.set("sil", (shares.get("sil") ?? 0) + 1 - total);
  const scale = 1 / Math.max(1, total);
  return [...shares].map(([id, value]) => ({ id, weight: value * scale })).sort((a, b) => b.weight - a.weight);
}

/**
 * How far a blend parts the lips.
 *
 * @param blend Shares as {@linkcode visemesAt} gives them.
 * @returns 0 (closed) .. 1 (wide open).
 */
export function mouthOpening(blend: readonly VisemeShare[]): number {
  return blend.reduce((sum, share) => sum + share.weight * VISEME_OPENING[share.id], 0);
}

/**
 * How completely a blend presses the lips together.
 *
 * @param blend Shares as {@linkcode visemesAt} gives them.
 * @returns 0..1: the share of the shapes whose lips touch.
 */
export function lipClosure(blend: readonly VisemeShare[]): number {
  return blend.reduce((sum, share) => sum + (VISEME_OPENING[share.id] === 0 ? share.weight : 0), 0);
}
