/**
 * A look as an author writes it: what differs from a built-in one.
 *
 * @module
 */
import { z } from "zod";
import { Background, Color } from "./background.ts";

/** The built-in looks. */
export const LOOK_IDS = ["ava", "leo", "mira", "sol", "jun"] as const;

/** One of {@linkcode LOOK_IDS}. */
export type LookId = (typeof LOOK_IDS)[number];

/** The look of a person that has none. */
export const DEFAULT_LOOK: LookId = "ava";

/** Styles of hair. */
export const HAIR_STYLES = ["bob", "quiff", "curls", "swept", "fringe"] as const;

/** Styles of clothes. */
const CLOTHES_STYLES = ["crew", "shirt", "blouse", "cardigan", "hoodie"] as const;

const color = (what: string) => Color.optional().describe(`${what}, as "#rrggbb".`);
const share = (what: string) => z.number().min(0).max(1).optional().describe(`${what}, 0..1.`);
const factor = (what: string, min: number, max: number) =>
  z.number().min(min).max(max).optional().describe(`${what}; 1 is that of the base look, ${min}..${max}.`);

/** See the module. Absent fields are those of the base look; colours of shade and light follow the main colour. */
export const LookDesign = z.strictObject({
  base: z.enum(LOOK_IDS).default(DEFAULT_LOOK)
    .describe(`The built-in look that it starts from. Default: ${DEFAULT_LOOK}.`),
  summary: z.string().max(200).optional().describe("One line about the person."),
  age: share("Lines of age"),
  skin: z.strictObject({
    color: color("Colour in the light"),
    shade: color("Colour in the shade"),
    light: color("Colour of highlights"),
    flush: color("Colour of a flush"),
    freckles: share("Freckles"),
  }).optional(),
  face: z.strictObject({
    width: factor("Width", 0.9, 1.08),
    jaw: factor("Width of the jaw", 0.85, 1.12),
    chin: factor("Width of the chin", 0.7, 1.3),
    length: factor("Height of the chin below the eyes", 0.94, 1.04),
    neck: factor("Width of the neck", 0.8, 1.25),
  }).optional(),
  eyes: z.strictObject({
    color: color("Colour of the iris"),
    size: factor("Width", 0.85, 1.12),
    open: factor("How far they are open", 0.8, 1.2),
    spacing: factor("Distance from each other", 0.94, 1.06),
    tilt: z.number().min(-3).max(8).optional().describe(
      "How much higher the outer corner is, in hundredths of half the head's width, -3..8.",
    ),
    lashes: share("Length of the lashes"),
  }).optional(),
  brows: z.strictObject({
    color: color("Colour; without it, that of the hair"),
    thickness: factor("Thickness", 0.5, 1.5),
    arch: factor("How far the middle rises", 0, 1.8),
    height: factor("Height above the eyes", 0.92, 1.08),
  }).optional(),
  nose: z.strictObject({
    width: factor("Width", 0.8, 1.25),
    length: factor("Length", 0.9, 1.08),
    bridge: share("How prominent the bridge is"),
  }).optional(),
  lips: z.strictObject({
    color: color("Colour"),
    width: factor("Width of the mouth", 0.88, 1.1),
    upper: factor("Fullness of the upper lip", 0.6, 1.4),
    lower: factor("Fullness of the lower lip", 0.6, 1.4),
    gloss: share("Gloss"),
  }).optional(),
  hair: z.strictObject({
    style: z.enum(HAIR_STYLES).optional().describe(`Style: ${HAIR_STYLES.join(", ")}.`),
    color: color("Colour"),
    shade: color("Colour in the shade"),
    light: color("Colour of highlights"),
  }).optional(),
  beard: z.strictObject({
    density: share("0: none, 0.3: stubble, 1: a full beard"),
    color: color("Colour; without it, that of the hair"),
  }).optional(),
  glasses: z.strictObject({
    shape: z.enum(["none", "round", "square"]).default("round").describe("Shape of the lenses. Default: round."),
    color: color("Colour of the frame"),
  }).optional(),
  earrings: z.strictObject({
    shape: z.enum(["none", "hoop", "stud"]).default("stud").describe("Shape. Default: stud."),
    color: color("Colour"),
  }).optional(),
  clothes: z.strictObject({
    style: z.enum(CLOTHES_STYLES).optional().describe(`Style: ${CLOTHES_STYLES.join(", ")}.`),
    color: color("Colour"),
    accent: color("Second colour: a hoodie's cords, the shirt under a cardigan"),
    shoulders: factor("Width of the shoulders", 0.88, 1.15),
  }).optional(),
  background: Background.optional().describe("What is behind the person, unless the persona or the session says."),
});
export type LookDesign = z.infer<typeof LookDesign>;

/** Designs by the ids of their looks. */
export type LookDesigns = Readonly<Record<string, LookDesign>>;
