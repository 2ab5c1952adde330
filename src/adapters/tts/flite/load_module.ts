/**
 * Brings in Flite as a compiled WebAssembly module.
 *
 * @module
 */
import { replaceFunction, toLeb128, toSignedLeb128 } from "./splice.ts";

/** Flite's vocoder: `mlsa_resynthesis(parameters, strengths, voice, ...)` makes a wave. */
const VOCODER = "mlsa_resynthesis";

/** To this file descriptor Flite "writes" what its vocoder was to speak: the addresses of its first three arguments. */
export const VOCODER_FD = 0x7474;

/**
 * Compiles Flite with its voices (17 MB of WebAssembly), without its vocoder: in its place stands a call to the host,
 * and an empty wave. The module can be posted to Workers, which share its code.
 *
 * @returns The compiled module.
 */
export async function loadFliteModule(): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(withoutVocoder(await fliteWithVocoder()));
}

/**
 * Flite as it is published. Needs no permission.
 *
 * @throws {Error} Where the runtime does not import bytes.
 */
export async function fliteWithVocoder(): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return (await import("./flite_module.js")).fliteBytes;
  } catch (cause) {
    const remedy = 'run it with the project\'s deno.json, which has "unstable": ["raw-imports"]';
    throw new Error(`Cannot load Flite: the runtime does not import bytes; ${remedy}`, { cause });
  }
}

function withoutVocoder(flite: Uint8Array): Uint8Array<ArrayBuffer> {
  return replaceFunction(flite, VOCODER, ({ imported, named }) => [
    ...[0], // no locals
    ...[0x41, ...toSignedLeb128(VOCODER_FD)], // i32.const
    ...[0x20, 0, 0x20, 1, 0x20, 2], // local.get 0, 1, 2
    ...[0x10, ...toLeb128(imported("wasi_snapshot_preview1", "fd_write"))], // call
    ...[0x1a], // drop: what fd_write returns
    ...[0x10, ...toLeb128(named("new_wave"))], // call
    ...[0x0b], // end
  ]);
}
