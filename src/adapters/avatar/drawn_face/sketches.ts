/**
 * Quick, soft pictures: painted small and enlarged, until the parts for the whole size are painted.
 *
 * @module
 */
import type { FacePose } from "../../../contract/pose.ts";
import { Lru } from "../../../face/draw/canvas/lru.ts";
import { FacePainter } from "../../../face/draw/painter.ts";
import type { Look } from "../../../face/looks/look.ts";
import type { NativeSurface } from "./canvas.ts";
import type { Tools } from "./frame.ts";
import type { PictureFormat } from "./protocol.ts";

/** The longer side of a sketch, in pixels: its parts are painted in less than a tenth of a second. */
const SKETCH_PX = 192;
/** Pictures up to this side are painted as fast as a sketch. */
const SMALL_PX = 256;
/** Memory of a sketch's moving parts. */
const CACHE_BYTES = 2 * 1024 * 1024;
/** How many looks are kept. */
const KEPT = 8;

interface Sketch {
  readonly painter: FacePainter<NativeSurface>;
  readonly small: NativeSurface;
}

/** Sketches of looks. */
export class Sketches {
  readonly #tools: Tools;
  readonly #lookOf: (format: PictureFormat) => Look;
  readonly #kept = new Lru<Sketch>(KEPT);
  #large: NativeSurface | undefined;

  constructor(tools: Tools, lookOf: (format: PictureFormat) => Look) {
    this.#tools = tools;
    this.#lookOf = lookOf;
  }

  /** Whether a sketch is quicker than the picture itself. */
  accepts({ width, height }: PictureFormat): boolean {
    return Math.max(width, height) > SMALL_PX;
  }

  /** The sketch of a pose. The caller owns the bytes. */
  draw(pose: Readonly<FacePose>, format: PictureFormat): Uint8Array<ArrayBuffer> {
    const { width, height } = format;
    const { painter, small } = this.#sketchOf(format);
    painter.paint(pose, small.pen);
    if (this.#large?.width !== width || this.#large.height !== height) {
      this.#large = this.#tools.kit.make(width, height);
    }
    this.#large.pen.clearRect(0, 0, width, height);
    this.#large.pen.drawImage(small.image, 0, 0, width, height);
    return this.#tools.encoder.encode(this.#large, format);
  }

  /** Drops the surface of the size that was drawn last. */
  forgetSize(): void {
    this.#large = undefined;
  }

  #sketchOf(format: PictureFormat): Sketch {
    const scale = SKETCH_PX / Math.max(format.width, format.height);
    const [width, height] = [Math.round(format.width * scale), Math.round(format.height * scale)];
    const key = `${format.look} ${width} ${height} ${JSON.stringify(format.background ?? null)}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const { make } = this.#tools.kit;
    const options = { width, height, makeSurface: make, cacheBytes: CACHE_BYTES };
    const sketch = { painter: new FacePainter(this.#lookOf(format), options), small: make(width, height) };
    this.#kept.set(key, sketch, 1);
    return sketch;
  }
}
