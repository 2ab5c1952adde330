/**
 * Makes the sound of an utterance, piece by piece.
 *
 * @module
 */
import { decibels, HighShelf, toPcm16 } from "./level.ts";
import type { Cut } from "./marks.ts";
import { OUTPUT_HZ, type SpeechPiece } from "./utterance.ts";
import { FRAME_MS, type SpeechParameters, VOICE_HZ } from "./vocoder/parameters.ts";
import { DELAY, Resampler } from "./vocoder/resampler.ts";
import { Vocoder } from "./vocoder/vocoder.ts";
import { createVoiceKernel, type VoiceKernel } from "./vocoder/voice_kernel.ts";

const SAMPLES_PER_MS = OUTPUT_HZ / 1000;

/** The first piece of an utterance lasts so long, in ms, and each further one so long: each leaves while others are made. */
const OPENING_MS = 250;
const PIECE_MS = 1000;

/** Fades where an utterance begins and ends in silence, in ms, against clicks. */
const FADE_IN_MS = 3;
const FADE_OUT_MS = 20;

/** What is to be made audible, and how. */
export interface Rendering {
  readonly parameters: SpeechParameters;
  readonly cut: Cut;
  /** Gain in dB, of all and of what lies above 2.2 kHz. */
  readonly gainDb: number;
  readonly brightnessDb: number;
}

/** Renders one utterance at a time. */
export class Renderer {
  readonly #kernel: VoiceKernel = createVoiceKernel();
  readonly #vocoder = new Vocoder(this.#kernel);
  readonly #resampler = new Resampler(this.#kernel);

  /**
   * Makes the sound of an utterance.
   *
   * @yields At first a short piece with the marks, then the rest.
   */
  *render(rendering: Rendering): Generator<SpeechPiece, void> {
    const { marks } = rendering.cut;
    const gain = decibels(rendering.gainDb);
    let left = Math.round(marks.durationMs * SAMPLES_PER_MS);
    let piece = new Int16Array(Math.min(left, OPENING_MS * SAMPLES_PER_MS));
    let filled = 0;
    let isFirst = true;
    for (const block of withSilence(this.#sound(rendering), left)) {
      for (let rest = block; rest.length > 0 && left > 0;) {
        toPcm16(rest, gain, piece.subarray(filled));
        const count = Math.min(rest.length, piece.length - filled);
        rest = rest.subarray(count);
        filled += count;
        if (filled < piece.length) continue;
        left -= piece.length;
        yield isFirst ? { pcm: piece, marks } : { pcm: piece };
        isFirst = false;
        piece = new Int16Array(Math.min(left, PIECE_MS * SAMPLES_PER_MS));
        filled = 0;
      }
    }
  }

  /** The sound at 24 kHz, from the cut's start to the end of its sound. */
  *#sound(rendering: Rendering): Generator<Float32Array<ArrayBuffer>, void> {
    const { parameters, cut: { startMs, soundEndMs } } = rendering;
    // Flite may plan less than may be heard to die away.
    const endMs = Math.min(soundEndMs, (parameters.frames - 1) * FRAME_MS);
    const length = Math.max(0, Math.round((endMs - startMs) * SAMPLES_PER_MS));
    // What is late of the resampler, and what the first block holds of the time before the cut.
    let at = -DELAY.output - Math.round(startMs % FRAME_MS * SAMPLES_PER_MS);
    for (const block of this.#converted(rendering)) {
      const wanted = block.subarray(Math.max(0, -at), Math.max(0, length - at));
      fade(wanted, Math.max(0, at), length);
      if (wanted.length > 0) yield wanted;
      at += block.length;
    }
  }

  /** All blocks that the cut touches, and one of silence behind them, which brings out what is late. */
  *#converted(
    { parameters, cut: { startMs, soundEndMs }, brightnessDb }: Rendering,
  ): Generator<Float32Array<ArrayBuffer>, void> {
    const shelf = new HighShelf(brightnessDb, VOICE_HZ);
    const range = { from: Math.floor(startMs / FRAME_MS), to: Math.ceil(soundEndMs / FRAME_MS) };
    this.#resampler.reset();
    for (const samples of this.#vocoder.speak(parameters, range)) {
      shelf.apply(samples);
      yield this.#resampler.push();
    }
    yield this.#resampler.flush();
  }
}

/** Fills a sound up to a length with silence. */
function* withSilence(
  sound: Iterable<Float32Array<ArrayBuffer>>,
  length: number,
): Generator<Float32Array<ArrayBuffer>, void> {
  let left = length;
  for (const block of sound) {
    left -= block.length;
    yield block;
  }
  yield new Float32Array(Math.max(0, left));
}

/** Fades samples that begin at `at` in a sound of a length. */
function fade(samples: Float32Array, at: number, length: number): void {
  const [fadeIn, fadeOut] = [FADE_IN_MS * SAMPLES_PER_MS, FADE_OUT_MS * SAMPLES_PER_MS];
  if (at >= fadeIn && at + samples.length <= length - fadeOut) return;
  for (let i = 0; i < samples.length; i++) {
    const share = Math.min(1, (at + i) / fadeIn, (length - 1 - at - i) / fadeOut);
    samples[i] = (samples[i] ?? 0) * Math.max(0, share);
  }
}
