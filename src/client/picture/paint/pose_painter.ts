/**
 * What draws poses for a human: on the page's main thread or on a thread beside it.
 *
 * @module
 */
import type { Background } from "../../../contract/persona/background.ts";
import type { LookDesigns } from "../../../contract/persona/look_design.ts";
import type { PaintTiming, PoseWeights } from "../pose_motion.ts";

/** Who is drawn, and before what. */
export interface Appearance {
  /** The id of a look, e.g. `ava`. Default, and for unknown ids: the first look. */
  readonly look?: string | undefined;
  /** Default: what the look has. */
  readonly background?: Background | undefined;
}

/** What a service offers beside the built-in looks. */
export interface Wardrobe {
  readonly designs?: LookDesigns | undefined;
  /** The folder of pictures for backgrounds, as an absolute address that ends with a slash. */
  readonly imagesUrl?: string | undefined;
}

/** Draws one person, whose look can change. */
export interface PosePainter extends Disposable {
  /** Draws a pose over the whole canvas, as sharp as the display shows it, now or as soon as it can. */
  paint(pose: PoseWeights, canvas: HTMLCanvasElement): void;
  /** Changes who is drawn, and before what, from the next pose on. */
  wear(appearance: Appearance): void;
  /** Absent: poses are drawn at once. */
  readonly timing?: PaintTiming;
  /** Settles when the first picture is on the canvas, or cannot be drawn. Absent: poses are drawn at once. */
  readonly shown?: Promise<void>;
}
