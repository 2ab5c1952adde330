/**
 * What Flite has decided about an utterance when its vocoder would begin: read out of its memory.
 *
 * The layouts are those of `cst_track` and `cst_cg_db` in Flite 2.2, with 32-bit pointers.
 *
 * @module
 */

/** A frame of speech is this long, in ms. */
export const FRAME_MS = 5;

/** Samples a second that voices speak with. */
export const VOICE_HZ = 16_000;

/** What is the same in all that a voice speaks. */
export interface VoiceFilters {
  /** Samples a second. */
  readonly sampleRate: number;
  /** Warping of the frequency axis of the mel-cepstra. */
  readonly alpha: number;
  /** How much the formants are sharpened; 0 for not at all. */
  readonly beta: number;
  /** Level, as a factor. */
  readonly gain: number;
  /** The impulse responses of the filters that divide the excitation into bands, from the lowest band to the highest. */
  readonly bands: readonly Float64Array[];
}

/** An utterance in frames of {@linkcode FRAME_MS}. */
export interface SpeechParameters {
  readonly frames: number;
  /** Pitch in Hz; 0 where a frame is unvoiced. */
  readonly pitchHz: Float32Array;
  /** `order` mel-cepstral coefficients a frame, from the zeroth one on. */
  readonly cepstra: Float32Array;
  readonly order: number;
  /** How much of each band is pulse and not noise, 0..1: as many values a frame as the voice has bands. */
  readonly strengths: Float32Array;
  readonly voice: VoiceFilters;
}

/** The addresses of what Flite hands to its vocoder. */
export interface VocoderArguments {
  /** A `cst_track` of pitch and mel-cepstra. */
  readonly parameters: number;
  /** A `cst_track` of strengths. */
  readonly strengths: number;
  /** The voice's `cst_cg_db`. */
  readonly voice: number;
}

/**
 * Copies an utterance out of Flite's memory.
 *
 * @throws {RangeError} When the voice does not mix its excitation, as all but the oldest ones do.
 */
export function readParameters(
  memory: ArrayBuffer,
  { parameters, strengths, voice }: VocoderArguments,
): SpeechParameters {
  if (strengths === 0) throw new RangeError("Cannot speak with a voice that does not say how voiced its frames are");
  const view = new DataView(memory);
  const filters = readVoice(view, voice);
  const spectra = readTrack(view, parameters);
  const mix = readTrack(view, strengths);
  const order = spectra.channels - 1;
  const bands = filters.bands.length;
  const cepstra = new Float32Array(spectra.frames.length * order);
  const mixed = new Float32Array(spectra.frames.length * bands);
  for (const [frame, values] of spectra.frames.entries()) {
    cepstra.set(values.subarray(1), frame * order);
    mixed.set(mix.frames[frame]?.subarray(0, bands) ?? [], frame * bands);
  }
  return {
    frames: spectra.frames.length,
    pitchHz: Float32Array.from(spectra.frames, ([pitchHz = 0]) => pitchHz),
    cepstra,
    order,
    strengths: mixed,
    voice: filters,
  };
}

/** `cst_track`: type, num_frames, num_channels, times, frames. */
function readTrack(view: DataView, at: number): { channels: number; frames: Float32Array[] } {
  const channels = view.getInt32(at + 8, true);
  const rows = view.getUint32(at + 16, true);
  const frames = Array.from({ length: view.getInt32(at + 4, true) }, (_, frame) => {
    return new Float32Array(view.buffer, view.getUint32(rows + 4 * frame, true), channels);
  });
  return { channels, frames };
}

/** What the vocoder reads of `cst_cg_db`. */
function readVoice(view: DataView, at: number): VoiceFilters {
  const taps = view.getInt32(at + 140, true);
  const rows = view.getUint32(at + 144, true);
  return {
    sampleRate: view.getInt32(at + 12, true),
    alpha: view.getFloat32(at + 120, true),
    beta: view.getFloat32(at + 124, true),
    gain: view.getFloat32(at + 152, true) || 1,
    bands: Array.from({ length: view.getInt32(at + 136, true) }, (_, band) => {
      return new Float64Array(view.buffer, view.getUint32(rows + 4 * band, true), taps).slice();
    }),
  };
}
