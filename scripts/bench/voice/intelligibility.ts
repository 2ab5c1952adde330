/**
 * Measures the intelligibility of the built-in voices with a speech recogniser.
 *
 * @module
 */
import { ResampleFilter } from "../../../src/adapters/kit/resample.ts";
import { floatsOf } from "../../../src/adapters/kit/samples.ts";
import { EMOTION_LABELS, type EmotionLabel } from "../../../src/contract/emotions.ts";
import { choiceOf, countOf, numberOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { openVoice, readSentences, speak, turnWith, VOICE_NAMES } from "../../lib/voice/voice.ts";

const HELP = `Measures the intelligibility of the built-in voices with a speech recogniser.

  deno task bench:intelligibility [--voice leo] [--emotion happy] [--takes 3] [--most 20]

  --voice NAME    one of them; may be given several times (default: all)
  --emotion NAME  how they feel (default: neutral)
  --takes N       how often the recogniser listens, each time with other pauses (default: 3)
  --most N        percent of errors that a take may have, else the exit code is 1 (default: 20)

The recogniser is pocketsphinx of Debian's packages pocketsphinx and pocketsphinx-en-us. Its word error rate does not
measure human understanding, but ranks voices. It varies by about three points with the silence between sentences.`;

const OPTIONS = {
  voice: { type: "string", multiple: true },
  emotion: { type: "string", default: "neutral" },
  takes: { type: "string", default: "3" },
  most: { type: "string", default: "20" },
} as const;

const RECOGNISER = "pocketsphinx_continuous";
const RECOGNISER_HZ = 16_000;

/** The silence between sentences in the first take, and its increase per take. */
const PAUSE_SAMPLES = 0.2 * RECOGNISER_HZ;
const LONGER_BY_SAMPLES = 0.12 * RECOGNISER_HZ;

/** The recogniser's text of a recording. */
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

/** Word insertions, deletions and substitutions between two texts (Levenshtein). */
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

async function speakAll(
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

async function hasRecogniser(): Promise<boolean> {
  try {
    await new Deno.Command(RECOGNISER, { args: ["-logfn", "/dev/null"], stdout: "null", stderr: "null" }).output();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function main(args: Values<typeof OPTIONS>): Promise<number> {
  const emotion = choiceOf("--emotion", args.emotion, EMOTION_LABELS);
  const voices = args.voice?.map((name) => choiceOf("--voice", name, VOICE_NAMES)) ?? VOICE_NAMES;
  const takes = countOf("--takes", args.takes);
  const most = numberOf("--most", args.most, [0, 100]);
  if (!await hasRecogniser()) {
    print(`skipped: ${RECOGNISER} is not installed (apt-get install pocketsphinx pocketsphinx-en-us)`);
    return 0;
  }
  const sentences = await readSentences();
  const said = sentences.flatMap(wordsOf);
  let isWithin = true;
  for (const voice of voices) {
    const spoken = await speakAll(sentences, voice, emotion);
    const rates: number[] = [];
    for (let take = 0; take < takes; take++) {
      rates.push(100 * wordErrors(said, await recognise(recordingOf(spoken, take))) / said.length);
    }
    const mean = rates.reduce((total, rate) => total + rate, 0) / takes;
    const worst = Math.max(...rates);
    isWithin &&= worst <= most;
    print(
      `${voice.padEnd(10)} ${emotion.padEnd(10)} word error rate ${mean.toFixed(1)} %, worst take ${
        worst.toFixed(1)
      } %`,
    );
  }
  return isWithin ? 0 : 1;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
