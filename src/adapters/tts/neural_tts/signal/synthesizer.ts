/**
 * The synthesizer: spectra and pitch to audio.
 *
 * The audio is the sum of a filtered pulse train at the pitch, filtered noise, and a residual. The spectra define
 * the filters in frames of 12.5 ms; frames overlap by three quarters.
 *
 * @module
 */
import { BIN_STRIDE, BINS, FRAME_STRIDE, LANES } from "../model/decoder.ts";
import { SAMPLE_RATE, UNVOICED_HZ } from "../model/types.ts";
import type { Workspace } from "../model/layers/workspace.ts";
import { Fourier, FRAME_SIZE, HOP } from "./fourier.ts";
import { createSignalKernels, type SignalKernels } from "./kernels.ts";

/** Width of a bin, Hz. */
const BIN_HZ = SAMPLE_RATE / FRAME_SIZE;
/** Amplitudes are in natural logarithms. */
const NEPERS_PER_DB = Math.LN10 / 20;
/** The tilt applies above this frequency, Hz. */
const TILT_FROM_HZ = 500;
/** Breath rises by 6 dB per octave between these frequencies, Hz. */
const BREATH_HZ = [300, 2500] as const;
/** Spectra in lanes: the network's, and the interpolated amplitude of the harmonics. */
const LANE_NUMBERS = LANES * (FRAME_STRIDE + BIN_STRIDE);
/** Level that silences a lane without a frame, in natural logarithms. */
const SILENCE = -100;
/** Pitches closer than this are the same, Hz. */
const SAME_HZ = 0.01;

/** Number of samples that a group of frames spans. */
const GROUP_SPAN = FRAME_SIZE + (LANES - 1) * HOP;
/** Samples from one group to the next. */
const GROUP_HOP = LANES * HOP;
/** Pulses are generated between the middles of frames, so up to half a hop more than needed. */
const PULSES = GROUP_SPAN + HOP / 2;

/** Curves that shape the sound, with one value per frame; see `SpeechPlan`. */
export interface SoundCurves {
  readonly modelF0: Float32Array;
  readonly sourceF0: Float32Array;
  readonly gainDb: Float32Array;
  readonly breath: Float32Array;
  readonly tiltDb: Float32Array;
}

/** The state of a sound between two groups of frames. */
export interface Sound {
  readonly curves: SoundCurves;
  /** A bin of the output reads the spectra at this multiple of its frequency. */
  readonly ratio: number;
  readonly seed: number;
  readonly totalFrames: number;
  /** Number of frames added. */
  frames: number;
  /** Number of samples changed by the limiter. */
  limited: number;
  /** Phase within a period after the last pulses. */
  phase: number;
  /** A copy of this sound's state in memory, made when another sound replaces it. */
  state: Uint8Array<ArrayBuffer> | undefined;
}

/** Turns spectra and pitch into samples. Sounds may be interleaved. */
export class Synthesizer {
  readonly #space: Workspace;
  readonly #kernels: SignalKernels;
  readonly #fourier: Fourier;
  readonly #weights: number;
  readonly #levels: number;
  readonly #points: number;
  readonly #lanes: number;
  /** The state between two groups of frames: that of the noise, pulses, and incomplete samples. */
  readonly #state: number;
  readonly #stateBytes: number;
  readonly #pulses: number;
  readonly #overlap: number;
  readonly #random: number;
  #current: Sound | undefined;
  /** Complete samples that have not been taken. */
  readonly #out: number;
  readonly #room: number;
  #ready = 0;

  /** `room`: the maximum number of frames added between two calls of `take`. */
  constructor(space: Workspace, room: number) {
    this.#space = space;
    this.#kernels = createSignalKernels(space.memory);
    this.#fourier = new Fourier(this.#kernels, space);
    this.#weights = space.store(binWeights());
    this.#levels = space.take(4 * LANES);
    this.#points = space.take(2 * (BINS * BIN_HZ / UNVOICED_HZ + 4));
    this.#lanes = space.take(LANE_NUMBERS);
    this.#stateBytes = (PULSES + GROUP_SPAN + LANES) * 4;
    this.#state = space.takeBytes(this.#stateBytes);
    this.#random = this.#state;
    this.#pulses = this.#random + LANES * 4;
    this.#overlap = this.#pulses + PULSES * 4;
    this.#room = (room + LANES) * HOP;
    this.#out = space.takeBytes(this.#room * 2);
  }

  /**
   * Begins a sound.
   *
   * @param frames Its number of frames.
   * @param tract Formant frequencies are multiplied by this.
   * @param seed Seed of the noise.
   */
  begin(curves: SoundCurves, { frames, tract, seed }: { frames: number; tract: number; seed: number }): Sound {
    return { curves, ratio: 1 / tract, seed, totalFrames: frames, frames: 0, phase: 0, limited: 0, state: undefined };
  }

