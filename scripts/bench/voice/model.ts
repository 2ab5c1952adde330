/**
 * Measures the cost of each part of the neural voice's model.
 *
 * @module
 */
import { spreadDurations } from "../../../src/adapters/tts/neural_tts/model/durations.ts";
import { Networks } from "../../../src/adapters/tts/neural_tts/model/networks.ts";
import { FRAMES_PER_DURATION } from "../../../src/adapters/tts/neural_tts/model/types.ts";
import { type SoundCurves, Synthesizer } from "../../../src/adapters/tts/neural_tts/signal/synthesizer.ts";
import { loadModel } from "../../../src/adapters/tts/neural_tts/synthesis/voice_model.ts";
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";

const HELP = `Measures the cost of each part of the neural voice's model.

  deno run -P=scripts scripts/bench/voice/model.ts [--rounds 100]

  --rounds N  the smallest of N times is reported, which is the least disturbed by other processes`;

const OPTIONS = { rounds: { type: "string", default: "100" } } as const;

const HEART = new URL("../../../src/adapters/tts/neural_tts/models/heart/", import.meta.url);

/** Phonemes of "It is easy to tell the depth of a well." */
const SHORT = "ɪt ɪz ˈizi tə tˈɛl ðə dˈɛpθ ʌv ɐ wˈɛl.";

/** Costs of a model, in ms. */
export interface ModelCost {
  /** Number of encoded phonemes. */
  readonly phonemes: number;
  /** Their duration as spoken by the model, in s. */
  readonly seconds: number;
  readonly encodeMs: number;
  /** Pitch and energy of all. */
  readonly prosodyMs: number;
  /** Spectra of all. */
  readonly decodeMs: number;
  /** Sound of all, from existing spectra. */
  readonly signalMs: number;
  /** The same with shifted pitch and vocal tract. */
  readonly movedSignalMs: number;
  /** From the phonemes to the first piece of sound. */
  readonly firstPieceMs: number;
}

/** Frames decoded per step. */
const STEP = 40;

/**
 * Measures a model.
 *
 * @param files Its ONNX files.
 * @param ids Phonemes, with 0 at both ends.
 */
function measureModel(files: Uint8Array<ArrayBuffer>[], ids: readonly number[], rounds = 100): ModelCost {
  const networks = new Networks(files);
  const encoding = networks.encode(ids);
  const durations = Array.from(encoding.logDurations, (value) => Math.max(1, Math.round(Math.exp(value) - 1)));
  const frameCounts = durations.map((units) => units * FRAMES_PER_DURATION);
  const spread = spreadDurations(frameCounts, ids.length);
  const prosody = networks.prosody(encoding, durations);
  prosody.read(spread.length);
  const { f0, energy } = prosody;
  const none = new Float32Array(spread.length);
  const curves = { energy, modelF0: f0, gainDb: none, breath: none, tiltDb: none };
  const rest = { features: encoding.soundFeatures, spread, rounds };
  const plain = measureSound(networks, { ...rest, curves: { ...curves, sourceF0: f0 }, tract: 1 });
  const moved = measureSound(networks, {
    ...rest,
    curves: { ...curves, sourceF0: f0.map((hz) => hz * 0.6) },
    tract: 0.87,
  });
  const model = loadModel(files);
  return {
    phonemes: ids.length,
    seconds: spread.length / 80,
    encodeMs: least(rounds, () => networks.encode(ids)),
    prosodyMs: least(rounds, () => networks.prosody(encoding, durations).read(spread.length)),
    decodeMs: plain.decodeMs,
    signalMs: plain.signalMs,
    movedSignalMs: moved.signalMs,
    firstPieceMs: least(rounds, () => {
      const encoded = model.encode(ids);
      const read = model.prosody(encoded, durations);
      const pitch = { modelF0: read.f0, sourceF0: read.f0, energy: read.energy };
      const plan = { ...curves, ...pitch, encoding: encoded, frames: frameCounts, tract: 1, seed: 1 };
      model.speak({ ...plan, prepare: (to) => read.read(to) }).next();
    }),
  };
}

/** Measures spectra and sound separately, with the best time of each step. */
function measureSound(
  { decoder, space }: Networks,
  { features, spread, curves, tract, rounds }: {
    features: Float32Array;
    spread: Uint16Array;
    curves: SoundCurves & { energy: Float32Array };
    tract: number;
    rounds: number;
  },
): { decodeMs: number; signalMs: number } {
  const frames = spread.length;
  const synthesizer = new Synthesizer(space, frames + STEP);
  const best = Array.from({ length: Math.ceil(frames / STEP) }, () => ({ decodeMs: Infinity, signalMs: Infinity }));
  for (let round = 0; round < 2 * rounds; round++) {
    const sound = synthesizer.begin(curves, { frames, tract, seed: 1 });
    const decoding = decoder.begin({ features, spread }, { f0: curves.modelF0, energy: curves.energy });
    for (const [step, times] of best.entries()) {
      let signalMs = 0;
      const startMs = performance.now();
      decoder.decode(decoding, Math.min(frames, (step + 1) * STEP), (at, count) => {
        const beforeMs = performance.now();
        synthesizer.add(sound, at, count);
        signalMs += performance.now() - beforeMs;
      });
      times.decodeMs = Math.min(times.decodeMs, performance.now() - startMs - signalMs);
      times.signalMs = Math.min(times.signalMs, signalMs);
    }
    synthesizer.take();
  }
  return {
    decodeMs: best.reduce((sum, { decodeMs }) => sum + decodeMs, 0),
    signalMs: best.reduce((sum, { signalMs }) => sum + signalMs, 0),
  };
}

/** The minimum of many runs, in ms, after the same number of warm-up runs. */
function least(rounds: number, run: () => void): number {
  let best = Infinity;
  for (let round = 0; round < 2 * rounds; round++) {
    const startMs = performance.now();
    run();
    if (round >= rounds) best = Math.min(best, performance.now() - startMs);
  }
  return best;
}

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const rounds = countOf("--rounds", values.rounds);
  const files = await Promise.all(
    ["text", "prosody", "decoder"].map((name) => Deno.readFile(new URL(`${name}.onnx`, HEART))),
  );
  const vocabulary: Record<string, number> = JSON.parse(await Deno.readTextFile(new URL("vocab.json", HEART)));
  const short = [...SHORT].map((phoneme) => vocabulary[phoneme] ?? 0);
  for (const count of [1, 2, 7]) {
    const ids = [0, ...Array.from({ length: count }, () => short).flat(), 0];
    const cost = measureModel(files, ids, rounds);
    const perSecond = (ms: number) => `${(ms / cost.seconds).toFixed(2)} ms`;
    print(`${cost.phonemes} phonemes, ${cost.seconds.toFixed(2)} s of speech; for each second:`);
    print(
      `  text ${perSecond(cost.encodeMs)}, prosody ${perSecond(cost.prosodyMs)}, decoder ${perSecond(cost.decodeMs)}`,
    );
    print(`  signal ${perSecond(cost.signalMs)}, with pitch and vocal tract moved ${perSecond(cost.movedSignalMs)}`);
    print(`  text in all ${cost.encodeMs.toFixed(2)} ms, first piece after ${cost.firstPieceMs.toFixed(2)} ms`);
  }
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
