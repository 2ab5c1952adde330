/**
 * Finds a few foreign bytes at the beginning or the end of samples, too few to be judged as noise: the rest of a header,
 * the beginning of another file. They would be heard as a click.
 *
 * @module
 */

/** A step between neighbours that speech does not make where it begins or ends. */
const JUMP = 8000;

/** Samples without a jump that end a run of jumps. */
const CALM_SAMPLES = 8;

/** The longest run that counts, in samples: a longer one is loud speech, or is judged as noise. */
const MAX_SAMPLES = 128;

/**
 * How many samples at the beginning are foreign.
 *
 * @param samples The beginning of a sound.
 */
export function foreignStart(samples: Int16Array): number {
  let end = 0;
  const last = Math.min(samples.length - 1, MAX_SAMPLES);
  for (let n = 1; n <= last && n - end <= CALM_SAMPLES; n++) {
    if (isJump(samples, n)) end = n;
  }
  return end > MAX_SAMPLES - CALM_SAMPLES ? 0 : end;
}

/**
 * How many samples at the end are foreign.
 *
 * @param samples The end of a sound.
 */
export function foreignEnd(samples: Int16Array): number {
  let start = samples.length;
  const first = Math.max(1, samples.length - MAX_SAMPLES);
  for (let n = samples.length - 1; n >= first && start - n <= CALM_SAMPLES; n--) {
    if (isJump(samples, n)) start = n;
  }
  const count = samples.length - start;
  return count > MAX_SAMPLES - CALM_SAMPLES ? 0 : count;
}

function isJump(samples: Int16Array, n: number): boolean {
  return Math.abs((samples[n] ?? 0) - (samples[n - 1] ?? 0)) > JUMP;
}
