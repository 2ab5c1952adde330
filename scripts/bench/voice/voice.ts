/**
 * Measures the built-in voice: time to first audio for short and long first sentences, CPU time per second of speech,
 * many concurrent sessions, memory over many utterances.
 *
 * @module
 */
import type { TtsAdapter } from "../../../src/contract/adapter.ts";
import { processorMs } from "../../../src/pipeline/load/load_meter.ts";
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { quantiles } from "../../lib/report/quantiles.ts";
import { LONG_SENTENCE } from "../../lib/voice/long_sentence.ts";
import { openVoice, readSentences, speak, turnWith, VOICE_NAMES } from "../../lib/voice/voice.ts";

const OPENINGS = [
  "Hello there!",
  "Sure, I can help you with that.",
  "That is a very good question.",
  "The birch canoe slid on the smooth planks.",
  "It is easy to tell the depth of a well.",
  "Let me think about what you said for a moment.",
] as const;

const ROUNDS = 8;
const MS_PER_BYTE = 1 / 48;

interface Timing {
  readonly firstAudioMs: number;
  readonly totalMs: number;
  readonly audioMs: number;
}

async function time(voice: TtsAdapter, texts: readonly string[], voiceName: string, session?: string): Promise<Timing> {
  const startMs = performance.now();
  let firstAudioMs: number | undefined;
  let audioMs = 0;
  for await (const part of speak(voice, texts, turnWith(voiceName, {}, session))) {
    if (part.type !== "audio") continue;
    firstAudioMs ??= performance.now() - startMs;
    audioMs += part.pcm.length * MS_PER_BYTE;
  }
  return { firstAudioMs: firstAudioMs ?? 0, totalMs: performance.now() - startMs, audioMs };
}

function megabytes(): string {
  return (Deno.memoryUsage().rss / 2 ** 20).toFixed(0);
}

async function benchLatency(voice: TtsAdapter): Promise<void> {
  print("voice       first audio, ms       300 chars   processor ms");
  print("            median      p95          median   per s of speech");
  for (const name of VOICE_NAMES) {
    const timings: Timing[] = [];
    const long: number[] = [];
    const beforeMs = processorMs();
    for (let round = 0; round < ROUNDS; round++) {
      for (const text of OPENINGS) timings.push(await time(voice, [text], name));
    }
    const busyMs = processorMs() - beforeMs;
    for (let round = 0; round < ROUNDS; round++) long.push((await time(voice, [LONG_SENTENCE], name)).firstAudioMs);
    const { p50, p95 } = quantiles(timings.map(({ firstAudioMs }) => firstAudioMs));
    const heardMs = timings.reduce((sum, { audioMs }) => sum + audioMs, 0);
    const columns = [p50, p95, quantiles(long).p50, busyMs / heardMs * 1000];
    print(name.padEnd(10) + columns.map((value) => value.toFixed(1).padStart(12)).join(""));
  }
}

async function benchSessions(voice: TtsAdapter, sessions: number): Promise<void> {
  const sentences = await readSentences();
  const startMs = performance.now();
  const timings = await Promise.all(
    Array.from(
      { length: sessions },
      (_, index) =>
        time(voice, sentences.slice(0, 4), VOICE_NAMES[index % VOICE_NAMES.length] ?? "ava", `session ${index}`),
    ),
  );
  const heard = timings.reduce((sum, { audioMs }) => sum + audioMs, 0);
  const first = quantiles(timings.map(({ firstAudioMs }) => firstAudioMs));
  print(
    `${sessions} sessions at once: first audio median ${first.p50.toFixed(0)} ms, ` +
      `max ${first.max.toFixed(0)} ms, ` +
      `together ${(heard / (performance.now() - startMs)).toFixed(1)} times faster than real time`,
  );
}

async function benchMemory(voice: TtsAdapter, utterances: number): Promise<void> {
  const sentences = await readSentences();
  for (let done = 0; done <= utterances; done++) {
    if (done % Math.ceil(utterances / 5) === 0) print(`after ${done} utterances: ${megabytes()} MB resident`);
    const text = sentences[done % sentences.length] ?? "";
    await time(voice, [text], VOICE_NAMES[done % VOICE_NAMES.length] ?? "ava");
  }
}

const HELP =
  `Measures the built-in voice: time to first audio for short and long first sentences, processor time per second
of speech, many concurrent sessions, and memory over many utterances.

  deno task bench:voice [--utterances 1000] [--sessions 8]

  --utterances N  how many are spoken while memory is watched
  --sessions N    how many speak concurrently`;

const OPTIONS = {
  utterances: { type: "string", default: "1000" },
  sessions: { type: "string", default: "8" },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const [utterances, sessions] = [countOf("--utterances", values.utterances), countOf("--sessions", values.sessions)];
  print(`before: ${megabytes()} MB resident`);
  const startMs = performance.now();
  const voice = await openVoice();
  print(`loaded and warm after ${(performance.now() - startMs).toFixed(0)} ms, ${megabytes()} MB resident`);
  try {
    await benchLatency(voice);
    await benchSessions(voice, sessions);
    await benchMemory(voice, utterances);
  } finally {
    await voice.close();
  }
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
