/**
 * Pitch, energy, level, breath and brightness of each frame: the model's prediction, changed by the voice, the emotion and the
 * text. Computed on demand.
 *
 * @module
 */
import type { Prosody } from "../model/types.ts";
import { UNVOICED_HZ } from "../model/types.ts";
import { type Expression, PLAIN_EXPRESSION } from "../prosody/expression.ts";
import type { Utterance } from "../prosody/utterance.ts";
import { EARLY_FRAMES, FRAMES_PER_UNIT, type Timing } from "./timing.ts";

/** Maximum distance of the pitch given to the model from its mean, semitones. */
const MODEL_REACH_ST = 7;
/** Soft limits of the audible pitch, semitones from the mean of the voice. */
const VOICE_REACH_ST = [-14, 17] as const;
/** A pitch is compressed beyond this share of its limit. */
const BEND_FROM = 0.7;
/** Hard limits of the pitch, Hz. */
const HEARD_HZ = [55, 620] as const;

/** An upheld voice: its lowest pitch before the text changes it, semitones from the mean; … */
const UPHELD_ST = -4;
/** … the energy towards which it is raised, and by how much at most, on the model's scale; vowels have 3 (creaking) to 8. */
const UPHELD_ENERGY = 6.5;
const UPHELD_LIFT = 2.5;
/** Below this the sound is over. */
const FADED_ENERGY = -4;

/** Rate of a tremor, Hz: the middle of the range of frightened voices. */
const TREMOR_HZ = 6.5;
const FRAMES_PER_S = 80;

/** The pitch and energy passed to the model, and the curves of the synthesizer. */
export interface Curves {
  readonly modelF0: Float32Array;
  readonly sourceF0: Float32Array;
  readonly energy: Float32Array;
  readonly gainDb: Float32Array;
  readonly breath: Float32Array;
  readonly tiltDb: Float32Array;
  /** Computes all of them up to a frame. */
  prepare(to: number): void;
}

/** See {@linkcode planCurves}. */
class PlannedCurves implements Curves {
  readonly modelF0: Float32Array;
  readonly sourceF0: Float32Array;
  readonly energy: Float32Array;
  readonly gainDb: Float32Array;
  readonly breath: Float32Array;
  readonly tiltDb: Float32Array;
  readonly #utterance: Utterance;
  readonly #timing: Timing;
  readonly #prosody: Prosody;
  readonly #middleHz: number;
  #phoneme = 0;
  /** Where the phoneme begins in the model's time. */
  #ownStart = 0;
  #filled = 0;
  /** The audible phoneme, and its first frame. */
  #heard = 0;
  #heardStart = 0;
  /** The expression of the audible phoneme, by its index. */
  #phase = 0;
  #random: number;

  constructor(utterance: Utterance, timing: Timing, { prosody, middleHz }: { prosody: Prosody; middleHz: number }) {
    const frames = timing.frames.reduce((total, count) => total + count, 0);
    const curve = () => new Float32Array(frames);
    this.modelF0 = curve();
    this.sourceF0 = curve();
    this.energy = curve();
    this.gainDb = curve();
    this.breath = curve();
    this.tiltDb = curve();
    this.#utterance = utterance;
    this.#timing = timing;
    this.#prosody = prosody;
    this.#middleHz = middleHz;
    this.#random = utterance.seed | 1;
  }

