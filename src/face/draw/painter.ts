/**
 * Draws poses of one person at one size.
 *
 * Still parts are painted once. A picture is composed of the room (backdrop and body), the head at its current
 * rotation, and a few small parts (eyes, brows, mouth, chin), each cached by state. States are rounded to invisible
 * steps, so the same pose always gives the same pixels.
 *
 * @module
 */
import type { Look } from "../looks/look.ts";
import type { FacePose } from "../../contract/pose.ts";
import { chinBox, paintChin } from "./parts/chin.ts";
import { paintBrow } from "./parts/brows.ts";
import { paintEye, paintIris } from "./parts/eyes.ts";
import { paintGlasses } from "./parts/extras.ts";
import type { FoldState } from "./parts/folds.ts";
import { pivotOf } from "./hair/hanging.ts";
import { freeFrom } from "./hair/hair.ts";
import { Attitude, DEPTH, HEAD_WIDTH, type HeadState, type Turned, type View } from "./head.ts";
import { LipHalves, MOUTH_BOX } from "./lip_halves.ts";
import { JAW_DROP } from "./parts/lips.ts";
import { Lru } from "./canvas/lru.ts";
import { paintMouthGround } from "./parts/mouth.ts";
import { Room } from "./room.ts";
import { type Kept, Shelf } from "./canvas/shelf.ts";
import { CHIN } from "./relief.ts";
import { browState, eyeState, foldState, keyOf, leanOf, mouthState, step } from "./states.ts";
import { around, type Box, enterBox, pixelsOf, placeSprite, type Sprite } from "./canvas/sprite.ts";
import { headBox, paintHanging, paintHead, paintStills, pieceBox, type Stills } from "./stills.ts";
import type { Compositor, MakeSurface, Pen, SpriteStore, Surface } from "./canvas/surface.ts";

/** Options of a painter. */
interface PainterOptions<Canvas extends Surface = Surface> {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly makeSurface: MakeSurface<Canvas>;
  /** The sprite store of the compositor passed to `paint`. Absent: the compositor is a pen and draws canvases. */
  readonly store?: SpriteStore<Canvas> | undefined;
  /** Memory limit of the sprite cache, in bytes. */
  readonly cacheBytes?: number;
}

/** Statistics of a painter's cache. */
interface CacheStats {
  readonly misses: number;
  readonly entries: number;
  readonly cost: number;
}

/** The picture is composed for a square of this many units … */
const FRAME = 512;
/** … in which the head is this much larger than its own units. */
const ZOOM = 1.22;
/** Height of the eyes in the frame. */
const EYES_AT = 238;
const DEFAULT_CACHE_BYTES = 48 * 1024 * 1024;

/** A turned head is redrawn when a part of it would be off by this many pixels at a picture size of 256. */
const TURN_ERROR_PX = 0.5;
const DEGREES = 180 / Math.PI;
/** Each half of the glasses, with room for its soft edge where the other begins. */
const GLASSES_BOXES: Readonly<Record<-1 | 1, Box>> = {
  [-1]: { left: -116, top: -44, right: 6, bottom: 52 },
  1: { left: -6, top: -44, right: 116, bottom: 52 },
};
/** Steps of a breath, each about a quarter of a pixel in a small picture. */
const BREATH_STEPS = 8;

/** How long the painting of still parts may hold up other work, ms. A slow machine exceeds it by one piece. */
const STEP_MS = 8;

/** Draws one person at one size; shared by all sessions with that person. */
export class FacePainter<Canvas extends Surface = Surface> {
  readonly look: Look;
  readonly width: number;
  readonly height: number;
  readonly #shelf: Shelf<Canvas>;
  readonly #view: View;
  readonly #heads: Lru<Kept<Canvas>>;
  readonly #parts: Lru<Kept<Canvas>>;
  readonly #headBox: Box;
  readonly #pieceBoxes: Readonly<Record<-1 | 1, Box | undefined>>;
  readonly #room: Room<Canvas>;
  readonly #lips: LipHalves<Canvas>;
  /** Irises by pupil width, outside the caches; eyes are painted from them. */
  readonly #irises = new Map<number, Sprite>();
  readonly #turn: number;
  readonly #preparing: Generator<void, Stills>;
  #stills: Stills | undefined;
  readonly #lenses = new Map<-1 | 1, Kept<Canvas>>();

