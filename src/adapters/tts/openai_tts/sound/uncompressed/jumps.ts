/**
 * Finds a few foreign bytes at the beginning or the end of samples, too few to be judged as noise: the rest of a header,
 * the beginning of another file. They would be heard as a click.
 *
 * @module
 */

/** A step between neighbours that speech does not make where it begins or ends. */
const JUMP = 8000;

/** Samples that are examined, and how many of them, next to speech, have no jump: loud sibilants go on jumping. */
const MAX_SAMPLES = 128;
const CALM_SAMPLES = 32;

/** The longest distance between jumps on average, in samples. */
const MAX_DISTANCE = 8;

/**
 * How many samples at the beginning are foreign.
 *
 * @param samples The beginning of a sound.
 */
export function foreignStart(samples: Int16Array): number {
  const jumps = jumpsIn(samples, 1, Math.min(samples.length, MAX_SAMPLES));
  const last = jumps.at(-1) ?? 0;
  return isRun(jumps) && last < MAX_SAMPLES - CALM_SAMPLES ? last : 0;
}

/**
 * How many samples at the end are foreign.
 *
 * @param samples The end of a sound.
 */
export function foreignEnd(samples: Int16Array): number {
  const jumps = jumpsIn(samples, Math.max(1, samples.length - MAX_SAMPLES), samples.length);
  const count = samples.length - (jumps[0] ?? samples.length);
  return isRun(jumps) && count < MAX_SAMPLES - CALM_SAMPLES ? count : 0;
}

/** Where neighbours differ more than in speech. */
function jumpsIn(samples: Int16Array, from: number, to: number): number[] {
  const jumps: number[] = [];
  for (let n = from; n < to; n++) {
    if (Math.abs((samples[n] ?? 0) - (samples[n - 1] ?? 0)) > JUMP) jumps.push(n);
  }
  return jumps;
}

function isRun(jumps: readonly number[]): boolean {
  return (jumps.at(-1) ?? 0) - (jumps[0] ?? 0) <= jumps.length * MAX_DISTANCE;
}
