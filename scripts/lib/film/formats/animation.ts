/**
 * What animations have in common.
 *
 * @module
 */
import type { FilmTarget } from "../../../../src/film/webm_file.ts";
import type { Pixels } from "../../../../src/film/painter.ts";

/** How an animation is made. */
export interface AnimationOptions {
  /** Where its bytes go. */
  readonly target: FilmTarget;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Pictures per second. */
  readonly fps: number;
  /** Whether pictures have transparent parts. */
  readonly isTransparent: boolean;
}

/** An animation in the making: a file that is complete after each picture but for its end. */
export interface AnimationFile {
  /** Adds the picture at a place of the grid; the places of an animation have no gaps. */
  addPicture(index: number, pixels: Pixels): Promise<void>;
  /** Completes the file. */
  end(): Promise<void>;
}

/** How long a picture is shown, in units of a format: rounded so that the film keeps its length. */
export function shownFor(index: number, fps: number, unitsPerS: number): number {
  return Math.round((index + 1) * unitsPerS / fps) - Math.round(index * unitsPerS / fps);
}
