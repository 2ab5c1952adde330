/**
 * Makes looks from their designs: a built-in look with what the design changes, and colours that follow from others.
 *
 * @module
 */
import type { LookDesign, LookDesigns } from "../../contract/persona/look_design.ts";
import { LOOKS } from "./built_in.ts";
import { BLACK, luminance, mix, type Rgb, rgbOf } from "./color.ts";
import type { Look } from "./look.ts";

/** Colour of blood under the skin. */
const BLOOD: Rgb = [226, 42, 46];
/** Colour of warm light. */
const LIGHT: Rgb = [255, 236, 214];
const GOLD: Rgb = [232, 182, 76];
const FRAME: Rgb = [70, 46, 34];

/** The ids of all looks: the built-in ones, and those of `designs`. */
export function lookIds(designs: LookDesigns): string[] {
  return [...Object.keys(LOOKS), ...Object.keys(designs)];
}

/**
 * The look with an id.
 *
 * @param id The id of a design or of a built-in look; a design takes precedence.
 * @param designs Designs by id.
 * @throws {RangeError} If there is none.
 */
export function findLook(id: string, designs: LookDesigns = {}): Look {
  const design = Object.hasOwn(designs, id) ? designs[id] : undefined;
  if (design !== undefined) return lookOf(id, design);
  const look = Object.values(LOOKS).find((look) => look.id === id);
  if (look === undefined) {
    throw new RangeError(`Cannot find look "${id}": known are ${lookIds(designs).join(", ")}`);
  }
  return look;
}

/** The look of a design, except its background; see `withBackground`. */
export function lookOf(id: string, design: LookDesign): Look {
  const base = LOOKS[design.base];
  const hair = hairOf(base, design);
  const { beard, glasses, earrings, ...plain } = { ...base, ...extrasOf(base, design, hair.color) };
  return {
    ...plain,
    id,
    skin: skinOf(base, design),
    ...featuresOf(base, design, hair.color),
    hair,
    ...(beard && { beard }),
    ...(glasses && { glasses }),
    ...(earrings && { earrings }),
    clothes: clothesOf(base, design),
  };
}

function skinOf({ skin: base }: Look, { skin = {}, age }: LookDesign): Look["skin"] {
  const own = { freckles: skin.freckles ?? base.freckles, age: age ?? base.age };
  const color = chosen(skin.color);
  const main = color ?? base.base;
  // Light skin turns redder in the shade, dark skin mostly darker.
  const fair = luminance(main);
  const dimmed: Rgb = [main[0] * (0.46 + 0.4 * fair), main[1] * (0.38 + 0.33 * fair), main[2] * (0.42 + 0.22 * fair)];
  return {
    ...own,
    base: main,
    shade: chosen(skin.shade) ?? (color ? dimmed : base.shade),
    light: chosen(skin.light) ?? (color ? mix(main, LIGHT, 0.42) : base.light),
    flush: chosen(skin.flush) ?? (color ? mix(main, BLOOD, 0.42) : base.flush),
  };
}

function featuresOf(
  base: Look,
  design: LookDesign,
  hair: Rgb,
): Pick<Look, "head" | "eyes" | "brows" | "nose" | "mouth"> {
  const { face = {}, eyes = {}, brows = {}, nose = {}, lips = {} } = design;
  const by = (size: number, factor = 1) => size * factor;
  const { head, mouth } = base;
  const iris = chosen(eyes.color);
  const browColor = chosen(brows.color) ?? (design.hair?.color === undefined ? undefined : mix(hair, BLACK, 0.15));
  return {
    head: {
      width: by(head.width, face.width),
      jaw: by(head.jaw, face.jaw),
      chin: by(head.chin, face.chin),
      length: by(head.length, face.length),
      neck: by(head.neck, face.neck),
    },
    eyes: {
      ...base.eyes,
      iris: iris ?? base.eyes.iris,
      irisLight: iris === undefined ? base.eyes.irisLight : mix(iris, LIGHT, 0.45),
      width: by(base.eyes.width, eyes.size),
      open: by(base.eyes.open, eyes.open),
      spacing: by(base.eyes.spacing, eyes.spacing),
      tilt: eyes.tilt ?? base.eyes.tilt,
      lashes: eyes.lashes ?? base.eyes.lashes,
    },
    brows: {
      ...base.brows,
      color: browColor ?? base.brows.color,
      thickness: by(base.brows.thickness, brows.thickness),
      arch: by(base.brows.arch, brows.arch),
      height: by(base.brows.height, brows.height),
    },
    nose: {
      width: by(base.nose.width, nose.width),
      length: by(base.nose.length, nose.length),
      bridge: nose.bridge ?? base.nose.bridge,
    },
    mouth: {
      ...mouth,
      color: chosen(lips.color) ?? mouth.color,
      width: by(mouth.width, lips.width),
      upper: by(mouth.upper, lips.upper),
      lower: by(mouth.lower, lips.lower),
      gloss: lips.gloss ?? mouth.gloss,
    },
  };
}

function hairOf({ hair: base }: Look, { hair = {} }: LookDesign): Look["hair"] {
  const color = chosen(hair.color);
  const main = color ?? base.color;
  return {
    style: hair.style ?? base.style,
    color: main,
    shade: chosen(hair.shade) ?? (color ? mix(BLACK, main, 0.42 + 0.3 * luminance(main)) : base.shade),
    light: chosen(hair.light) ?? (color ? mix(main, LIGHT, 0.38) : base.light),
  };
}

/** Beard, glasses and earrings; `undefined` takes away what the base has. */
function extrasOf(
  base: Look,
  { beard, glasses, earrings, hair }: LookDesign,
  hairColor: Rgb,
): { [Extra in "beard" | "glasses" | "earrings"]: Look[Extra] | undefined } {
  const dyed = hair?.color === undefined ? undefined : hairColor;
  const beardColor = chosen(beard?.color) ?? dyed ?? base.beard?.color ?? hairColor;
  const density = beard?.density ?? base.beard?.density ?? 0;
  const frame = chosen(glasses?.color) ?? base.glasses?.frame ?? FRAME;
  const metal = chosen(earrings?.color) ?? base.earrings?.color ?? GOLD;
  return {
    beard: density === 0 ? undefined : { color: beardColor, density },
    glasses: glasses === undefined
      ? base.glasses
      : glasses.shape === "none"
      ? undefined
      : { frame, round: glasses.shape === "round" },
    earrings: earrings === undefined
      ? base.earrings
      : earrings.shape === "none"
      ? undefined
      : { color: metal, hoop: earrings.shape === "hoop" },
  };
}

function clothesOf({ clothes: base }: Look, { clothes = {} }: LookDesign): Look["clothes"] {
  const color = chosen(clothes.color);
  return {
    style: clothes.style ?? base.style,
    color: color ?? base.color,
    shade: color === undefined ? base.shade : mix(BLACK, color, 0.62),
    second: chosen(clothes.accent) ?? base.second,
    shoulders: base.shoulders * (clothes.shoulders ?? 1),
  };
}

function chosen(color: string | undefined): Rgb | undefined {
  return color === undefined ? undefined : rgbOf(color);
}
