/**
 * Makes pictures: one painter for each look and size, shared by all sessions that show it.
 *
 * @module
 */
import { Lru } from "../../../face/draw/canvas/lru.ts";
import { FacePainter } from "../../../face/draw/painter.ts";
import type { LookDesigns } from "../../../contract/persona/look_design.ts";
import { findLook } from "../../../face/looks/design.ts";
import { type BackgroundImages, withBackground } from "../../../face/looks/backdrop.ts";
import { addPose, type FacePose, neutralPose } from "../../../contract/pose.ts";
import { VISEME_SHAPES } from "../../../face/visemes.ts";
import type { NativeSurface } from "./canvas.ts";
import { type Frame, openFrame, type Tools } from "./frame.ts";
import type { PictureFormat } from "./protocol.ts";

/** How one look and size divides its memory: parts of the face, and pictures of it at rest. */
const PARTS_SHARE = 1 / 12;
const PICTURES_SHARE = 1 / 96;
/** Overhead factor for kept parts, because freed blocks do not always fit. */
const PARTS_ROOM = 4 / 3;
/** Memory of a face's static parts, in pictures of its size. */
const STILL_PICTURES = 12;
const PIXEL_BYTES = 4;

/** A face whose jaw is open by less than this counts as silent. */
const AT_REST = 0.02;

/** How far the mouth is opened for each viseme to prepare a look. */
const REHEARSED_WEIGHTS = [0.3, 0.6, 0.9];

interface Easel {
  readonly painter: FacePainter<NativeSurface>;
  readonly frame: Frame;
  readonly pictures: Lru<Uint8Array<ArrayBuffer>>;
}

/** What pictures are made of beside the built-in looks. */
interface Stock {
  readonly designs: LookDesigns;
  readonly images: BackgroundImages;
}

/** Makes pictures of poses. */
export class PictureMaker {
  readonly #tools: Tools;
  readonly #memoryBytes: number;
  readonly #stock: Stock;
  readonly #easels: Lru<Easel>;

  /**
   * `memoryBytes`: memory for all looks and sizes together. The least recently shown is dropped; the newest is always
   * kept.
   */
  constructor(tools: Tools, memoryBytes: number, stock: Stock = { designs: {}, images: new Map() }) {
    this.#tools = tools;
    this.#stock = stock;
    this.#memoryBytes = memoryBytes;
    this.#easels = new Lru(memoryBytes);
  }

  /** Number of cached looks and sizes. */
  get easels(): number {
    return this.#easels.stats.entries;
  }

  /** Paints the static parts and every viseme, so that the first pictures of a session are not late. */
  prepare(format: PictureFormat): void {
    this.#easel(format).painter.prepare();
    for (const weight of REHEARSED_WEIGHTS) {
      for (const shape of Object.values(VISEME_SHAPES)) {
        const pose = neutralPose();
        addPose(pose, shape, weight);
        this.draw(pose, format);
      }
    }
  }

  /**
   * The picture of a pose. The caller owns the bytes.
   *
   * @throws {RangeError} When the look is unknown.
   */
  draw(pose: Readonly<FacePose>, format: PictureFormat): Uint8Array<ArrayBuffer> {
    const { painter, frame, pictures } = this.#easel(format);
    // Speaking faces rarely look the same twice.
    const key = pose.jawOpen < AT_REST ? painter.keyOf(pose) : undefined;
    const known = key === undefined ? undefined : pictures.get(key);
    if (known !== undefined) return known.slice();
    painter.paint(pose, frame.pen);
    const data = frame.encode();
    if (key !== undefined) pictures.set(key, data.slice(), data.byteLength);
    return data;
  }

  #easel(format: PictureFormat): Easel {
    const { width, height, contentType, quality } = format;
    const { designs, images } = this.#stock;
    const background = format.background ?? designs[format.look]?.background;
    const key = `${format.look} ${width} ${height} ${contentType} ${quality} ${JSON.stringify(background ?? null)}`;
    const known = this.#easels.get(key);
    if (known !== undefined) return known;
    const look = withBackground(findLook(format.look, designs), background, images);
    const frame = openFrame(this.#tools, format);
    const makeSurface = this.#tools.kit.make;
    const cacheBytes = this.#memoryBytes * PARTS_SHARE;
    const pictureBytes = this.#memoryBytes * PICTURES_SHARE;
    const easel = {
      painter: new FacePainter(look, { width, height, makeSurface, store: frame.store, cacheBytes }),
      frame,
      pictures: new Lru<Uint8Array<ArrayBuffer>>(pictureBytes),
    };
    const stillBytes = STILL_PICTURES * width * height * PIXEL_BYTES;
    this.#easels.set(key, easel, cacheBytes * PARTS_ROOM + pictureBytes + stillBytes);
    return easel;
  }
}
