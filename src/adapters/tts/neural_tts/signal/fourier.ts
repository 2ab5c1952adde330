/**
 * The Fourier transform of frames of 1200 samples and its inverse, four frames at a time.
 *
 * @module
 */
import { LANES } from "../model/decoder.ts";
import { FRAME_SAMPLES } from "../model/types.ts";
import type { Workspace } from "../model/layers/workspace.ts";
import type { FrameKernel, Pass, SignalKernels } from "./kernels.ts";

/** Samples per frame. */
export const FRAME_SIZE = 1200;
/** Samples from the beginning of one frame to that of the next. */
export const HOP = FRAME_SAMPLES;

/** A frame of real numbers is transformed as half the number of complex ones. */
const SIZE = FRAME_SIZE / 2;
/** Bytes of one complex number in all lanes. */
const COMPLEX_BYTES = 2 * LANES * 4;

/** One pass, and its arguments. */
interface Step {
  readonly pass: Pass;
  readonly many: number;
  readonly stride: number;
  readonly twiddles: number;
}

/** Transforms samples into spectra and spectra into samples. */
export class Fourier {
  readonly #frames: FrameKernel;
  readonly #steps: readonly Step[];
  readonly #twiddles: number;
  readonly #analysis: number;
  readonly #synthesis: number;
  /** Two buffers: each pass reads one and writes the other. */
  readonly #buffers: readonly [number, number];

  constructor({ fourier, frames }: SignalKernels, space: Workspace) {
    this.#frames = frames;
    const radices: readonly [number, Pass][] = [
      [5, fourier.radix5],
      [5, fourier.radix5],
      [4, fourier.radix4],
      [3, fourier.radix3],
      [2, fourier.radix2],
    ];
    let rest = SIZE;
    let stride = 1;
    this.#steps = radices.map(([radix, pass]) => {
      const many = rest / radix;
      const twiddles = space.store(twiddlesOf(rest, many, radix));
      const step = { pass, many, stride, twiddles };
      [rest, stride] = [many, stride * radix];
      return step;
    });
    // Factors for k = 0..300.
    this.#twiddles = space.store(twiddlesOf(FRAME_SIZE, SIZE / 2 + 1, 2));
    const hann = Float64Array.from(
      { length: FRAME_SIZE },
      (_, n) => 0.5 - 0.5 * Math.cos(2 * Math.PI * n / FRAME_SIZE),
    );
    // A cosine of amplitude 1 has the magnitude 1, as the Hann window's sum is 600.
    this.#analysis = space.store(Float32Array.from(hann, (value) => value / (FRAME_SIZE / 4)));
    // The squares of windows that overlap by three quarters add up to 1.5; odd samples come out with the other sign.
    this.#synthesis = space.store(Float32Array.from(hann, (value, n) => value / 1.5 / SIZE * (n % 2 === 0 ? 1 : -1)));
    const take = () => space.takeBytes((SIZE + 1) * COMPLEX_BYTES);
    this.#buffers = [take(), take()];
  }

  /**
   * Transforms the frames that begin at `samples`, `HOP` samples apart, under a Hann window.
   *
   * @returns The address of their spectra, valid until the next call: 601 pairs of a real and an imaginary part.
   */
  analyze(samples: number): number {
    const [x, y] = this.#buffers;
    this.#frames.cut(samples, this.#analysis, x);
    const [from, to] = this.#transform(x, y);
    this.#frames.unpack(from, to, this.#twiddles);
    return to;
  }

  /** Transforms spectra that `analyze` returned and the caller modified in place, and adds the frames to `samples`. */
  synthesize(spectra: number, samples: number): void {
    const [x, y] = this.#buffers;
    const other = spectra === x ? y : x;
    this.#frames.pack(spectra, other, this.#twiddles);
    const [from] = this.#transform(other, spectra);
    this.#frames.overlapAdd(from, this.#synthesis, samples);
  }

  /** Returns the two buffers; the first holds the result. */
  #transform(x: number, y: number): [number, number] {
    for (const { pass, many, stride, twiddles } of this.#steps) {
      pass(x, y, many, stride, twiddles);
      [x, y] = [y, x];
    }
    return [x, y];
  }
}

/** exp(-2 pi i j p / size) for each p < many, and for j from 1 to below `radix` within that. */
function twiddlesOf(size: number, many: number, radix: number): Float32Array {
  const factors: number[] = [];
  for (let p = 0; p < many; p++) {
    for (let j = 1; j < radix; j++) {
      const angle = -2 * Math.PI * j * p / size;
      factors.push(Math.cos(angle), Math.sin(angle));
    }
  }
  return Float32Array.from(factors);
}
