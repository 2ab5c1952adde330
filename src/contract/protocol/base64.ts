/**
 * Base64 with the engine's own codec where there is one (ES2026), else with `btoa` and `atob`.
 *
 * @module
 */

/** Bytes that one `String.fromCharCode` call accepts without risking a stack overflow. */
const SLICE_BYTES = 0x2000;

/** Encodes bytes as base64 (RFC 4648, section 4, padded). */
export function toBase64(bytes: Uint8Array): string {
  return typeof bytes.toBase64 === "function" ? bytes.toBase64() : toBase64Portable(bytes);
}

/**
 * Decodes base64.
 *
 * @throws {SyntaxError} or a `DOMException`, when `text` is not base64.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return typeof Uint8Array.fromBase64 === "function" ? Uint8Array.fromBase64(text) : fromBase64Portable(text);
}

/** {@linkcode toBase64} for engines without a built-in codec. */
export function toBase64Portable(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(at, at + SLICE_BYTES));
  }
  return btoa(binary);
}

/** {@linkcode fromBase64} for engines without a built-in codec. */
export function fromBase64Portable(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
