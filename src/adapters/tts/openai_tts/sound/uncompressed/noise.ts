/**
 * Detects noise, i.e. bytes of another format read as samples. Speech never looks like it, not even
 * sibilants or clipped speech.
 *
 * @module
 */

/** Samples judged together: 16 ms at 24 kHz. */
export const WINDOW = 384;

/** A shorter stretch, which shows only noise of 16-bit samples: 4 ms. */
export const BLOCK = 96;

/** Full-scale samples that indicate clipped audio: bytes of another format have one in 20000. */
export const MAX_CLIPPED_SHARE = 0.02;

/** Full scale: of samples, and of A-law and µ-law codes. */
export const LINEAR_END = 32_767;
const LOGARITHMIC_END = 32_000;

/** Adjacent samples of noise are uncorrelated. */
const MAX_CORRELATION = 0.35;

/** Standard deviations by which a share may differ from its expected value. */
const DEVIATIONS = 3.5;

/** Quarters of the scale: below the first, and beyond the third. */
const QUIET = 8192;
const LOUD = 24_576;

/** Samples above this level have a meaningful high byte; and the similarity of the two bytes in 8-bit audio. */
const AUDIBLE = 1024;
const ALIKE = 16;
const MIN_AUDIBLE = 32;
const MAX_ALIKE_SHARE = 0.45;

/** 24- and 32-bit samples and floats, read as 16-bit, have noise in every second or third sample. */
const STRIDES = [1, 2, 3];

/**
 * Whether samples are noise.
 *
 * @param window At most {@linkcode WINDOW} samples.
 * @param isLogarithmic Whether they were encoded as A-law or µ-law.
 */
export function isNoise(window: Int16Array, isLogarithmic: boolean): boolean {
  if (!isLogarithmic && isOf8Bits(window)) return true;
  const isRandom = isLogarithmic ? isUniformCode : isUniform;
  return STRIDES.some((stride) => {
    for (let phase = 0; phase < stride; phase++) {
      const part = stride === 1 ? window : window.filter((_, n) => n % stride === phase);
      if (isRandom(countsOf(part, isLogarithmic ? LOGARITHMIC_END : LINEAR_END))) return true;
    }
    return false;
  });
}

/** As {@linkcode isNoise}, for {@linkcode BLOCK} samples. */
export function isNoisyBlock(block: Int16Array, isLogarithmic: boolean): boolean {
  const counts = countsOf(block, isLogarithmic ? LOGARITHMIC_END : LINEAR_END);
  return isLogarithmic ? isUniformCode(counts) : isUniform(counts);
}

/** Statistics of samples, as shares of their number. */
interface Counts {
  /** Number of samples. */
  readonly count: number;
  readonly quiet: number;
  readonly loud: number;
  readonly clipped: number;
  readonly faint: number;
  readonly strong: number;
  /** Correlation of neighbours, -1..1. */
  readonly correlation: number;
}

/** Uniformly distributed bytes: each quarter of the scale holds about a quarter of the samples. */
function isUniform({ count, quiet, loud, clipped, correlation }: Counts): boolean {
  const chance = DEVIATIONS * Math.sqrt(0.25 * 0.75 / count);
  const isQuarter = (share: number) => Math.abs(share - 0.25) < chance;
  return isQuarter(quiet) && isQuarter(loud) && clipped <= MAX_CLIPPED_SHARE &&
    Math.abs(correlation) < MAX_CORRELATION;
}

/** Uniformly distributed A-law or µ-law codes: half of them are faint, an eighth are strong. */
function isUniformCode({ faint, strong, clipped, correlation }: Counts): boolean {
  const isSpread = faint > 0.3 && faint < 0.65 && strong > 0.06 && strong < 0.25;
  return isSpread && clipped <= MAX_CLIPPED_SHARE && Math.abs(correlation) < MAX_CORRELATION;
}

/** 8-bit samples read in pairs as 16-bit ones: both bytes are adjacent samples, and therefore similar. */
function isOf8Bits(window: Int16Array): boolean {
  let [audible, alike] = [0, 0];
  for (const sample of window) {
    if (Math.abs(sample) < AUDIBLE) continue;
    audible++;
    const low = sample & 0xff;
    // A sample that was converted from 8 bits has a low byte of 0.
    if (low !== 0 && Math.abs((sample >> 8 & 0xff) - low) <= ALIKE) alike++;
  }
  return audible >= MIN_AUDIBLE && alike / audible > MAX_ALIKE_SHARE;
}

function countsOf(window: Int16Array, end: number): Counts {
  let [quiet, loud, clipped, faint, strong] = [0, 0, 0, 0, 0];
  let [energy, product] = [0, 0];
  for (let n = 0; n < window.length; n++) {
    const sample = window[n] ?? 0;
    const size = Math.abs(sample);
    energy += sample * sample;
    product += sample * (window[n + 1] ?? 0);
    if (size < QUIET) quiet++;
    if (size >= LOUD) loud++;
    if (size >= end) clipped++;
    if (size < 1000) faint++;
    if (size >= 16_000) strong++;
  }
  const share = (count: number) => count / window.length;
  return {
    count: window.length,
    quiet: share(quiet),
    loud: share(loud),
    clipped: share(clipped),
    faint: share(faint),
    strong: share(strong),
    correlation: energy === 0 ? 1 : product / energy,
  };
}
