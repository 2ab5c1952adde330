/**
 * Which texels of a sprite show something: the others are neither kept nor drawn.
 *
 * @module
 */

/** Rows per trimming step: of a sprite's texels when it is kept, of the picture when it is drawn. */
export const TRIM_ROWS = 8;

/**
 * Where the rows of a sprite's frame show something.
 *
 * @param texels The texels of the frame, row by row.
 * @param stride Texels from one row to the next.
 * @param rows The number of rows.
 * @returns For each {@linkcode TRIM_ROWS} rows: the first and the last column that is not transparent; where nothing
 *   shows, the first is after the last.
 */
export function extentsOf(texels: Uint32Array, stride: number, rows: number): Int16Array {
  const extents = new Int16Array(2 * Math.ceil(rows / TRIM_ROWS));
  for (let i = 0; i < extents.length; i += 2) {
    let first = stride;
    let last = 0;
    const top = i / 2 * TRIM_ROWS;
    const end = Math.min(rows, top + TRIM_ROWS) * stride;
    for (let row = top * stride; row < end; row += stride) {
      for (let x = 1; x < first; x++) if (texels[row + x] !== 0) first = x;
      for (let x = stride - 1; x > last; x--) if (texels[row + x] !== 0) last = x;
    }
    extents[i] = first;
    extents[i + 1] = last;
  }
  return extents;
}

/** A part of a surface, in pixels. */
interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The smallest rectangle that has all texels which are not transparent.
 *
 * @param texels The texels of a surface, row by row.
 * @param width Texels in a row.
 */
export function visible(texels: Uint32Array, width: number): Rectangle {
  let first = 0;
  let last = texels.length - 1;
  while (first <= last && texels[first] === 0) first++;
  if (first > last) return { left: 0, top: 0, width: 0, height: 0 };
  while (texels[last] === 0) last--;
  const top = Math.floor(first / width);
  const bottom = Math.floor(last / width);
  // At first as wide as the first texel that counts; then each row is searched from outside as far as that is passed.
  let left = first % width;
  let right = left;
  for (let row = top * width; row <= bottom * width; row += width) {
    for (let x = 0; x < left; x++) if (texels[row + x] !== 0) left = x;
    for (let x = width - 1; x > right; x--) if (texels[row + x] !== 0) right = x;
  }
  return { left, top, width: right + 1 - left, height: bottom + 1 - top };
}
