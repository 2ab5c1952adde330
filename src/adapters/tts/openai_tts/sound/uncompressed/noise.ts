/**
 * Tells noise from sound, however loud: what bytes of another format look like as samples, and speech never does, not even
 * its sibilants, nor speech that is clipped.
 *
 * @module
 */

/** Samples that are judged together: 16 ms at 24 kHz. */
export const WINDOW = 384;

/** Samples at the end of the scale that are sound which was clipped: bytes of another format have one in 20000. */
const MAX_CLIPPED_SHARE = 0.02;

/** The end of the scale: of samples, and of the codes of A-law and µ-law. */
const LINEAR_END = 32_767;
const LOGARITHMIC_END = 32_000;

/** Neighbours of noise have nothing to do with each other. */
const MAX_CORRELATION = 0.35;

/** Standard deviations by which a share may miss what is expected of it. */
const DEVIATIONS = 3.5;

/** Quarters of the scale: below the first, and beyond the third. */
const QUIET = 8192;
const LOUD = 24_576;

/** Samples louder than this have a high byte that says something; and how alike their two bytes are in one of 8 bits. */
const AUDIBLE = 1024;
const ALIKE = 16;
const MIN_AUDIBLE = 32;
const MAX_ALIKE_SHARE = 0.45;

/** Samples of 24 and 32 bits and floats, read as 16, have noise in every second or third sample. */
const STRIDES = [1, 2, 3];

/**
 * Whether samples are noise.
 *
 * @param window At most {@linkcode WINDOW} samples.
 * @param isLogarithmic Whether they were written as A-law or µ-law.
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

/** What is counted of samples, as shares of them. */
interface Counts {
  /** How many samples there are. */
  readonly count: number;
  readonly quiet: number;
  readonly loud: number;
  readonly clipped: number;
  readonly faint: number;
  readonly strong: number;
  /** Correlation of neighbours, -1..1. */
  readonly correlation: number;
}

/** Bytes that are uniformly distributed: a quarter of the samples is in each quarter of the scale, as far as chance lets it. */
function isUniform({ count, quiet, loud, clipped, correlation }: Counts): boolean {
  const chance = DEVIATIONS * Math.sqrt(0.25 * 0.75 / count);
  const isQuarter = (share: number) => Math.abs(share - 0.25) < chance;
  return isQuarter(quiet) && isQuarter(loud) && clipped <= MAX_CLIPPED_SHARE &&
    Math.abs(correlation) < MAX_CORRELATION;
}

/** Codes of A-law and µ-law that are uniformly distributed: half of them is faint, an eighth strong. */
function isUniformCode({ faint, strong, clipped, correlation }: Counts): boolean {
  const isSpread = faint > 0.3 && faint < 0.65 && strong > 0.06 && strong < 0.25;
  return isSpread && clipped <= MAX_CLIPPED_SHARE && Math.abs(correlation) < MAX_CORRELATION;
}

/** Samples of 8 bits, two of which are read as one of 16: its two bytes are neighbours, and so much alike. */
function isOf8Bits(window: Int16Array): boolean {
  let [audible, alike] = [0, 0];
  for (const sample of window) {
    if (Math.abs(sample) < AUDIBLE) continue;
    audible++;
    if (Math.abs((sample >> 8 & 0xff) - (sample & 0xff)) <= ALIKE) alike++;
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
