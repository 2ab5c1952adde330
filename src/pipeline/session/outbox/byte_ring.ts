/**
 * Bytes in one piece of memory: what is added at the end and removed from the start leaves nothing to collect. Buffers
 * that are held for seconds are collected only with the whole heap, and bring that forward.
 *
 * @module
 */

/** Room at first, bytes. */
const FIRST_BYTES = 32 * 1024;

/** A queue of bytes. */
export class ByteRing {
  #bytes = new Uint8Array(0);
  #first = 0;
  #length = 0;

  /** Copies a piece to the end. */
  push(piece: Uint8Array): void {
    const length = this.#length + piece.byteLength;
    if (length > this.#bytes.byteLength) this.#grow(length);
    this.#set(piece, this.#length);
    this.#length = length;
  }

  /** Removes bytes from the start; with the last ones, the memory is released. */
  shift(count: number): void {
    this.#first += count;
    this.#length -= count;
    if (this.#length > 0) this.#first %= this.#bytes.byteLength;
    else this.#renew(0);
  }

  /** A copy of `length` bytes from an offset on, counted from the start. */
  slice(offset: number, length: number): Uint8Array<ArrayBuffer> {
    const copy = new Uint8Array(length);
    const from = (this.#first + offset) % this.#bytes.byteLength;
    const head = this.#bytes.subarray(from, from + length);
    copy.set(head);
    copy.set(this.#bytes.subarray(0, length - head.byteLength), head.byteLength);
    return copy;
  }

  #set(piece: Uint8Array, offset: number): void {
    const at = (this.#first + offset) % this.#bytes.byteLength;
    const head = piece.subarray(0, this.#bytes.byteLength - at);
    this.#bytes.set(head, at);
    this.#bytes.set(piece.subarray(head.byteLength), 0);
  }

  #grow(length: number): void {
    let capacity = Math.max(FIRST_BYTES, 2 * this.#bytes.byteLength);
    while (capacity < length) capacity *= 2;
    const kept = this.#length === 0 ? undefined : this.slice(0, this.#length);
    this.#renew(capacity);
    if (kept !== undefined) this.#bytes.set(kept);
  }

  #renew(capacity: number): void {
    this.#bytes = new Uint8Array(capacity);
    this.#first = 0;
  }
}
