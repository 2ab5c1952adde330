/**
 * The data that defines a person's look; the painter draws from it.
 *
 * Lengths are in units of the head: its half width is about 100, the line between the eyes is at height 0, the chin at
 * about 136, downward positive.
 *
 * @module
 */
import type { Rgb } from "./color.ts";

/** The skin's colours. */
interface SkinLook {
  readonly base: Rgb;
  readonly shade: Rgb;
  readonly light: Rgb;
  /** The flush colour of cheeks, nose, ears and lids. */
  readonly flush: Rgb;
  /** 0..1. */
  readonly freckles: number;
  /** Lines of age, 0..1. */
  readonly age: number;
}

/** The outline of the head. */
interface HeadLook {
  /** Half width at the eyes. */
  readonly width: number;
  /** Half width of the jaw. */
  readonly jaw: number;
  /** Half width of the chin. */
  readonly chin: number;
  /** Height of the chin. */
  readonly length: number;
  /** Half width of the neck. */
  readonly neck: number;
}

/** The eyes. */
interface EyeLook {
  readonly iris: Rgb;
  readonly irisLight: Rgb;
  /** Distance of each from the middle. */
  readonly spacing: number;
  /** Half width. */
  readonly width: number;
  /** Factor of the lid opening. */
  readonly open: number;
  /** Height of the outer corner above the inner one. */
  readonly tilt: number;
  /** Length of the lashes, 0..1. */
  readonly lashes: number;
  /** How far the fold of the lid is above its edge; 0 for none. */
  readonly fold: number;
}

/** The brows. */
interface BrowLook {
  readonly color: Rgb;
  readonly thickness: number;
  /** How far the middle rises above the ends. */
  readonly arch: number;
  /** Height above the line of the eyes. */
  readonly height: number;
  /** How far the outer end reaches, from the middle of the face. */
  readonly reach: number;
}

/** The nose. */
interface NoseLook {
  /** Half width of the wings. */
  readonly width: number;
  /** Height of the base. */
  readonly length: number;
  /** Prominence of the bridge, 0..1. */
  readonly bridge: number;
}

/** The mouth. */
interface MouthLook {
  readonly color: Rgb;
  /** Half width at rest. */
  readonly width: number;
  /** Thickness of the upper and of the lower lip. */
  readonly upper: number;
  readonly lower: number;
  /** Height of the line between the lips. */
  readonly height: number;
  /** Gloss of the lips, 0..1. */
  readonly gloss: number;
}

/** The hair. */
export interface HairLook {
  readonly style: "bob" | "quiff" | "curls" | "swept" | "fringe";
  readonly color: Rgb;
  readonly shade: Rgb;
  readonly light: Rgb;
  /**
   * Whether it and the beard are painted in few strokes and one piece, and freckles not at all: for a small picture that
   * must be there at once.
   */
  readonly rough?: boolean;
}

/** The beard. */
interface BeardLook {
  readonly color: Rgb;
  /** Stubble 0 .. full beard 1. */
  readonly density: number;
}

/** The clothes. */
interface ClothesLook {
  readonly style: "crew" | "shirt" | "blouse" | "cardigan" | "hoodie";
  readonly color: Rgb;
  readonly shade: Rgb;
  readonly second: Rgb;
  /** Half width of the shoulders. */
  readonly shoulders: number;
}

/** A person. */
export interface Look {
  readonly id: string;
  readonly skin: SkinLook;
  readonly head: HeadLook;
  readonly eyes: EyeLook;
  readonly brows: BrowLook;
  readonly nose: NoseLook;
  readonly mouth: MouthLook;
  readonly hair: HairLook;
  readonly beard?: BeardLook;
  readonly glasses?: { readonly frame: Rgb; readonly round: boolean };
  readonly earrings?: { readonly color: Rgb; readonly hoop: boolean };
  readonly clothes: ClothesLook;
  readonly backdrop: Backdrop;
}

/** What is behind a person. */
export type Backdrop =
  /** A light in the middle, as in a photographer's studio. */
  | { readonly kind: "glow"; readonly middle: Rgb; readonly edge: Rgb }
  /** From top to bottom; at least one colour. */
  | { readonly kind: "gradient"; readonly colors: readonly Rgb[] }
  /** A picture that covers the whole. `image`: what the canvas draws. Sizes in pixels. */
  | { readonly kind: "image"; readonly image: object; readonly width: number; readonly height: number }
  | { readonly kind: "transparent" };
