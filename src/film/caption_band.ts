/**
 * Captions in the picture of a film: white text on a dark band over the lower edge.
 *
 * @module
 */
import { loadCanvas, type NativeSurface } from "../adapters/avatar/drawn_face/canvas.ts";
import type { Pixels } from "./painter.ts";

/** Share of the picture's width that a row of text may take. */
const ROW_SHARE = 0.92;

/** The largest part of the picture's height that the band may take, for a text that is all one long sentence. */
const BAND_SHARE = 0.5;

/** Plain faces of the common systems: the canvas takes `sans-serif` alone for any font that it finds. */
const FONTS = '"Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", "DejaVu Sans", sans-serif';

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A text in rows, and the size of its letters, pixels. */
interface Fitted {
  readonly text: string;
  readonly rows: readonly string[];
  readonly size: number;
}

/** Writes captions into pictures of one size. */
export class CaptionBand {
  readonly #surface: NativeSurface;
  /** Of the last picture: the next one mostly has the same text. */
  #last: Fitted | undefined;

  private constructor(surface: NativeSurface) {
    this.#surface = surface;
  }

  /** Loads what it writes with. Sides in pixels. */
  static async open(width: number, height: number): Promise<CaptionBand> {
    return new CaptionBand((await loadCanvas()).make(width, height));
  }

  /** Writes a text into a picture, in place. */
  write(text: string, pixels: Pixels): void {
    const { image, width, height } = this.#surface;
    const pen = image.getContext("2d");
    const picture = pen.createImageData(width, height);
    picture.data.set(pixels);
    pen.putImageData(picture, 0, 0);
    const { rows, size } = this.#last = this.#last?.text === text ? this.#last : this.#fitted(text);
    pen.font = fontOf(size);
    const lineHeight = Math.round(size * 1.25);
    const band = rows.length * lineHeight + size;
    pen.fillStyle = "rgba(0, 0, 0, 0.6)";
    pen.fillRect(0, height - band, width, band);
    pen.fillStyle = "#ffffff";
    pen.textAlign = "center";
    rows.forEach((row, i) => {
      pen.fillText(row, width / 2, height - size * 0.75 - (rows.length - 1 - i) * lineHeight);
    });
    pixels.set(pen.getImageData(0, 0, width, height).data);
  }

  /** The rows of a text, in the largest letters with which the band is not too high. */
  #fitted(text: string): Fitted {
    const { image, width, height } = this.#surface;
    const pen = image.getContext("2d");
    for (let size = Math.max(10, Math.round(height / 18));; size--) {
      pen.font = fontOf(size);
      const rows = wrap(text, (row) => pen.measureText(row).width <= width * ROW_SHARE);
      if (size <= 8 || rows.length * size * 1.25 + size <= height * BAND_SHARE) return { text, rows, size };
    }
  }
}

function fontOf(size: number): string {
  return `600 ${size}px ${FONTS}`;
}

function wrap(text: string, fits: (row: string) => boolean): string[] {
  const rows: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = rows.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && fits(longer)) rows[rows.length - 1] = longer;
    else rows.push(...broken(word, fits));
  }
  return rows;
}

/** A word in pieces that fit: a long one is broken anywhere, and so is a sentence in a script without spaces. */
function broken(word: string, fits: (row: string) => boolean): string[] {
  if (fits(word)) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== "" && !fits(piece + segment)) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...pieces, piece];
}
