/** Frames as a WebSocket client sends them (RFC 6455, 5.2). */

/**
 * A masked frame.
 *
 * @param opcode Its opcode.
 * @param payload Its payload.
 * @param options `isFinal`: whether it ends its message. Default: `true`.
 */
export function clientFrame(
  opcode: number,
  payload: string | Uint8Array,
  { isFinal = true }: { isFinal?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const mask = [0x12, 0x34, 0x56, 0x78];
  const { length } = bytes;
  const size = length < 126
    ? [length]
    : length < 65_536
    ? [126, length >> 8, length & 0xff]
    : [127, 0, 0, 0, 0, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
  const [short = 0, ...long] = size;
  const frame = new Uint8Array(2 + long.length + 4 + length);
  frame.set([(isFinal ? 0x80 : 0) | opcode, 0x80 | short, ...long, ...mask]);
  bytes.forEach((byte, i) => frame[2 + long.length + 4 + i] = byte ^ mask[i & 3]!);
  return frame;
}
