/**
 * Measures what a second of speech costs this service, beside its peers and a bare sender on the same work.
 *
 * @module
 */
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { OWN, PEERS, type System } from "../../lib/peers/systems.ts";
import { generateLoad, type Server } from "../../lib/peers/server.ts";
import type { TalkersReport } from "../../lib/peers/talkers.ts";
import { print } from "../../lib/print.ts";
import { quantiles } from "../../lib/report/quantiles.ts";

const HELP = `Measures what a second of speech costs this service, Pipecat, LiveKit Agents and a bare sender.

  deno task bench:peers [--sessions 1,20,100] [--rounds 3] [--seconds 9] [--warmup 180] [--only tth]
                         [--json results.json]

  --sessions  how many speak at the same time; several numbers are measured one after the other
  --rounds    each figure is the median of this many; the systems take turns
  --seconds   how long each is measured; one session is measured for 21 s
  --warmup    how long 20 sessions speak to each system before anything is measured, all systems at the same time:
              V8 compiles what runs often over the first minutes. 0 measures a service that has just begun
  --only      systems by name, separated by commas
  --json      write every measurement to a file

  Every server gives the same: tokens 10 ms apart, speech of 24 kHz in JSON and base64 at playback speed, and in
  "frames" also raw pictures of 64 px at 25 per second. The load generator is a separate process. The figure is
  processor time of the server's process per second of speech that arrived, in ms, the median of the rounds.
  The peers are installed into out/peers, and left out where that fails.`;

/** The sessions begin over this time, about the length of a turn, ms. */
const JOIN_MS = 8000;

/** How many speak in the warm-up. */
const WARMUP_SESSIONS = 20;

/** How long their sessions last at most, ms: no longer than those that are measured, as some peers end theirs. */
const WARMUP_PORTION_MS = 20_000;

/** How long one session is measured, ms: two turns. */
const ALONE_MS = 21_000;

/** A measurement. */
interface Measurement extends TalkersReport {
  readonly system: string;
  readonly sessions: number;
  readonly kind: "audio" | "frames";
  readonly round: number;
  /** Load of the machine when it was over: the average of a minute. */
  readonly load: number;
}

interface Settings {
  readonly sessions: readonly number[];
  readonly rounds: number;
  readonly spanMs: number;
  readonly warmupMs: number;
}

/** A system that runs. */
interface Running {
  readonly system: System;
  readonly server: Server;
}

/** Prepares systems; one that cannot be prepared is left out, with its reason. */
async function prepared(systems: readonly System[]): Promise<System[]> {
  const ready: System[] = [];
  for (const system of systems) {
    try {
      await system.prepare();
      ready.push(system);
    } catch (error) {
      print(`${system.name} is left out: ${error instanceof Error ? error.message : error}`);
    }
  }
  return ready;
}

/** Lets sessions speak to a system, in every second portion with pictures. */
async function warmUp({ system, server: { url, pid } }: Running, ms: number): Promise<void> {
  for (let leftMs = ms, portion = 0; leftMs > 0; leftMs -= WARMUP_PORTION_MS, portion++) {
    const video = portion % 2 === 1 && system.hasVideo ? "frames" : "none";
    const spanMs = Math.min(leftMs, WARMUP_PORTION_MS) / 2;
    await generateLoad({ url, pid, sessions: WARMUP_SESSIONS, video, joinMs: spanMs, spanMs });
  }
}

/** Measures the systems in turn, so that other work of the machine affects all of them equally. */
async function measure(systems: readonly System[], settings: Settings): Promise<Measurement[]> {
  const { sessions, rounds, spanMs, warmupMs } = settings;
  const servers: Running[] = [];
  const found: Measurement[] = [];
  try {
    for (const system of systems) servers.push({ system, server: await system.start() });
    if (warmupMs > 0) await Promise.all(servers.map((running) => warmUp(running, warmupMs)));
    for (const count of sessions) {
      for (let round = 0; round < rounds; round++) {
        for (const kind of ["audio", "frames"] as const) {
          for (const { system, server } of servers) {
            if (kind === "frames" && !system.hasVideo) continue;
            const { url, pid } = server;
            const span = count === 1 ? { joinMs: 500, spanMs: ALONE_MS } : { joinMs: JOIN_MS, spanMs };
            const report = await generateLoad({
              url,
              pid,
              sessions: count,
              video: kind === "frames" ? "frames" : "none",
              ...span,
            });
            found.push({ system: system.name, sessions: count, kind, round, load: Deno.loadavg()[0] ?? 0, ...report });
          }
        }
      }
      printRows(found.filter((one) => one.sessions === count));
    }
  } finally {
    await Promise.all(servers.map(({ server }) => server.stop()));
  }
  return found;
}

function printRows(measurements: readonly Measurement[]): void {
  const groups = Map.groupBy(measurements, ({ sessions, kind, system }) => `${sessions}/${kind}/${system}`);
  for (const group of groups.values()) {
    const [{ sessions, kind, system }] = group as [Measurement];
    const middle = (value: (one: Measurement) => number) => quantiles(group.map(value)).p50;
    const cells = [
      String(sessions).padStart(8),
      kind.padEnd(6),
      system.padEnd(12),
      middle(({ cpuMsPerSpeechS }) => cpuMsPerSpeechS).toFixed(2).padStart(6),
      middle(({ speechPerS }) => speechPerS).toFixed(2).padStart(7),
      middle(({ picturesPerS }) => picturesPerS).toFixed(1).padStart(9),
      middle(({ rssMegabytes }) => rssMegabytes).toFixed(0).padStart(5),
      middle(({ generatorCores }) => generatorCores).toFixed(2).padStart(9),
      middle(({ load }) => load).toFixed(1).padStart(5),
    ];
    print(cells.join("  "));
  }
}

const OPTIONS = {
  sessions: { type: "string", default: "1,20,100" },
  rounds: { type: "string", default: "3" },
  seconds: { type: "string", default: "9" },
  warmup: { type: "string", default: "180" },
  only: { type: "string" },
  json: { type: "string" },
} as const;

async function main({ sessions, rounds, seconds, warmup, only, json }: Values<typeof OPTIONS>): Promise<void> {
  const names = only?.split(",");
  const systems = [...OWN, ...PEERS].filter(({ name }) => names?.includes(name) ?? true);
  const settings = {
    sessions: sessions.split(",").map((count) => countOf("--sessions", count)),
    rounds: countOf("--rounds", rounds),
    spanMs: countOf("--seconds", seconds) * 1000,
    warmupMs: countOf("--warmup", warmup, 0) * 1000,
  };
  print("sessions  kind    system        ms/s  speech  pictures    MB  generator   load");
  const measurements = await measure(await prepared(systems), settings);
  if (json !== undefined) await Deno.writeTextFile(json, JSON.stringify(measurements, null, 2));
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
