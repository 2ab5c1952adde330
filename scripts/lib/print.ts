/**
 * Output of the scripts.
 *
 * @module
 */

const encoder = new TextEncoder();

/**
 * Writes a line to standard output.
 *
 * @param text The line, without its end.
 */
export function print(text = ""): void {
  const bytes = encoder.encode(`${text}\n`);
  for (let written = 0; written < bytes.length;) written += Deno.stdout.writeSync(bytes.subarray(written));
}
