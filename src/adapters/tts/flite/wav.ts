/**
 * Reads the sound files that Flite writes.
 *
 * @module
 */

/** The sample rate of Flite's voices. */
export const FLITE_HZ = 16_000;

/**
 * Reads a RIFF WAVE file of 16-bit mono samples.
 *
 * @param file The file's bytes.
 * @returns The samples, as floats in -1..1.
 * @throws {RangeError} When it is not 16-bit mono PCM at 16 kHz.
 */
export function readWav(file: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tag = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 12 || tag(0) !== "RIFF" || tag(8) !== "WAVE") {
    throw new RangeError(`Cannot read sound: no RIFF WAVE header in ${file.length} bytes`);
  }
  for (let at = 12; at + 8 <= file.length;) {
    const name = tag(at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === "fmt ") {
      const format = [view.getUint16(body, true), view.getUint16(body + 2, true), view.getUint32(body + 4, true)];
      const bits = view.getUint16(body + 14, true);
      if (format[0] !== 1 || format[1] !== 1 || format[2] !== FLITE_HZ || bits !== 16) {
        throw new RangeError(
          `Cannot read sound: expected 16-bit mono PCM at ${FLITE_HZ} Hz, got ${format}, ${bits} bit`,
        );
      }
    }
    if (name === "data") {
      const samples = new Float32Array(Math.floor(Math.min(size, file.length - body) / 2));
      for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(body + 2 * i, true) / 32768;
      return samples;
    }
    at = body + size + size % 2;
  }
  throw new RangeError("Cannot read sound: the file has no data chunk");
}
