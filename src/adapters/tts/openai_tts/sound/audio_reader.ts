/**
 * Reads sound of any format: what the bytes are is told by the bytes, and where they do not tell, by the Content-Type.
 *
 * @module
 */
import { ascii, joined } from "./bytes.ts";
import { NotSoundError } from "./guard.ts";
import type { MediaType } from "./media_type.ts";
import { Mp3Reader } from "./mp3_reader.ts";
import { firstFrame, frameHead } from "./mpeg_frame.ts";
import { OpusReader } from "./opus_reader.ts";
import { PcmReader } from "./pcm_reader.ts";
import type { SampleFormat } from "./samples.ts";
import type { Sound, SoundReader } from "./sound.ts";
import { textIn } from "./text.ts";
import { isWave } from "./wave_header.ts";
import { WaveReader } from "./wave_reader.ts";

/** How much is looked at before bytes without a name are taken for samples, in bytes. */
const SNIFF_BYTES = 64;

/** How much is looked at where the Content-Type tells of MPEG, whose beginning may be cut. */
const SEARCH_BYTES = 8192;

/** Formats that are not read, by the letters at a place of their beginning. */
const OTHERS: readonly (readonly [letters: string, at: number, name: string])[] = [
  ["fLaC", 0, "FLAC"],
  ["ftyp", 4, "MP4 or M4A (AAC)"],
  ["\x1aE\xdf\xa3", 0, "WebM"],
  ["ADIF", 0, "AAC"],
  ["AIF", 8, "AIFF"],
  [".snd", 0, "AU"],
  ["caff", 0, "CAF"],
  ["#!AMR", 0, "AMR"],
  ["#!SILK", 0, "SILK"],
  ["#!SILK", 1, "SILK"],
  ["wvpk", 0, "WavPack"],
  ["MAC ", 0, "Monkey's Audio"],
  ["0&\xb2u", 0, "WMA"],
  ["\x1f\x8b\x08", 0, "gzip"],
  ["PK\x03\x04", 0, "ZIP"],
  ["%PDF", 0, "PDF"],
  ["\x89PNG", 0, "PNG"],
  ["RIFF", 0, "RIFF without WAVE"],
];

/** Reads sound. */
export class AudioReader implements SoundReader {
  readonly #type: MediaType;
  readonly #samples: Partial<SampleFormat>;
  #reader: SoundReader | undefined;
  #head: Uint8Array<ArrayBuffer> = new Uint8Array();

  /**
   * @param type The body's Content-Type.
   * @param samples What is known of samples without a header, where the type does not say.
   */
  constructor(type: MediaType, samples: Partial<SampleFormat>) {
    this.#type = type;
    this.#samples = samples;
  }

  async push(bytes: Uint8Array): Promise<Sound[]> {
    if (this.#reader !== undefined) return await this.#reader.push(bytes);
    this.#head = joined(this.#head, bytes);
    return await this.#begin(false);
  }

  async end(): Promise<Sound[]> {
    const sounds = this.#reader === undefined && this.#head.length > 0 ? await this.#begin(true) : [];
    return [...sounds, ...await this.#endReader()];
  }

  close(): void {
    this.#reader?.close();
  }

  async #endReader(): Promise<Sound[]> {
    return await this.#reader?.end() ?? [];
  }

  async #begin(isWhole: boolean): Promise<Sound[]> {
    this.#reader = this.#readerFor(this.#head, isWhole);
    if (this.#reader === undefined) return [];
    const head = this.#head;
    this.#head = new Uint8Array();
    return await this.#reader.push(head);
  }

  /** The reader for a body that begins so; `undefined` when more bytes are needed. */
  #readerFor(head: Uint8Array, isWhole: boolean): SoundReader | undefined {
    const { isText, isCompressed, samples } = this.#type;
    if (isWave(head)) return new WaveReader();
    const text = textIn(head, { isExpected: isText, isWhole });
    if (text !== undefined) throw new NotSoundError("text", text);
    if (ascii(head, 0, 4) === "OggS") return new OpusReader();
    if (ascii(head, 0, 3) === "ID3") return new Mp3Reader();
    const other = OTHERS.find(([letters, at]) => ascii(head, at, letters.length) === letters);
    if (other !== undefined) throw new NotSoundError(other[2]);
    if (isAdts(head)) throw new NotSoundError("AAC");
    if (head.length < SNIFF_BYTES && !isWhole) return undefined;
    const first = frameHead(head, 0);
    if (first !== undefined && head.length <= first.length + 4 && !isWhole) return undefined;
    const isFrame = first !== undefined && (isWhole || frameHead(head, first.length)?.kind === first.kind);
    if (isFrame) return new Mp3Reader();
    if (!isCompressed) return new PcmReader({ ...this.#samples, ...samples });
    if (firstFrame(head, isWhole) >= 0) return new Mp3Reader();
    if (head.length < SEARCH_BYTES && !isWhole) return undefined;
    // Some servers name a format that they do not send.
    return new PcmReader(this.#samples);
  }
}

/** AAC behind ADTS heads: its syncword with layer 0, twice where that can be seen. */
function isAdts(head: Uint8Array): boolean {
  const isSync = (at: number) => head[at] === 0xff && ((head[at + 1] ?? 0) & 0xf6) === 0xf0;
  if (!isSync(0) || head.length < 7) return false;
  const [, , , a = 0, b = 0, c = 0] = head;
  const length = (a & 3) << 11 | b << 3 | c >> 5;
  const frequency = (head[2] ?? 0) >> 2 & 15;
  return length >= 7 && frequency < 13 && (head.length < length + 2 || isSync(length));
}
