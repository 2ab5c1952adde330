/**
 * A font of 3 by 5 pixels: capitals, digits, full stop and space.
 *
 * @module
 */

/** Size of a glyph, in pixels. */
export const GLYPH_WIDTH = 3;
const GLYPH_HEIGHT = 5;

/** Rows from top to bottom, each an octal digit whose bits are the pixels from left to right. */
const GLYPHS: Readonly<Record<string, number>> = {
  "0": 0o75557,
  "1": 0o26227,
  "2": 0o71747,
  "3": 0o71717,
  "4": 0o55711,
  "5": 0o74717,
  "6": 0o74757,
  "7": 0o71122,
  "8": 0o75757,
  "9": 0o75717,
  A: 0o25755,
  B: 0o65656,
  C: 0o34443,
  D: 0o65556,
  E: 0o74647,
  F: 0o74644,
  G: 0o34553,
  H: 0o55755,
  I: 0o72227,
  J: 0o11152,
  K: 0o55655,
  L: 0o44447,
  M: 0o57755,
  N: 0o65555,
  O: 0o25552,
  P: 0o65644,
  Q: 0o25563,
  R: 0o65655,
  S: 0o34216,
  T: 0o72222,
  U: 0o55557,
  V: 0o55552,
  W: 0o55775,
  X: 0o55255,
  Y: 0o55222,
  Z: 0o71247,
  ".": 0o00002,
  " ": 0,
};

/** A pixel of a glyph. */
interface Dot {
  readonly column: number;
  readonly row: number;
}

const ink = new Map(Object.entries(GLYPHS).map(([char, rows]) => [char, dotsOf(rows)]));
const box = dotsOf(0o75557);

/** The pixels of a glyph that have ink; a missing glyph is drawn as a box. */
export function inkOf(char: string): readonly Dot[] {
  return ink.get(char) ?? box;
}

function dotsOf(rows: number): Dot[] {
  const all = Array.from({ length: GLYPH_WIDTH * GLYPH_HEIGHT }, (_, i) => i);
  return all.filter((i) => ((rows >> (GLYPH_WIDTH * GLYPH_HEIGHT - 1 - i)) & 1) === 1)
    .map((i) => ({ column: i % GLYPH_WIDTH, row: Math.floor(i / GLYPH_WIDTH) }));
}
