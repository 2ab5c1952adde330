/**
 * Assembles the kernels from WebAssembly text format and writes the modules to the source tree.
 *
 * @module
 */
import openWabt from "wabt";
import { runCommand } from "./lib/command.ts";
import { print } from "./lib/print.ts";

/** The kernels: `.wat` is the source, `.ts` beside it the module. */
export const KERNELS = [
  "src/adapters/avatar/drawn_face/compositor/kernel",
  "src/adapters/tts/neural_tts/model/kernel/attention",
  "src/adapters/tts/neural_tts/model/kernel/dense",
  "src/adapters/tts/neural_tts/model/kernel/layers",
  "src/adapters/tts/neural_tts/signal/kernel/fourier",
  "src/adapters/tts/neural_tts/signal/kernel/frames",
  "src/adapters/tts/neural_tts/signal/kernel/lanes",
  "src/adapters/tts/neural_tts/signal/kernel/spectra",
  "src/film/planes/kernel",
] as const;

/** Location of a kernel's file. */
export function kernelFile(kernel: (typeof KERNELS)[number], extension: "wat" | "ts"): URL {
  return new URL(`../${kernel}.${extension}`, import.meta.url);
}

/** The TypeScript module generated from a kernel's source. */
export async function kernelModule(kernel: (typeof KERNELS)[number]): Promise<string> {
  const wabt = await openWabt();
  const name = `${kernel.slice(kernel.lastIndexOf("/") + 1)}.wat`;
  const source = await Deno.readTextFile(kernelFile(kernel, "wat"));
  const features = { simd: true, relaxed_simd: true, bulk_memory: true, sat_float_to_int: true, mutable_globals: true };
  const parsed = wabt.parseWat(name, source, features);
  try {
    parsed.validate();
    const base64 = new Uint8Array(parsed.toBinary({}).buffer).toBase64();
    const lines = base64.match(/.{1,100}/g) ?? [];
    return `/**
 * \`${name}\`, assembled by \`deno task kernel\`. Edit the source, not this file.
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

const HELP = `Assembles the kernels (.wat) and writes them as modules (.ts) beside their sources.

  deno task kernel`;

async function main(): Promise<void> {
  for (const kernel of KERNELS) {
    const file = kernelFile(kernel, "ts");
    await Deno.writeTextFile(file, await kernelModule(kernel));
    print(`wrote ${file.pathname}`);
  }
}

if (import.meta.main) await runCommand({ help: HELP, options: {} }, main);
