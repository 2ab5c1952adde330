/**
 * The part of the vocoder that is written in WebAssembly, and the memory through which it is spoken to.
 *
 * @module
 */
import { fromBase64 } from "../../../../contract/protocol/base64.ts";
import { KERNEL } from "./kernel.ts";
import { FRAME_MS, VOICE_HZ } from "./parameters.ts";

/** What `kernel.wat` exports; see there. */
export interface VoiceKernel {
  readonly memory: WebAssembly.Memory;
  readonly seed: WebAssembly.Global;
  excite(count: number): void;
  filter(count: number, alpha: number): void;
  energy(): number;
  resample(count: number): void;
}

/** Samples of a voice in a block between two frames. */
export const BLOCK = VOICE_HZ * FRAME_MS / 1000;

/** Where what lies in the kernel's memory, in bytes; `kernel.wat` says more. There is room for blocks of 256 samples. */
export const AT = {
  coefficients: 0,
  growth: 256,
  filterState: { from: 512, to: 2048 },
  sharpened: 2048,
  cepstrum: 2304,
  matrix: 4096,
  pulses: 17408,
  noise: 20480,
  levels: 23552,
  pulseTaps: 25600,
  noiseTaps: 26112,
  samples: 26624,
  resampled: { past: 28672, taps: 30208, output: 30976 },
} as const;

/** Makes a kernel with a memory of its own. */
export function createVoiceKernel(): VoiceKernel {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(fromBase64(KERNEL)));
  // What kernel.wat exports, as a test makes sure.
  return exports as unknown as VoiceKernel;
}

/** Doubles in the kernel's memory. */
export function doublesAt({ memory }: VoiceKernel, address: number, length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(memory.buffer, address, length);
}

/** Floats in the kernel's memory. */
export function floatsAt({ memory }: VoiceKernel, address: number, length: number): Float32Array<ArrayBuffer> {
  return new Float32Array(memory.buffer, address, length);
}
