/**
 * The WebAssembly parts of the signal processing. Their sources specify each operation exactly.
 *
 * @module
 */
import { KERNEL as FOURIER } from "./kernel/fourier.ts";
import { KERNEL as FRAMES } from "./kernel/frames.ts";
import { KERNEL as LANES } from "./kernel/lanes.ts";
import { KERNEL as SPECTRA } from "./kernel/spectra.ts";
import { instantiate } from "../model/layers/workspace.ts";

/** One pass of a Fourier transform. Addresses are in bytes. */
export type Pass = (x: number, y: number, many: number, stride: number, twiddles: number) => void;

/** The exports of `kernel/fourier.wat`. */
export interface FourierKernel {
  readonly radix2: Pass;
  readonly radix3: Pass;
  readonly radix4: Pass;
  readonly radix5: Pass;
}

/** The exports of `kernel/frames.wat`. */
export interface FrameKernel {
  cut(samples: number, window: number, out: number): void;
  overlapAdd(x: number, window: number, samples: number): void;
  unpack(x: number, y: number, twiddles: number): void;
  pack(x: number, y: number, twiddles: number): void;
  finish(samples: number, count: number, out: number): number;
}

/** The exports of `kernel/lanes.wat`. */
export interface LaneKernel {
  interleave(x: number, out: number): void;
  warp(x: number, pitch: number, ratio: number, all: number, points: number, out: number): void;
}

/** The exports of `kernel/spectra.wat`. */
export interface SpectraKernel {
  pulses(from: number, to: number, phase: number, out: number): number;
  mix(x: number, levels: number, weights: number, random: number, e: number): void;
}

/** The kernels of one memory. */
export interface SignalKernels {
  readonly fourier: FourierKernel;
  readonly frames: FrameKernel;
  readonly lanes: LaneKernel;
  readonly spectra: SpectraKernel;
}

/** Instantiates the kernels on a memory. */
export function createSignalKernels(memory: WebAssembly.Memory): SignalKernels {
  // Tests check that these are the exports of the sources.
  return {
    fourier: instantiate(FOURIER, memory) as unknown as FourierKernel,
    frames: instantiate(FRAMES, memory) as unknown as FrameKernel,
    lanes: instantiate(LANES, memory) as unknown as LaneKernel,
    spectra: instantiate(SPECTRA, memory) as unknown as SpectraKernel,
  };
}
