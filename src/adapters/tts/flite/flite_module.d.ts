/** Flite and its voices, compiled. */
export declare const fliteModule: WebAssembly.Module;
