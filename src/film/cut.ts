/**
 * Copies a film without encoding it again: with its length, so that players can seek, and up to a time.
 *
 * @module
 */
import { CustomSource, EncodedPacketSink, Input, Output, StreamTarget, WEBM, WebMOutputFormat } from "mediabunny";
import { EncodedAudioPacketSource, type EncodedPacket, EncodedVideoPacketSource, type InputTrack } from "mediabunny";
import type { StreamTargetChunk } from "mediabunny";
import type { FilmTarget } from "./webm_file.ts";

/** Memory for what is read, bytes. */
const CACHE_BYTES = 1024 * 1024;

/** A film to be read. */
export interface FilmSource {
  /** Bytes. */
  readonly size: number;
  read(start: number, end: number): Uint8Array<ArrayBuffer>;
}

/** What was copied of a film. */
export interface CutFilm {
  readonly lengthMs: number;
  readonly pictures: number;
}

/** A track that is copied. */
interface Copy {
  readonly isVideo: boolean;
  readonly packets: AsyncGenerator<EncodedPacket>;
  /** Of its newest packet, s. */
  duration: number;
  add(packet: EncodedPacket): Promise<void>;
}

/**
 * Copies the part of a film of WebM that begins before a time.
 *
 * @param source The film, which may have been broken off anywhere.
 * @param target Where the copy goes.
 * @param endMs The time, ms; `Infinity`: all of it.
 * @returns The length and the pictures of the copy.
 */
export async function cutFilm(source: FilmSource, target: FilmTarget, endMs: number): Promise<CutFilm> {
  const { size, read } = source;
  const file = new CustomSource({ getSize: () => size, read, maxCacheSize: CACHE_BYTES, prefetchProfile: "none" });
  using input = new Input({ formats: [WEBM], source: file });
  const writable = new WritableStream<StreamTargetChunk>({
    write: ({ data, position }) => target.write(data, position),
  });
  const output = new Output({ format: new WebMOutputFormat(), target: new StreamTarget(writable) });
  const copies = await openCopies(input, output);
  await output.start();
  let lengthMs = 0;
  let pictures = 0;
  for await (const { packet, copy } of inOrder(copies)) {
    if (packet.timestamp * 1000 >= endMs) break;
    // A film that was only appended to does not say how long its last packets are.
    copy.duration = packet.duration || copy.duration;
    const duration = Math.min(copy.duration, endMs / 1000 - packet.timestamp);
    await copy.add(packet.clone({ duration }));
    if (copy.isVideo) pictures++;
    lengthMs = Math.max(lengthMs, (packet.timestamp + duration) * 1000);
  }
  await output.finalize();
  return { lengthMs, pictures };
}

async function openCopies(input: Input, output: Output): Promise<Copy[]> {
  const copies: Copy[] = [];
  for (const track of await input.getVideoTracks()) {
    const source = new EncodedVideoPacketSource("vp8");
    const decoderConfig = await track.getDecoderConfig();
    output.addVideoTrack(source);
    copies.push(copyOf(track, (packet) => source.add(packet, decoderConfig === null ? {} : { decoderConfig })));
  }
  for (const track of await input.getAudioTracks()) {
    const source = new EncodedAudioPacketSource("opus");
    const decoderConfig = await track.getDecoderConfig();
    output.addAudioTrack(source);
    copies.push(copyOf(track, (packet) => source.add(packet, decoderConfig === null ? {} : { decoderConfig })));
  }
  return copies;
}

function copyOf(track: InputTrack, add: Copy["add"]): Copy {
  return { isVideo: track.isVideoTrack(), packets: new EncodedPacketSink(track).packets(), duration: 0, add };
}

/** The packets of all tracks, by their time. */
async function* inOrder(copies: readonly Copy[]): AsyncGenerator<{ packet: EncodedPacket; copy: Copy }> {
  const heads = await Promise.all(copies.map(async (copy) => ({ copy, next: await copy.packets.next() })));
  try {
    for (;;) {
      let first: (typeof heads)[number] | undefined;
      for (const head of heads) {
        if (head.next.done === true) continue;
        if (first === undefined || head.next.value.timestamp < (first.next.value?.timestamp ?? Infinity)) first = head;
      }
      if (first?.next.done !== false) return;
      yield { packet: first.next.value, copy: first.copy };
      first.next = await first.copy.packets.next();
    }
  } finally {
    for (const { packets } of copies) await packets.return(undefined);
  }
}
