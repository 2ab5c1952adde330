/**
 * A film as MP4: H.264 and AAC, which the ffmpeg of this machine makes.
 *
 * @module
 */
import { PlaneMaker } from "../../../../src/film/planes/planes.ts";
import { UsageError } from "../../command.ts";
import { headOf, pictureOf, soundOf } from "../formats/avi_stream.ts";
import { FilmFailure } from "../performers/performers.ts";
import { AudioTrack } from "./audio_track.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";
import { Pictures, type PicturesOptions } from "./pictures.ts";

/** Passes a film to ffmpeg while it is made. */
export class Mp4Output implements FilmOutput {
  readonly #ffmpeg: Ffmpeg;
  readonly #pictures: Pictures;
  readonly #planes: PlaneMaker;
  readonly #track = new AudioTrack();

  private constructor(ffmpeg: Ffmpeg, pictures: Pictures) {
    this.#ffmpeg = ffmpeg;
    this.#pictures = pictures;
    this.#planes = new PlaneMaker(pictures.size.width, pictures.size.height);
  }

  /**
   * Begins the film.
   *
   * @param path Where ffmpeg writes it, whatever the ending of its name.
   * @param options Its pictures.
   * @throws {UsageError} If there is no ffmpeg.
   */
  static async open(path: string, options: PicturesOptions): Promise<Mp4Output> {
    const ffmpeg = new Ffmpeg(path);
    try {
      const pictures = await Pictures.open(options);
      await ffmpeg.write(headOf({ ...pictures.size, fps: options.stage.fps }));
      return new Mp4Output(ffmpeg, pictures);
    } catch (error) {
      await ffmpeg.stop();
      throw error;
    }
  }

  /** See {@linkcode FilmOutput}. */
  async take(part: FilmEvent): Promise<void> {
    for (const samples of this.#track.add(part)) await this.#ffmpeg.write(soundOf(samples));
    for (const { paint } of this.#pictures.take(part)) {
      await this.#ffmpeg.write(pictureOf(this.#planes.colorsOf(paint())));
    }
  }

  /** See {@linkcode FilmOutput}. */
  async end(): Promise<void> {
    await this.#ffmpeg.end();
  }

  /** See {@linkcode FilmOutput}. */
  async abandon(): Promise<void> {
    await this.#ffmpeg.stop();
  }
}

/** A running ffmpeg that reads AVI and writes MP4. */
class Ffmpeg {
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #problem: Promise<string>;

  constructor(path: string) {
    this.#process = start(path);
    this.#input = this.#process.stdin.getWriter();
    this.#problem = new Response(this.#process.stderr).text();
  }

  /** Passes bytes on; they come in order. */
  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    // If it has ended, `end` says why.
    await this.#input.write(bytes).catch(() => {});
  }

  /** Waits until the file is complete. */
  async end(): Promise<void> {
    await this.#input.close().catch(() => {});
    const [{ success }, problem] = await Promise.all([this.#process.status, this.#problem]);
    if (!success) throw new FilmFailure(`ffmpeg cannot make the MP4: ${problem.trim().split("\n").at(-1)}`);
  }

  /** Ends it without a file. */
  async stop(): Promise<void> {
    await this.#input.abort().catch(() => {});
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await Promise.all([this.#process.status, this.#problem]);
  }
}

/** The colours of {@linkcode PlaneMaker}, as options of ffmpeg: of a film without them, players guess by its size. */
const COLORS = {
  color_range: "tv",
  colorspace: "smpte170m",
  color_primaries: "bt709",
  color_trc: "iec61966-2-1",
};

function start(path: string): Deno.ChildProcess {
  const video = ["-c:v", "libx264", "-crf", "18", "-preset", "veryfast", "-pix_fmt", "yuv420p"];
  const file = ["-c:a", "aac", "-movflags", "+faststart", "-f", "mp4", "-y", path];
  const colors = Object.entries(COLORS).flatMap(([name, value]) => [`-${name}`, value]);
  const args = ["-loglevel", "error", "-xerror", ...colors, "-f", "avi", "-i", "pipe:0", ...video, ...file];
  try {
    // Detached, as Ctrl-C is for this process: it completes the film.
    return new Deno.Command("ffmpeg", { args, stdin: "piped", stdout: "null", stderr: "piped", detached: true })
      .spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UsageError("MP4 is made with ffmpeg, which is not installed here: install it, or write a .webm");
  }
}
