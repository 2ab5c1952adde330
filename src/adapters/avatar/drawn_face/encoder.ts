/**
 * Encodes a drawn canvas as a picture.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createRequire } from "node:module";
import type { NativeSurface } from "./canvas.ts";

/** The supported picture formats. */
export const CONTENT_TYPES = ["jpeg", "webp", "png"] as const;

/** One of {@linkcode CONTENT_TYPES}. */
export type ContentType = (typeof CONTENT_TYPES)[number];

/** How a picture is encoded. */
interface EncodeOptions {
  readonly contentType: ContentType;
  /** 1 (small) .. 100 (good). */
  readonly quality: number;
}

/** Encodes the picture on a canvas. The caller owns the returned bytes. */
type Encode = (surface: NativeSurface, options: EncodeOptions) => Uint8Array<ArrayBuffer>;

/** Pixels to encode as a JPEG. */
interface PixelOptions {
  readonly width: number;
  readonly height: number;
  /** 1 (small) .. 100 (good). */
  readonly quality: number;
}

/** An encoder and what makes its JPEG. */
export interface Encoder {
  readonly name: "jpeg-turbo" | "skia";
  readonly encode: Encode;
  /** Encodes opaque pixels, R, G, B, A row by row, as JPEG, if there is an encoder that needs no canvas. */
  readonly encodePixels?: (pixels: Uint8Array<ArrayBuffer>, options: PixelOptions) => Uint8Array<ArrayBuffer>;
}

/** The part of the `@julusian/jpeg-turbo` addon used here. */
interface TurboBinding {
  readonly FORMAT_RGBA: number;
  readonly SAMP_420: number;
  bufferSize(options: { width: number; height: number; subsampling: number }): number;
  compressSync(
    raw: Buffer,
    out: Buffer,
    options: { format: number; width: number; height: number; subsampling: number; quality: number },
  ): { data: Buffer; size: number };
}

/**
 * The fastest encoder that loads on this system: libjpeg-turbo's takes about a quarter of the time of Skia's, which is
 * built without vector instructions. WebP and PNG are always Skia's.
 */
export function createEncoder(): Encoder {
  const turbo = loadTurbo();
  return turbo === undefined ? { name: "skia", encode: encodeWithSkia } : withTurbo(turbo);
}

function encodeWithSkia(surface: NativeSurface, { contentType, quality }: EncodeOptions): Uint8Array<ArrayBuffer> {
  const { image } = surface;
  return new Uint8Array(contentType === "png" ? image.encodeSync(contentType) : image.encodeSync(contentType, quality));
}

function withTurbo(turbo: TurboBinding): Encoder {
  const format = turbo.FORMAT_RGBA;
  const subsampling = turbo.SAMP_420;
  let output = Buffer.alloc(0);
  const compress = (pixels: Buffer, { width, height, quality }: PixelOptions) => {
    const needed = turbo.bufferSize({ width, height, subsampling });
    if (output.length < needed) output = Buffer.alloc(needed);
    const { data, size } = turbo.compressSync(pixels, output, { format, width, height, subsampling, quality });
    return new Uint8Array(data.subarray(0, size));
  };
  return {
    name: "jpeg-turbo",
    encode: (surface, options) => {
      if (options.contentType !== "jpeg") return encodeWithSkia(surface, options);
      const { width, height } = surface;
      // The canvas's own memory: no copy, and no alpha to undo, as the picture is opaque.
      return compress(surface.image.data(), { width, height, quality: options.quality });
    },
    encodePixels: ({ buffer, byteOffset, byteLength }, options) =>
      compress(Buffer.from(buffer, byteOffset, byteLength), options),
  };
}

/**
 * Loads the addon without the package's loader, which searches the file system and would need permission to read all of
 * it.
 */
function loadTurbo(): TurboBinding | undefined {
  const require = createRequire(import.meta.url);
  const { os, arch } = Deno.build;
  const system = `${os === "windows" ? "win32" : os}-${arch === "aarch64" ? "arm64" : "x64"}`;
  for (const name of [system, `${system}-musl`]) {
    try {
      return require(`@julusian/jpeg-turbo/prebuilds/jpeg-turbo-${name}/node-napi-v10.node`);
    } catch {
      // No build for this system: the next one, or Skia.
    }
  }
  return undefined;
}
