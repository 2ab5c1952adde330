/**
 * The pictures of a film, for files that show them.
 *
 * @module
 */
import type { PictureOptions, Pixels } from "../../../../src/film/painter.ts";
import { Camera } from "../stage/camera.ts";
import { Stage, type StageOptions, type StagePicture } from "../stage/stage.ts";
import { CaptionTrack } from "./captions.ts";
import type { FilmEvent } from "./output.ts";

/** How the pictures of a film are made. */
export interface PicturesOptions {
  readonly picture: PictureOptions;
  readonly stage: StageOptions;
  /** Whether they have transparent parts. */
  readonly isTransparent: boolean;
  /** Whether the captions are written into them. */
  readonly burnsCaptions: boolean;
}

/** A picture that has its sound, to be painted when it is needed. */
export interface FilmPicture {
  /** Its place on the grid of the frame rate. */
  readonly index: number;
  /** ms in the film. */
  readonly timeMs: number;
  paint(): Pixels;
}

/** Makes the pictures of a film from its events. */
export class Pictures {
  readonly #stage: Stage;
  readonly #camera: Camera;
  readonly #captions = new CaptionTrack();
  readonly #burnsCaptions: boolean;
  /** Half the time that a picture is shown: a caption begins with the picture that is nearest to it. */
  readonly #halfMs: number;

  private constructor(stage: Stage, camera: Camera, options: PicturesOptions) {
    this.#stage = stage;
    this.#camera = camera;
    this.#burnsCaptions = options.burnsCaptions;
    this.#halfMs = 500 / options.stage.fps;
  }

  /** Loads what they are painted with. */
  static async open(options: PicturesOptions): Promise<Pictures> {
    const stage = new Stage(options.stage);
    return new Pictures(stage, await Camera.open(options.picture, stage.width), options);
  }

  /** Their size, pixels. */
  get size(): { readonly width: number; readonly height: number } {
    const { width, height } = this.#camera;
    return { width, height };
  }

  /** Takes an event; returns the pictures that it completes. */
  *take(part: FilmEvent): Generator<FilmPicture> {
    this.#captions.take(part);
    for (const picture of this.#stage.take(part)) yield this.#filmed(picture);
  }

  #filmed(picture: StagePicture): FilmPicture {
    const { index, timeMs } = picture;
    const caption = () => this.#burnsCaptions ? this.#captions.lineAt(timeMs + this.#halfMs) : "";
    return { index, timeMs, paint: () => this.#camera.paint(picture, caption()) };
  }
}
