/**
 * Joins two takes of the same words where they mean the same moment, without a seam.
 *
 * The method is that of WSOLA (W. Verhelst and M. Roelands, "An overlap-add technique based on waveform similarity
 * (WSOLA) for high quality time-scale modification of speech", ICASSP 1993): the second take begins where its wave is
 * most like the first one's continuation, and the one fades into the other.
 *
 * @module
 */

/**
 * Continues a sound by another take of it.
 *
 * @param continuation How the first take went on after its cut; the fade lasts as long as this.
 * @param take The second take.
 * @param around Where in the second take the same moment is, in samples.
 * @param reach How far from there the second take may begin, in samples.
 * @returns Where the second take was begun, and what follows the first take's cut.
 */
export function continueWith(
  continuation: Int16Array,
  take: Int16Array<ArrayBuffer>,
  { around, reach }: { around: number; reach: number },
): { from: number; pcm: Int16Array<ArrayBuffer> } {
  const from = mostAlike(continuation, take, Math.max(0, around - reach), around + reach);
  const pcm = take.slice(from);
  const fade = Math.min(continuation.length, pcm.length);
  for (let i = 0; i < fade; i++) {
    const share = i / fade;
    pcm[i] = Math.round((1 - share) * (continuation[i] ?? 0) + share * (pcm[i] ?? 0));
  }
  return { from, pcm };
}

/** The offset between two others at which a take is most like a sound; their middle where none is like it at all. */
function mostAlike(sound: Int16Array, take: Int16Array, first: number, last: number): number {
  let best = Math.round((first + last) / 2);
  let bestLikeness = 0;
  for (let from = first; from <= last && from + sound.length <= take.length; from++) {
    let product = 0;
    let power = 1;
    for (let i = 0; i < sound.length; i++) {
      const sample = take[from + i] ?? 0;
      product += (sound[i] ?? 0) * sample;
      power += sample * sample;
    }
    const likeness = product / Math.sqrt(power);
    if (likeness <= bestLikeness) continue;
    bestLikeness = likeness;
    best = from;
  }
  return best;
}
