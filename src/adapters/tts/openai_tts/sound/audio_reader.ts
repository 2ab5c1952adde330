/**
 * Reads audio of any format, detected from the bytes or else from the Content-Type.
 *
 * @module
 */
import { concat } from "../../../../core/bytes.ts";
import { formatAt } from "./basics/formats.ts";
import type { MediaType } from "./media_type.ts";
import { Mp3Reader } from "./compressed/mp3_reader.ts";
import { firstFrame, frameHead } from "./compressed/mpeg_frame.ts";
import { OpusReader } from "./compressed/opus_reader.ts";
import { PcmReader } from "./uncompressed/pcm_reader.ts";
import type { SampleFormat } from "./basics/samples.ts";
import { NotSoundError, type Sound, type SoundReader } from "./basics/sound.ts";
import { textIn, WordsReader } from "./basics/text.ts";
import { WaveReader } from "./uncompressed/wave_reader.ts";

/** Bytes examined before data without a known magic counts as raw samples. */
const SNIFF_BYTES = 64;

/** Bytes examined if the Content-Type is MPEG, as its beginning may be truncated. */
const SEARCH_BYTES = 8192;

/** Reads audio. */
export class AudioReader implements SoundReader {
  readonly #type: MediaType;
  readonly #samples: Partial<SampleFormat>;
  #reader: SoundReader | undefined;
  #head: Uint8Array<ArrayBuffer> = new Uint8Array();

  /**
   * @param type The body's Content-Type.
   * @param samples The encoding of raw samples, if the type does not state it.
   */
  constructor(type: MediaType, samples: Partial<SampleFormat>) {
    this.#type = type;
    this.#samples = samples;
  }

  async push(bytes: Uint8Array): Promise<Sound[]> {
    const sounds: Sound[] = [];
    for (let next: Uint8Array | undefined = bytes; next !== undefined;) {
      sounds.push(...await this.#read(next));
      next = this.#takeRest();
    }
    return sounds;
  }

  async end(): Promise<Sound[]> {
    const sounds: Sound[] = [];
    for (let next: Uint8Array | undefined = new Uint8Array(); next !== undefined;) {
      if (next.length > 0) sounds.push(...await this.#read(next));
      if (this.#reader === undefined && this.#head.length > 0) sounds.push(...await this.#begin(true));
      sounds.push(...await this.#endReader());
      next = this.#takeRest();
    }
    return sounds;
  }

  close(): void {
    this.#reader?.close();
  }

  async #read(bytes: Uint8Array): Promise<Sound[]> {
    if (this.#reader !== undefined) return await this.#reader.push(bytes);
    this.#head = concat([this.#head, bytes]);
    return await this.#begin(false);
  }

  /** Another reader reads the bytes after the end of a format. */
  #takeRest(): Uint8Array | undefined {
    const rest = this.#reader?.rest;
    if (rest !== undefined) {
      this.#reader?.close();
      this.#reader = undefined;
    }
    return rest;
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

  /** The reader for a body that begins like this; `undefined` if more bytes are needed. */
  #readerFor(head: Uint8Array, isWhole: boolean): SoundReader | undefined {
    const { isText, isCompressed, samples } = this.#type;
    const format = formatAt(head);
    if (format === "WAVE") return new WaveReader();
    if (textIn(head, { isExpected: isText, isWhole }) !== undefined) return new WordsReader();
    if (format === "Ogg") return new OpusReader();
    if (format === "MP3") return new Mp3Reader();
    if (format !== undefined) throw new NotSoundError(format);
    if (isAdts(head)) throw new NotSoundError("AAC");
    if (head.length < SNIFF_BYTES && !isWhole) return undefined;
    const first = frameHead(head, 0);
    if (first !== undefined && head.length <= first.length + 4 && !isWhole) return undefined;
    const isFrame = first !== undefined && (isWhole || frameHead(head, first.length)?.kind === first.kind);
    if (isFrame) return new Mp3Reader();
    if (!isCompressed) return new PcmReader({ ...this.#samples, ...samples });
    if (firstFrame(head, isWhole) >= 0) return new Mp3Reader();
    if (head.length < SEARCH_BYTES && !isWhole) return undefined;
    // Some servers send another format than they declare.
    return new PcmReader(this.#samples);
  }
}

/** AAC with ADTS headers: the syncword with layer 0, twice if enough bytes are available. */
function isAdts(head: Uint8Array): boolean {
  const isSync = (at: number) => head[at] === 0xff && ((head[at + 1] ?? 0) & 0xf6) === 0xf0;
  if (!isSync(0) || head.length < 7) return false;
  const [, , , a = 0, b = 0, c = 0] = head;
  const length = (a & 3) << 11 | b << 3 | c >> 5;
  const frequency = (head[2] ?? 0) >> 2 & 15;
  return length >= 7 && frequency < 13 && (head.length < length + 2 || isSync(length));
}
