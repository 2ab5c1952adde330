/**
 * Measures what happens when more people come than the machine can serve.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import type { CreateSession } from "../../../src/contract/protocol/http.ts";
import { Listener, Refused } from "../../lib/load/listener.ts";
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import {
  cpuMs,
  processorTimes,
  type ServiceProcess,
  startServiceProcess,
  untilReady,
} from "../../lib/service_process.ts";

const HELP = `Asks a service for more sessions than it can serve, and prints what each client got, and whether its voice
stalled. The clients run in this process and take processor time too; so may other programs, which is printed.

  deno task bench:admission [--seconds 20] [--profile embedded] [--only 50x256/25,20x1024/60,50xaudio]`;

/** The sessions begin over this time, ms. */
const JOIN_MS = 12_000;

/** Time for the service to settle, ms. */
const SETTLE_MS = 5000;

/** One crowd. */
interface Crowd {
  readonly name: string;
  readonly sessions: number;
  readonly video: NonNullable<CreateSession["video"]>;
}

/** `50x256/25`: 50 sessions of 256 px at 25 frames a second; `50xaudio`: 50 without video. */
function crowdOf(name: string): Crowd {
  const [, sessions = "", side, fps] = /^(\d+)x(?:(\d+)\/(\d+)|audio)$/.exec(name) ?? [];
  if (sessions === "") throw new Error(`${name} is no crowd; write 50x256/25 or 50xaudio`);
  const video = side === undefined
    ? { mode: "none" as const }
    : { mode: "frames" as const, width: Number(side), height: Number(side), fps: Number(fps) };
  return { name, sessions: Number(sessions), video };
}

async function measure({ name, sessions, video }: Crowd, profile: string, seconds: number): Promise<void> {
  const sentences = (await Deno.readTextFile(new URL("../voice/harvard_sentences.txt", import.meta.url))).trim().split(
    "\n",
  );
  const env = { TTH_LOG_LEVEL: "info", TTH_ADMISSION__ENABLED: "true" };
  const service = await startServiceProcess({ profile, env });
  try {
    await untilMeasured(service.url);
    print(`${name}: ${costsIn(service.log())}`);
    const listeners: Listener[] = [];
    const refused: Refused[] = [];
    const listening: Promise<void>[] = [];
    for (let i = 0; i < sessions; i++) {
      const textOf = (turn: number) =>
        [0, 1, 2].map((k) => sentences[(i * 7 + turn * 3 + k) % sentences.length]).join(" ");
      try {
        const listener = await Listener.open({ url: service.url, body: { video }, textOf });
        listeners.push(listener);
        listening.push(listener.listen());
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refused.push(error);
      }
      await delay(systemClock, JOIN_MS / sessions);
    }
    await delay(systemClock, SETTLE_MS);
    for (const listener of listeners) listener.reset();
    const load = await loadDuring(service, seconds);
    for (const listener of listeners) listener.stop();
    await Promise.all(listening);
    report({ listeners, refused, load, seconds });
  } finally {
    await service.stop();
  }
}

/** The costs that the service measured, ms, as it logged them. */
function costsIn(log: string): string {
  const cost = (field: string) => `${field} ${new RegExp(`"${field}":([\\d.]+)`).exec(log)?.[1] ?? "unknown"}`;
  return `costs: ${["voice_ms", "picture_ms", "megapixel_ms", "pose_ms"].map(cost).join(", ")}`;
}

async function untilMeasured(url: string): Promise<void> {
  await untilReady(url);
  for (let i = 0; i < 300 && (await ready(url)).load === undefined; i++) await delay(systemClock, 100);
}

async function ready(url: string): Promise<{ load?: { spent: number; processor: number; lag_ms: number } }> {
  return await (await fetch(`${url}/v1/ready`)).json();
}

/** The highest load that the service reported, and who used the processors, as shares. */
interface LoadSeen {
  readonly spent: number;
  readonly processor: number;
  readonly lagMs: number;
  readonly service: number;
  readonly clients: number;
  readonly others: number;
  readonly stolen: number;
}

/** The load while the time passes. */
async function loadDuring({ url, pid }: ServiceProcess, seconds: number): Promise<LoadSeen> {
  const peak = { spent: 0, processor: 0, lagMs: 0 };
  const used = async () => ({
    ...await processorTimes(),
    serviceMs: await cpuMs(pid),
    clientsMs: await cpuMs(Deno.pid),
  });
  const before = await used();
  for (let i = 0; i < seconds; i++) {
    await delay(systemClock, 1000);
    const { load } = await ready(url);
    if (load === undefined) continue;
    peak.spent = Math.max(peak.spent, load.spent);
    peak.processor = Math.max(peak.processor, load.processor);
    peak.lagMs = Math.max(peak.lagMs, load.lag_ms);
  }
  const after = await used();
  const share = (key: keyof typeof after) => (after[key] - before[key]) / (after.totalMs - before.totalMs);
  const [service, clients] = [share("serviceMs"), share("clientsMs")];
  return { ...peak, service, clients, others: share("busyMs") - service - clients, stolen: share("stolenMs") };
}

interface Result {
  readonly listeners: readonly Listener[];
  readonly refused: readonly Refused[];
  readonly load: LoadSeen;
  readonly seconds: number;
}

function report({ listeners, refused, load, seconds }: Result): void {
  const broken = listeners.filter(({ underrunMs }) => underrunMs > 20);
  const worst = Math.max(0, ...listeners.map(({ underrunMs }) => underrunMs));
  print(`  ${listeners.length} admitted, ${refused.length} answered ${counted(refused.map(answerOf))}`);
  const [first] = refused;
  if (first !== undefined) print(`  the first of them: ${first.message}`);
  print(`  granted: ${counted(listeners.map(({ granted }) => granted))}`);
  print(`  told later: ${counted(listeners.map(({ told }) => told.join(" → ") || "nothing"))}`);
  print(
    `  frames a second: ${
      (listeners.reduce((sum, one) => sum + one.frames, 0) / seconds / listeners.length).toFixed(1)
    }`,
  );
  print(
    `  voices that stalled for more than 20 ms in ${seconds} s: ${broken.length}, at worst ${worst.toFixed(0)} ms`,
  );
  print(`  ended early: ${counted(listeners.flatMap(({ ended }) => ended ?? []))}`);
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  print(
    `  at most ${percent(load.spent)} of the budget, ${
      percent(load.processor)
    } of the processors, loop ${load.lagMs} ms ` +
      "late",
  );
  print(
    `  processors on average: service ${percent(load.service)}, clients ${percent(load.clients)}, ` +
      `other programs ${percent(load.others)}, stolen ${percent(load.stolen)}`,
  );
}

function answerOf({ status, retryAfter }: Refused): string {
  return `${status} Retry-After ${retryAfter}`;
}

/** Different texts with their number. */
function counted(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => `${count} × ${text}`).join(", ") || "none";
}

const OPTIONS = {
  seconds: { type: "string", default: "20" },
  profile: { type: "string", default: "embedded" },
  only: { type: "string", default: "50x256/25,20x1024/60,50xaudio" },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const seconds = countOf("--seconds", values.seconds);
  for (const crowd of values.only.split(",").map(crowdOf)) {
    await measure(crowd, values.profile, seconds);
  }
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
