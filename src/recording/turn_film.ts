/**
 * The film of a turn, written to the disk while the turn is spoken.
 *
 * @module
 */
import { msToSamples, samplesToMs } from "../contract/pcm.ts";
import type { Codecs, PictureSize } from "../film/codecs.ts";
import { type CutFilm, cutFilm } from "../film/cut.ts";
import type { Pixels } from "../film/painter.ts";
import { type FilmTarget, WebmFile } from "../film/webm_file.ts";
import type { RecordedFilm } from "../contract/protocol/http.ts";

/** Speech that waits for the first picture, ms: a film without one until then has sound only. */
const FIRST_PICTURE_MS = 5000;

/**
 * Longest time without a picture, ms: then the last one is repeated, as sound is written only up to the next picture.
 */
const STILL_MS = 1000;

/** Bytes that are copied before other films get their turn. */
const COPY_BYTES = 65_536;

/** How a film is made. */
export interface TurnFilmOptions {
  /** Of the film; it appears under this name at once. */
  readonly path: string;
  /** The pictures; absent: it has sound only. */
  readonly video: PictureSize | undefined;
}

/** Writes the film of a turn. */
export class TurnFilm {
  readonly #codecs: Codecs;
  readonly #path: string;
  #video: PictureSize | undefined;
  #film: WebmFile | undefined;
  #file: Deno.FsFile | undefined;
  /** Speech before the film is opened. */
  #early: Int16Array[] = [];
  #samples = 0;
  #lastPixels: Pixels | undefined;
  #lastPictureMs = 0;

  constructor(codecs: Codecs, { path, video }: TurnFilmOptions) {
    this.#codecs = codecs;
    this.#path = path;
    this.#video = video;
  }

  /** The size and rate of its pictures; `undefined`: it takes none. */
  get video(): PictureSize | undefined {
    return this.#video;
  }

  /** Whether it has no picture so far. */
  get isWithoutPictures(): boolean {
    return this.#lastPixels === undefined;
  }

  /** Adds speech at its place: silence before it if it leaves a gap. */
  async addSound(samples: Int16Array, timestampMs: number): Promise<void> {
    const gap = Math.round(msToSamples(timestampMs)) - this.#samples;
    if (gap > 0) await this.#addSamples(new Int16Array(gap));
    await this.#addSamples(samples.subarray(Math.min(samples.length, Math.max(0, -gap))));
    if (this.#film === undefined || this.#video === undefined || this.#lastPixels === undefined) return;
    const nowMs = samplesToMs(this.#samples);
    if (nowMs - this.#lastPictureMs >= STILL_MS) await this.#addPixels(this.#lastPixels, nowMs);
  }

  /** Adds a picture at its place. */
  async addPicture(pixels: Pixels, timestampMs: number): Promise<void> {
    if (this.#video === undefined || timestampMs < 0) return;
    if (this.#film === undefined) await this.#openWith(pixels);
    await this.#addPixels(pixels, timestampMs);
  }

  /**
   * Completes the film: it gets its length, and ends at `cutMs`.
   *
   * @returns `null` if there is nothing to be heard.
   */
  async end(cutMs: number): Promise<Omit<RecordedFilm, "frames_dropped"> | null> {
    if (this.#film === undefined && this.#early.length > 0) await this.#openWithoutPictures();
    await this.#film?.end();
    this.#file?.close();
    if (this.#film === undefined) return null;
    const { width = null, height = null } = this.#video ?? {};
    const cut = cutMs <= 0 ? { lengthMs: 0, pictures: 0 } : await this.#cut(cutMs);
    if (cut === undefined) return null;
    const { lengthMs, pictures } = cut;
    if (lengthMs === 0) await Deno.remove(this.#path);
    return lengthMs === 0 ? null : { duration_ms: Math.round(lengthMs), width, height, frames: pictures };
  }

  /** Ends the film where it is, as a crash would. */
  async breakOff(): Promise<void> {
    await this.#film?.[Symbol.asyncDispose]();
    try {
      this.#file?.close();
    } catch {
      // It was closed by `end`, which then failed.
    }
  }

  async #addSamples(samples: Int16Array): Promise<void> {
    if (samples.length === 0) return;
    this.#samples += samples.length;
    if (this.#film !== undefined) return await this.#film.addAudio(samples);
    this.#early.push(samples);
    if (this.#video === undefined || samplesToMs(this.#samples) >= FIRST_PICTURE_MS) await this.#openWithoutPictures();
  }

  async #addPixels(pixels: Pixels, timestampMs: number): Promise<void> {
    const { fps = 1 } = this.#video ?? {};
    this.#lastPixels = pixels;
    this.#lastPictureMs = timestampMs;
    await this.#film?.addPicture(Math.round(timestampMs * fps / 1000), () => pixels);
  }

  /** Opens the film with its first picture, which may be late: it shows from the beginning on. */
  async #openWith(pixels: Pixels): Promise<void> {
    const film = await this.#open();
    await this.#addPixels(pixels, 0);
    for (const samples of this.#early.splice(0)) {
      if (film.soundMs - this.#lastPictureMs >= STILL_MS) await this.#addPixels(pixels, film.soundMs);
      await film.addAudio(samples);
    }
  }

  async #openWithoutPictures(): Promise<void> {
    this.#video = undefined;
    const film = await this.#open();
    for (const samples of this.#early.splice(0)) await film.addAudio(samples);
  }

  async #open(): Promise<WebmFile> {
    const file = this.#file = Deno.openSync(this.#path, { write: true, create: true, truncate: true, mode: 0o600 });
    const target: FilmTarget = { write: (bytes, position) => Promise.resolve(writeAt(file, bytes, position)) };
    return this.#film = await WebmFile.open(this.#codecs, target, { video: this.#video, isAppended: true });
  }

  /**
   * Replaces the film by a copy up to a time; returns `undefined` if the film was removed.
   *
   * @throws If the disk is full; the film is then as it was.
   */
  async #cut(cutMs: number): Promise<CutFilm | undefined> {
    const part = `${this.#path}.part`;
    try {
      using film = Deno.openSync(this.#path);
      using copy = Deno.openSync(part, { write: true, create: true, truncate: true, mode: 0o600 });
      const { size } = film.statSync();
      let copied = 0;
      const target: FilmTarget = {
        async write(bytes, position) {
          writeAt(copy, bytes, position);
          copied += bytes.length;
          if (copied < COPY_BYTES) return;
          copied = 0;
          await new Promise((resolve) => setTimeout(resolve));
        },
      };
      const cut = await cutFilm({ size, read: (start, end) => readAt(film, start, end) }, target, cutMs);
      Deno.renameSync(part, this.#path);
      return cut;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      // On a full disk, half a copy would take the room for what follows.
      await Deno.remove(part).catch(() => {});
      throw error;
    }
  }
}

function writeAt(file: Deno.FsFile, bytes: Uint8Array, position: number): void {
  file.seekSync(position, Deno.SeekMode.Start);
  for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
}

function readAt(file: Deno.FsFile, start: number, end: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(end - start);
  file.seekSync(start, Deno.SeekMode.Start);
  for (let done = 0; done < bytes.length;) {
    const count = file.readSync(bytes.subarray(done));
    if (count === null) break;
    done += count;
  }
  return bytes;
}
