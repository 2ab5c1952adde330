/**
 * The stub's picture: a clock, the emotion, a mouth, a playhead that sweeps once a second, and a level meter, so that a
 * person or a test can check audio-video sync.
 *
 * @module
 */
import { setBounded } from "../../../core/bounded_map.ts";
import type { EmotionLabel } from "../../../contract/emotions.ts";
import { GLYPH_WIDTH, inkOf } from "./font.ts";

/** Red, green, blue, each 0..255. */
type Color = readonly [red: number, green: number, blue: number];

/** Colours of the emotions. */
const TINTS: Readonly<Record<EmotionLabel, Color>> = {
  neutral: [110, 120, 135],
  happy: [250, 205, 60],
  sad: [70, 110, 210],
  angry: [220, 60, 50],
  surprised: [240, 140, 220],
  fearful: [150, 90, 200],
  disgusted: [110, 170, 60],
};
const INK: Color = [235, 240, 245];
const DIM: Color = [60, 68, 80];
const MOUTH: Color = [215, 90, 100];
/** The lower end of the level meter, in dB below full scale. */
const FLOOR_DB = 48;

/** Number of backgrounds with a border that are kept: sessions with different emotions take turns. */
const MAX_BORDERED = 16;

/** Width from which the rows of an area are copied rather than drawn, pixels. */
const COPIED_PX = 12;

/** What the picture shows. */
interface PictureContent {
  /** Media time, in ms. */
  readonly timeMs: number;
  /** Root mean square of the audio, 0..1. */
  readonly level: number;
  /** How far the mouth is open, 0..1. */
  readonly mouthOpen: number;
  readonly emotion: EmotionLabel;
  /** Strength of the emotion, 0..1. */
  readonly intensity: number;
  /** Capitals, digits and full stops. */
  readonly caption: string;
  /** Whether this is the first frame of a second. */
  readonly isBeat: boolean;
}

/** Draws pictures of one size. The static part is drawn once and copied. */
export class TestCard {
  readonly #width: number;
  readonly #height: number;
  readonly #background: Uint8Array<ArrayBuffer>;
  #pixels: Uint8Array<ArrayBuffer>;
  /** The background with a border, by the emotion and its intensity. */
  readonly #bordered = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#pixels = this.#background = new Uint8Array(width * height * 3);
    this.#paintBackground();
  }

  /** Draws a picture: `width * height` pixels, three bytes each, row by row. The receiver owns it. */
  paint(content: PictureContent): Uint8Array<ArrayBuffer> {
    const width = this.#width;
    const height = this.#height;
    this.#pixels = this.#borderedFor(content).slice();
    const scale = Math.max(1, Math.floor(width / 64));
    this.#write((content.timeMs / 1000).toFixed(2), 3 * scale, 3 * scale, scale);
    this.#write(content.caption, 3 * scale, 10 * scale, Math.max(1, scale >> 1));
    if (content.isBeat) this.#fill([width - 9 * scale, 3 * scale, 6 * scale, 5 * scale], INK);
    const mouthHeight = Math.max(1, Math.round(content.mouthOpen * height * 0.2));
    this.#fill([width * 0.375, height * 0.5 - mouthHeight / 2, width * 0.25, mouthHeight], MOUTH);
    this.#fill(
      [(content.timeMs % 1000) / 1000 * width - 1, height * 0.66, Math.max(2, width / 128), height * 0.12],
      INK,
    );
    const loud = Math.max(0, 1 + 20 * Math.log10(Math.max(content.level, 1e-6)) / FLOOR_DB);
    this.#fill([width * 0.05, height * 0.86, loud * width * 0.9, height * 0.06], meterColor(loud));
    return this.#pixels;
  }

  /** A dusk-like gradient, the marks of tenths of a second, and the meter's trough. */
  #paintBackground(): void {
    const [width, height] = [this.#width, this.#height];
    for (let y = 0; y < height; y++) {
      this.#fill([0, y, width, 1], mix([24, 30, 44], [52, 46, 66], y / height));
    }
    for (let tenth = 0; tenth < 10; tenth++) this.#fill([tenth * width / 10, height * 0.7, 1, height * 0.04], DIM);
    this.#fill([width * 0.05, height * 0.86, width * 0.9, height * 0.06], [16, 18, 24]);
  }

  /** The background with a border in the colour of the emotion. */
  #borderedFor({ emotion, intensity }: PictureContent): Uint8Array<ArrayBuffer> {
    const key = `${emotion} ${intensity}`;
    const known = this.#bordered.get(key);
    if (known !== undefined) return known;
    const pixels = this.#pixels = this.#background.slice();
    this.#paintBorder(mix(DIM, TINTS[emotion], intensity));
    return setBounded(this.#bordered, key, pixels, MAX_BORDERED);
  }

  #paintBorder(color: Color): void {
    const [width, height] = [this.#width, this.#height];
    const border = Math.max(1, Math.round(height / 64));
    this.#fill([0, 0, width, border], color);
    this.#fill([0, height - border, width, border], color);
    this.#fill([0, 0, border, height], color);
    this.#fill([width - border, 0, border, height], color);
  }

  #write(text: string, left: number, top: number, scale: number): void {
    let x = left;
    for (let i = 0; i < text.length; i++) {
      inkOf(text[i]!).forEach(({ column, row }) => {
        if (scale === 1) this.#dot(x + column, top + row);
        else this.#fill([x + column * scale, top + row * scale, scale, scale], INK);
      });
      x += (GLYPH_WIDTH + 1) * scale;
    }
  }

  /** Sets a pixel; clipped to the picture. */
  #dot(x: number, y: number): void {
    if (x >= this.#width || y >= this.#height) return;
    const at = (y * this.#width + x) * 3;
    const pixels = this.#pixels;
    pixels[at] = INK[0];
    pixels[at + 1] = INK[1];
    pixels[at + 2] = INK[2];
  }

  /** Fills a rectangle; clipped to the picture. */
  #fill(area: Area, color: Color): void {
    // Read by index, as a pattern of an array runs an iterator.
    const x0 = Math.max(0, Math.round(area[0]));
    const x1 = Math.min(this.#width, Math.round(area[0] + area[2]));
    const y0 = Math.max(0, Math.round(area[1]));
    const y1 = Math.min(this.#height, Math.round(area[1] + area[3]));
    if (x1 <= x0 || y1 <= y0) return;
    const pixels = this.#pixels;
    const rowBytes = this.#width * 3;
    const start = y0 * rowBytes + x0 * 3;
    const end = start + (x1 - x0) * 3;
    // A call costs more than a few pixels do.
    const drawn = x1 - x0 < COPIED_PX ? y1 : y0 + 1;
    for (let y = y0, offset = 0; y < drawn; y++, offset += rowBytes) {
      for (let at = start + offset; at < end + offset; at += 3) {
        pixels[at] = color[0];
        pixels[at + 1] = color[1];
        pixels[at + 2] = color[2];
      }
    }
    for (let y = drawn; y < y1; y++) pixels.copyWithin(start + (y - y0) * rowBytes, start, end);
  }
}

/** Left, top, width and height, in pixels. */
type Area = readonly [left: number, top: number, width: number, height: number];

function mix(from: Color, to: Color, share: number): Color {
  const at = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [at(from[0], to[0]), at(from[1], to[1]), at(from[2], to[2])];
}

function meterColor(loud: number): Color {
  if (loud > 0.9) return [230, 70, 60];
  return loud > 0.75 ? [235, 200, 70] : [90, 200, 110];
}
