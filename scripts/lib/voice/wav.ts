/**
 * Speech as a WAV file.
 *
 * @module
 */
import { BYTES_PER_SAMPLE, SAMPLE_RATE_HZ } from "../../../src/contract/pcm.ts";

const HEADER_BYTES = 44;

/**
 * The header of a WAV file (RIFF, PCM, mono, 24 kHz).
 *
 * @param samples How many samples follow it.
 */
export function wavHeader(samples: number): Uint8Array<ArrayBuffer> {
  const bytes = samples * BYTES_PER_SAMPLE;
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  const write = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) header.setUint8(at + i, text.charCodeAt(i));
  };
  write(0, "RIFF");
  header.setUint32(4, 36 + bytes, true);
  write(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, SAMPLE_RATE_HZ, true);
  header.setUint32(28, SAMPLE_RATE_HZ * BYTES_PER_SAMPLE, true);
  header.setUint16(32, BYTES_PER_SAMPLE, true);
  header.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  write(36, "data");
  header.setUint32(40, bytes, true);
  return new Uint8Array(header.buffer);
}

/**
 * Puts samples into a WAV file (RIFF, PCM, mono, 24 kHz).
 *
 * @param samples The samples.
 * @returns The file's bytes.
 */
export function wavOf(samples: Int16Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(HEADER_BYTES + samples.length * BYTES_PER_SAMPLE);
  file.set(wavHeader(samples.length));
  const data = new DataView(file.buffer);
  samples.forEach((sample, i) => data.setInt16(HEADER_BYTES + i * BYTES_PER_SAMPLE, sample, true));
  return file;
}
