/**
 * Effects of an expression on the skin: raised and coloured cheeks, folds beside the nose and between the brows.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import { cubic, ribbon, stain } from "../canvas/brush.ts";
import { css, mix, type Rgb } from "../../looks/color.ts";
import { paintCheek, waist } from "./skin.ts";
import type { Pen } from "../canvas/surface.ts";

/** The fields of a pose that the skin shows. */
export interface FoldState {
  /** -1 pale .. 1 flushed. */
  readonly blush: number;
  /** Raise of the cheeks, 0..1. */
  readonly cheek: number;
  readonly sneer: number;
  readonly frown: number;
  /** The brows are drawn together, 0..1. */
  readonly knit: number;
  /** The brows are raised, 0..1. */
  readonly raise: number;
}

/** Paints the skin's part of an expression over one half of the middle of the face. */
export function paintFolds(pen: Pen, look: Look, side: -1 | 1, state: FoldState): void {
  const { skin, mouth, nose } = look;
  const deep = mix(skin.shade, skin.flush, 0.35);
  const rise = 9 * state.cheek;
  const x = side * look.head.width * 0.6;
  const glow = Math.max(0, state.blush) * 0.7 + state.cheek * 0.24;
  if (glow > 0) {
    pen.save();
    pen.globalAlpha = Math.min(1, glow);
    pen.translate(x, 48 - rise);
    paintCheek(pen, skin.flush);
    pen.restore();
  }
  if (state.blush < 0) stain(pen, [x, 44], [44, 32], mix(skin.base, skin.light, 0.6), -0.5 * state.blush);
  if (state.cheek > 0) {
    stain(pen, [x - 6, 36 - rise], [24, 13], skin.light, 0.5 * state.cheek);
    stain(pen, [x - side * 6, 66 - rise * 0.4], [24, 9], deep, 0.2 * state.cheek, side * -0.5);
  }
  const made = Math.max(state.cheek * 0.7, state.sneer * 0.85, state.frown * 0.45) - 0.22;
  const line = Math.min(1, Math.max(0, made) * (0.5 + 0.5 * skin.age) + skin.age * 0.5);
  if (line > 0.05) {
    const fold = cubic(
      [side * (nose.width + 6), nose.length - 9],
      [side * (nose.width + 20), nose.length - state.sneer * 3],
      [side * (mouth.width + 13), mouth.height - 26 - rise * 0.4],
      [side * (mouth.width + 12 + 4 * state.cheek - 5 * state.frown), mouth.height - 3 + state.frown * 7],
      10,
    );
    // Soft shade; only age draws a line.
    for (const width of [8, 5, 3]) ribbon(pen, fold, waist(11, width), css(deep, 0.11 * line));
    ribbon(pen, fold, waist(11, 1.5), css(mix(deep, [80, 30, 24], 0.4), 0.4 * line * skin.age));
  }
  if (state.sneer > 0.05) paintWrinkles(pen, look, side, { sneer: state.sneer, deep });
  if (state.knit > 0.1) {
    const crease = cubic([side * 7, -26], [side * 8.5, -33], [side * 9, -40], [side * 7, -47], 6);
    stain(pen, [side * 8.5, -36], [4.5, 15], deep, 0.34 * state.knit);
    ribbon(pen, crease, waist(7, 1.6), css(mix(deep, skin.base, 0.2), 0.5 * state.knit));
  }
}

/** Paints the lines of raised brows. */
export function paintForehead(pen: Pen, look: Look, state: FoldState): void {
  if (state.raise <= 0.25) return;
  const deep = mix(look.skin.shade, look.skin.flush, 0.35);
  for (const k of [0, 1]) {
    const y = -70 - k * 12;
    const line = cubic([-40, y + 4], [-18, y - 3], [18, y - 3], [40, y + 4], 8);
    ribbon(pen, line, waist(9, 2), css(deep, 0.36 * (state.raise - 0.25)));
  }
}

/** The nose is wrinkled: grooves across its bridge, and the skin beside it bunched up toward the eye. */
function paintWrinkles(pen: Pen, look: Look, side: number, { sneer, deep }: { sneer: number; deep: Rgb }): void {
  const { nose, skin } = look;
  const dark = mix(skin.shade, [44, 10, 10], 0.45);
  stain(pen, [side * (nose.width * 0.5 + 5), 14], [10, 22], mix(deep, dark, 0.3), 0.5 * sneer, side * 0.25);
  // Soft ridges, each with a shaded groove, from the side of the bridge down and out, clear of the corner of the eye.
  for (const k of [0, 1]) {
    const y = 2 + k * 7;
    const x = 4 + k * 1.4;
    const fade = sneer * (1 - 0.2 * k);
    stain(pen, [side * (x + 4), y + 3.5], [9, 4], mix(deep, dark, 0.55), 0.55 * fade, side * 0.75);
    stain(pen, [side * (x + 3), y - 0.5], [6, 2], skin.light, 0.34 * fade, side * 0.75);
    const wrinkle = cubic(
      [side * (x - 1), y],
      [side * (x + 2), y + 0.5],
      [side * (x + 5), y + 3],
      [side * (x + 7), y + 7],
      6,
    );
    ribbon(pen, wrinkle, waist(7, 4.5), css(mix(deep, dark, 0.4), 0.2 * fade));
    ribbon(pen, wrinkle, waist(7, 2.4), css(mix(deep, dark, 0.5), 0.2 * fade));
  }
  // The wing is pulled up, and its furrow with it.
  const furrow = cubic(
    [side * (nose.width + 1), nose.length - 21],
    [side * (nose.width + 8), nose.length - 21],
    [side * (nose.width + 15), nose.length - 8],
    [side * (nose.width + 21), nose.length + 9],
    8,
  );
  for (const width of [12, 9, 6, 3.5]) ribbon(pen, furrow, waist(9, width), css(mix(deep, dark, 0.25), 0.14 * sneer));
}
