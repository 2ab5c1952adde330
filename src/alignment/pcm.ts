/**
 * The one audio format inside TTH: signed 16-bit little-endian, mono, 24 kHz.
 *
 * @module
 */

/** Samples a second. */
export const SAMPLE_RATE_HZ = 24_000;

/** Bytes of one sample. */
export const BYTES_PER_SAMPLE = 2;

/** Duration in ms of so many samples. */
export function samplesToMs(samples: number): number {
  return (samples * 1000) / SAMPLE_RATE_HZ;
}

/** Whole samples in so many ms, rounded to the nearest. */
export function msToSamples(ms: number): number {
  return Math.round((ms * SAMPLE_RATE_HZ) / 1000);
}
