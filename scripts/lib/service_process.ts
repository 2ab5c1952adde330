/**
 * The service in a separate process, for measurements.
 *
 * @module
 */
import { DOTENV_VARIABLE } from "../../src/core/config/environment.ts";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";

/** A service in a separate process. */
export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** The end of its log. */
  log(): string;
  /** Stops it and waits for its exit. */
  stop(): Promise<void>;
}

/** Options of the process. */
export interface ServiceProcessOptions {
  readonly profile: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Further flags of Deno, such as permissions. */
  readonly flags?: readonly string[];
  /** Pins it to this CPU; Linux only. */
  readonly cpu?: number;
  /** How many files and connections it may have open. */
  readonly openFiles?: number;
  /** What is run. Default: the service's entry point. */
  readonly program?: string;
}

/** The engine's flags of `deno task serve`. */
export const ENGINE_FLAGS = "--v8-flags=--max-semi-space-size=8";

/** The environment that `deno task serve` adds: how the process gets its memory from the system. */
export const ENGINE_ENV = { MALLOC_MMAP_THRESHOLD_: "262144" } as const;

/** A measured service takes all sessions as they are asked for. */
const DEFAULTS = {
  ...ENGINE_ENV,
  [DOTENV_VARIABLE]: "off",
  TTH_PORT: "0",
  TTH_LOG_FORMAT: "json",
  TTH_SERVER__WORKERS: "1",
  TTH_SESSION__MAX_SESSIONS: "1000",
  TTH_ADMISSION__ENABLED: "false",
};

/**
 * Starts the service on a free port.
 *
 * @throws Error With its log when it does not start.
 */
export async function startServiceProcess(options: ServiceProcessOptions): Promise<ServiceProcess> {
  const { profile, env = {}, flags = [], cpu, openFiles, program: entry = "src/api/main.ts" } = options;
  const command = [Deno.execPath(), "run", "-P", "--quiet", ENGINE_FLAGS, ...flags, entry];
  const limited = openFiles === undefined
    ? command
    : ["sh", "-c", `ulimit -n ${openFiles}; exec "$@"`, "sh", ...command];
  const [program, ...args] = cpu === undefined ? limited : ["taskset", "-c", String(cpu), ...limited];
  const child = new Deno.Command(program!, {
    args,
    cwd: PROJECT_ROOT,
    env: { ...DEFAULTS, TTH_PROFILE: profile, ...env },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const { promise: listening, resolve, reject } = Promise.withResolvers<string>();
  let log = "";
  // Drained, so that the service never blocks on its log.
  const drained = child.stderr.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write(text) {
        log = (log + text).slice(-20_000);
        const url = /"url":"(http[^"]+)"/.exec(log)?.[1];
        if (url !== undefined) resolve(url);
      },
      close: () => reject(new Error(`the service did not start:\n${log}`)),
    }),
  );
  return {
    url: await listening,
    pid: child.pid,
    log: () => log,
    async stop() {
      child.kill("SIGTERM");
      await drained;
      await child.status;
    },
  };
}

/**
 * Keeps this process off a CPU, so that it does not disturb measurements there; Linux only.
 *
 * @throws Error When `taskset` refuses.
 */
export async function keepOff(cpu: number): Promise<void> {
  const others = Array.from({ length: navigator.hardwareConcurrency }, (_, i) => i).filter((i) => i !== cpu);
  if (others.length === 0) return;
  const args = ["-a", "-c", "-p", others.join(","), String(Deno.pid)];
  const { success, stderr } = await new Deno.Command("taskset", { args }).output();
  if (!success) throw new Error(`cannot keep off processor ${cpu}: ${new TextDecoder().decode(stderr)}`);
}

/** Waits until every adapter is loaded and warm. */
export async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const response = await fetch(`${url}/v1/ready`);
    await response.body?.cancel();
    if (response.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not become ready within a minute`);
}

/** CPU time of a process, in ms; Linux only. */
export async function cpuMs(pid: number): Promise<number> {
  // Read with an external program: Deno allows /proc only with all permissions.
  const { stdout } = await new Deno.Command("cat", { args: [`/proc/${pid}/stat`] }).output();
  const stat = new TextDecoder().decode(stdout);
  // Fields 14 and 15, user and system time, in ticks of 10 ms; the preceding name may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The processor time of a process up to a moment. */
export interface ProcessorReading {
  /** Of each living thread, ns, as the scheduler counts it. */
  readonly threadsNs: ReadonlyMap<string, number>;
  /** Of the process with the threads that have ended, ms, in steps of 10. */
  readonly ms: number;
}

/** Reads the processor time of a process; Linux only. */
export async function readProcessor(pid: number): Promise<ProcessorReading> {
  const args = ["-c", `grep -H . /proc/${pid}/task/*/schedstat`];
  const { stdout } = await new Deno.Command("sh", { args, stderr: "null" }).output();
  const threads = new TextDecoder().decode(stdout).matchAll(/\/task\/(\d+)\/schedstat:(\d+)/g);
  const threadsNs = new Map([...threads].map(([, thread = "", ns]) => [thread, Number(ns)]));
  return { threadsNs, ms: await cpuMs(pid) };
}

/**
 * Processor time between two readings, ms: exact, unless a thread has ended between them. Its time is in the sum of the
 * process alone, in steps of 10 ms; a short span may have none of them, so that the living threads' time counts then.
 */
export function spentMs(before: ProcessorReading, after: ProcessorReading): number {
  let livingNs = 0;
  for (const [thread, ns] of after.threadsNs) livingNs += ns - (before.threadsNs.get(thread) ?? 0);
  const hasEnded = before.threadsNs.keys().some((thread) => !after.threadsNs.has(thread));
  return Math.max(livingNs / 1e6, hasEnded ? after.ms - before.ms : 0);
}

/** Resident memory of a process, bytes; Linux only. */
export async function rssBytes(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("cat", { args: [`/proc/${pid}/statm`] }).output();
  // Field 2, in pages of 4096 bytes.
  return Number(new TextDecoder().decode(stdout).split(" ")[1]) * 4096;
}

/** Steal time of a CPU in a virtual machine, in ms; Linux only. */
export async function stolenMs(cpu: number): Promise<number> {
  return (await processorTimes(`cpu${cpu}`)).stolenMs;
}

/** What the processors did since the machine's start, in ms. */
export interface ProcessorTimes {
  readonly totalMs: number;
  /** Work of all programs. */
  readonly busyMs: number;
  /** Taken by other virtual machines. */
  readonly stolenMs: number;
}

/** What all processors did, or one of them, such as `cpu0`; Linux only. */
export async function processorTimes(cpu = "cpu"): Promise<ProcessorTimes> {
  const { stdout } = await new Deno.Command("cat", { args: ["/proc/stat"] }).output();
  // "cpu0 user nice system idle iowait irq softirq steal …", in ticks of 10 ms.
  const line = new RegExp(`^${cpu} +(.*)$`, "m").exec(new TextDecoder().decode(stdout))?.[1] ?? "";
  const times = line.split(" ").slice(0, 8).map((ticks) => Number(ticks) * 10);
  const totalMs = times.reduce((sum, ms) => sum + ms, 0);
  const [, , , idleMs = 0, waitingMs = 0, , , stolenMs = 0] = times;
  return { totalMs, busyMs: totalMs - idleMs - waitingMs - stolenMs, stolenMs };
}
