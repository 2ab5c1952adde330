/** Writes messages of Protocol Buffers for tests. */

/** A field: its number, and a varint (number), bytes, a string, or a 32-bit float in a `Float32Array` of one. */
export type Field = [field: number, value: number | bigint | string | Uint8Array | Float32Array];

/** The bytes of a message. */
export function message(...fields: Field[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const [field, value] of fields) {
    if (value instanceof Float32Array) {
      bytes.push(...varint(field * 8 + 5), ...new Uint8Array(value.buffer, value.byteOffset, 4));
    } else if (typeof value === "number" || typeof value === "bigint") {
      bytes.push(...varint(field * 8), ...varint(value));
    } else {
      const content = typeof value === "string" ? new TextEncoder().encode(value) : value;
      bytes.push(...varint(field * 8 + 2), ...varint(content.length), ...content);
    }
  }
  return Uint8Array.from(bytes);
}

/** Numbers packed into one field. */
export function packed(...numbers: number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(numbers.flatMap(varint));
}

/** Floats as bytes. */
export function floatBytes(...numbers: number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Float32Array.from(numbers).buffer);
}

function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}
