/**
 * Effects of an expression on the skin: raised and coloured cheeks, folds beside the nose and between the brows.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import { cubic, groove, ribbon, stain, waist } from "../canvas/brush.ts";
import { css, mix, type Rgb } from "../../looks/color.ts";
import { paintCheek } from "./skin.ts";
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
  const glow = Math.max(0, state.blush) * 0.52 + state.cheek * 0.16;
  if (glow > 0) {
    pen.save();
    pen.globalAlpha = Math.min(1, glow);
    pen.translate(x, 48 - rise);
    paintCheek(pen, skin.flush);
    pen.restore();
  }
  if (state.blush < 0) stain(pen, [x, 44], [44, 32], mix(skin.base, skin.light, 0.6), -0.5 * state.blush);
  if (state.cheek > 0) {
    stain(pen, [x - 4, 35 - rise], [27, 15], skin.light, 0.3 * state.cheek);
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
      8,
    );
    // Soft shade; only age draws a line.
    groove(pen, fold, 7, deep, 0.4 * line);
    ribbon(pen, fold, waist(9, 1.5), css(mix(deep, [80, 30, 24], 0.4), 0.4 * line * skin.age));
  }
  if (state.sneer > 0.05) paintWrinkles(pen, look, side, { sneer: state.sneer, deep });
  if (state.knit > 0.1) {
    const crease = cubic([side * 6.5, -22], [side * 8.5, -30], [side * 9.5, -38], [side * 9, -47], 8);
    stain(pen, [side * 8.5, -35], [8, 19], deep, 0.28 * state.knit);
    groove(pen, crease, 4, mix(skin.shade, [86, 48, 36], 0.35), 0.5 * state.knit);
  }
}

/** Paints the lines of raised brows. */
export function paintForehead(pen: Pen, look: Look, state: FoldState): void {
  if (state.raise <= 0.25) return;
  const deep = mix(look.skin.shade, look.skin.flush, 0.35);
  for (const k of [0, 1]) {
    const y = -70 - k * 12;
    const line = cubic([-40, y + 4], [-18, y - 3], [18, y - 3], [40, y + 4], 8);
    groove(pen, line, 3, deep, 0.6 * (state.raise - 0.25));
  }
}

/** The nose is wrinkled: soft creases down the sides of its bridge, and the furrow of the raised wing. */
function paintWrinkles(pen: Pen, look: Look, side: number, { sneer, deep }: { sneer: number; deep: Rgb }): void {
  const { nose, skin } = look;
  const dark = mix(deep, mix(skin.shade, [44, 10, 10], 0.45), 0.45);
  // The skin of the side bunches up.
  stain(pen, [side * (nose.width * 0.6 + 5), 12], [9, 18], dark, 0.3 * sneer, side * 0.3);
  for (const k of [0, 1, 2]) {
    const y = -7 + k * 7;
    const x = 6.5 + k * 1.4;
    const fade = sneer * (1 - 0.2 * Math.abs(k - 1));
    const crease = cubic(
      [side * x, y],
      [side * (x + 2.5), y + 1.5],
      [side * (x + 5.5), y + 4.5],
      [side * (x + 8), y + 9],
      4,
    );
    groove(pen, crease, 3.2, dark, 0.52 * fade);
    stain(pen, [side * (x + 4.5), y - 0.5], [5, 2], skin.light, 0.24 * fade, side * 0.7);
  }
  // The wing is pulled up, and its furrow with it.
  const furrow = cubic(
    [side * (nose.width + 1), nose.length - 19],
    [side * (nose.width + 8), nose.length - 19],
    [side * (nose.width + 16), nose.length - 7],
    [side * (nose.width + 22), nose.length + 12],
    7,
  );
  groove(pen, furrow, 8, mix(deep, dark, 0.5), 0.54 * sneer);
}
