/**
 * A queue of bytes in shared pages: what is added at the end and removed from the start leaves nothing to collect.
 * Buffers that are held for seconds are collected only with the whole heap, and bring that forward.
 *
 * @module
 */
import { type BytePages, type Page, PAGE_BYTES } from "./byte_pages.ts";

/** The engine copies to shared memory in words if both sides are aligned alike, else byte by byte, which takes longer. */
const WORD_BYTES = 8;

/** A queue of pieces of bytes, each at its place, counted in bytes since the ring was last empty. */
export class ByteRing {
  readonly #source: BytePages;
  readonly #pages: Page[] = [];
  /** Where the first page begins. */
  #from = 0;
  /** Where the last piece ends. */
  #end = 0;

  /** @param source Lends the memory. */
  constructor(source: BytePages) {
    this.#source = source;
  }

  /** Copies a piece to the end, and returns its place. */
  push(piece: Uint8Array): number {
    const place = Math.ceil(this.#end / WORD_BYTES) * WORD_BYTES + piece.byteOffset % WORD_BYTES;
    this.#end = place + piece.byteLength;
    while (this.#from + this.#pages.length * PAGE_BYTES < this.#end) this.#pages.push(this.#source.take());
    for (let done = 0; done < piece.byteLength;) {
      const offset = (place + done) % PAGE_BYTES;
      const part = piece.subarray(done, done + PAGE_BYTES - offset);
      this.#pageAt(place + done).set(part, offset);
      done += part.byteLength;
    }
    return place;
  }

  /** Removes what comes before a place. */
  dropBefore(place: number): void {
    while (place - this.#from >= PAGE_BYTES) {
      this.#source.give(this.#pages.shift()!);
      this.#from += PAGE_BYTES;
    }
  }

  /** Removes everything. */
  clear(): void {
    for (const page of this.#pages.splice(0)) this.#source.give(page);
    this.#from = this.#end = 0;
  }

  /** A copy of `length` bytes from a place on. */
  slice(place: number, length: number): Uint8Array<ArrayBuffer> {
    const copy = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const offset = (place + done) % PAGE_BYTES;
      const part = this.#pageAt(place + done).subarray(offset, offset + length - done);
      copy.set(part, done);
      done += part.byteLength;
    }
    return copy;
  }

  #pageAt(place: number): Page {
    return this.#pages[Math.floor((place - this.#from) / PAGE_BYTES)]!;
  }
}
