/**
 * Runs the measurements that describe the service's speed, and writes them as one JSON file and one page.
 *
 * @module
 */
import { escapeHtml } from "../../src/api/descriptions/markdown.ts";
import { choiceOf, countOf, runCommand, type Values } from "../lib/command.ts";
import { generateLoad } from "../lib/peers/server.ts";
import { OWN, SERVICE } from "../lib/peers/systems.ts";
import { print } from "../lib/print.ts";
import { type Chart, svgOf } from "../lib/report/chart.ts";
import { reasonOf } from "../lib/report/reason.ts";
import { lineOf } from "../lib/report/slope.ts";
import { timeTurns } from "../lib/report/turns.ts";
import { quantiles } from "../lib/report/quantiles.ts";
import { rssBytes } from "../lib/service_process.ts";

const HELP = `Measures the service, and writes the figures as JSON and as a page with charts.

  deno task bench [--sessions 1,20,100,300,500] [--turns 300] [--seconds 9]
                  [--kinds audio,poses,frames] [--out out/bench]
  deno task bench --sessions 1,20 --turns 50     (four minutes in place of twelve)

  --sessions  how many speak at the same time, one after the other
  --turns     how many turns one session speaks
  --seconds   how long each load is measured
  --kinds     what the sessions send
  --out       where bench.json and bench.html are written

  The service runs with its mocks, the load generator in a separate process. Costs are processor time of the service
  per second of speech that arrived; a bare sender of the same messages is measured in the same run. Times of turns count
  from a schedule, not from when the client asked. The memory of a session is the slope over the numbers of sessions; it
  includes what V8 has not collected yet, so it is steady only after a minute or two (--seconds 90).`;

/** The sessions of a load begin over this time, ms. */
const JOIN_MS = 8000;

const KINDS = { audio: "none", poses: "pose", frames: "frames" } as const;
const KIND_NAMES = ["audio", "poses", "frames"] as const;

/** Everything that was measured. */
interface Figures {
  readonly startedAt: string;
  readonly machine: { readonly processors: number; readonly loadBefore: number; readonly deno: string };
  readonly coldStartMs: { readonly listening: number; readonly firstAudio: number };
  readonly turns: Awaited<ReturnType<typeof measureTurns>>;
  readonly loads: readonly Awaited<ReturnType<typeof measureLoad>>[];
  /** Loads that the machine or the server could not handle, and why. */
  readonly failures: readonly (LoadRun & { readonly reason: string })[];
}

/** What is measured at a time. */
interface LoadRun {
  readonly sessions: number;
  readonly kind: keyof typeof KINDS;
  readonly system: string;
}

async function measureColdStart(): Promise<Figures["coldStartMs"]> {
  const startedAt = performance.now();
  const server = await SERVICE.start();
  const listening = performance.now() - startedAt;
  try {
    const [first] = await timeTurns(server.url, { turns: 1 });
    return { listening, firstAudio: first?.audio ?? NaN };
  } finally {
    await server.stop();
  }
}

async function measureTurns(count: number) {
  const server = await SERVICE.start();
  try {
    const megabytes: number[] = [];
    const times = await timeTurns(server.url, {
      turns: count,
      onTurn: async () => void megabytes.push(await rssBytes(server.pid) / 1e6),
    });
    return times.map((turn, i) => ({ ...turn, megabytes: megabytes[i] ?? NaN }));
  } finally {
    await server.stop();
  }
}

async function measureLoad({ system, kind, sessions }: LoadRun, seconds: number) {
  const server = await OWN.find(({ name }) => name === system)!.start();
  try {
    const order = { url: server.url, pid: server.pid, video: KINDS[kind] };
    const report = await generateLoad({ ...order, sessions, joinMs: JOIN_MS, spanMs: seconds * 1000 });
    return { system, kind, sessions, load: Deno.loadavg()[0] ?? 0, ...report };
  } finally {
    await server.stop();
  }
}

/** The loads with different numbers of sessions, by what they have in common. */
function linesOf(loads: Figures["loads"]): [name: string, loads: Figures["loads"]][] {
  return [...Map.groupBy(loads, ({ system, kind }) => `${system}, ${kind}`)];
}

/** What each session adds to the memory of a process, and what the process takes without them. */
function memoryOf(loads: Figures["loads"]) {
  return linesOf(loads).flatMap(([name, group]) => {
    if (new Set(group.map(({ sessions }) => sessions)).size < 2) return [];
    const { slope, base } = lineOf(group.map(({ sessions, rssMegabytes }) => [sessions, rssMegabytes]));
    return [{ name, megabytesPerSession: slope, baseMegabytes: base }];
  });
}

