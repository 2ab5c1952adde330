/**
 * Measures how many sessions one and several pipelines can serve.
 *
 * @module
 */
import { countOf, runCommand, type Values } from "../lib/command.ts";
import { type Seen, speak } from "../lib/load/speaking.ts";
import { print } from "../lib/print.ts";
import { quantiles } from "../lib/report/quantiles.ts";
import { cpuMs, startServiceProcess, untilReady } from "../lib/service_process.ts";

const HELP =
  `Measures how many sessions one and several pipelines can serve (server.workers): mocks that speak all the time,
64 px at 25 frames per second, binary. The load generator runs in this process, and its processor time is counted apart.

  deno task bench:workers [--workers 1,2] [--sessions 200,400,600,800] [--seconds 20]

  service, busiest, generator   processor time per second of the service, of its busiest thread, of the load generator
  others                        the same of everything else on the machine, and of its host: 0.05 or less on a quiet one
  ms/s                          processor time of the service per session and second
  late                          of audio and frames, against their schedule, ms`;

/** The sessions begin over this time, about the length of a turn. */
const JOIN_MS = 10_000;

/** How long all of them speak before they are measured, so that what they run most is compiled. */
const WARM_MS = 10_000;

/** Sessions whose messages are timed. */
const PROBES = 40;

/** About ten seconds of speech. */
const TEXT =
  "One core carries some hundreds of people who speak at the same time, and a second core carries as many again, " +
  "if both of them answer at one address.";

const LEAD_MS = 400;

interface Measured {
  readonly workers: number;
  readonly sessions: number;
  readonly seen: Seen;
  /** Processor time per second. */
  readonly service: number;
  readonly busiest: number;
  readonly generator: number;
  readonly others: number;
  readonly seconds: number;
}

async function measure(workers: number, sessions: number, seconds: number): Promise<Measured> {
  const service = await startServiceProcess({
    profile: "offline_mock",
    env: {
      TTH_SERVER__WORKERS: String(workers),
      TTH_ADMISSION__ENABLED: "false",
      TTH_SESSION__MAX_SESSIONS: String(sessions * 2),
      TTH_LOG_LEVEL: "info",
    },
  });
  try {
    await untilReady(service.url);
    const fromMs = performance.now() + JOIN_MS + WARM_MS;
    const span = { fromMs, toMs: fromMs + seconds * 1000 };
    const [seen, used] = await Promise.all([
      speak({
        url: service.url,
        sessions,
        probes: PROBES,
        body: { video: { mode: "frames", width: 64, height: 64, fps: 25 } },
        text: TEXT,
        leadMs: LEAD_MS,
        joinMs: JOIN_MS,
        span,
      }),
      usedWithin(service.pid, span),
    ]);
    return { workers, sessions, seen, ...used, seconds };
  } finally {
    await service.stop();
  }
}

async function usedWithin(pid: number, { fromMs, toMs }: { fromMs: number; toMs: number }) {
  const until = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms - performance.now()));
  const now = async () => ({
    service: await cpuMs(pid),
    threads: await threadsMs(pid),
    generator: await cpuMs(Deno.pid),
    machine: await machineMs(),
  });
  await until(fromMs);
  const before = await now();
  await until(toMs);
  const after = await now();
  const share = (ms: number) => ms / (toMs - fromMs);
  const threads = [...after.threads].map(([id, ms]) => ms - (before.threads.get(id) ?? 0));
  const service = share(after.service - before.service);
  const generator = share(after.generator - before.generator);
  const others = share(after.machine - before.machine) - service - generator;
  return { service, busiest: share(Math.max(...threads)), generator, others };
}

/** Processor time of each thread of a process, ms; Linux only. */
async function threadsMs(pid: number): Promise<Map<string, number>> {
  const { stdout } = await new Deno.Command("sh", { args: ["-c", `cat /proc/${pid}/task/*/stat`] }).output();
  return new Map(
    new TextDecoder().decode(stdout).trim().split("\n").map((line) => {
      const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
      return [line.split(" ")[0] ?? "", (Number(fields[11]) + Number(fields[12])) * 10];
    }),
  );
}

/** Processor time that this machine has used, and that its host has taken, ms; Linux only. */
async function machineMs(): Promise<number> {
  const { stdout } = await new Deno.Command("cat", { args: ["/proc/stat"] }).output();
  // "cpu user nice system idle iowait irq softirq steal …", in ticks of 10 ms.
  const fields = new TextDecoder().decode(stdout).split("\n")[0]?.split(/\s+/).slice(1, 9).map(Number) ?? [];
  return fields.reduce((sum, ticks, i) => i === 3 || i === 4 ? sum : sum + ticks, 0) * 10;
}

function printRow({ workers, sessions, seen, service, busiest, generator, others }: Measured): void {
  const late = quantiles(seen.lateMs);
  const cells = [
    String(workers).padStart(7),
    String(sessions).padStart(8),
    service.toFixed(2).padStart(7),
    busiest.toFixed(2).padStart(7),
    generator.toFixed(2).padStart(9),
    Math.max(0, others).toFixed(2).padStart(6),
    (service * 1000 / sessions).toFixed(2).padStart(5),
    `${late.p50.toFixed(0)}/${late.p95.toFixed(0)}/${late.max.toFixed(0)}`.padEnd(15),
    String(seen.turns),
  ];
  print(cells.join("  "));
}

const OPTIONS = {
  workers: { type: "string", default: "1,2" },
  sessions: { type: "string", default: "200,400,600,800" },
  seconds: { type: "string", default: "20" },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const counts = (option: string, text: string) => text.split(",").map((part) => countOf(option, part));
  const seconds = countOf("--seconds", values.seconds);
  print("workers  sessions  service  busiest  generator  others   ms/s  late p50/p95/max  turns");
  for (const sessions of counts("--sessions", values.sessions)) {
    for (const workers of counts("--workers", values.workers)) printRow(await measure(workers, sessions, seconds));
  }
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
