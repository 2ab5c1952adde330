/**
 * Makes pictures: one painter for each look and size, shared by all sessions that show it.
 *
 * @module
 */
import { Lru } from "../../../face/draw/canvas/lru.ts";
import { FacePainter } from "../../../face/draw/painter.ts";
import type { LookDesigns } from "../../../contract/persona/look_design.ts";
import { findLook } from "../../../face/looks/design.ts";
import type { Look } from "../../../face/looks/look.ts";
import { type BackgroundImages, withBackground } from "../../../face/looks/backdrop.ts";
import { addPose, type FacePose, neutralPose } from "../../../contract/pose.ts";
import { VISEME_SHAPES } from "../../../face/visemes.ts";
import type { NativeSurface } from "./canvas.ts";
import { Sketches } from "./sketches.ts";
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

/** An easel whose parts are being painted. */
interface Preparation {
  readonly easel: Easel;
  readonly cost: number;
}

/** What pictures are made of beside the built-in looks. */
export interface Stock {
  readonly designs: LookDesigns;
  readonly images: BackgroundImages;
}

/** Makes pictures of poses. */
export class PictureMaker {
  readonly #tools: Tools;
  readonly #memoryBytes: number;
  readonly #stock: Stock;
  readonly #easels: Lru<Easel>;
  readonly #sketches: Sketches;
  readonly #preparing = new Map<string, Preparation>();
  /** What was prepared before it was needed; it stays, so that the first pictures of a session are not late. */
  readonly #prepared = new Set<string>();
  /** What is painted for a first picture that was not asked for yet: little, so it stays. */
  readonly #expected = new Set<string>();
  /** What was shown since the last {@linkcode forgetUnused}. */
  #shown = new Set<string>();

  /**
   * `memoryBytes`: memory for all looks and sizes together. The least recently shown is dropped; the newest is always
   * kept.
   */
  constructor(tools: Tools, memoryBytes: number, stock: Stock = { designs: {}, images: new Map() }) {
    this.#tools = tools;
    this.#stock = stock;
    this.#memoryBytes = memoryBytes;
    this.#easels = new Lru(memoryBytes);
    this.#sketches = new Sketches(tools, (format) => this.#lookOf(format));
  }

  /** Number of cached looks and sizes. */
  get easels(): number {
    return this.#easels.stats.entries;
  }

  /** Paints the static parts and every viseme, so that the first pictures of a session are not late. */
  prepare(format: PictureFormat): void {
    for (const _ of this.prepareSteps(format));
  }

  /** As {@linkcode PictureMaker.prepare}, in short steps. */
  *prepareSteps(format: PictureFormat): Generator<void, void> {
    const key = keyOf(format);
    this.#prepared.add(key);
    const { easel, cost } = this.#preparing.get(key) ?? this.#open(format);
    while (!easel.painter.prepareStep()) yield;
    this.#keep(key, { easel, cost });
    for (const weight of REHEARSED_WEIGHTS) {
      for (const shape of Object.values(VISEME_SHAPES)) {
        const pose = neutralPose();
        addPose(pose, shape, weight);
        this.draw(pose, format);
        yield;
      }
    }
  }

  /**
   * The picture of a pose. A large picture of a look that is not painted yet is a sketch, so that it comes at once;
   * {@linkcode work} paints the look. The caller owns the bytes.
   *
   * @throws {RangeError} When the look is unknown.
   */
  draw(pose: Readonly<FacePose>, format: PictureFormat): Uint8Array<ArrayBuffer> {
    const key = keyOf(format);
    this.#shown.add(key);
    this.#expected.delete(key);
    let easel = this.#easels.get(key);
    if (easel === undefined) {
      const preparation = this.#preparing.get(key) ?? this.#open(format);
      if (this.#sketches.accepts(format)) {
        this.#preparing.set(key, preparation);
        return this.#sketches.draw(pose, format);
      }
      ({ easel } = preparation);
      this.#keep(key, preparation);
    }
    return drawOn(easel, pose);
  }

  /**
   * Paints what the first picture of a look needs: at once for a sketch, else as the next {@linkcode work}.
   *
   * @throws {RangeError} When the look is unknown.
   */
  expect(format: PictureFormat): void {
    const key = keyOf(format);
    if (this.#easels.get(key) !== undefined || this.#preparing.has(key)) return;
    if (this.#sketches.accepts(format)) {
      this.#sketches.draw(neutralPose(), format);
      return;
    }
    this.#expected.add(key);
    this.#preparing.set(key, this.#open(format));
  }

  /** Whether a look is shown as a sketch, as it is not painted yet. */
  get isSketching(): boolean {
    return this.#sketched !== undefined;
  }

  /** Paints one part of what is not painted yet, first of what is shown. Returns whether more remains. */
  work(): boolean {
    const key = this.#sketched ?? this.#preparing.keys().next().value;
    const preparation = key === undefined ? undefined : this.#preparing.get(key);
    if (key === undefined || preparation === undefined) return false;
    const { painter, frame } = preparation.easel;
    if (!painter.prepared) {
      painter.prepareStep();
    } else {
      painter.paint(neutralPose(), frame.pen);
      this.#keep(key, preparation);
    }
    return this.#preparing.size > 0;
  }

  /** The first of what is shown and not painted yet. */
  get #sketched(): string | undefined {
    return this.#preparing.keys().find((key) => !this.#expected.has(key));
  }

  /**
   * Forgets the looks and sizes that were not shown since the last call, except prepared and expected ones. Returns
   * whether there were any; their memory is free once garbage is collected.
   */
  forgetUnused(): boolean {
    const shown = this.#shown;
    this.#shown = new Set();
    const before = this.easels;
    this.#easels.retain((key) => shown.has(key) || this.#prepared.has(key) || this.#expected.has(key));
    if (this.easels === before) return false;
    this.#sketches.forgetSize();
    return true;
  }

  #keep(key: string, { easel, cost }: Preparation): void {
    this.#preparing.delete(key);
    this.#easels.set(key, easel, cost);
  }

  #open(format: PictureFormat): Preparation {
    const { width, height } = format;
    const look = this.#lookOf(format);
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
    return { easel, cost: cacheBytes * PARTS_ROOM + pictureBytes + stillBytes };
  }

  #lookOf({ look, background: own }: PictureFormat): Look {
    const { designs, images } = this.#stock;
    return withBackground(findLook(look, designs), own ?? designs[look]?.background, images);
  }
}

function keyOf({ look, background, width, height, contentType, quality }: PictureFormat): string {
  return `${look} ${width} ${height} ${contentType} ${quality} ${JSON.stringify(background ?? null)}`;
}

function drawOn({ painter, frame, pictures }: Easel, pose: Readonly<FacePose>): Uint8Array<ArrayBuffer> {
  // Speaking faces rarely look the same twice.
  const key = pose.jawOpen < AT_REST ? painter.keyOf(pose) : undefined;
  const known = key === undefined ? undefined : pictures.get(key);
  if (known !== undefined) return known.slice();
  painter.paint(pose, frame.pen);
  const data = frame.encode();
  if (key !== undefined) pictures.set(key, data.slice(), data.byteLength);
  return data;
}
