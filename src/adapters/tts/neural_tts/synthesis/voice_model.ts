/**
 * The voice model: phonemes to audio.
 *
 * @module
 */
import { LANES } from "../model/decoder.ts";
import { spreadDurations } from "../model/durations.ts";
import { Networks } from "../model/networks.ts";
import { type PieceSizes, type SpeechPlan, type SpeechReport, type VoiceModel } from "../model/types.ts";
import { Synthesizer } from "../signal/synthesizer.ts";

/** Maximum number of frames of a piece; the last of a sentence may be longer by the decoder's delay. */
const MAX_PIECE = 200;
/** Frames of spectra needed beyond a frame of audio to complete it. */
const OVERLAP = 2;

/**
 * Loads a model. It keeps no reference to the bytes.
 *
 * @param files ONNX files that together hold the networks of a hibari voice: its one file, or `text.onnx`, `prosody.onnx` and
 * `decoder.onnx`, the parts of that file.
 * @throws {OnnxError} If they hold something else. The message names the tensor that is missing or has the wrong shape.
 */
export function loadModel(files: readonly Uint8Array<ArrayBuffer>[]): VoiceModel {
  const networks = new Networks(files);
  const { decoder, space } = networks;
  const synthesizer = new Synthesizer(space, MAX_PIECE + decoder.reach + LANES);
  return {
    phonemes: networks.phonemes,
    memoryBytes: space.size,
    encode: (ids) => networks.encode(ids),
    prosody: (encoding, durations) => networks.prosody(encoding, durations),
    speak: (plan, sizes) => speak(networks, synthesizer, plan, sizes),
  };
}

function* speak(
  { decoder }: Networks,
  synthesizer: Synthesizer,
  plan: SpeechPlan,
  { first = 20, other = 40 }: PieceSizes = {},
): Generator<Int16Array<ArrayBuffer>, SpeechReport> {
  const spread = spreadDurations(plan.frames, plan.encoding.length);
  const frames = spread.length;
  check(plan, frames, [first, other]);
  const decoding = decoder.begin(
    { features: plan.encoding.soundFeatures, spread },
    { f0: plan.modelF0, energy: plan.energy },
  );
  const sound = synthesizer.begin(plan, { frames, tract: plan.tract, seed: plan.seed });
  const sink = (at: number, count: number) => synthesizer.add(sound, at, count);
  for (let end = first; sound.frames < frames; end += other) {
    const wanted = Math.min(frames, Math.ceil((end + OVERLAP) / LANES) * LANES);
    plan.prepare?.(Math.min(frames, wanted + decoder.reach));
    decoder.decode(decoding, wanted, sink);
    yield synthesizer.take();
  }
  return { limited: sound.limited };
}

/** Throws if a plan cannot be spoken. */
function check(plan: SpeechPlan, frames: number, sizes: number[]): void {
  for (const curve of ["modelF0", "sourceF0", "energy", "gainDb", "breath", "tiltDb"] as const) {
    if (plan[curve].length === frames) continue;
    throw new RangeError(`${curve} must have a value for each of ${frames} frames: received ${plan[curve].length}`);
  }
  if (!(plan.tract >= 0.5 && plan.tract <= 2)) {
    throw new RangeError(`tract must be from 0.5 to 2: received ${plan.tract}`);
  }
  for (const size of sizes) {
    if (Number.isInteger(size) && size >= 1 && size <= MAX_PIECE) continue;
    throw new RangeError(`A piece must have from 1 to ${MAX_PIECE} frames: received ${size}`);
  }
}