function chartsOf({ turns, loads }: Figures): Chart[] {
  const lines = linesOf(loads);
  const byLoad = (value: (load: Figures["loads"][number]) => number) =>
    lines.map(([name, group]) => ({ name, points: group.map((one) => [one.sessions, value(one)] as const) }));
  const byTurn = (value: (turn: Figures["turns"][number]) => number) =>
    turns.map((turn, i) => [i + 1, value(turn)] as const);
  const x = "sessions that speak";
  return [
    { title: "Cost of a second of speech", x, y: "ms of processor time", series: byLoad((one) => one.cpuMsPerSpeechS) },
    { title: "Sessions per core", x, y: "sessions", series: byLoad((one) => 1000 / one.cpuMsPerSpeechS) },
    { title: "Memory of the process", x, y: "MB", series: byLoad((one) => one.rssMegabytes) },
    {
      title: "Bytes on the wire, as JSON",
      x,
      y: "kB per s of speech",
      series: byLoad((one) => one.kilobytesPerSpeechS),
    },
    { title: "Speech that arrives in a second", x, y: "s for each session", series: byLoad((one) => one.speechPerS) },
    {
      title: "First messages of a turn",
      x: "turn of one session",
      y: "ms",
      series: [
        { name: "text", points: byTurn(({ text }) => text) },
        { name: "audio", points: byTurn(({ audio }) => audio) },
        { name: "frame", points: byTurn(({ frame }) => frame) },
      ],
    },
    {
      title: "From an interrupt to its end",
      x: "turn of one session",
      y: "ms",
      series: [{ name: "turn_complete", points: byTurn(({ interrupt }) => interrupt) }],
    },
    {
      title: "Memory over the turns",
      x: "turn of one session",
      y: "MB of the process",
      series: [{ name: "service", points: byTurn(({ megabytes }) => megabytes) }],
    },
  ];
}

/** The figures of all turns, in words. */
function summaryOf({ turns, coldStartMs, loads, failures }: Figures): string[] {
  const spread = (values: number[]) => {
    const { p50, p95, max } = quantiles(values);
    return `${p50.toFixed(1)} ms in the median, ${p95.toFixed(1)} ms for 95 %, at most ${max.toFixed(1)} ms`;
  };
  return [
    `Cold start: listening and ready after ${coldStartMs.listening.toFixed(0)} ms; first audio of the first turn ` +
    `${coldStartMs.firstAudio.toFixed(0)} ms after its text.`,
    `First text: ${spread(turns.map(({ text }) => text))}.`,
    `First audio: ${spread(turns.map(({ audio }) => audio))}.`,
    `First frame: ${spread(turns.map(({ frame }) => frame))}.`,
    `Interrupt: ${spread(turns.map(({ interrupt }) => interrupt))}.`,
    ...memoryOf(loads).map(({ name, megabytesPerSession, baseMegabytes }) =>
      `Memory, ${name}: ${baseMegabytes.toFixed(0)} MB, and ${megabytesPerSession.toFixed(2)} MB for each session.`
    ),
    ...failures.map(({ sessions, kind, system, reason }) => `${sessions} sessions, ${kind}, ${system}: ${reason}.`),
  ];
}