  constructor(look: Look, options: PainterOptions<Canvas>) {
    this.look = look;
    this.width = options.width;
    this.height = options.height;
    this.#shelf = new Shelf(options.makeSurface, options.store);
    const side = Math.min(options.width, options.height);
    const scale = side / FRAME * ZOOM;
    this.#view = { scale, x: options.width / 2, y: options.height / 2 + (EYES_AT - FRAME / 2) * side / FRAME };
    this.#room = new Room(look, {
      view: this.#view,
      width: this.width,
      height: this.height,
      shelf: this.#shelf,
      stills: () => this.#still(),
    });
    this.#preparing = paintStills(look, { view: this.#view, ...options }, options.makeSurface);
    this.#headBox = headBox(look);
    this.#lips = new LipHalves(look, this.#shelf, scale * this.#finer);
    this.#pieceBoxes = { [-1]: pieceBox(look, -1), 1: pieceBox(look, 1) };
    // Larger pictures tolerate slightly larger errors.
    const error = TURN_ERROR_PX * Math.sqrt(side / 256);
    this.#turn = 2 * error / scale / (DEPTH.nose - DEPTH.mean) * DEGREES;
    const bytes = options.cacheBytes ?? DEFAULT_CACHE_BYTES;
    const release = (part: Kept<Canvas>) => this.#shelf.drop(part);
    this.#heads = new Lru(bytes * 0.5, release);
    this.#parts = new Lru(bytes * 0.5, release);
  }

  /** Cache statistics. */
  get stats(): { readonly heads: CacheStats; readonly parts: CacheStats } {
    return { heads: this.#heads.stats, parts: this.#parts.stats };
  }

  /** Whether the still parts are painted, so that the first picture is fast. */
  get prepared(): boolean {
    return this.#stills !== undefined;
  }

  /** Paints some of the still parts in advance. Returns whether all are painted. */
  prepareStep(): boolean {
    const endMs = performance.now() + STEP_MS;
    while (this.#stills === undefined) {
      const { done, value } = this.#preparing.next();
      if (done) this.#stills = value;
      if (performance.now() >= endMs) break;
    }
    return this.prepared;
  }

  /** A key for the picture of a pose: poses with equal keys look the same. */
  keyOf(pose: Readonly<FacePose>): string {
    const eyes = keyOf(eyeState(pose, -1)) + keyOf(eyeState(pose, 1));
    const brows = keyOf(browState(pose, -1)) + keyOf(browState(pose, 1));
    const lean = freeFrom(this.look) === undefined ? 0 : leanOf(pose);
    return `${lean.toFixed(4)} ` + keyOf(this.#headState(pose)) + keyOf(foldState(pose)) + eyes + brows +
      keyOf(mouthState(pose, this.#view.scale));
  }

  /**
   * Draws a pose over the whole of a picture of the painter's size. `pen`: a canvas context or, with a store, the
   * compositor that owns it.
   */
  paint(pose: Readonly<FacePose>, pen: Compositor): void {
    const head = this.#headState(pose);
    const attitude = new Attitude(this.#view, head);
    const drawn = { headYaw: step(head.headYaw, this.#turn), headPitch: step(head.headPitch, this.#turn) };
    pen.setTransform(1, 0, 0, 1, 0, 0);
    this.#room.paint(pen, head);
    this.#paintHanging(pen, attitude, pose, drawn);
    attitude.move(pen, drawn);
    placeSprite(pen, this.#head(drawn, foldState(pose)), this.#headBox);
    this.#paintChin(pen, attitude, pose);
    for (const side of [-1, 1] as const) {
      this.#paintEye(pen, attitude, pose, side);
      this.#paintBrow(pen, attitude, pose, side);
    }
    this.#paintMouth(pen, attitude, pose);
    if (this.look.glasses !== undefined) {
      for (const side of [-1, 1] as const) {
        attitude.enter(pen, DEPTH.glasses, { side });
        placeSprite(pen, this.#lens(side), GLASSES_BOXES[side]);
      }
    }
    pen.setTransform(1, 0, 0, 1, 0, 0);
  }

  /** One half of the glasses. */
  #lens(side: -1 | 1): Kept<Canvas> {
    let lens = this.#lenses.get(side);
    if (lens === undefined) {
      lens = this.#shelf.keep(this.#painted(GLASSES_BOXES[side], 2, (inner) => paintGlasses(inner, this.look, side)));
      this.#lenses.set(side, lens);
    }
    return lens;
  }

  /** The head's attitude in steps of about a quarter of a pixel. */
  #headState(pose: Readonly<FacePose>): HeadState {
    const unit = 0.25 / this.#view.scale;
    const turn = unit / DEPTH.nose * DEGREES;
    return {
      headYaw: step(pose.headYaw, turn),
      headPitch: step(pose.headPitch, turn),
      headRoll: step(pose.headRoll, turn * 0.6),
      headX: step(pose.headX, unit / HEAD_WIDTH),
      headY: step(pose.headY, unit / HEAD_WIDTH),
      breath: step(pose.breath, 1 / BREATH_STEPS),
    };
  }

  /** The upright head without its moving parts, at a given rotation. */
  #head({ headYaw, headPitch }: Turned, folds: FoldState): Kept<Canvas> {
    const key = `${Math.round(headYaw / this.#turn)} ${Math.round(headPitch / this.#turn)}${keyOf(folds)}`;
    const box = this.#headBox;
    const paint = (_: Pen, surface: Surface) =>
      paintHead({ surface, box }, this.look, this.#still(), { headYaw, headPitch, folds });
    return this.#kept(this.#heads, key, () => this.#painted(box, 1.25, paint));
  }

  /** Free-hanging hair swings, and hangs down even if the head is tilted. */
  #paintHanging(pen: Compositor, attitude: Attitude, pose: Readonly<FacePose>, drawn: Turned): void {
    const { headYaw, headPitch } = drawn;
    const swing = { lean: leanOf(pose), from: pivotOf(this.look, headPitch) };
    const turn = `${Math.round(headYaw / this.#turn)} ${Math.round(headPitch / this.#turn)}`;
    for (const side of [-1, 1] as const) {
      const box = this.#pieceBoxes[side];
      if (box === undefined) continue;
      const paint = (_: Pen, surface: Surface) => paintHanging({ surface, box }, this.look, this.#still(), drawn);
      const part = this.#kept(this.#heads, `hanging ${side} ${turn}`, () => this.#painted(box, 1.25, paint));
      attitude.move(pen, drawn, swing);
      placeSprite(pen, part, box);
    }
  }

  #paintChin(pen: Compositor, attitude: Attitude, pose: Readonly<FacePose>): void {
    const drop = step(pose.jawOpen, 1 / 20) * JAW_DROP;
    if (drop === 0) return;
    for (const side of [-1, 1] as const) {
      const box = chinBox(this.look, side);
      const pixels = this.#view.scale * this.#finer;
      const paint = (inner: Pen) => paintChin(inner, this.look, this.#still().skin, { side, drop, pixels });
      const part = this.#kept(
        this.#parts,
        `chin ${side} ${drop.toFixed(2)}`,
        () => this.#painted(box, this.#finer, paint),
      );
      attitude.bend(pen, CHIN, side);
      placeSprite(pen, part, box);
    }
  }

  #paintEye(pen: Compositor, attitude: Attitude, pose: Readonly<FacePose>, side: 1 | -1): void {
    const state = eyeState(pose, side);
    const { spacing, width } = this.look.eyes;
    const box = around(side * 4, -5, width + 14, 34);
    const paint = (inner: Pen) => paintEye(inner, this.look, { side, state, iris: this.#iris(state.wide) });
    const part = this.#kept(this.#parts, `eye ${side}${keyOf(state)}`, () => this.#painted(box, this.#finer, paint));
    attitude.enter(pen, DEPTH.eye, { x: side * spacing, side });
    placeSprite(pen, part, box);
  }

  #iris(wide: number): Sprite {
    let iris = this.#irises.get(wide);
    if (iris === undefined) {
      const box = around(0, 0, this.look.eyes.width * 0.6, this.look.eyes.width * 0.6);
      iris = { surface: this.#painted(box, this.#finer, (pen) => paintIris(pen, this.look, wide)), box };
      this.#irises.set(wide, iris);
    }
    return iris;
  }

  #paintBrow(pen: Compositor, attitude: Attitude, pose: Readonly<FacePose>, side: 1 | -1): void {
    const state = browState(pose, side);
    const box = around(side * 1, -4, 46, 28);
    const paint = (inner: Pen) => paintBrow(inner, this.look, side, state);
    const part = this.#kept(this.#parts, `brow ${side}${keyOf(state)}`, () => this.#painted(box, this.#finer, paint));
    const { eyes, brows } = this.look;
    attitude.enter(pen, DEPTH.brow, { x: side * eyes.spacing, y: -brows.height, side: side * 0.8 });
    placeSprite(pen, part, box);
  }

  #paintMouth(pen: Compositor, attitude: Attitude, pose: Readonly<FacePose>): void {
    const state = mouthState(pose, this.#view.scale);
    const [key, y] = [keyOf(state), this.look.mouth.height];
    const paint = (inner: Pen) => paintMouthGround(inner, this.look, state);
    const ground = this.#kept(this.#parts, `mouth${key}`, () => this.#painted(MOUTH_BOX, this.#finer, paint));
    attitude.enter(pen, DEPTH.mouth, { y });
    placeSprite(pen, ground, MOUTH_BOX);
    for (const side of [-1, 1] as const) {
      const half = this.#kept(this.#parts, `lips ${side}${key}`, () => this.#lips.paint(side, state, key));
      attitude.enter(pen, DEPTH.mouth, { y, side });
      placeSprite(pen, half, this.#lips.boxes[side]);
    }
  }

  /** Oversampling of the moving parts, so that a tilted head does not blur them. */
  get #finer(): number {
    return this.#view.scale < 0.9 ? 1.5 : 1.25;
  }

  /** The sprite of a part in a given state, cached or painted now. */
  #kept(cache: Lru<Kept<Canvas>>, key: string, paint: () => Canvas): Kept<Canvas> {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const part = this.#shelf.keep(paint());
    cache.set(key, part, part.bytes);
    return part;
  }

  #painted(box: Box, finer: number, paint: (pen: Pen, surface: Surface) => void): Canvas {
    const { width, height } = pixelsOf(box, this.#view.scale * finer);
    const canvas = this.#shelf.blank(width, height);
    paint(enterBox(canvas, box), canvas);
    return canvas;
  }

  #still(): Stills {
    while (this.#stills === undefined) this.prepareStep();
    return this.#stills;
  }
}
