/**
 * The compression of GIF: LZW with codes of growing length, in blocks of at most 255 bytes.
 *
 * @module
 */

const COLOR_BITS = 8;
const CLEAR = 1 << COLOR_BITS;
const END = CLEAR + 1;
const MAX_CODES = 4096;
const BLOCK_BYTES = 255;

/** Slots of the table of strings: a power of two well above the codes, so that few of them collide. */
const SLOTS = 1 << 14;

const keys = new Int32Array(SLOTS);
const codes = new Int16Array(SLOTS);

/**
 * Compresses the pixels of a picture of 256 colours.
 *
 * @param places The place of each pixel's colour in the palette.
 * @returns The image data of a GIF: the size of a code, the blocks, and an empty block.
 */
export function compress(places: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new CodeWriter();
  out.write(CLEAR);
  keys.fill(-1);
  let prefix = places[0] ?? 0;
  let next = END + 1;
  for (let i = 1; i < places.length; i++) {
    const key = prefix << COLOR_BITS | places[i]!;
    let slot = (Math.imul(key, 0x9E3779B1) >>> 18) & SLOTS - 1;
    while (keys[slot] !== -1 && keys[slot] !== key) slot = slot + 1 & SLOTS - 1;
    if (keys[slot] === key) {
      prefix = codes[slot]!;
      continue;
    }
    out.write(prefix);
    prefix = places[i]!;
    if (next === MAX_CODES) {
      out.write(CLEAR);
      out.reset();
      keys.fill(-1);
      next = END + 1;
      continue;
    }
    keys[slot] = key;
    codes[slot] = next;
    // The reader learns a code one step later than the writer.
    if (next++ === 1 << out.codeBits) out.codeBits++;
  }
  out.write(prefix);
  if (next === 1 << out.codeBits && next < MAX_CODES) out.codeBits++;
  out.write(END);
  return out.end();
}

/** Writes codes as bits, the lowest first, in blocks. */
class CodeWriter {
  /** Bits of the next code. */
  codeBits = COLOR_BITS + 1;
  #bytes = new Uint8Array(1 << 16);
  #length = 1;
  #block = 0;
  #bits = 0;
  #waiting = 0;

  constructor() {
    this.#bytes[0] = COLOR_BITS;
    this.#begin();
  }

  /** Begins again with short codes. */
  reset(): void {
    this.codeBits = COLOR_BITS + 1;
  }

  write(code: number): void {
    this.#bits |= code << this.#waiting;
    this.#waiting += this.codeBits;
    while (this.#waiting >= 8) {
      this.#put(this.#bits & 255);
      this.#bits >>>= 8;
      this.#waiting -= 8;
    }
  }

  end(): Uint8Array<ArrayBuffer> {
    if (this.#waiting > 0) this.#put(this.#bits & 255);
    this.#close();
    const hasEmpty = this.#length - this.#block === 1;
    if (!hasEmpty) this.#bytes[this.#length++] = 0;
    return this.#bytes.slice(0, this.#length);
  }

  #put(byte: number): void {
    if (this.#length - this.#block > BLOCK_BYTES) {
      this.#close();
      this.#begin();
    }
    this.#bytes[this.#length++] = byte;
  }

  #begin(): void {
    if (this.#length + BLOCK_BYTES + 2 > this.#bytes.length) {
      const longer = new Uint8Array(this.#bytes.length * 2);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#block = this.#length++;
  }

  #close(): void {
    this.#bytes[this.#block] = this.#length - this.#block - 1;
  }
}
