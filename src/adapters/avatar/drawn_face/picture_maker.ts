/**
 * Where pictures are made: one painter for each look and size, shared by all sessions that show it.
 *
 * @module
 */
import { Lru } from "../../../face/draw/canvas/lru.ts";
import { FacePainter } from "../../../face/draw/painter.ts";
import { lookById } from "../../../face/looks.ts";
import { addPose, type FacePose, neutralPose } from "../../../contract/pose.ts";
import { VISEME_SHAPES } from "../../../face/visemes.ts";
import type { NativeSurface } from "./canvas.ts";
import { type Frame, openFrame, type Tools } from "./frame.ts";
import type { PictureFormat } from "./protocol.ts";

/** The shares of the memory that one look and size gets: for parts of the face, and for pictures of it at rest. */
const PARTS_SHARE = 1 / 12;
const PICTURES_SHARE = 1 / 96;
/** Parts may be held in so much more than they take, as their places do not always fit what comes next. */
const PARTS_ROOM = 4 / 3;
/** What the still parts of a face take, in pictures of its size. */
const STILL_PICTURES = 12;
const PIXEL_BYTES = 4;

/** A jaw that is open by less than this belongs to a silent face. */
const AT_REST = 0.02;

/** How far the mouth is opened for each viseme to prepare a look. */
const REHEARSED_WEIGHTS = [0.3, 0.6, 0.9];

interface Easel {
  readonly painter: FacePainter<NativeSurface>;
  readonly frame: Frame;
  readonly pictures: Lru<Uint8Array<ArrayBuffer>>;
}

/** Makes pictures of poses. */
export class PictureMaker {
  readonly #tools: Tools;
  readonly #memoryBytes: number;
  readonly #easels: Lru<Easel>;

  /**
   * `memoryBytes`: what all looks and sizes may take together. What was not shown for longest goes; the newest is kept
   * whatever it takes.
   */
  constructor(tools: Tools, memoryBytes: number) {
    this.#tools = tools;
    this.#memoryBytes = memoryBytes;
    this.#easels = new Lru(memoryBytes);
  }

  /** How many looks and sizes are kept ready. */
  get easels(): number {
    return this.#easels.stats.entries;
  }

  /** Paints what is still and speaks every viseme, so that the first pictures of a session are not late. */
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
   * The picture of a pose. The bytes belong to the caller.
   *
   * @throws {RangeError} When there is no such look.
   */
  draw(pose: Readonly<FacePose>, format: PictureFormat): Uint8Array<ArrayBuffer> {
    const { painter, frame, pictures } = this.#easel(format);
    // Faces that speak hardly ever look the same twice.
    const key = pose.jawOpen < AT_REST ? painter.keyOf(pose) : undefined;
    const known = key === undefined ? undefined : pictures.get(key);
    if (known !== undefined) return known.slice();
    painter.paint(pose, frame.pen);
    const data = frame.encode();
    if (key !== undefined) pictures.set(key, data.slice(), data.byteLength);
    return data;
  }

  #easel(format: PictureFormat): Easel {
    const { look, width, height, contentType, quality } = format;
    const key = `${look} ${width} ${height} ${contentType} ${quality}`;
    const known = this.#easels.get(key);
    if (known !== undefined) return known;
    const frame = openFrame(this.#tools, format);
    const makeSurface = this.#tools.kit.make;
    const cacheBytes = this.#memoryBytes * PARTS_SHARE;
    const pictureBytes = this.#memoryBytes * PICTURES_SHARE;
    const easel = {
      painter: new FacePainter(lookById(look), { width, height, makeSurface, store: frame.store, cacheBytes }),
      frame,
      pictures: new Lru<Uint8Array<ArrayBuffer>>(pictureBytes),
    };
    const stillBytes = STILL_PICTURES * width * height * PIXEL_BYTES;
    this.#easels.set(key, easel, cacheBytes * PARTS_ROOM + pictureBytes + stillBytes);
    return easel;
  }
}
