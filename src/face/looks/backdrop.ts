/**
 * Puts a person before a background.
 *
 * @module
 */
import type { Background } from "../../contract/persona/background.ts";
import { rgbOf } from "./color.ts";
import type { Backdrop, Look } from "./look.ts";

/** Loaded pictures by the name of their file. `image`: what the canvas draws. Sizes in pixels. */
export type BackgroundImages = ReadonlyMap<
  string,
  { readonly image: object; readonly width: number; readonly height: number }
>;

/**
 * The look before a background.
 *
 * @param look The look.
 * @param background Absent: the look stays as it is, and so it does while the picture of the background is not loaded.
 * @param images The pictures that are loaded.
 */
export function withBackground(look: Look, background: Background | undefined, images: BackgroundImages): Look {
  const backdrop = background && backdropOf(background, images);
  return backdrop === undefined ? look : { ...look, backdrop };
}

function backdropOf(background: Background, images: BackgroundImages): Backdrop | undefined {
  const { color, gradient, image: name, transparent } = background;
  if (transparent) return { kind: "transparent" };
  if (gradient !== undefined) return { kind: "gradient", colors: gradient.map(rgbOf) };
  if (color !== undefined) return { kind: "gradient", colors: [rgbOf(color)] };
  const picture = name === undefined ? undefined : images.get(name);
  return picture && { kind: "image", ...picture };
}
