/**
 * What the tests of the voice measure: pace, register, range, level, breathiness.
 *
 * The pitch is found by YIN (A. de Cheveigné and H. Kawahara, "YIN, a fundamental frequency estimator for speech and music",
 * J. Acoust. Soc. Am. 111, 2002) on the voice at 4 kHz.
 *
 * @module
 */

const SAMPLE_RATE = 24_000;
/** To 4 kHz. */
const DECIMATION = 6;
const RATE = SAMPLE_RATE / DECIMATION;
/** Values of the pitch are this far apart, ms. */
const HOP_MS = 20;
/** A dip of the normalized difference below this is periodic enough to be a pitch. */
const THRESHOLD = 0.2;
/** Windows this much quieter than the loudest have no pitch, dB. */
const DYNAMIC_DB = 35;
const [MIN_HZ, MAX_HZ] = [60, 600];
/** Where breath is heard, Hz. */
const [LOW_HZ, HIGH_HZ] = [1000, 3500];
/** A pitch at 4 kHz is as exact as this. */
const REFINEMENTS = [0.985, 0.9925, 1, 1.0075, 1.015] as const;

/** What was measured of a voice. */
export interface Measures {
  /** Median of the pitch, Hz. */
  readonly registerHz: number;
  /** From the 10th to the 90th percentile of the pitch, semitones. */
  readonly rangeSt: number;
  /** Root of the mean square where it sounds, dB of full scale. */
  readonly levelDb: number;
  /** The loudest sample, 0..1. */
  readonly peak: number;
}

/** Measures a voice. */
export function measure(pcm: Int16Array): Measures {
  const samples = Float32Array.from(pcm, (sample) => sample / 32768);
  const pitch = trackPitch(samples);
  const voiced = pitch.filter(({ hz }) => hz > 0);
  const sorted = voiced.map(({ hz }) => hz).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return {
    registerHz: at(0.5),
    rangeSt: 12 * Math.log2(at(0.9) / at(0.1)),
    levelDb: levelOf(samples),
    peak: samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
  };
}

/** How breathy a voice is: energy between the harmonics from 1 to 3.5 kHz beside that at them, dB. */
export function breathOf(pcm: Int16Array): number {
  const samples = Float32Array.from(pcm, (sample) => sample / 32768);
  const voiced = trackPitch(samples).filter(({ hz }) => hz > 0);
  const shares = voiced.filter((_, index) => index % 4 === 0).map((place) => noiseAt(samples, place));
  return shares.reduce((sum, db) => sum + db, 0) / shares.length;
}

interface Place {
  readonly at: number;
  readonly hz: number;
}

/** The pitch every 20 ms; 0 Hz where there is none. `at`: the sample. */
export function trackPitch(samples: Float32Array): Place[] {
  const signal = decimate(samples);
  const maxLag = Math.ceil(RATE / MIN_HZ);
  const window = 2 * maxLag;
  const span = window + maxLag;
  const hop = RATE * HOP_MS / 1000;
  const starts = Array.from({ length: Math.max(0, Math.floor((signal.length - span) / hop)) }, (_, k) => k * hop);
  const energies = starts.map((start) => energy(signal, start, span));
  const least = Math.max(...energies) / 10 ** (DYNAMIC_DB / 10);
  return starts.map((start, index) => {
    const lag = (energies[index] ?? 0) < least ? 0 : lagAt(signal, start, { window, maxLag });
    return { at: (start + span / 2) * DECIMATION, hz: lag === 0 ? 0 : RATE / lag };
  });
}

/** The mean of every six samples, twice: enough of a low pass for a pitch. */
function decimate(samples: Float32Array): Float64Array {
  const output = new Float64Array(Math.floor(samples.length / DECIMATION));
  for (let index = 0; index < output.length; index++) {
    for (let tap = -DECIMATION; tap < 2 * DECIMATION; tap++) {
      const weight = Math.sin(Math.PI * (tap + DECIMATION + 0.5) / (3 * DECIMATION)) / (2 * DECIMATION);
      output[index]! += weight * (samples[index * DECIMATION + tap] ?? 0);
    }
  }
  return output;
}