function pageOf(figures: Figures): string {
  const { startedAt, machine } = figures;
  const about = `${startedAt}, ${machine.processors} processors, load ${machine.loadBefore.toFixed(1)} before, Deno ` +
    `${machine.deno}. The service runs with its mocks, whose model waits 10 ms before each word.`;
  const items = summaryOf(figures).map((line) => `<li>${escapeHtml(line)}</li>`).join("");
  const charts = chartsOf(figures).map((chart) => `<div>${svgOf(chart)}</div>`).join("\n");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Speed of TTH</title><style>${STYLE}</style><body>` +
    `<h1>Speed of TTH</h1><p>${escapeHtml(about)}</p><ul>${items}</ul>${tableOf(figures)}` +
    `<div class="charts">${charts}</div></body></html>\n`;
}

const STYLE = "body { font: 15px sans-serif; max-width: 1180px; margin: 2em auto; padding: 0 1em } " +
  ".charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(480px, 1fr)); gap: 1.5em; margin-top: 2em } " +
  "svg { max-width: 100% } th, td { padding: .2em .8em; text-align: right } th { border-bottom: 1px solid #888 } " +
  "th:nth-child(-n + 2), td:nth-child(-n + 2) { text-align: left; white-space: nowrap }";

/** The loads in numbers. */
function tableOf({ loads }: Figures): string {
  const heads = [
    ...["sent", "by", "sessions", "ms of processor per s of speech", "sessions a core", "MB of the process"],
    ...["kB per s of speech", "speech in a second, s", "load"],
  ];
  const rows = loads.map((one) => [
    ...[one.kind, one.system, one.sessions, one.cpuMsPerSpeechS.toFixed(2), (1000 / one.cpuMsPerSpeechS).toFixed(0)],
    ...[one.rssMegabytes.toFixed(0), one.kilobytesPerSpeechS.toFixed(0), one.speechPerS.toFixed(2)],
    one.load.toFixed(1),
  ]);
  const row = (cells: readonly (string | number)[], tag: "td" | "th") =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(String(cell))}</${tag}>`).join("")}</tr>`;
  return `<table>${row(heads, "th")}${rows.map((cells) => row(cells, "td")).join("")}</table>`;
}

/** What is measured, and where the figures go. */
interface Plan {
  readonly sessions: readonly number[];
  readonly turns: number;
  readonly seconds: number;
  readonly kinds: readonly LoadRun["kind"][];
  readonly out: string;
}

async function runAll(options: Plan): Promise<void> {
  const machine = {
    processors: navigator.hardwareConcurrency,
    loadBefore: Deno.loadavg()[0] ?? 0,
    deno: Deno.version.deno,
  };
  const startedAt = new Date().toISOString();
  print("cold start …");
  const coldStartMs = await measureColdStart();
  print(`${options.turns} turns of one session …`);
  const turns = await measureTurns(options.turns);
  const loads: Awaited<ReturnType<typeof measureLoad>>[] = [];
  const failures: Figures["failures"][number][] = [];
  const figures = { startedAt, machine, coldStartMs, turns, loads, failures };
  await Deno.mkdir(options.out, { recursive: true });
  const runs = runsOf(options.sessions, options.kinds);
  for (const [i, run] of runs.entries()) {
    const { sessions, kind, system } = run;
    print(`load ${i + 1} of ${runs.length}: ${sessions} sessions, ${kind}, ${system} …`);
    try {
      const measured = await measureLoad(run, options.seconds);
      loads.push(measured);
      const { cpuMsPerSpeechS, rssMegabytes } = measured;
      print(`  ${cpuMsPerSpeechS.toFixed(2)} ms per second of speech, ${rssMegabytes.toFixed(0)} MB`);
    } catch (error) {
      const failure = { ...run, reason: `not measured: ${reasonOf(error)}` };
      failures.push(failure);
      print(`  ${failure.reason}`);
    }
    // Keeps what has been measured if the rest is aborted.
    await write(figures, options.out);
  }
  for (const line of summaryOf(figures)) print(line);
  print(`written: ${options.out}/bench.json, ${options.out}/bench.html`);
}

/** What is measured under load, in order. */
function runsOf(counts: readonly number[], kinds: readonly LoadRun["kind"][]): LoadRun[] {
  return counts.flatMap((sessions) =>
    kinds.flatMap((kind) => {
      // The bare sender has no poses.
      const systems = OWN.map(({ name }) => name).filter((name) => kind !== "poses" || name === SERVICE.name);
      return systems.map((system) => ({ sessions, kind, system }));
    })
  );
}

async function write(figures: Figures, out: string): Promise<void> {
  await Deno.writeTextFile(
    `${out}/bench.json`,
    JSON.stringify({ ...figures, memory: memoryOf(figures.loads) }, null, 2),
  );
  await Deno.writeTextFile(`${out}/bench.html`, pageOf(figures));
}

const OPTIONS = {
  sessions: { type: "string", default: "1,20,100,300,500" },
  turns: { type: "string", default: "300" },
  seconds: { type: "string", default: "9" },
  kinds: { type: "string", default: KIND_NAMES.join(",") },
  out: { type: "string", default: "out/bench" },
} as const;

async function main({ sessions, turns, seconds, kinds, out }: Values<typeof OPTIONS>): Promise<void> {
  await runAll({
    sessions: sessions.split(",").map((count) => countOf("--sessions", count)),
    turns: countOf("--turns", turns),
    seconds: countOf("--seconds", seconds),
    kinds: kinds.split(",").map((kind) => choiceOf("--kinds", kind, KIND_NAMES)),
    out,
  });
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