  prepare(to: number): void {
    const { frames, units } = this.#timing;
    while (this.#filled < to && this.#phoneme < frames.length) {
      const count = frames[this.#phoneme] ?? 1;
      const own = (units[this.#phoneme] ?? 1) * FRAMES_PER_UNIT;
      for (let frame = 0; frame < count; frame++) {
        const share = (frame + 0.5) / count;
        this.#fill(this.#filled + frame, this.#ownStart + share * own - 0.5);
      }
      this.#ownStart += own;
      this.#filled += count;
      this.#phoneme++;
    }
  }

  /** Computes a frame. `own`: its position in the model's time. */
  #fill(frame: number, own: number): void {
    const { shapes, voice } = this.#utterance;
    const { index, share } = this.#heardAt(frame);
    const expression = this.#expressionOf(index);
    this.gainDb[frame] = voice.gain_db + expression.gainDb;
    this.tiltDb[frame] = voice.tilt_db + expression.tiltDb;
    const planned = this.#modelAt(own);
    const { f0, energy } = shapes.upheld[index] === 1 ? uphold(planned, this.#middleHz) : planned;
    const sounds = f0 > UNVOICED_HZ || energy > 0;
    this.energy[frame] = energy + (sounds ? (shapes.effort[index] ?? 0) + expression.effort : 0);
    const noise = this.#nextRandom();
    if (f0 <= UNVOICED_HZ) return;
    this.breath[frame] = Math.max(0, voice.breath + expression.breath);
    const [from, to] = [shapes.pitchSt[index] ?? 0, shapes.pitchSt[index + 1] ?? 0];
    const range = voice.range * expression.range * (shapes.range[index] ?? 1);
    const tremor = expression.tremorSt * Math.sin(2 * Math.PI * TREMOR_HZ * frame / FRAMES_PER_S);
    const pitchSt = 12 * Math.log2(f0 / this.#middleHz) * range + from + (to - from) * share + expression.pitchSt +
      tremor + expression.jitterSt * noise;
    this.modelF0[frame] = this.#middleHz * 2 ** (bend(pitchSt, -MODEL_REACH_ST, MODEL_REACH_ST) / 12);
    if (expression.whispers) return;
    const heardHz = this.#middleHz * voice.pitch *
      2 ** ((bend(pitchSt, ...VOICE_REACH_ST) + expression.shiftSt) / 12);
    this.sourceF0[frame] = clamp(heardHz, ...HEARD_HZ);
  }

  /** The expression of a phoneme; `index` does not decrease between calls. */
  #expressionOf(index: number): Expression {
    const { expressions } = this.#utterance;
    while ((expressions[this.#phase + 1]?.from ?? Infinity) <= index) this.#phase++;
    return expressions[this.#phase]?.expression ?? PLAIN_EXPRESSION;
  }

  /** The audible phoneme of a frame and the progress through it: its sound precedes its frames. */
  #heardAt(frame: number): { index: number; share: number } {
    const { frames } = this.#timing;
    const at = frame + EARLY_FRAMES;
    while (this.#heard < frames.length - 1 && at >= this.#heardStart + (frames[this.#heard] ?? 1)) {
      this.#heardStart += frames[this.#heard] ?? 1;
      this.#heard++;
    }
    return { index: this.#heard, share: Math.min(1, (at - this.#heardStart) / (frames[this.#heard] ?? 1)) };
  }

  /** Pitch and energy of the model at a time. */
  #modelAt(own: number): { f0: number; energy: number } {
    const { f0, energy, frames } = this.#prosody;
    const low = clamp(Math.floor(own), 0, frames - 1);
    const high = Math.min(low + 1, frames - 1);
    this.#prosody.read(high + 1);
    const share = clamp(own - low, 0, 1);
    const [f0Low, f0High] = [f0[low] ?? 0, f0[high] ?? 0];
    const voiced = f0Low > UNVOICED_HZ && f0High > UNVOICED_HZ;
    return {
      f0: voiced ? f0Low + (f0High - f0Low) * share : share < 0.5 ? f0Low : f0High,
      energy: (energy[low] ?? 0) * (1 - share) + (energy[high] ?? 0) * share,
    };
  }

  /** Approximately normal: the sum of three numbers in -1..1. (xorshift32, G. Marsaglia, 2003.) */
  #nextRandom(): number {
    let total = 0;
    for (let draw = 0; draw < 3; draw++) {
      this.#random ^= this.#random << 13;
      this.#random ^= this.#random >>> 17;
      this.#random ^= this.#random << 5;
      total += this.#random / 0x80000000;
    }
    return total;
  }
}

/** Pitch and energy of a voice that neither sinks nor creaks; where the sound is over, it may fade. */
function uphold({ f0, energy }: { f0: number; energy: number }, middleHz: number): { f0: number; energy: number } {
  if (energy < FADED_ENERGY) return { f0, energy };
  const lift = clamp(UPHELD_ENERGY - energy, 0, UPHELD_LIFT);
  return { f0: Math.max(f0, middleHz * 2 ** (UPHELD_ST / 12)), energy: energy + lift };
}

/** Soft limiter: compresses values near a limit, smoothly and without exceeding it. */
function bend(value: number, min: number, max: number): number {
  const reach = value < 0 ? min : max;
  const share = value / reach;
  if (share <= BEND_FROM) return value;
  const room = 1 - BEND_FROM;
  return reach * (BEND_FROM + room * Math.tanh((share - BEND_FROM) / room));
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/**
 * Plans the curves of an utterance.
 *
 * @param utterance What is spoken.
 * @param timing The durations of its phonemes.
 * @param model `prosody`: the model's prediction. `middleHz`: its mean pitch.
 */
export function planCurves(
  utterance: Utterance,
  timing: Timing,
  model: { prosody: Prosody; middleHz: number },
): Curves {
  return new PlannedCurves(utterance, timing, model);
}
