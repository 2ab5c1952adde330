/** Flite and its voices: a WebAssembly module. */
export declare const fliteBytes: Uint8Array<ArrayBuffer>;
