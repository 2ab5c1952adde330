/**
 * What is behind a person.
 *
 * @module
 */
import { z } from "zod";

/** A colour, as `#rrggbb`. */
export const Color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'is not a colour, write it as in "#2a6f97"');

/** Files that can be a background. */
const IMAGE_NAME = /^[\w-]{1,64}\.(jpg|jpeg|png|webp)$/;

/** Exactly one of its fields. */
export const Background = z.strictObject({
  color: Color.optional().describe('One colour, as "#rrggbb".'),
  gradient: z.array(Color).min(2).max(4).optional().describe("Two to four colours, from top to bottom."),
  image: z.string().regex(IMAGE_NAME, 'is not the name of such a file, write it as in "room.jpg"').optional().describe(
    "A file in config/backgrounds (JPEG, PNG or WebP); it covers the picture, and the excess is cut off.",
  ),
  transparent: z.literal(true).optional()
    .describe("Nothing: pictures are WebP or PNG with alpha, and poses are drawn on a transparent canvas."),
}).refine(
  (background) => Object.values(background).filter((value) => value !== undefined).length === 1,
  "needs exactly one of color, gradient, image and transparent, give one",
).meta({ minProperties: 1, maxProperties: 1 });
export type Background = z.infer<typeof Background>;
