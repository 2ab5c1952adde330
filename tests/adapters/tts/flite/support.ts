/** What the tests of Flite share. */
import assert from "node:assert/strict";
import { resolveControl } from "../../../../src/control/mapper.ts";
import type { PartialControl } from "../../../../src/contract/controls.ts";
import { trackPitch } from "./pitch.ts";
import { loadFliteModule } from "../../../../src/adapters/tts/flite/load_module.ts";
import { prosodyOf } from "../../../../src/adapters/tts/flite/prosody.ts";
import { Synthesizer } from "../../../../src/adapters/tts/flite/synthesizer.ts";
import { toSpokenTokens } from "../../../../src/adapters/tts/flite/text/front_end.ts";
import { type Marks, OUTPUT_HZ } from "../../../../src/adapters/tts/flite/utterance.ts";
import { FliteVm } from "../../../../src/adapters/tts/flite/vm.ts";
import type { VoiceName } from "../../../../src/adapters/tts/flite/voices.ts";
import { ava } from "../../support.ts";

/** Sentences with all the sounds of English (IEEE Recommended Practice for Speech Quality Measurements, 1969). */
export const HARVARD = [
  "The birch canoe slid on the smooth planks.",
  "It is easy to tell the depth of a well.",
  "Four hours of steady work faced us.",
  "Help the woman get back to her feet.",
  "The salt breeze came across from the sea.",
] as const;

export async function createSynthesizer(): Promise<Synthesizer> {
  return new Synthesizer(new FliteVm(await loadFliteModule()));
}

/** Speech of one utterance. */
export interface Speech extends Marks {
  /** 16-bit mono samples at 24 kHz. */
  readonly pcm: Int16Array<ArrayBuffer>;
}

/** Speaks a text as one utterance. */
export function say(
  synthesizer: Synthesizer,
  text: string,
  { voice = "rms", control = {} }: { voice?: VoiceName; control?: PartialControl } = {},
): Speech {
  const prosody = prosodyOf(resolveControl({ turn: control, persona: ava, personaId: ava.id }));
  const tokens = toSpokenTokens(text);
  const pieces = [...synthesizer.speak({ tokens, voice, prosody })];
  const marks = pieces[0]?.marks;
  assert.ok(marks, "the first piece bears the marks");
  return { ...marks, pcm: Int16Array.from(pieces.flatMap(({ pcm }) => [...pcm])) };
}

/** What a listener would measure of speech. */
export interface Measured {
  /** Time from the first sound to the last, in ms. */
  readonly durationMs: number;
  readonly medianHz: number;
  /** Distance of the 10th and 90th percentile of the pitch, in semitones. */
  readonly rangeSt: number;
  /** Level of the sounds, in dB below full scale. */
  readonly levelDb: number;
}

/** Measures speech whose pitch is expected within a factor of some frequency. */
export function measure({ pcm, phones }: Pick<Speech, "pcm" | "phones">, aroundHz: number, factor = 1.7): Measured {
  const samples = Float32Array.from(pcm, (sample) => sample / 32768);
  const sounds = phones.filter(({ phone }) => phone !== "pau");
  const at = (ms: number) => Math.round(ms * OUTPUT_HZ / 1000);
  const power = sounds.map(({ startMs, endMs }) =>
    samples.subarray(at(startMs), at(endMs)).reduce((sum, sample) => sum + sample ** 2, 0)
  ).reduce((sum, part) => sum + part, 0);
  const soundMs = sounds.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const pitches = [
    ...trackPitch(samples, { sampleRate: OUTPUT_HZ, minHz: aroundHz / factor, maxHz: aroundHz * factor }),
  ]
    .filter((pitch) => pitch > 0).sort((a, b) => a - b);
  const percentile = (share: number) => pitches[Math.floor(share * pitches.length)] ?? 0;
  return {
    durationMs: (sounds.at(-1)?.endMs ?? 0) - (sounds[0]?.startMs ?? 0),
    medianHz: percentile(0.5),
    rangeSt: 12 * Math.log2(percentile(0.9) / percentile(0.1)),
    levelDb: 10 * Math.log10(power / at(soundMs)),
  };
}
