/**
 * Assembles the kernels that are written in WebAssembly's text format, and writes them into the tree.
 *
 * @module
 */
import openWabt from "wabt";
import { print } from "./lib/print.ts";

/** The folders with a `kernel.wat`. */
export const KERNEL_FOLDERS = ["src/adapters/avatar/drawn_face", "src/adapters/tts/flite/vocoder"] as const;

/** Where a file of a kernel is. */
export function kernelFile(folder: (typeof KERNEL_FOLDERS)[number], name: "kernel.wat" | "kernel.ts"): URL {
  return new URL(`../${folder}/${name}`, import.meta.url);
}

/** The module that the source in a folder makes, as TypeScript. */
export async function kernelModule(folder: (typeof KERNEL_FOLDERS)[number]): Promise<string> {
  const wabt = await openWabt();
  const source = await Deno.readTextFile(kernelFile(folder, "kernel.wat"));
  const features = { simd: true, relaxed_simd: true, bulk_memory: true, sat_float_to_int: true, mutable_globals: true };
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
  for (const folder of KERNEL_FOLDERS) {
    const file = kernelFile(folder, "kernel.ts");
    await Deno.writeTextFile(file, await kernelModule(folder));
    print(`wrote ${file.pathname}`);
  }
}
