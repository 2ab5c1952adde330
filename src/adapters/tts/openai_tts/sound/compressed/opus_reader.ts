/**
 * Reads Opus in Ogg (RFC 7845), with libopus as WebAssembly.
 *
 * @module
 */
import type { OpusDecoder } from "opus-decoder";
import { ascii, viewOf } from "../basics/bytes.ts";
import { type OggPacket, OggPages } from "./ogg_pages.ts";
import { floatsToMono } from "../basics/samples.ts";
import { NotSoundError, type Sound, type SoundReader } from "../basics/sound.ts";

/** Sample rate of the decoder, and of Opus positions. */
const RATE_HZ = 48_000;

/** Length of a header without a channel mapping table, in bytes. */
const HEAD_BYTES = 19;

/** Reads one or more chained Opus streams. */
export class OpusReader implements SoundReader {
  readonly #pages = new OggPages();
  #decoder: OpusDecoder | undefined;
  #preSkip = 0;
  /** Samples of the stream decoded so far, including its pre-skip. */
  #position = 0;
  #hasTags = false;

  async push(bytes: Uint8Array): Promise<Sound[]> {
    const sounds: Sound[] = [];
    for (const packet of this.#pages.push(bytes)) sounds.push(...await this.#take(packet));
    return sounds;
  }

  end(): Sound[] {
    if (this.#decoder === undefined) throw new NotSoundError("Ogg that is cut short before its first packet");
    return [];
  }

  close(): void {
    this.#decoder?.free();
    this.#decoder = undefined;
  }

  async #take(packet: OggPacket): Promise<Sound[]> {
    if (packet.isFirst) return await this.#begin(packet.bytes);
    if (this.#decoder === undefined) return [];
    if (!this.#hasTags) {
      this.#hasTags = true;
      return [];
    }
    const { channelData, samplesDecoded } = this.#decoder.decodeFrame(packet.bytes);
    const begin = this.#position;
    this.#position += samplesDecoded;
    const from = Math.max(0, Math.min(samplesDecoded, this.#preSkip - begin));
    const to = Math.min(samplesDecoded, (packet.endPosition ?? Infinity) - begin);
    if (to <= from) return [];
    const channels = channelData.map((channel) => channel.subarray(from, to));
    return [{ samples: floatsToMono(channels, to - from), rateHz: RATE_HZ }];
  }

  async #begin(head: Uint8Array<ArrayBuffer>): Promise<Sound[]> {
    if (ascii(head, 0, 8) !== "OpusHead" || head.length < HEAD_BYTES) throw new NotSoundError(nameOf(head));
    const channels = head[9] ?? 0;
    // Mapping family 0 is mono and stereo; speech needs no other.
    if (head[18] !== 0 || channels < 1 || channels > 2) throw new NotSoundError(`Opus of ${channels} channels`);
    this.close();
    const { OpusDecoder } = await import("opus-decoder");
    this.#preSkip = viewOf(head).getUint16(10, true);
    this.#position = 0;
    this.#hasTags = false;
    const decoder = new OpusDecoder({
      channels,
      streamCount: 1,
      coupledStreamCount: channels - 1,
      channelMappingTable: channels === 2 ? [0, 1] : [0],
    });
    await decoder.ready;
    this.#decoder = decoder;
    return [];
  }
}

function nameOf(head: Uint8Array): string {
  if (ascii(head, 1, 6) === "vorbis") return "Vorbis";
  if (ascii(head, 1, 4) === "FLAC") return "FLAC";
  return ascii(head, 0, 5) === "Speex" ? "Speex" : "Ogg of an unknown format";
}
