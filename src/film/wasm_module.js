// @ts-self-types="./wasm_module.d.ts"
/**
 * Compiles a WebAssembly file of an npm package, as a module: unlike reading it as a file, that needs no permission.
 * TypeScript 5.9 does not parse the phase of the import.
 */
export function importWasm(url) {
  return import.source(url);
}
