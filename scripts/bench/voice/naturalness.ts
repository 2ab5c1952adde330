/**
 * Rates the naturalness of the built-in voices with DNSMOS, a network that predicts listeners' ratings.
 *
 * @module
 */
import { samplesOf } from "../../../src/contract/pcm.ts";
import type { TtsAdapter, TurnContext } from "../../../src/contract/adapter.ts";
import { EMOTION_LABELS } from "../../../src/contract/emotions.ts";
import { choiceOf, numberOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { openVoice, readSentences, speak, turnWith, VOICE_NAMES } from "../../lib/voice/voice.ts";
import { wavOf } from "../../lib/voice/wav.ts";

const HELP = `Rates the naturalness of the built-in voices with DNSMOS, a network that predicts listeners' ratings.

  deno task bench:naturalness [--voice leo] [--emotion happy] [--intensity 0.7] [--python PATH]

  --voice NAME    one of them; may be given several times (default: all)
  --emotion NAME  one of them; may be given several times (default: all)
  --intensity N   how strong the emotions are, 0..1 (default: 0.7)
  --python PATH   a Python with speechmos and librosa from PyPI (default: out/venv/bin/python); to make one:
                  python3 -m venv out/venv && out/venv/bin/pip install speechmos librosa

Prints P.808 (the overall rating of ITU-T P.808) and OVRL, 1..5, each the mean over 20 Harvard sentences. Use it to
rank voices, not as a substitute for listening.`;

const OPTIONS = {
  voice: { type: "string", multiple: true },
  emotion: { type: "string", multiple: true },
  intensity: { type: "string", default: "0.7" },
  python: { type: "string", default: "out/venv/bin/python" },
} as const;

const RATE = `
import glob, sys
import librosa
from speechmos import dnsmos
scores = [dnsmos.run(librosa.load(f, sr=16000)[0].clip(-1, 1), sr=16000) for f in sorted(glob.glob(sys.argv[1] + "/*.wav"))]
print(sum(s["p808_mos"] for s in scores) / len(scores), sum(s["ovrl_mos"] for s in scores) / len(scores))
`;

async function canRate(python: string): Promise<boolean> {
  try {
    const command = new Deno.Command(python, {
      args: ["-c", "import speechmos, librosa"],
      stdout: "null",
      stderr: "null",
    });
    return (await command.output()).success;
  } catch {
    return false;
  }
}

async function record(
  voice: TtsAdapter,
  sentences: readonly string[],
  context: TurnContext,
  folder: string,
): Promise<void> {
  for (const [index, sentence] of sentences.entries()) {
    const samples: number[] = [];
    for await (const part of speak(voice, [sentence], context)) {
      if (part.type === "audio") samples.push(...samplesOf(part.pcm));
    }
    await Deno.writeFile(`${folder}/${String(index).padStart(3, "0")}.wav`, wavOf(Int16Array.from(samples)));
  }
}

async function rate(python: string, folder: string): Promise<[p808: number, overall: number]> {
  const { success, stdout, stderr } = await new Deno.Command(python, { args: ["-c", RATE, folder] }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(`the rating failed: ${text.decode(stderr).slice(-500)}`);
  const [p808, overall] = text.decode(stdout).trim().split(/\s+/).map(Number);
  return [p808 ?? Number.NaN, overall ?? Number.NaN];
}

async function main(args: Values<typeof OPTIONS>): Promise<number> {
  const labels = args.emotion?.map((name) => choiceOf("--emotion", name, EMOTION_LABELS)) ?? EMOTION_LABELS;
  const voices = args.voice?.map((name) => choiceOf("--voice", name, VOICE_NAMES)) ?? VOICE_NAMES;
  const intensity = numberOf("--intensity", args.intensity, [0, 1]);
  if (!await canRate(args.python)) {
    print(`skipped: ${args.python} cannot import speechmos and librosa; --help says how to install them`);
    return 0;
  }
  const sentences = await readSentences();
  const adapter = await openVoice({ workers: 1 });
  try {
    print("voice      emotion     P.808   OVRL");
    for (const name of voices) {
      for (const label of labels) {
        const folder = await Deno.makeTempDir();
        try {
          const emotion = { label, intensity };
          await record(adapter, sentences, turnWith(name, { emotion }), folder);
          const [p808, overall] = await rate(args.python, folder);
          print(
            `${name.padEnd(10)} ${label.padEnd(10)} ${p808.toFixed(2).padStart(6)} ${overall.toFixed(2).padStart(6)}`,
          );
        } finally {
          await Deno.remove(folder, { recursive: true });
        }
      }
    }
  } finally {
    await adapter.close();
  }
  return 0;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
