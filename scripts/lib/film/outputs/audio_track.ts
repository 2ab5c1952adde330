/**
 * The sound of a film: the speech of its turns, with silence between them.
 *
 * @module
 */
import { msToSamples, samplesOf } from "../../../../src/contract/pcm.ts";
import type { FilmEvent } from "./output.ts";

/** Places audio on the film's time axis. */
export class AudioTrack {
  #samples = 0;

  /** Samples so far. */
  get length(): number {
    return this.#samples;
  }

  /** The samples that an event adds: silence up to its place, then its audio. */
  *add({ event, offsetMs }: FilmEvent): Generator<Int16Array> {
    if (event.type !== "audio_chunk") return;
    const silence = Math.round(msToSamples(offsetMs + event.timestamp_ms)) - this.#samples;
    if (silence > 0) yield new Int16Array(silence);
    const samples = samplesOf(new Uint8Array(event.data));
    this.#samples += Math.max(0, silence) + samples.length;
    yield samples;
  }
}
