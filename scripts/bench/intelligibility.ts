/**
 * Asks a speech recogniser how well the built-in voice can be understood, next to Flite as it comes.
 *
 *     deno task bench:intelligibility [--voice rms] [--emotion happy] [--takes 5] [--max-loss 3]
 *
 * The recogniser is pocketsphinx of Debian's packages `pocketsphinx` and `pocketsphinx-en-us`. Its word error rate is
 * no measure of what people understand, but it ranks. It is a matter of luck by some three points: the same sentences
 * with longer silences between them give another rate, so the mean of several takes is compared. Exits with 1 when our voice is more than `--max-loss` percentage
 * points worse than Flite's own.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { ResampleFilter } from "../../src/adapters/kit/resample.ts";
import { floatsOf } from "../../src/adapters/kit/samples.ts";
import { loadFliteModule } from "../../src/adapters/tts/flite/load_module.ts";
import { VOICE_NAMES } from "../../src/adapters/tts/flite/voices.ts";
import { FliteVm } from "../../src/adapters/tts/flite/vm.ts";
import { Vocoder } from "../../src/adapters/tts/flite/vocoder/vocoder.ts";
import { createVoiceKernel } from "../../src/adapters/tts/flite/vocoder/voice_kernel.ts";
import { EMOTION_LABELS, type EmotionLabel } from "../../src/contract/emotions.ts";
import { print } from "../lib/print.ts";
import { openVoice, readSentences, speak, turnWith } from "../lib/voice/voice.ts";

const RECOGNISER = "pocketsphinx_continuous";
const RECOGNISER_HZ = 16_000;

/** The silence between sentences in the first take, and how much longer it is in each further one. */
const PAUSE_SAMPLES = 0.2 * RECOGNISER_HZ;
const LONGER_BY_SAMPLES = 0.12 * RECOGNISER_HZ;

/** The text of a recording, as the recogniser hears it. */
async function recognise(samples: Int16Array<ArrayBuffer>): Promise<string[]> {
  const path = await Deno.makeTempFile({ suffix: ".raw" });
  try {
    await Deno.writeFile(path, new Uint8Array(samples.buffer));
    const args = ["-infile", path, "-logfn", "/dev/null"];
    const { success, stdout, stderr } = await new Deno.Command(RECOGNISER, { args }).output();
    const decoder = new TextDecoder();
    if (!success) throw new Error(`${RECOGNISER} failed: ${decoder.decode(stderr).slice(-500)}`);
    return wordsOf(decoder.decode(stdout));
  } finally {
    await Deno.remove(path);
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().replace(/[^a-z' ]/g, " ").split(/\s+/).filter((word) => word !== "");
}

/** Words that have to be put in, taken out or replaced to make one text of another (Levenshtein). */
function wordErrors(said: readonly string[], heard: readonly string[]): number {
  let previous = Array.from({ length: heard.length + 1 }, (_, index) => index);
  for (const [i, word] of said.entries()) {
    const row = [i + 1];
    for (const [j, other] of heard.entries()) {
      const replaced = (previous[j] ?? 0) + (word === other ? 0 : 1);
      row.push(Math.min(replaced, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    previous = row;
  }
  return previous.at(-1) ?? 0;
}

/** Sentences with silence around each, so that the recogniser finds where they begin and end. */
function recordingOf(sentences: readonly Float32Array[], take: number): Int16Array<ArrayBuffer> {
  const pause = PAUSE_SAMPLES + take * LONGER_BY_SAMPLES;
  const length = sentences.reduce((sum, { length }) => sum + length + pause, pause);
  const recording = new Int16Array(length);
  let at = pause;
  for (const sentence of sentences) {
    recording.set(Int16Array.from(sentence, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32767)), at);
    at += sentence.length + pause;
  }
  return recording;
}

async function speakOurs(
  sentences: readonly string[],
  voiceName: string,
  label: EmotionLabel,
): Promise<Float32Array[]> {
  const context = turnWith(voiceName, { emotion: { label, intensity: 1 } });
  const voice = await openVoice({ workers: 1 });
  const toRecogniser = new ResampleFilter(24_000, RECOGNISER_HZ);
  try {
    const spoken: Float32Array[] = [];
    for (const sentence of sentences) {
      const resampler = toRecogniser.start();
      const pieces: number[] = [];
      for await (const part of speak(voice, [sentence], context)) {
        if (part.type === "audio") pieces.push(...resampler.push(floatsOf(part.pcm)));
      }
      spoken.push(Float32Array.from([...pieces, ...resampler.end()]));
    }
    return spoken;
  } finally {
    await voice.close();
  }
}

/** As Flite plans it, with nothing changed: its own vocoder makes the same samples to within one of its steps. */
async function speakRaw(sentences: readonly string[], voiceName: string): Promise<Float32Array[]> {
  const vm = new FliteVm(await loadFliteModule());
  const vocoder = new Vocoder(createVoiceKernel());
  return sentences.map((text) => {
    const { parameters } = vm.run(["-voice", voiceName, "-t", text, "-o", "none"]);
    if (parameters === undefined) throw new Error(`Flite had nothing to say for "${text}"`);
    return Float32Array.from(vocoder.speak(parameters).flatMap((block) => [...block]));
  });
}

async function hasRecogniser(): Promise<boolean> {
  try {
    await new Deno.Command(RECOGNISER, { args: ["-logfn", "/dev/null"], stdout: "null", stderr: "null" }).output();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function main(): Promise<number> {
  const { values: args } = parseArgs({
    args: Deno.args,
    options: {
      voice: { type: "string", multiple: true },
      emotion: { type: "string", default: "neutral" },
      takes: { type: "string", default: "5" },
      "max-loss": { type: "string", default: "3" },
    },
  });
  const emotion = EMOTION_LABELS.find((label) => label === args.emotion);
  if (emotion === undefined) {
    print(`--emotion ${args.emotion} is unknown; it is one of ${EMOTION_LABELS.join(", ")}`);
    return 2;
  }
  if (!await hasRecogniser()) {
    print(`skipped: ${RECOGNISER} is not installed (apt-get install pocketsphinx pocketsphinx-en-us)`);
    return 0;
  }
  const sentences = await readSentences();
  const said = sentences.flatMap(wordsOf);
  const takes = Number(args.takes);
  let worstLoss = 0;
  for (const voice of args.voice ?? VOICE_NAMES) {
    const rate = async (spoken: readonly Float32Array[]) => {
      let errors = 0;
      for (let take = 0; take < takes; take++) errors += wordErrors(said, await recognise(recordingOf(spoken, take)));
      return 100 * errors / (said.length * takes);
    };
    const raw = await rate(await speakRaw(sentences, voice));
    const ours = await rate(await speakOurs(sentences, voice, emotion));
    worstLoss = Math.max(worstLoss, ours - raw);
    print(`${voice}: word error rate of raw Flite ${raw.toFixed(1)} %, of flite_tts, ${emotion}, ${ours.toFixed(1)} %`);
  }
  const maxLoss = Number(args["max-loss"]);
  if (worstLoss <= maxLoss) return 0;
  print(`flite_tts is understood worse than raw Flite by ${worstLoss.toFixed(1)} points; ${maxLoss} are allowed`);
  return 1;
}

Deno.exitCode = await main();
