/**
 * Makes the sound of an utterance, piece by piece.
 *
 * @module
 */
import { decibels, HighShelf, toPcm16 } from "./level.ts";
import type { Cut } from "./marks.ts";
import { OUTPUT_HZ, type SpeechPiece } from "./utterance.ts";
import { FRAME_MS, type SpeechParameters } from "./vocoder/parameters.ts";
import { DELAY, Resampler } from "./vocoder/resampler.ts";
import { blockSize, Vocoder } from "./vocoder/vocoder.ts";
import { createVoiceKernel, type VoiceKernel } from "./vocoder/voice_kernel.ts";

const SAMPLES_PER_MS = OUTPUT_HZ / 1000;

/** The first piece of an utterance lasts so long, in ms: it leaves while the others are made. */
const OPENING_MS = 250;

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
    const total = Math.round(marks.durationMs * SAMPLES_PER_MS);
    const first = Math.min(total, OPENING_MS * SAMPLES_PER_MS);
    const gain = decibels(rendering.gainDb);
    const opening = new Int16Array(first);
    const rest = new Int16Array(total - first);
    let at = 0;
    for (const block of this.#blocks(rendering)) {
      const early = Math.max(0, Math.min(block.length, first - at));
      if (early > 0) toPcm16(block.subarray(0, early), gain, opening.subarray(at));
      if (early < block.length) toPcm16(block.subarray(early), gain, rest.subarray(at + early - first));
      at += block.length;
      // From here on the piece belongs to whoever gets it.
      if (early > 0 && at >= first) yield { pcm: opening, marks };
    }
    // Silence is there already.
    if (at < first) yield { pcm: opening, marks };
    if (rest.length > 0) yield { pcm: rest };
  }

  /** The sound at 24 kHz, from the cut's start to the end of its sound. */
  *#blocks(rendering: Rendering): Generator<Float32Array<ArrayBuffer>, void> {
    const { startMs, soundEndMs } = rendering.cut;
    const length = Math.round((soundEndMs - startMs) * SAMPLES_PER_MS);
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
    const { voice } = parameters;
    const shelf = new HighShelf(brightnessDb, voice.sampleRate);
    const range = { from: Math.floor(startMs / FRAME_MS), to: Math.ceil(soundEndMs / FRAME_MS) };
    this.#resampler.reset();
    for (const samples of this.#vocoder.speak(parameters, range)) {
      shelf.apply(samples);
      yield this.#resampler.push(samples.length);
    }
    yield this.#resampler.flush(blockSize(voice));
  }
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
