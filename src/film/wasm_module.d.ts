/**
 * Compiles a WebAssembly file of an npm package, as a module: unlike reading it as a file, that needs no permission.
 *
 * @param url The `file:` URL of the file, in Deno's cache.
 */
export function importWasm(url: string): Promise<WebAssembly.Module>;
