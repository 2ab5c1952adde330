/**
 * Moves the pitch of a voice without moving its formants or its timing.
 *
 * The method is TD-PSOLA (E. Moulines and F. Charpentier, "Pitch-synchronous waveform processing techniques for
 * text-to-speech synthesis using diphones", Speech Communication 9, 1990): the voice is cut into windows of two
 * periods around one mark a period, and the windows are laid down again at the distance of the wanted periods.
 *
 * @module
 */
import { PITCH_HOP_MS, trackPitch } from "./pitch.ts";

/** Distance of the marks where there is no pitch, in ms. */
const UNVOICED_STEP_MS = 5;

/** How far a mark may lie from where the last period puts it, as a share of the period. */
const SEARCH = 0.2;

/** Gaps in the pitch shorter than this are bridged, in ms. */
const MAX_GAP_MS = 15;

/** What to do to a voice's pitch. */
export interface PitchChange {
  /** Samples a second. */
  readonly sampleRate: number;
  /** Where the voice's pitch may lie, in Hz. */
  readonly minHz: number;
  readonly maxHz: number;
  /** From the pitch that is there to the pitch that is wanted, both in Hz, at a place in samples. */
  readonly target: (pitchHz: number, at: number) => number;
}

interface Mark {
  /** Place in samples. */
  readonly at: number;
  /** Pitch in Hz; 0 where unvoiced. */
  readonly pitchHz: number;
}

/**
 * Changes the pitch of a voice.
 *
 * @param samples The voice, in -1..1.
 * @param change Where its pitch lies and where it is wanted.
 * @returns A voice of the same length.
 */
export function changePitch(samples: Float32Array<ArrayBuffer>, change: PitchChange): Float32Array<ArrayBuffer> {
  const marks = markPeriods(samples, bridgeGaps(trackPitch(samples, change)), change.sampleRate);
  if (!marks.some((mark) => mark.pitchHz > 0)) return samples;
  return overlapAdd(samples, marks, change);
}

/** Fills short gaps between voiced stretches, and drops voiced stretches too short to hold a pitch. */
function bridgeGaps(pitches: Float64Array): Float64Array {
  const filled = pitches.slice();
  const maxGap = MAX_GAP_MS / PITCH_HOP_MS;
  let last = -1;
  for (let frame = 0; frame < filled.length; frame++) {
    const pitch = pitches[frame] ?? 0;
    if (pitch === 0) continue;
    const before = pitches[last] ?? 0;
    const gap = frame - last - 1;
    if (last >= 0 && gap > 0 && gap <= maxGap) {
      for (let i = 1; i <= gap; i++) filled[last + i] = before + (pitch - before) * i / (gap + 1);
    }
    last = frame;
  }
  return filled;
}

/** One mark a period where there is a pitch, at the peaks of the wave, and evenly spaced marks elsewhere. */
function markPeriods(samples: Float32Array, pitches: Float64Array, sampleRate: number): Mark[] {
  const pitchAt = (at: number) => pitches[Math.round(at / sampleRate * 1000 / PITCH_HOP_MS)] ?? 0;
  const step = UNVOICED_STEP_MS / 1000 * sampleRate;
  const polarity = dominantPolarity(samples);
  const marks: Mark[] = [];
  let voiced = false;
  for (let at = 0; at < samples.length;) {
    const pitchHz = pitchAt(at);
    if (pitchHz === 0) {
      marks.push({ at, pitchHz });
      voiced = false;
      at = Math.round(at + step);
      continue;
    }
    const period = sampleRate / pitchHz;
    // The first period of a stretch may be anywhere; the following ones are where the last one lets expect them.
    const reach = voiced ? SEARCH * period : period / 2;
    const from = Math.max(Math.round(voiced ? at - reach : at), (marks.at(-1)?.at ?? -1) + 1);
    const peak = highest(samples, from, Math.round(at + reach), polarity);
    marks.push({ at: peak, pitchHz });
    voiced = true;
    at = Math.round(peak + period);
  }
  return marks;
}

