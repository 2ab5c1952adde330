/**
 * Reads messages in the wire format of Protocol Buffers, field by field.
 *
 * @module
 */

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

const TEXT = new TextDecoder();

/**
 * Steps through the fields of one message. After `next()` has returned `true`, `field` is the number of the field, and one
 * of the other methods may be called once to read its value; a value that is not read is skipped.
 *
 * Every method throws a `RangeError` if the bytes are truncated or are not Protocol Buffers.
 */
export class ProtobufReader {
  readonly #view: DataView<ArrayBuffer>;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #at = 0;
  /** Where the next field begins. */
  #end = 0;
  #type = VARINT;
  #field = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The number of the current field. */
  get field(): number {
    return this.#field;
  }

  /** Moves to the next field, if there is one. */
  next(): boolean {
    this.#at = this.#end;
    if (this.#at === this.#bytes.length) return false;
    const key = this.#varint();
    this.#field = Math.floor(key / 8);
    this.#type = key % 8;
    if (this.#type === VARINT) this.#end = this.#skipVarint();
    else if (this.#type === FIXED64) this.#end = this.#at + 8;
    else if (this.#type === FIXED32) this.#end = this.#at + 4;
    else if (this.#type === BYTES) {
      const length = this.#varint();
      this.#end = this.#at + length;
    } else throw new RangeError(`Unknown wire type ${this.#type} at byte ${this.#at}`);
    if (this.#end > this.#bytes.length) throw new RangeError(`A field reaches past the end at byte ${this.#at}`);
    return true;
  }

  /** A signed integer of up to 53 bits. */
  integer(): number {
    this.#expect(VARINT);
    return this.#varint();
  }

  /** A repeated integer: one number, or several packed into one field. */
  integers(): number[] {
    if (this.#type === VARINT) return [this.#varint()];
    this.#expect(BYTES);
    const numbers: number[] = [];
    while (this.#at < this.#end) numbers.push(this.#varint());
    return numbers;
  }

  /** A 32-bit float. */
  float(): number {
    this.#expect(FIXED32);
    return this.#view.getFloat32(this.#at, true);
  }

  /** A repeated 32-bit float: one number, or several packed into one field. */
  floats(): number[] {
    if (this.#type === FIXED32) return [this.float()];
    this.#expect(BYTES);
    const numbers: number[] = [];
    for (let at = this.#at; at + 4 <= this.#end; at += 4) numbers.push(this.#view.getFloat32(at, true));
    return numbers;
  }

  /** Bytes, as a view. */
  bytes(): Uint8Array<ArrayBuffer> {
    this.#expect(BYTES);
    return this.#bytes.subarray(this.#at, this.#end);
  }

  /** A string. */
  text(): string {
    return TEXT.decode(this.bytes());
  }

  /** A message within this one. */
  message(): ProtobufReader {
    return new ProtobufReader(this.bytes());
  }

  #expect(type: number): void {
    if (this.#type !== type) {
      throw new RangeError(`Field ${this.#field} at byte ${this.#at} has wire type ${this.#type} instead of ${type}`);
    }
  }

  #skipVarint(): number {
    let at = this.#at;
    while ((this.#bytes[at] ?? 0) >= 128) at++;
    return at + 1;
  }

  /** Reads seven bits a byte, least significant first; negative numbers fill 64 bits in two's complement. */
  #varint(): number {
    let low = 0;
    let high = 0;
    for (let count = 0; count < 10; count++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      if (count < 4) low += (byte & 127) * 128 ** count;
      else high += (byte & 127) * 128 ** (count - 4);
      // `low` has 28 bits, and `high` the other 36, its highest being the sign.
      if (byte < 128) return low + (high < 2 ** 35 ? high : high - 2 ** 36) * 2 ** 28;
    }
    throw new RangeError(`A number does not end at byte ${this.#at}`);
  }
}
