/**
 * Runs the phases of the tests.
 *
 * @module
 */
import { PROJECT_ROOT } from "../src/core/project_root.ts";
import { runCommand, type Values } from "./lib/command.ts";
import { closingLine, readClosingLine, type Tally } from "./lib/phase.ts";
import { print } from "./lib/print.ts";

const HELP = `Runs the phases of the tests, and prints a table.

  deno task phase [--browser] [--live]

  --browser  also the phase that needs Chromium
  --live     also the phase that needs a live provider: its key in OPENAI_API_KEY`;

const OPTIONS = {
  live: { type: "boolean", default: false },
  browser: { type: "boolean", default: false },
} as const;

/** Phases 2 and 3 talk at the pace of speech and hardly compute, so they run beside the tests. */
const OFFLINE = [["phase_01_unit", "phase_02_offline_smoke", "phase_03_offline_multiturn"]];
const LIVE = [["phase_04_live_openai"]];
const BROWSER = [["phase_05_browser"]];

/** Writes a part of a phase's output. */
type Write = (text: string) => Promise<unknown>;

interface Outcome extends Tally {
  readonly phase: string;
  readonly seconds: number;
}

const toTerminal: Write = (text) => Deno.stdout.write(new TextEncoder().encode(text));

async function runOne(phase: string, write: Write): Promise<Outcome> {
  const began = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-P=scripts", `scripts/${phase}.ts`],
    cwd: PROJECT_ROOT,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let output = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text;
    await write(text);
  }
  const { success } = await child.status;
  const tally = readClosingLine(output) ?? { passed: 0, failed: 0, skipped: 0 };
  // A phase without a closing line has also failed.
  if (!success && tally.failed === 0) tally.failed = 1;
  return { phase, ...tally, seconds: (performance.now() - began) / 1000 };
}

/** Runs phases at the same time. The output of the first is shown as it comes, the others' when it is complete. */
async function runTogether(phases: readonly string[]): Promise<Outcome[]> {
  const running = phases.map((phase, i) => {
    let held = "";
    const hold: Write = (text) => Promise.resolve(held += text);
    return { outcome: runOne(phase, i === 0 ? toTerminal : hold), heldOutput: () => held };
  });
  const outcomes: Outcome[] = [];
  for (const { outcome, heldOutput } of running) {
    outcomes.push(await outcome);
    await toTerminal(heldOutput());
  }
  return outcomes;
}

function printTable(outcomes: readonly Outcome[]): void {
  const rows = outcomes.map(({ phase, passed, failed, skipped, seconds }) => [
    phase,
    String(passed),
    String(failed),
    String(skipped),
    `${seconds.toFixed(1)} s`,
  ]);
  const table = [["phase", "passed", "failed", "skipped", "time"], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const [name = "", ...numbers] of table) {
    const cells = numbers.map((cell, i) => cell.padStart(widths[i + 1] ?? 0));
    print([name.padEnd(widths[0] ?? 0), ...cells].join("  "));
  }
}

async function main({ live, browser }: Values<typeof OPTIONS>): Promise<number> {
  const phases = [...OFFLINE, ...live ? LIVE : [], ...browser ? BROWSER : []];
  const outcomes: Outcome[] = [];
  for (const [i, together] of phases.entries()) {
    print(`[${i + 1}/${phases.length}] ${together.join(", ")}`);
    outcomes.push(...await runTogether(together));
    print();
  }
  printTable(outcomes);
  print();
  const sum = (pick: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  const total = { passed: sum((o) => o.passed), failed: sum((o) => o.failed), skipped: sum((o) => o.skipped) };
  print(closingLine(total));
  return total.failed > 0 ? 1 : 0;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
