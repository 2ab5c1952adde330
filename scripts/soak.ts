/**
 * Lets sessions speak for a long time, and checks that memory and latency do not grow.
 *
 * @module
 */
import { delay, systemClock } from "../src/contract/clock.ts";
import { countOf, numberOf, runCommand, type Values } from "./lib/command.ts";
import { generateLoad } from "./lib/peers/server.ts";
import { SERVICE } from "./lib/peers/systems.ts";
import { print } from "./lib/print.ts";
import { LagProbe } from "./lib/report/lag_probe.ts";
import { reasonOf } from "./lib/report/reason.ts";
import { slopeOf } from "./lib/report/slope.ts";
import { rssBytes } from "./lib/service_process.ts";

const HELP = `Lets sessions speak for a long time, and checks that memory and latency do not grow.

  deno task soak [--minutes 10] [--sessions 20]

  The verdict is "passed", with exit code 0, if
  - memory does not grow: its slope over the second half of the time is below 1 MB a minute;
  - nothing leaks: sessions of a second round, after all have left, take no more memory than those of the first;
  - the event loop is free: a message of another session is answered within 20 ms in 99 of 100 cases.

  Run it where nothing else runs, for ten minutes at least: in its first minutes the service still compiles, so that
  growth is not judged in less than five.`;

/** Most that memory may grow, MB a minute: about what a sample differs from the next one. */
const SLOPE_LIMIT = 1;

/** How much more memory the second round may take, as a share. */
const LEAK_SHARE = 0.15;

const LAG_LIMIT_MS = 20;

/** In its first minutes the service still compiles, and its memory grows. */
const LEAST_MINUTES = 5;

/** Interval of the samples of memory, ms. */
const SAMPLE_MS = 5000;

/** The second round is as short as this part of the first. */
const SECOND_ROUND = 0.2;

const JOIN_MS = 5000;

/** Memory of a process while work goes on: seconds, MB. */
async function sampleMemory(pid: number, work: Promise<unknown>): Promise<[number, number][]> {
  let isOver = false;
  const end = () => void (isOver = true);
  work.then(end, end);
  const samples: [number, number][] = [];
  const startedAt = performance.now();
  let minutes = 1;
  while (!isOver) {
    const seconds = (performance.now() - startedAt) / 1000;
    const megabytes = await rssBytes(pid) / 1e6;
    samples.push([seconds, megabytes]);
    if (seconds >= minutes * 60) print(`after ${minutes++} min: ${megabytes.toFixed(0)} MB`);
    await Promise.race([delay(systemClock, SAMPLE_MS), work.catch(() => {})]);
  }
  await work;
  return samples;
}

/** Runs the soak; returns what is wrong with the service. */
async function soak(minutes: number, sessions: number): Promise<string[]> {
  const server = await SERVICE.start();
  try {
    const { url, pid } = server;
    const spanMs = minutes * 60_000;
    const order = { url, pid, sessions, video: "frames", joinMs: JOIN_MS } as const;
    const probe = await LagProbe.start(url);
    const first = await sampleMemory(pid, generateLoad({ ...order, spanMs }));
    const lagMs = await probe.stop();
    const second = await sampleMemory(pid, generateLoad({ ...order, spanMs: spanMs * SECOND_ROUND }));
    const peak = (samples: [number, number][]) => Math.max(...samples.map(([, megabytes]) => megabytes));
    const slope = 60 * slopeOf(first.slice(Math.floor(first.length / 2)));
    print(`memory: ${peak(first).toFixed(0)} MB, ${slope.toFixed(2)} MB a minute; again ${peak(second).toFixed(0)} MB`);
    print(`event loop: p50 ${lagMs.p50.toFixed(1)} ms, p99 ${lagMs.p99.toFixed(1)} ms, max ${lagMs.max.toFixed(1)} ms`);
    const canJudgeSlope = minutes >= LEAST_MINUTES;
    if (!canJudgeSlope) print(`too short to judge whether memory grows: that takes ${LEAST_MINUTES} minutes`);
    return [
      ...(canJudgeSlope && slope > SLOPE_LIMIT ? [`memory grows by ${slope.toFixed(2)} MB a minute`] : []),
      ...(peak(second) > peak(first) * (1 + LEAK_SHARE) ? ["memory of the first sessions was not released"] : []),
      ...(lagMs.p99 > LAG_LIMIT_MS ? [`the event loop is late by ${lagMs.p99.toFixed(1)} ms (${machineLoad()})`] : []),
    ];
  } finally {
    await server.stop();
  }
}

/** Other work of the machine makes the event loop late. */
function machineLoad(): string {
  return `load of the machine ${Deno.loadavg()[0]?.toFixed(1)}, ${navigator.hardwareConcurrency} processors`;
}

const OPTIONS = {
  minutes: { type: "string", default: "10" },
  sessions: { type: "string", default: "20" },
} as const;

async function main({ minutes, sessions }: Values<typeof OPTIONS>): Promise<number> {
  const faults = await soak(numberOf("--minutes", minutes, [0.1, Infinity]), countOf("--sessions", sessions))
    .catch((error: unknown) => [`the sessions were aborted: ${reasonOf(error)}`]);
  print(faults.length === 0 ? "passed" : `failed: ${faults.join("; ")}`);
  return faults.length === 0 ? 0 : 1;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
