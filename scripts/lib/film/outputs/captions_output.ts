/**
 * A film as subtitles: WebVTT or SubRip.
 *
 * @module
 */
import { type Caption, CaptionTrack } from "./captions.ts";
import type { FilmEvent, FilmOutput } from "./output.ts";
import type { PartFile } from "../part_file.ts";

/** The formats of subtitles. */
export type CaptionFormat = "vtt" | "srt";

/** Writes the captions of a film, turn by turn. */
export class CaptionsOutput implements FilmOutput {
  readonly #file: PartFile;
  readonly #format: CaptionFormat;
  readonly #track = new CaptionTrack();
  #count = 0;

  constructor(file: PartFile, format: CaptionFormat) {
    this.#file = file;
    this.#format = format;
  }

  /** See {@linkcode FilmOutput}. */
  async take(part: FilmEvent): Promise<void> {
    if (this.#file.length === 0 && this.#format === "vtt") await this.#write("WEBVTT\n\n");
    for (const caption of this.#track.take(part)) await this.#write(cueOf(caption, this.#format, ++this.#count));
  }

  /** See {@linkcode FilmOutput}. */
  end(): Promise<void> {
    return Promise.resolve();
  }

  async #write(text: string): Promise<void> {
    await this.#file.write(new TextEncoder().encode(text));
  }
}

function cueOf({ text, startMs, endMs }: Caption, format: CaptionFormat, number: number): string {
  const times = `${timeOf(startMs, format)} --> ${timeOf(endMs, format)}`;
  return format === "vtt" ? `${times}\n${escaped(text)}\n\n` : `${number}\n${times}\n${text}\n\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function timeOf(ms: number, format: CaptionFormat): string {
  const whole = Math.round(ms);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const clock = `${two(whole / 3_600_000)}:${two(whole / 60_000 % 60)}:${two(whole / 1000 % 60)}`;
  return `${clock}${format === "vtt" ? "." : ","}${String(whole % 1000).padStart(3, "0")}`;
}
