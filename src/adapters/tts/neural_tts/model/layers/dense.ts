/**
 * Float matrices.
 *
 * @module
 */
import type { Workspace } from "./workspace.ts";

/**
 * Writes a matrix into the memory, packed as described in `kernel/dense.wat`.
 *
 * @param columns A multiple of 8.
 * @param at Returns the number in a row and a column.
 * @returns Its address.
 */
export function packDense(
  space: Workspace,
  rows: number,
  columns: number,
  at: (row: number, column: number) => number,
): number {
  const packed = new Float32Array(rows * columns);
  let to = 0;
  for (let block = 0; block < columns; block += 8) {
    for (let row = 0; row < rows; row++) {
      for (let column = block; column < block + 8; column++) packed[to++] = at(row, column);
    }
  }
  return space.store(packed);
}