function energy(signal: Float64Array, start: number, length: number): number {
  let sum = 0;
  for (let index = start; index < start + length; index++) sum += (signal[index] ?? 0) ** 2;
  return sum;
}

/** The lag of the first dip of the normalized difference, to a fraction of a sample; 0 when there is none. */
function lagAt(signal: Float64Array, start: number, { window, maxLag }: { window: number; maxLag: number }): number {
  const difference = new Float64Array(maxLag + 2).fill(1);
  let running = 0;
  for (let lag = 1; lag < difference.length; lag++) {
    let sum = 0;
    for (let index = start; index < start + window; index++) {
      sum += ((signal[index] ?? 0) - (signal[index + lag] ?? 0)) ** 2;
    }
    running += sum;
    difference[lag] = running === 0 ? 1 : sum * lag / running;
  }
  const at = (lag: number) => difference[lag] ?? 1;
  for (let lag = Math.floor(RATE / MAX_HZ); lag <= maxLag; lag++) {
    if (at(lag) >= THRESHOLD) continue;
    while (lag < maxLag && at(lag + 1) < at(lag)) lag++;
    const bend = at(lag - 1) - 2 * at(lag) + at(lag + 1);
    return bend <= 0 ? lag : lag + (at(lag - 1) - at(lag + 1)) / (2 * bend);
  }
  return 0;
}

/** Energy between harmonics beside that at them, over six periods; at the pitch near by that explains most. */
function noiseAt(samples: Float32Array, { at, hz }: Place): number {
  const shares = REFINEMENTS.map((factor) => noiseShare(samples, { at, hz: hz * factor }));
  return 10 * Math.log10(Math.min(...shares));
}

function noiseShare(samples: Float32Array, { at, hz }: Place): number {
  const length = Math.round(6 * SAMPLE_RATE / hz);
  const start = Math.round(at - length / 2);
  let [harmonic, noise] = [1e-12, 1e-12];
  for (let order = Math.ceil(LOW_HZ / hz); order * hz < HIGH_HZ; order++) {
    harmonic += powerAt(samples, { start, length, hz: order * hz });
    noise += powerAt(samples, { start, length, hz: (order + 0.5) * hz });
  }
  return noise / harmonic;
}

/** Power of one frequency in a Hann window. */
function powerAt(samples: Float32Array, { start, length, hz }: { start: number; length: number; hz: number }): number {
  const unit = new Rotation(2 * Math.PI * hz / SAMPLE_RATE);
  const window = new Rotation(2 * Math.PI / length);
  let [re, im] = [0, 0];
  for (let index = 0; index < length; index++) {
    const sample = (0.5 - 0.5 * window.re) * (samples[start + index] ?? 0);
    re += sample * unit.re;
    im += sample * unit.im;
    unit.turn();
    window.turn();
  }
  return (re * re + im * im) / length ** 2;
}

/** A unit vector that turns. */
class Rotation {
  re = 1;
  im = 0;
  readonly #re: number;
  readonly #im: number;

  constructor(angle: number) {
    this.#re = Math.cos(angle);
    this.#im = Math.sin(angle);
  }

  turn(): void {
    const re = this.re * this.#re - this.im * this.#im;
    this.im = this.re * this.#im + this.im * this.#re;
    this.re = re;
  }
}

/** The level of what is no more than 35 dB below the loudest 20 ms. */
function levelOf(samples: Float32Array): number {
  const size = SAMPLE_RATE / 50;
  const powers = Array.from({ length: Math.floor(samples.length / size) }, (_, index) => {
    let sum = 0;
    for (let at = index * size; at < (index + 1) * size; at++) sum += (samples[at] ?? 0) ** 2;
    return sum / size;
  });
  const loud = powers.filter((power) => power > Math.max(...powers) / 10 ** (DYNAMIC_DB / 10));
  return 10 * Math.log10(loud.reduce((sum, power) => sum + power, 0) / loud.length);
}
