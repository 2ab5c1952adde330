/**
 * Speech as a WAV file.
 *
 * @module
 */
import { BYTES_PER_SAMPLE, SAMPLE_RATE_HZ } from "../../../src/contract/pcm.ts";

/**
 * Puts samples into a WAV file (RIFF, PCM, mono, 24 kHz).
 *
 * @param samples The samples.
 * @returns The file's bytes.
 */
export function wavOf(samples: Int16Array): Uint8Array<ArrayBuffer> {
  const bytes = samples.length * BYTES_PER_SAMPLE;
  const file = new DataView(new ArrayBuffer(44 + bytes));
  const write = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) file.setUint8(at + i, text.charCodeAt(i));
  };
  write(0, "RIFF");
  file.setUint32(4, 36 + bytes, true);
  write(8, "WAVEfmt ");
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, SAMPLE_RATE_HZ, true);
  file.setUint32(28, SAMPLE_RATE_HZ * BYTES_PER_SAMPLE, true);
  file.setUint16(32, BYTES_PER_SAMPLE, true);
  file.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  write(36, "data");
  file.setUint32(40, bytes, true);
  samples.forEach((sample, i) => file.setInt16(44 + i * BYTES_PER_SAMPLE, sample, true));
  return new Uint8Array(file.buffer);
}
