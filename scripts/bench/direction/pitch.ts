/**
 * The pitch of speech, by autocorrelation: coarse, and enough to see that it jumps.
 *
 * @module
 */

const RATE_HZ = 24_000;
/** Every third sample is used: 8 kHz. */
const STRIDE = 3;
const MIN_HZ = 70;
const MAX_HZ = 600;
const WINDOW = 320;
/** Correlation from which on a sound is voiced. */
const VOICED = 0.6;
/** Level below which it is silent. */
const SILENT = 200;

/**
 * The pitch of the 40 ms after a time.
 *
 * @param samples At 24 kHz.
 * @param ms The time.
 * @returns Hz; `undefined`: nothing voiced sounds there.
 */
export function pitchAt(samples: Int16Array, ms: number): number | undefined {
  const start = Math.round(ms * RATE_HZ / 1000);
  const at = (index: number) => samples[start + index * STRIDE] ?? 0;
  const longest = Math.ceil(RATE_HZ / STRIDE / MIN_HZ);
  if (start < 0 || start + (WINDOW + longest) * STRIDE >= samples.length) return undefined;
  let energy = 0;
  for (let i = 0; i < WINDOW; i++) energy += at(i) ** 2;
  if (Math.sqrt(energy / WINDOW) < SILENT) return undefined;
  const correlation = (lag: number) => {
    let [sum, other] = [0, 0];
    for (let i = 0; i < WINDOW; i++) {
      sum += at(i) * at(i + lag);
      other += at(i + lag) ** 2;
    }
    return sum / Math.sqrt(energy * other + 1);
  };
  const scores = Array.from(
    { length: longest + 1 },
    (_, lag) => lag < RATE_HZ / STRIDE / MAX_HZ ? 0 : correlation(lag),
  );
  const best = Math.max(...scores);
  if (best < VOICED) return undefined;
  // A multiple of the period correlates as well: the shortest lag that is nearly as good is the period.
  const lag = scores.findIndex((score, i) => score > 0.9 * best && score >= (scores[i + 1] ?? 0));
  return lag <= 0 ? undefined : RATE_HZ / STRIDE / lag;
}
