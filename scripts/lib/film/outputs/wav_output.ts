/**
 * A film as a WAV file: its sound alone.
 *
 * @module
 */
import { BYTES_PER_SAMPLE } from "../../../../src/contract/pcm.ts";
import { wavHeader } from "../../voice/wav.ts";
import { AudioTrack } from "./audio_track.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";
import type { PartFile } from "../part_file.ts";

/** Writes the sound of a film, piece by piece. */
export class WavOutput implements FilmOutput {
  readonly #file: PartFile;
  readonly #track = new AudioTrack();

  constructor(file: PartFile) {
    this.#file = file;
  }

  /** See {@linkcode FilmOutput}. */
  async take(part: FilmEvent): Promise<void> {
    if (this.#file.length === 0) await this.#file.write(wavHeader(0));
    for (const { buffer, byteOffset, length } of this.#track.add(part)) {
      await this.#file.write(new Uint8Array(buffer, byteOffset, length * BYTES_PER_SAMPLE));
    }
  }

  /** Writes the length into the header. */
  async end(): Promise<void> {
    await this.#file.write(wavHeader(this.#track.length), 0);
  }
}
