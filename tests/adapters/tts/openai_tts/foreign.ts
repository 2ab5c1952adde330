/**
 * Finds samples that belong to no tone, of whatever frequency and level.
 *
 * @module
 */

/** Samples whose frequency is measured together. */
const WINDOW = 64;

/** Samples in which foreign ones are counted. */
const RUN = 16;

/** How far a sample is from what its neighbours predict, when it is foreign: quantization to 8 bits stays below. */
const FOREIGN = 3000;

/**
 * The most foreign samples within {@linkcode RUN}.
 *
 * A tone obeys x[n+1] + x[n-1] = 2 cos(w) x[n]; the factor is fitted in each window.
 *
 * @param samples What is played.
 */
export function foreignRun(samples: Int16Array): number {
  const isForeign = new Uint8Array(samples.length);
  for (let at = 1; at + 1 < samples.length; at += WINDOW) {
    const end = Math.min(samples.length - 1, at + WINDOW);
    const factor = factorOf(samples, Math.max(1, at - RUN), Math.min(samples.length - 1, end + RUN));
    for (let n = at; n < end; n++) {
      const rest = samples[n - 1]! + samples[n + 1]! - factor * samples[n]!;
      isForeign[n] = Math.abs(rest) > FOREIGN ? 1 : 0;
    }
  }
  let [count, most] = [0, 0];
  for (let n = 0; n < samples.length; n++) {
    count += isForeign[n]! - (isForeign[n - RUN] ?? 0);
    most = Math.max(most, count);
  }
  return most;
}

function factorOf(samples: Int16Array, from: number, to: number): number {
  let [product, energy] = [0, 0];
  for (let n = from; n < to; n++) {
    product += samples[n]! * (samples[n - 1]! + samples[n + 1]!);
    energy += samples[n]! ** 2;
  }
  return energy === 0 ? 0 : Math.max(-2, Math.min(2, product / energy));
}
