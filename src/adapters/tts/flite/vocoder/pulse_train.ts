/**
 * The pulses of a voice.
 *
 * @module
 */
import { VOICE_HZ } from "./parameters.ts";

/** Pulses at the distance of a period that changes evenly from frame to frame, each with the power of its period. */
export class PulseTrain {
  /** Samples in a period; 0 where unvoiced. */
  #period: number;
  /** Samples since the last pulse. */
  #phase: number;

  /** @param pitchHz Pitch in Hz where the first block begins; 0 where it is unvoiced. */
  constructor(pitchHz: number) {
    this.#period = periodOf(pitchHz);
    this.#phase = this.#period;
  }

  /** Fills a block at whose end the pitch is `pitchHz`. */
  fill(block: Float64Array, pitchHz: number): void {
    const end = periodOf(pitchHz);
    const isVoiced = this.#period > 0 && end > 0;
    if (!isVoiced) this.#phase = end;
    const growth = (end - this.#period) / block.length;
    let period = this.#period;
    for (let i = 0; i < block.length; i++) {
      block[i] = 0;
      if (!isVoiced) continue;
      this.#phase++;
      if (this.#phase >= period) {
        block[i] = Math.sqrt(period);
        this.#phase -= period;
      }
      period += growth;
    }
    this.#period = end;
  }
}

/** Samples in a period. */
function periodOf(pitchHz: number): number {
  return pitchHz > 0 ? VOICE_HZ / pitchHz : 0;
}
