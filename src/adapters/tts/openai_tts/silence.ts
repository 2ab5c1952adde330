/**
 * Shortens the silence around speech. Many voices begin and end each text with some hundred ms of it, or with seconds:
 * the first word comes later by that much, and sentences stand apart.
 *
 * @module
 */
import { concat } from "../../../core/bytes.ts";
import { BYTES_PER_SAMPLE, SAMPLE_RATE_HZ, samplesOf, SILENCE_PEAK } from "../../../contract/pcm.ts";

const BYTES_PER_MS = SAMPLE_RATE_HZ * BYTES_PER_SAMPLE / 1000;

/** Silence that is kept before the first sound: a soft consonant may be in it. */
const LEAD_BYTES = 80 * BYTES_PER_MS;

/** Silence that is kept after the last sound: the pause between two sentences. */
const TAIL_BYTES = 400 * BYTES_PER_MS;

/** Silence that is held back until it is known whether sound follows; more than that is a pause that was asked for. */
const HELD_BYTES = 3000 * BYTES_PER_MS;

/** Reads the speech of one text, in pieces. */
export class SilenceTrim {
  #hasSound = false;
  /** Silence that is not passed on yet: before the first sound the end of it, later what is beyond the tail. */
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** Bytes of silence since the last sound. */
  #quietBytes = 0;

  /**
   * Takes a piece.
   *
   * @param pcm Signed 16-bit little-endian, mono, whole samples.
   * @returns What of it, and of silence that was held back, is played; often empty.
   */
  push(pcm: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const samples = samplesOf(pcm);
    const end = soundEnd(samples) * BYTES_PER_SAMPLE;
    if (end === 0) return this.#hasSound ? this.#rest(pcm) : this.#before(pcm);
    const begun = this.#hasSound ? pcm : this.#begun(pcm, soundStart(samples) * BYTES_PER_SAMPLE);
    const whole = this.#held.length === 0 ? begun : concat([this.#held, begun]);
    this.#held = new Uint8Array();
    this.#quietBytes = 0;
    const quiet = pcm.length - end;
    const rest = this.#rest(pcm.subarray(end));
    return whole.subarray(0, whole.length - quiet + rest.length);
  }

  /** Ends the speech. @returns What is still played: a little silence if there was no sound at all. */
  end(): Uint8Array<ArrayBuffer> {
    const rest = this.#hasSound ? new Uint8Array() : this.#held;
    this.#held = new Uint8Array();
    return rest;
  }

  /** The piece with the first sound, without most of the silence before that. */
  #begun(pcm: Uint8Array<ArrayBuffer>, start: number): Uint8Array<ArrayBuffer> {
    this.#hasSound = true;
    this.#held = this.#held.slice(this.#held.length - Math.max(0, Math.min(this.#held.length, LEAD_BYTES - start)));
    return pcm.subarray(Math.max(0, start - LEAD_BYTES));
  }

  #before(silence: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    this.#held = concat([this.#held, silence]).slice(-LEAD_BYTES);
    return new Uint8Array();
  }

  /** Silence behind a sound. */
  #rest(silence: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const passed = silence.subarray(0, Math.max(0, TAIL_BYTES - this.#quietBytes));
    this.#quietBytes += silence.length;
    if (passed.length === silence.length) return passed;
    this.#held = concat([this.#held, silence.subarray(passed.length)]);
    if (this.#quietBytes <= HELD_BYTES) return passed;
    const pause = concat([passed, this.#held]);
    this.#held = new Uint8Array();
    return pause;
  }
}

/** The first sample that is sound. */
function soundStart(samples: Int16Array): number {
  let at = 0;
  while (at < samples.length && Math.abs(samples[at] ?? 0) < SILENCE_PEAK) at++;
  return at;
}

/** What follows the last sample that is sound; 0 if there is none. */
function soundEnd(samples: Int16Array): number {
  let end = samples.length;
  while (end > 0 && Math.abs(samples[end - 1] ?? 0) < SILENCE_PEAK) end--;
  return end;
}
