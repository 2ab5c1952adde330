/**
 * A film as JSON: all events of the protocol.
 *
 * @module
 */
import { encodeJson } from "../../../../src/contract/protocol/json.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";
import type { PartFile } from "../part_file.ts";

/** Writes an array with one event on each line. */
export class JsonOutput implements FilmOutput {
  readonly #file: PartFile;

  constructor(file: PartFile) {
    this.#file = file;
  }

  /** See {@linkcode FilmOutput}. */
  async take({ event, personaId, offsetMs }: FilmEvent): Promise<void> {
    const place = JSON.stringify({ persona_id: personaId, film_offset_ms: offsetMs });
    const begin = this.#file.length === 0 ? "[\n" : ",\n";
    await this.#write(`${begin}${place.slice(0, -1)},${encodeJson(event).slice(1)}`);
  }

  /** Closes the array. */
  async end(): Promise<void> {
    await this.#write(this.#file.length === 0 ? "[]\n" : "\n]\n");
  }

  async #write(text: string): Promise<void> {
    await this.#file.write(new TextEncoder().encode(text));
  }
}
