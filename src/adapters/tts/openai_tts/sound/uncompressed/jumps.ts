/**
 * Finds a few foreign bytes at the beginning or the end of samples, too few to be judged as noise: the rest of a header,
 * the beginning of another file. They would be heard as a click.
 *
 * @module
 */

/** A step between neighbours that speech does not make where it begins or ends. */
const JUMP = 8000;

/** Samples that are examined: where jumps go on beyond them, they are loud speech, or are judged as noise. */
const MAX_SAMPLES = 128;

/** Samples without a jump that are expected between foreign ones and speech. */
const CALM_SAMPLES = 8;

/**
 * How many samples at the beginning are foreign.
 *
 * @param samples The beginning of a sound.
 */
export function foreignStart(samples: Int16Array): number {
  let end = Math.max(0, Math.min(samples.length - 1, MAX_SAMPLES));
  while (end > 0 && !isJump(samples, end)) end--;
  return end > MAX_SAMPLES - CALM_SAMPLES ? 0 : end;
}

/**
 * How many samples at the end are foreign.
 *
 * @param samples The end of a sound.
 */
export function foreignEnd(samples: Int16Array): number {
  let start = Math.max(1, samples.length - MAX_SAMPLES);
  while (start < samples.length && !isJump(samples, start)) start++;
  const count = samples.length - start;
  return count > MAX_SAMPLES - CALM_SAMPLES ? 0 : count;
}

function isJump(samples: Int16Array, n: number): boolean {
  return Math.abs((samples[n] ?? 0) - (samples[n - 1] ?? 0)) > JUMP;
}