  /**
   * Adds 1 to 4 frames, fewer than 4 only at the end. The curves must be filled up to 3 frames beyond them.
   *
   * @param at Address of their spectra.
   */
  add(sound: Sound, at: number, count: number): void {
    this.#turnTo(sound);
    this.#excite(sound);
    const e = this.#fourier.analyze(this.#pulses);
    this.#kernels.lanes.interleave(at, this.#lanes);
    for (let lane = 0; lane < LANES; lane++) this.#shape(sound, { lane, count, at });
    this.#kernels.spectra.mix(this.#lanes, this.#levels, this.#weights, this.#random, e);
    this.#fourier.synthesize(e, this.#overlap);
    const start = sound.frames * HOP - FRAME_SIZE / 2;
    sound.frames += count;
    const span = sound.frames === sound.totalFrames ? GROUP_SPAN : GROUP_HOP;
    this.#finish(sound, { at: this.#overlap, start, end: start + span });
    const { bytes } = this.#space;
    bytes.copyWithin(this.#pulses, this.#pulses + GROUP_HOP * 4, this.#pulses + PULSES * 4);
    bytes.copyWithin(this.#overlap, this.#overlap + GROUP_HOP * 4, this.#overlap + GROUP_SPAN * 4);
    bytes.fill(0, this.#overlap + (GROUP_SPAN - GROUP_HOP) * 4, this.#overlap + GROUP_SPAN * 4);
  }

  /** Takes the complete samples. */
  take(): Int16Array<ArrayBuffer> {
    const samples = new Int16Array(this.#space.memory.buffer, this.#out, this.#ready).slice();
    this.#ready = 0;
    return samples;
  }

  /** Generates the additional pulses that the next group of frames needs. */
  #excite(sound: Sound): void {
    const { sourceF0 } = sound.curves;
    const first = sound.frames;
    // The pitch of a frame is that of its middle.
    for (let frame = first === 0 ? -1 : first + 1; frame <= first + LANES; frame++) {
      const out = this.#pulses + (FRAME_SIZE / 2 + (frame - first) * HOP + HOP / 2) * 4;
      const [from, to] = [sourceF0[frame] ?? 0, sourceF0[frame + 1] ?? 0];
      sound.phase = this.#kernels.spectra.pulses(from, to, sound.phase, out);
    }
  }

  /** Sets the levels of a lane, and shifts its spectra to another pitch or vocal tract. */
  #shape(sound: Sound, { lane, count, at }: { lane: number; count: number; at: number }): void {
    const { modelF0, sourceF0, gainDb, breath, tiltDb } = sound.curves;
    const frame = sound.frames + lane;
    const { floats } = this.#space;
    const levels = this.#levels / 4 + lane;
    const there = lane < count;
    const [pitch, source] = [modelF0[frame] ?? 0, sourceF0[frame] ?? 0];
    const voiced = pitch > UNVOICED_HZ;
    const share = voiced ? breath[frame] ?? 0 : 0;
    const moved = voiced && Math.abs(pitch - source) > SAME_HZ;
    floats[levels] = there ? (gainDb[frame] ?? 0) * NEPERS_PER_DB : SILENCE;
    floats[levels + LANES] = tiltDb[frame] ?? 0;
    // The more harmonics there are, the smaller the share of each.
    floats[levels + 2 * LANES] = moved ? Math.log(Math.max(source, UNVOICED_HZ) / pitch) / 2 : 0;
    floats[levels + 3 * LANES] = share;
    const all = moved || sound.ratio !== 1;
    if (!there || !all && share === 0) return;
    const row = at + lane * FRAME_STRIDE * 4;
    const bins = voiced ? pitch / BIN_HZ : 0;
    this.#kernels.lanes.warp(row, bins, sound.ratio, all ? 1 : 0, this.#points, this.#lanes + lane * 4);
  }

  /** Completes the samples between `start` and `end` that are part of the sound; `at`: address of the first. */
  #finish(sound: Sound, { at, start, end }: { at: number; start: number; end: number }): void {
    const from = Math.max(0, start);
    const to = Math.min(end, sound.totalFrames * HOP);
    if (to <= from) return;
    if (this.#ready + to - from > this.#room) {
      throw new RangeError("There is no room for more samples: call take() first");
    }
    sound.limited += this.#kernels.frames.finish(at + (from - start) * 4, to - from, this.#out + this.#ready * 2);
    this.#ready += to - from;
  }

  /** Resets the state to that of a new sound. */
  #clear(seed: number): void {
    this.#space.bytes.fill(0, this.#state, this.#state + this.#stateBytes);
    for (let lane = 0; lane < LANES; lane++) {
      this.#space.integers[this.#random / 4 + lane] = scramble(seed + lane * 0x9e3779b9) || 1;
    }
  }

  #turnTo(sound: Sound): void {
    if (sound === this.#current) return;
    const { bytes } = this.#space;
    const end = this.#state + this.#stateBytes;
    if (this.#current !== undefined && this.#current.frames < this.#current.totalFrames) {
      this.#current.state = bytes.slice(this.#state, end);
    }
    if (sound.state === undefined) this.#clear(sound.seed);
    else bytes.set(sound.state, this.#state);
    sound.state = undefined;
    this.#current = sound;
    this.#ready = 0;
  }
}

/** For each bin, by how much a dB of tilt raises the logarithm of an amplitude, and the share of breath. */
function binWeights(): Float32Array {
  const weights = new Float32Array(2 * BINS);
  for (let bin = 0; bin < BINS; bin++) {
    const hz = bin * BIN_HZ;
    weights[2 * bin] = Math.max(0, Math.log2(hz / TILT_FROM_HZ)) * NEPERS_PER_DB;
    weights[2 * bin + 1] = Math.min(Math.max(hz, BREATH_HZ[0]), BREATH_HZ[1]) / BREATH_HZ[1];
  }
  return weights;
}

/** Mixes the bits of an integer, so that similar inputs give dissimilar outputs. (The finalizer of MurmurHash3.) */
function scramble(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
