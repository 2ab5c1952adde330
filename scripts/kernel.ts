/**
 * Assembles the face's compositing kernel from its source, and writes it into the tree.
 *
 * @module
 */
import openWabt from "wabt";
import { print } from "./lib/print.ts";

const FOLDER = new URL("../src/adapters/avatar/face/", import.meta.url);

/** The module that the source makes, as TypeScript. */
export async function kernelModule(): Promise<string> {
  const wabt = await openWabt();
  const source = await Deno.readTextFile(new URL("kernel.wat", FOLDER));
  const features = { simd: true, relaxed_simd: true, bulk_memory: true, sat_float_to_int: true };
  const parsed = wabt.parseWat("kernel.wat", source, features);
  try {
    parsed.validate();
    const base64 = new Uint8Array(parsed.toBinary({}).buffer).toBase64();
    const lines = base64.match(/.{1,100}/g) ?? [];
    return `/**
 * \`kernel.wat\`, assembled by \`deno task kernel\`: change that, not this.
 *
 * @module
 */

/** A WebAssembly module as base64. */
export const KERNEL =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`;
  } finally {
    parsed.destroy();
  }
}

if (import.meta.main) {
  const file = new URL("kernel.ts", FOLDER);
  await Deno.writeTextFile(file, await kernelModule());
  print(`wrote ${file.pathname}`);
}
