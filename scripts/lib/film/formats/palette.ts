/**
 * Palettes of a few colours for pictures of millions: median cut over the colours of a picture.
 *
 * @module
 */

const LEVEL_BITS = 5;
const CELLS = 1 << 3 * LEVEL_BITS;

/** A colour whose nearest one is further away than this is not in the palette: about 9 of 255 in each channel. */
const FAR = 800;

/** Marks a place as far from its colour. */
const FAR_BIT = 1 << 15;

/** A palette, and the colour that stands for each colour. */
export class Palette {
  /** R, G, B of each colour. */
  readonly colors: Uint8Array<ArrayBuffer>;
  /** The place in the palette plus one for each cell of 32 levels a channel, with `FAR_BIT`; 0: not known yet. */
  readonly #places = new Uint16Array(CELLS);

  private constructor(colors: Uint8Array<ArrayBuffer>) {
    this.colors = colors;
  }

  /**
   * A palette for a picture.
   *
   * @param pixels R, G, B, A row by row; what is transparent does not count.
   * @param size Maximum number of colours.
   */
  static of(pixels: Uint8Array, size: number): Palette {
    const boxes = [boxOf(cellsOf(pixels))];
    while (boxes.length < size) {
      const widest = boxes.reduce((one, other) => other.weight > one.weight ? other : one);
      if (widest.weight === 0) break;
      boxes.splice(boxes.indexOf(widest), 1, ...halves(widest));
    }
    const colors = new Uint8Array(256 * 3);
    boxes.forEach(({ cells }, i) => colors.set(meanOf(cells), i * 3));
    return new Palette(colors);
  }

  /** The place of the colour that is nearest. */
  placeOf(red: number, green: number, blue: number): number {
    return (this.#lookUp(red, green, blue) & ~FAR_BIT) - 1;
  }

  /** Whether no colour of the palette is near. */
  lacks(red: number, green: number, blue: number): boolean {
    return (this.#lookUp(red, green, blue) & FAR_BIT) !== 0;
  }

  #lookUp(red: number, green: number, blue: number): number {
    const cell = cellOf(red, green, blue);
    const known = this.#places[cell]!;
    return known > 0 ? known : this.#places[cell] = this.#nearest(red, green, blue);
  }

  #nearest(red: number, green: number, blue: number): number {
    let [best, least] = [0, Infinity];
    for (let at = 0; at < this.colors.length; at += 3) {
      const [r, g, b] = [this.colors[at]! - red, this.colors[at + 1]! - green, this.colors[at + 2]! - blue];
      const distance = 3 * r * r + 6 * g * g + b * b;
      if (distance < least) [best, least] = [at / 3, distance];
    }
    return best + 1 | (least > FAR ? FAR_BIT : 0);
  }
}

/** The colours of one cell: how many pixels, and the sums of their channels. */
interface Cell {
  readonly count: number;
  readonly sums: readonly [red: number, green: number, blue: number];
}

/** Cells that become one colour. */
interface Box {
  readonly cells: readonly Cell[];
  /** The channel in which they differ most. */
  readonly channel: 0 | 1 | 2;
  /** How much is gained by cutting it: the range in that channel, and more for more pixels; 0: it cannot be cut. */
  readonly weight: number;
}

function cellOf(red: number, green: number, blue: number): number {
  return red >> 3 << 10 | green >> 3 << 5 | blue >> 3;
}

function cellsOf(pixels: Uint8Array): Cell[] {
  const [counts, reds, greens, blues] = Array.from({ length: 4 }, () => new Float64Array(CELLS));
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3]! < 128) continue;
    const [red, green, blue] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
    const cell = cellOf(red, green, blue);
    counts![cell]! += 1;
    reds![cell]! += red;
    greens![cell]! += green;
    blues![cell]! += blue;
  }
  const cells: Cell[] = [];
  counts!.forEach((count, cell) => {
    if (count > 0) cells.push({ count, sums: [reds![cell]!, greens![cell]!, blues![cell]!] });
  });
  return cells;
}

const CHANNELS = [0, 1, 2] as const;

function boxOf(cells: readonly Cell[]): Box {
  const pixels = cells.reduce((sum, { count }) => sum + count, 0);
  const boxes = CHANNELS.map((channel): Box => {
    const levels = cells.map(({ sums, count }) => sums[channel] / count);
    const range = levels.reduce((most, level) => Math.max(most, level), 0) -
      levels.reduce((least, level) => Math.min(least, level), 255);
    return { cells, channel, weight: cells.length < 2 ? 0 : Math.max(1e-9, range) * Math.sqrt(pixels) };
  });
  return boxes.reduce((one, other) => other.weight > one.weight ? other : one);
}

/** Cuts a box in its channel, so that each half has about half of the pixels. */
function halves({ cells, channel }: Box): [Box, Box] {
  const sorted = cells.toSorted((a, b) => a.sums[channel] / a.count - b.sums[channel] / b.count);
  const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
  let [at, seen] = [0, 0];
  while (at < sorted.length - 1 && (at === 0 || seen < half)) seen += sorted[at++]!.count;
  return [boxOf(sorted.slice(0, at)), boxOf(sorted.slice(at))];
}

function meanOf(box: readonly Cell[]): number[] {
  const count = box.reduce((sum, cell) => sum + cell.count, 0);
  return CHANNELS.map((channel) =>
    Math.round(box.reduce((sum, { sums }) => sum + sums[channel], 0) / Math.max(1, count))
  );
}
