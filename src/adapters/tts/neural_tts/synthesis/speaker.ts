/**
 * Synthesizes utterances piece by piece.
 *
 * @module
 */
import { UNVOICED_HZ, type VoiceModel } from "../model/types.ts";
import type { SpeechPiece, Utterance } from "../prosody/utterance.ts";
import { loadModel } from "./voice_model.ts";
import { FRAME_SAMPLES } from "../model/types.ts";
import { planCurves } from "./curves.ts";
import { FRAMES_PER_UNIT, heardBoundaries, type Pace, timePhonemes } from "./timing.ts";

/** Frames of the first piece: 250 ms. */
const FIRST_FRAMES = 20;
/** Frames of the others: 500 ms. */
const OTHER_FRAMES = 40;

/** An utterance begins in silence: its first sound rises in 4 ms, so that an "s" or a breath does not click. */
const ONSET_SAMPLES = 96;

/** A loaded model and its mean pitch. */
interface LoadedVoice {
  readonly model: VoiceModel;
  readonly middleHz: number;
}

/** See the module. */
export class Speaker {
  readonly #models: ReadonlyMap<string, LoadedVoice>;

  /**
   * @param models The files of each model, by its name.
   * @param calibration Phonemes, with 0 at both ends: a model's mean pitch is measured on these.
   * @throws {OnnxError} If a file is not a voice model.
   */
  constructor(models: Readonly<Record<string, readonly Uint8Array<ArrayBuffer>[]>>, calibration: ArrayLike<number>) {
    this.#models = new Map(
      Object.entries(models).map(([name, files]) => {
        const model = loadModel(files);
        return [name, { model, middleHz: middleOf(model, calibration) }];
      }),
    );
  }

  /** Memory used by the models, in bytes. */
  get memoryBytes(): number {
    return this.#models.values().reduce((total, { model }) => total + model.memoryBytes, 0);
  }

  /**
   * Synthesizes an utterance: each yielded value is a piece, the returned value is the last one.
   *
   * @throws {RangeError} If the model is unknown, or the utterance is too long for it.
   */
  *speak(utterance: Utterance): Generator<SpeechPiece, SpeechPiece> {
    const { voice, ids, seed } = utterance;
    const loaded = this.#models.get(voice.model);
    if (loaded === undefined) throw new RangeError(`The model "${voice.model}" has not been loaded`);
    const { model, middleHz } = loaded;
    const encoding = model.encode(ids);
    const timing = timePhonemes(encoding.logDurations, utterance.shapes, pacesOf(utterance));
    const prosody = model.prosody(encoding, timing.units);
    const curves = planCurves(utterance, timing, { prosody, middleHz });
    const plan = {
      ...curves,
      encoding,
      frames: timing.frames,
      tract: voice.formants,
      seed,
      prepare: (to: number) => curves.prepare(to),
    };
    const total = curves.energy.length * FRAME_SAMPLES;
    let boundariesMs: Float32Array<ArrayBuffer> | undefined = heardBoundaries(timing);
    let samples = 0;
    const pieces = model.speak(plan, { first: FIRST_FRAMES, other: OTHER_FRAMES });
    let next = pieces.next();
    while (!next.done) {
      const pcm = next.value;
      if (samples === 0) fadeIn(pcm);
      samples += pcm.length;
      const piece = { pcm, ...(boundariesMs === undefined ? {} : { boundariesMs }) };
      boundariesMs = undefined;
      if (samples < total) {
        yield piece;
        next = pieces.next();
        continue;
      }
      next = pieces.next();
      if (next.done) return { ...piece, limited: next.value.limited };
    }
    return { pcm: new Int16Array(), limited: next.value.limited };
  }
}

/** Lets a sound rise from silence. */
function fadeIn(pcm: Int16Array): void {
  const length = Math.min(ONSET_SAMPLES, pcm.length);
  for (let at = 0; at < length; at++) pcm[at] = Math.round((pcm[at] ?? 0) * Math.sin(Math.PI * at / (2 * length)) ** 2);
}

/** The paces of an utterance: one for each of its expressions. */
function pacesOf({ voice, expressions }: Utterance): Pace[] {
  return expressions.map(({ from, expression: { rate, pauses } }) => ({ from, rate: rate * voice.pace, pauses }));
}

/** The geometric mean of a model's pitch. */
function middleOf(model: VoiceModel, ids: ArrayLike<number>): number {
  const encoding = model.encode(ids);
  const units = Uint16Array.from(encoding.logDurations, (log) => Math.max(1, Math.round(Math.exp(log) - 1)));
  const prosody = model.prosody(encoding, units);
  prosody.read(units.reduce((total, count) => total + count, 0) * FRAMES_PER_UNIT);
  const voiced = prosody.f0.filter((hz) => hz > UNVOICED_HZ);
  return Math.exp(voiced.reduce((total, hz) => total + Math.log(hz), 0) / voiced.length);
}