/** Whether the wave's peaks stand out upwards (1) or downwards (-1). */
function dominantPolarity(samples: Float32Array): 1 | -1 {
  let skew = 0;
  for (const sample of samples) skew += sample * sample * sample;
  return skew >= 0 ? 1 : -1;
}

function highest(samples: Float32Array, from: number, to: number, polarity: number): number {
  let best = from;
  for (let i = from; i <= to && i < samples.length; i++) {
    if (polarity * (samples[i] ?? 0) > polarity * (samples[best] ?? 0)) best = i;
  }
  return best;
}

function overlapAdd(
  samples: Float32Array,
  marks: readonly Mark[],
  { sampleRate, target }: PitchChange,
): Float32Array<ArrayBuffer> {
  const output = new Float32Array(samples.length);
  const cover = new Float32Array(samples.length);
  let source = 0;
  for (let at = marks[0]?.at ?? 0; at < samples.length;) {
    while (source + 1 < marks.length && distance(marks, source + 1, at) <= distance(marks, source, at)) source++;
    const mark = marks[source];
    if (mark === undefined) break;
    if (mark.pitchHz > 0) {
      const density = target(mark.pitchHz, at) / mark.pitchHz;
      addGrain(samples, marks, source, { centre: Math.round(at), density }, output, cover);
      // The marks know the period better than the tracker does: without a change the grains fall back into place.
      const next = marks[source + 1];
      at += (next !== undefined && next.pitchHz > 0 ? next.at - mark.at : sampleRate / mark.pitchHz) / density;
      continue;
    }
    // Where there is no pitch the grains lie where they were, and add up to what was there.
    addGrain(samples, marks, source, { centre: mark.at, density: 1 }, output, cover);
    at = Math.max(marks[source + 1]?.at ?? samples.length, at + 1);
    source++;
  }
  // More than one cover is where a voiced stretch meets an unvoiced one and their grains overlap.
  for (let i = 0; i < output.length; i++) output[i] = (output[i] ?? 0) / Math.max(cover[i] ?? 0, 1);
  return matchPower(output, samples);
}

/** Moved grains no longer add up in phase, which costs level: gives the voice the power that it had. */
function matchPower(samples: Float32Array<ArrayBuffer>, like: Float32Array): Float32Array<ArrayBuffer> {
  const power = (signal: Float32Array) => signal.reduce((sum, sample) => sum + sample * sample, 0);
  const gain = Math.sqrt(power(like) / Math.max(power(samples), Number.MIN_VALUE));
  return samples.map((sample) => sample * gain);
}

function distance(marks: readonly Mark[], index: number, at: number): number {
  return Math.abs((marks[index]?.at ?? Infinity) - at);
}

/** Where a grain is laid down, and how many times denser the grains lie there than they were. */
interface Place {
  readonly centre: number;
  readonly density: number;
}

/**
 * Adds the window around a mark, which reaches to the marks beside it, at another place. The gain keeps the power per
 * time as it was, so that the voice is not louder where it is higher.
 */
function addGrain(
  samples: Float32Array,
  marks: readonly Mark[],
  index: number,
  { centre, density }: Place,
  output: Float32Array,
  cover: Float32Array,
): void {
  const at = marks[index]?.at ?? 0;
  const left = at - (marks[index - 1]?.at ?? -1);
  const right = (marks[index + 1]?.at ?? samples.length) - at;
  const gain = 1 / Math.sqrt(density);
  for (let k = Math.max(1 - left, -centre); k < right && centre + k < output.length; k++) {
    const window = 0.5 + 0.5 * Math.cos(Math.PI * k / (k < 0 ? left : right));
    const place = centre + k;
    output[place] = (output[place] ?? 0) + gain * window * (samples[at + k] ?? 0);
    cover[place] = (cover[place] ?? 0) + window / density;
  }
}
