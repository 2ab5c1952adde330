/**
 * Writes speech of a text to a WAV file with the configured voice, or explains how a text is read.
 *
 * @module
 */
import process from "node:process";
import { createInterface } from "node:readline";
import { concat } from "../src/core/bytes.ts";
import { EMOTION_LABELS } from "../src/contract/emotions.ts";
import { BYTES_PER_SAMPLE, samplesOf, samplesToMs } from "../src/contract/pcm.ts";
import { explain } from "../src/reading/explain.ts";
import { openReadingData, readReadingFiles } from "../src/reading/data.ts";
import { createReader } from "../src/reading/reader.ts";
import { choiceOf, numberOf, runCommand, UsageError, type Values, warn } from "./lib/command.ts";
import { writeOutput } from "./lib/output_file.ts";
import { print } from "./lib/print.ts";
import { openConfiguredVoice, type SpokenAs } from "./lib/voice/configured_voice.ts";
import { wavOf } from "./lib/voice/wav.ts";

const HELP = `Speaks a text into a WAV file, as the service would say it.

  deno task speak "Hello, it is good to see you." -o hello.wav
  deno task speak --persona casual --emotion happy --intensity 0.8 < letter.txt
  echo '"Dr. Smith paid $3.50."' | deno task speak --explain

  -o, --out FILE      where to write it (default: out/speech.wav)
  --persona ID        who speaks (default: the configuration's)
  --voice NAME        a voice of the adapter in use, in place of the persona's
  --emotion LABEL     ${EMOTION_LABELS.join(", ")}
  --intensity N       how strong the emotion is, 0..1 (default: 0.7)
  --rate N            speaking rate, 0.25..4 (default: the persona's)
  --pitch N           pitch shift, -1..1 (default: the persona's)
  --profile NAME      the configuration's profile (default: TTH_PROFILE, else embedded)
  --explain           read JSON strings, one per line, from standard input; write one JSON object per line:
                      {"text", "words", "phonemes"}, the words as they are spoken

Without a text on the command line, it is read from standard input.
`;

const OPTIONS = {
  out: { type: "string", short: "o", default: "out/speech.wav" },
  persona: { type: "string" },
  voice: { type: "string" },
  emotion: { type: "string" },
  intensity: { type: "string", default: "0.7" },
  rate: { type: "string" },
  pitch: { type: "string" },
  profile: { type: "string" },
  explain: { type: "boolean", default: false },
} as const;

async function main(values: Values<typeof OPTIONS>, positionals: readonly string[]): Promise<void> {
  if (values.explain) return await explainLines();
  const text = positionals.length > 0 ? positionals.join(" ") : await new Response(Deno.stdin.readable).text();
  if (text.trim() === "") throw new UsageError("there is nothing to say: give a text, or see deno task speak --help");
  const label = values.emotion === undefined ? undefined : choiceOf("--emotion", values.emotion, EMOTION_LABELS);
  const character = {
    ...(values.rate !== undefined && { speech_rate: numberOf("--rate", values.rate, [0.25, 4]) }),
    ...(values.pitch !== undefined && { pitch_shift: numberOf("--pitch", values.pitch, [-1, 1]) }),
  };
  const intensity = numberOf("--intensity", values.intensity, [0, 1]);
  await speakTo(values.out, text, {
    profile: values.profile,
    personaId: values.persona,
    voice: values.voice,
    control: { character, ...(label !== undefined && { emotion: { label, intensity } }) },
  });
}

async function speakTo(out: string, text: string, as: SpokenAs): Promise<void> {
  await using voice = await openConfiguredVoice(as);
  const pieces: Uint8Array[] = [];
  let samples = 0;
  const began = performance.now();
  for await (const part of voice.speak(text)) {
    if (part.type !== "audio") continue;
    pieces.push(part.pcm);
    samples += part.pcm.length / BYTES_PER_SAMPLE;
    if (Deno.stderr.isTerminal()) warn(`\r${(samplesToMs(samples) / 1000).toFixed(1)} s of speech`);
  }
  if (Deno.stderr.isTerminal()) warn("\r\x1b[K");
  if (samples === 0) throw new UsageError(`${voice.name} can say nothing of this text`);
  await writeOutput(out, wavOf(samplesOf(concat(pieces))));
  const seconds = (performance.now() - began) / 1000;
  print(`${out}: ${(samplesToMs(samples) / 1000).toFixed(1)} s by ${voice.name}, made in ${seconds.toFixed(2)} s`);
}

async function explainLines(): Promise<void> {
  const reader = createReader(openReadingData(await readReadingFiles()));
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === "") continue;
    print(JSON.stringify(explain(reader.read(textOf(line, number)))));
  }
}

function textOf(line: string, number: number): string {
  try {
    const text: unknown = JSON.parse(line);
    if (typeof text === "string") return text;
  } catch {
    // Reported below, like any other non-string value.
  }
  throw new UsageError(`line ${number} is not a JSON string: write one string in double quotes per line`);
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS, allowPositionals: true }, main);
