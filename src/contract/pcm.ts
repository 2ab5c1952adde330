/**
 * The one audio format inside TTH: signed 16-bit little-endian, mono, 24 kHz.
 *
 * @module
 */

/** Samples per second. */
export const SAMPLE_RATE_HZ = 24_000;

/** Bytes of one sample. */
export const BYTES_PER_SAMPLE = 2;

/** Duration in ms of `samples` samples. */
export function samplesToMs(samples: number): number {
  return (samples * 1000) / SAMPLE_RATE_HZ;
}

/** Samples in `ms` milliseconds, rounded to the nearest. */
export function msToSamples(ms: number): number {
  return Math.round((ms * SAMPLE_RATE_HZ) / 1000);
}

/** The samples in PCM bytes, without a copy where the bytes lie on a sample's boundary. */
export function samplesOf(pcm: Uint8Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
  const bytes = pcm.byteOffset % BYTES_PER_SAMPLE === 0 ? pcm : pcm.slice();
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
}

/** Samples below this are silence: -42 dB of full scale. */
export const SILENCE_PEAK = 256;

/** Duration of the silence at the beginning of PCM bytes, ms. */
export function silenceBefore(pcm: Uint8Array<ArrayBuffer>): number {
  const samples = samplesOf(pcm);
  let at = 0;
  while (at < samples.length && Math.abs(samples[at]!) < SILENCE_PEAK) at++;
  return samplesToMs(at);
}
