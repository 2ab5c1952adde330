/**
 * Finds the samples in what a speech server sends: raw PCM as it was asked for, or a WAVE file all the same.
 *
 * @module
 */

/** What the bytes turned out to be. */
export interface PcmFormat {
  /** From the WAVE header; `undefined` for raw PCM, whose rate the bytes do not tell. */
  readonly sampleRateHz: number | undefined;
}

/** The bytes are no PCM. The message says what they are. */
export class NotPcmError extends Error {}

/** A WAVE header is `RIFF`, a length, `WAVE`; then come chunks of four letters, a length, and as many bytes. */
const RIFF_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;

/** How much is looked at before the bytes are taken for raw PCM. */
const SNIFF_BYTES = 12;

/** The longest header that is waited for: `LIST` chunks are short. */
const MAX_HEADER_BYTES = 65_536;

/** What can be resampled. */
const MIN_RATE_HZ = 8000;
const MAX_RATE_HZ = 192_000;

/** Reads a stream of bytes and gives back whole samples. */
export class PcmReader {
  /** What the bytes are, once it is known. */
  format: PcmFormat | undefined;
  #held = new Uint8Array();
  #left = Infinity;

  /**
   * Takes bytes.
   *
   * @returns Whole samples, s16le mono; may be empty.
   * @throws {NotPcmError} When the bytes are something else.
   */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    this.#held = joined(this.#held, bytes);
    if (this.format === undefined && !this.#recognise(false)) return new Uint8Array();
    return this.#take();
  }

  /**
   * Ends the stream.
   *
   * @returns The samples that were held back because they might have been a header.
   * @throws {NotPcmError} When the bytes are something else.
   */
  end(): Uint8Array<ArrayBuffer> {
    if (this.format === undefined) this.#recognise(true);
    return this.#take();
  }

  /** All whole samples; half a sample is kept for its other half. */
  #take(): Uint8Array<ArrayBuffer> {
    const count = Math.min(this.#held.length & ~1, this.#left);
    const samples = this.#held.slice(0, count);
    this.#left -= count;
    this.#held = this.#left > 0 ? this.#held.slice(count) : new Uint8Array();
    return samples;
  }

  #recognise(ended: boolean): boolean {
    if (this.#held.length < SNIFF_BYTES && !ended) return false;
    if (ascii(this.#held, 0, 4) === "RIFF" && ascii(this.#held, 8, 4) === "WAVE") return this.#readHeader(ended);
    refuseOthers(this.#held);
    this.format = { sampleRateHz: undefined };
    return true;
  }

  /** Walks the chunks up to `data`. */
  #readHeader(ended: boolean): boolean {
    const view = new DataView(this.#held.buffer, this.#held.byteOffset, this.#held.length);
    let sampleRateHz: number | undefined;
    for (let at = RIFF_BYTES; at + CHUNK_HEAD_BYTES <= view.byteLength;) {
      const name = ascii(this.#held, at, 4);
      const size = view.getUint32(at + 4, true);
      const body = at + CHUNK_HEAD_BYTES;
      if (name === "data") {
        if (sampleRateHz === undefined) throw new NotPcmError("a WAVE file without a format before its data");
        this.format = { sampleRateHz };
        // Streaming servers do not know the length; they write 0 or all ones.
        this.#left = size === 0 || size >= 0x7fffffff ? Infinity : size;
        this.#held = this.#held.slice(body);
        return true;
      }
      if (name === "fmt " && body + 16 <= view.byteLength) sampleRateHz = rateOf(view, body);
      at = body + size + (size & 1);
    }
    if (ended || view.byteLength > MAX_HEADER_BYTES) throw new NotPcmError("a WAVE file without data");
    return false;
  }
}

function rateOf(view: DataView, body: number): number {
  const [format, channels, bits] = [
    view.getUint16(body, true),
    view.getUint16(body + 2, true),
    view.getUint16(body + 14, true),
  ];
  const isPcm = format === 1 || format === 0xfffe;
  if (!isPcm || channels !== 1 || bits !== 16) {
    throw new NotPcmError(
      `a WAVE file of format ${format}, ${channels} channels, ${bits} bits; wanted is PCM, mono, 16 bits`,
    );
  }
  const rateHz = view.getUint32(body + 4, true);
  if (rateHz < MIN_RATE_HZ || rateHz > MAX_RATE_HZ) throw new NotPcmError(`a WAVE file of ${rateHz} Hz`);
  return rateHz;
}

/** Other things that servers send in place of audio they cannot make. */
function refuseOthers(bytes: Uint8Array): void {
  const head = ascii(bytes, 0, 4);
  if (head.startsWith("ID3")) throw new NotPcmError("MP3");
  if (head === "OggS") throw new NotPcmError("Ogg");
  if (head === "fLaC") throw new NotPcmError("FLAC");
  const text = ascii(bytes, 0, SNIFF_BYTES).trimStart();
  if (/^\{\s*"[a-z_]/.test(text) || text.startsWith("<!DOCTYPE") || text.startsWith("<html")) {
    throw new NotPcmError(`text that begins with ${JSON.stringify(text)}`);
  }
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function joined(a: Uint8Array<ArrayBuffer>, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
