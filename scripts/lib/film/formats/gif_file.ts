/**
 * An animation as GIF (version 89a).
 *
 * @module
 */
import type { Pixels } from "../../../../src/film/painter.ts";
import { type AnimationFile, type AnimationOptions, shownFor } from "./animation.ts";
import { compress } from "./lzw.ts";
import { Palette } from "./palette.ts";

/** Pictures per second that players show: they slow down what is shown for less than 20 ms. */
export const GIF_MAX_FPS = 50;

/** The place in each palette that is transparent. */
const CLEAR_PLACE = 255;

/** A picture of which this much more is not in the palette than of the one that it was made for gets another one. */
const FOREIGN_SHARE = 0.01;

/** What becomes of a picture when the next one comes. */
const KEEP = 1;
const ERASE = 2;

/** Bits of the flags: a table of 256 colours follows. */
const TABLE = 0x87;
const EIGHT_BITS = 0x70;

/** A part of a picture, pixels. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Writes a GIF picture by picture: of each only what has changed. */
export class GifFile implements AnimationFile {
  readonly #options: AnimationOptions;
  #palette: Palette | undefined;
  /** The share of its picture that is not in the palette. */
  #foreign = 0;
  #first: Palette | undefined;
  #before: Uint8Array | undefined;
  #length = 0;

  constructor(options: AnimationOptions) {
    this.#options = options;
  }

  /** See {@linkcode AnimationFile}. */
  async addPicture(index: number, pixels: Pixels): Promise<void> {
    const { width, height, fps, isTransparent } = this.#options;
    const known = this.#palette;
    const palette = this.#paletteFor(pixels);
    if (this.#first === undefined) {
      this.#first = palette;
      await this.#write(headOf(width, height, palette));
    }
    const places = placesOf(pixels, palette);
    const before = palette === known && !isTransparent ? this.#before : undefined;
    const area = before === undefined ? { x: 0, y: 0, width, height } : changed(before, places, width);
    const delay = shownFor(index, fps, 100);
    const data = cut(places, before, area, width);
    const table = palette === this.#first ? new Uint8Array() : palette.colors;
    await this.#write(frameHead(area, { delay, disposal: isTransparent ? ERASE : KEEP, hasTable: table.length > 0 }));
    await this.#write(table);
    await this.#write(compress(data));
    this.#before = places;
  }

  /** See {@linkcode AnimationFile}. */
  async end(): Promise<void> {
    await this.#write(new Uint8Array([0x3B]));
  }

  #paletteFor(pixels: Pixels): Palette {
    const known = this.#palette;
    if (known !== undefined && foreignShare(pixels, known) <= this.#foreign + FOREIGN_SHARE) return known;
    const palette = Palette.of(pixels, CLEAR_PLACE);
    this.#foreign = foreignShare(pixels, palette);
    return this.#palette = palette;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.#options.target.write(bytes, this.#length);
    this.#length += bytes.length;
  }
}

/** The header: the size, the first palette, and that the animation begins again at its end. */
function headOf(width: number, height: number, { colors }: Palette): Uint8Array {
  const text = (value: string) => [...new TextEncoder().encode(value)];
  const size = [...short(width), ...short(height), TABLE | EIGHT_BITS, CLEAR_PLACE, 0];
  const loop = [0x21, 0xFF, 11, ...text("NETSCAPE2.0"), 3, 1, 0, 0, 0];
  return new Uint8Array([...text("GIF89a"), ...size, ...colors, ...loop]);
}

function frameHead(
  { x, y, width, height }: Area,
  { delay, disposal, hasTable }: { delay: number; disposal: number; hasTable: boolean },
): Uint8Array {
  const control = [0x21, 0xF9, 4, disposal << 2 | 1, ...short(delay), CLEAR_PLACE, 0];
  return new Uint8Array([
    ...control,
    ...[0x2C, ...short(x), ...short(y), ...short(width), ...short(height), hasTable ? TABLE : 0],
  ]);
}

function short(value: number): [number, number] {
  return [value & 255, value >> 8];
}

function foreignShare(pixels: Pixels, palette: Palette): number {
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3]! >= 128 && palette.lacks(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!)) count++;
  }
  return count * 4 / pixels.length;
}

function placesOf(pixels: Pixels, palette: Palette): Uint8Array {
  const places = new Uint8Array(pixels.length / 4);
  for (let i = 0, at = 0; at < pixels.length; i++, at += 4) {
    const isSeen = pixels[at + 3]! >= 128;
    places[i] = isSeen ? palette.placeOf(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!) : CLEAR_PLACE;
  }
  return places;
}

/** The smallest area in which two pictures differ; a single pixel if they do not. */
function changed(before: Uint8Array, places: Uint8Array, width: number): Area {
  let [left, right, top, bottom] = [width, -1, Infinity, -1];
  for (let i = 0; i < places.length; i++) {
    if (places[i] === before[i]) continue;
    const x = i % width;
    bottom = (i - x) / width;
    top = Math.min(top, bottom);
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  if (right < 0) return { x: 0, y: 0, width: 1, height: 1 };
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The part of a picture in an area; what has not changed is transparent there. */
function cut(places: Uint8Array, before: Uint8Array | undefined, area: Area, width: number): Uint8Array {
  const part = new Uint8Array(area.width * area.height);
  for (let y = 0, to = 0; y < area.height; y++) {
    const from = (area.y + y) * width + area.x;
    for (let i = from; i < from + area.width; i++) part[to++] = before?.[i] === places[i] ? CLEAR_PLACE : places[i]!;
  }
  return part;
}
