/**
 * Extracts packets from Ogg (RFC 3533). Pages with a wrong checksum are skipped.
 *
 * @module
 */
import { concat } from "../../../../../core/bytes.ts";
import { ascii, viewOf } from "../basics/bytes.ts";

/** A packet and its position in the stream. */
export interface OggPacket {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether it is the first of a stream. */
  readonly isFirst: boolean;
  /** The granule position of its page if it is the last packet of the stream; else `undefined`. */
  readonly endPosition: number | undefined;
}

const PAGE_HEAD_BYTES = 27;
const CONTINUED = 1;
const BEGIN = 2;
const END = 4;

/** Maximum length of a reassembled packet. */
const MAX_PACKET_BYTES = 1_048_576;

/** Extracts packets from a stream of bytes. */
export class OggPages {
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  #packet: Uint8Array<ArrayBuffer> | undefined;

  /** Adds bytes. @returns The packets that they complete. */
  push(bytes: Uint8Array): OggPacket[] {
    this.#held = concat([this.#held, bytes]);
    const packets: OggPacket[] = [];
    while (true) {
      const start = pageStart(this.#held);
      this.#held = this.#held.slice(start);
      const length = pageLength(this.#held);
      if (length === undefined) return packets;
      const page = this.#held.subarray(0, length);
      if (isWhole(page)) packets.push(...this.#packetsOf(page));
      // An invalid page: skip its first byte, then search on.
      this.#held = this.#held.slice(isWhole(page) ? length : 1);
    }
  }

  #packetsOf(page: Uint8Array): OggPacket[] {
    const flags = page[5] ?? 0;
    const segments = page.subarray(PAGE_HEAD_BYTES, PAGE_HEAD_BYTES + (page[26] ?? 0));
    const packets: OggPacket[] = [];
    let at = PAGE_HEAD_BYTES + segments.length;
    let open: Uint8Array<ArrayBuffer> | undefined = flags & CONTINUED ? this.#packet : new Uint8Array();
    for (const size of segments) {
      open = open && open.length < MAX_PACKET_BYTES ? concat([open, page.subarray(at, at + size)]) : undefined;
      at += size;
      if (size === 255) continue;
      if (open !== undefined) {
        packets.push({ bytes: open, isFirst: (flags & BEGIN) !== 0 && packets.length === 0, endPosition: undefined });
      }
      open = new Uint8Array();
    }
    this.#packet = segments.at(-1) === 255 ? open : undefined;
    const last = packets.pop();
    if (last === undefined) return packets;
    const position = flags & END ? Number(viewOf(page).getBigInt64(6, true)) : -1;
    return [...packets, { ...last, endPosition: position >= 0 ? position : undefined }];
  }
}

/** Where a page may begin; the bytes before it are not Ogg. */
function pageStart(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x4f); at >= 0; at = bytes.indexOf(0x4f, at + 1)) {
    if ("OggS".startsWith(ascii(bytes, at, Math.min(4, bytes.length - at)))) return at;
  }
  return bytes.length;
}

/** The length of the first page; `undefined` if it is incomplete. */
function pageLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < PAGE_HEAD_BYTES) return undefined;
  const count = bytes[26] ?? 0;
  if (bytes.length < PAGE_HEAD_BYTES + count) return undefined;
  const body = bytes.subarray(PAGE_HEAD_BYTES, PAGE_HEAD_BYTES + count).reduce((sum, size) => sum + size, 0);
  const length = PAGE_HEAD_BYTES + count + body;
  return bytes.length < length ? undefined : length;
}

function isWhole(page: Uint8Array): boolean {
  let sum = 0;
  for (let n = 0; n < page.length; n++) {
    // The checksum is computed with its own field set to zero.
    const byte = n >= 22 && n < 26 ? 0 : page[n] ?? 0;
    sum = (sum << 8 ^ (CHECKSUMS[(sum >>> 24 ^ byte) & 0xff] ?? 0)) >>> 0;
  }
  return sum === viewOf(page).getUint32(22, true);
}

/** The polynomial of Ogg's checksum. */
const POLYNOMIAL = 0x04c11db7;

const CHECKSUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? sum << 1 ^ POLYNOMIAL : sum << 1;
  return sum >>> 0;
});
