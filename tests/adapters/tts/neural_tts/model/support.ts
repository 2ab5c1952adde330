import { Networks } from "../../../../../src/adapters/tts/neural_tts/model/networks.ts";
import { FRAMES_PER_DURATION, type SpeechPlan } from "../../../../../src/adapters/tts/neural_tts/model/types.ts";
import { loadModel } from "../../../../../src/adapters/tts/neural_tts/synthesis/voice_model.ts";

const MODEL = new URL("../../../../../src/adapters/tts/neural_tts/models/heart/", import.meta.url);

/** What onnxruntime makes of a sentence; `fixture.py` says how. */
export interface Fixture {
  readonly ids: number[];
  readonly durations: number[];
  /** The frames that there are spectra of. */
  readonly frames: number[];
  readonly parts: Record<
    "soundFeatures" | "prosodyFeatures" | "logDurations" | "f0" | "energy" | "spectra",
    Float32Array
  >;
}

/** The files of the model in the tree. */
export function modelFiles(): Uint8Array<ArrayBuffer>[] {
  return ["text", "prosody", "decoder"].map((name) => Deno.readFileSync(new URL(`${name}.onnx`, MODEL)));
}

/** The networks in the tree; tests of one file share them. */
export const networks = once(() => new Networks(modelFiles()));

/** The model in the tree; tests of one file share it. */
export const heart = once(() => loadModel(modelFiles()));

/** The fixture. */
export const fixture = once((): Fixture => {
  const { parts, ...about } = JSON.parse(Deno.readTextFileSync(new URL("fixture.json", import.meta.url)));
  const numbers = new Float32Array(Deno.readFileSync(new URL("fixture.f32", import.meta.url)).buffer);
  let at = 0;
  const cut = Object.entries<number>(parts).map(([name, size]) => [name, numbers.subarray(at, at += size)]);
  return { ...about, parts: Object.fromEntries(cut) };
});

/** A plan to speak the fixture's sentence as the model would. */
export function plainPlan(changes: Partial<SpeechPlan> = {}): SpeechPlan {
  const encoding = heart().encode(fixture().ids);
  const prosody = heart().prosody(encoding, fixture().durations);
  prosody.read(prosody.frames);
  const nothing = () => new Float32Array(prosody.frames);
  return {
    encoding,
    frames: fixture().durations.map((units) => units * FRAMES_PER_DURATION),
    modelF0: prosody.f0,
    sourceF0: prosody.f0,
    energy: prosody.energy,
    gainDb: nothing(),
    breath: nothing(),
    tiltDb: nothing(),
    tract: 1,
    seed: 1,
    ...changes,
  };
}

/** The samples of pieces, joined. */
export function join(pieces: Iterable<Int16Array>): Int16Array {
  return Int16Array.from([...pieces].flatMap((piece) => [...piece]));
}

/** How far numbers are from others: the root of the mean square, and the most. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): { rms: number; most: number } {
  let [sum, most] = [0, 0];
  for (let index = 0; index < expected.length; index++) {
    const off = Math.abs((actual[index] ?? NaN) - (expected[index] ?? NaN));
    if (!(off <= most)) most = off;
    sum += off * off;
  }
  return { rms: Math.sqrt(sum / expected.length), most };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
