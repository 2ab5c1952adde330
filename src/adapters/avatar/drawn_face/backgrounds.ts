/**
 * The pictures that can be backgrounds: the files in `config/backgrounds`.
 *
 * @module
 */
import type { Image } from "@napi-rs/canvas";
import { Background } from "../../../contract/persona/background.ts";
import { PROJECT_ROOT } from "../../../core/project_root.ts";

/** A larger file would take long to load and much memory. */
const LARGEST_BYTES = 8 * 1024 * 1024;

/** A decoded picture. */
interface LoadedImage {
  readonly image: Image;
  readonly width: number;
  readonly height: number;
}

const FOLDER = new URL("config/backgrounds/", PROJECT_ROOT);

/** Loads the pictures of the folder, by file name. Files that are too large or are not pictures are left out. */
export async function loadBackgrounds(): Promise<ReadonlyMap<string, LoadedImage>> {
  const images = new Map<string, LoadedImage>();
  for (const name of await imageNames()) {
    const image = await decoded(new URL(name, FOLDER)).catch(() => undefined);
    if (image !== undefined) images.set(name, { image, width: image.width, height: image.height });
  }
  return images;
}

async function imageNames(): Promise<string[]> {
  try {
    const names = await Array.fromAsync(Deno.readDir(FOLDER), ({ name }) => name);
    return names.filter((image) => Background.safeParse({ image }).success);
  } catch {
    // Most configurations have no such folder.
    return [];
  }
}

async function decoded(file: URL): Promise<Image | undefined> {
  const { size } = await Deno.stat(file);
  if (size > LARGEST_BYTES) return undefined;
  const { loadImage } = await import("@napi-rs/canvas");
  return await loadImage(await Deno.readFile(file));
}
