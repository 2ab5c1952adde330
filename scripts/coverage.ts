/**
 * Measures the test coverage of `src/` and checks it against the thresholds of `deno.json`. `deno test --coverage`
 * includes only files that a test loads; here all other files count as not covered.
 *
 * @module
 */
import { stripTypeScriptTypes } from "node:module";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT_ROOT } from "../src/core/project_root.ts";
import settings from "../deno.json" with { type: "json" };
import { runTests } from "./lib/tests/deno_tests.ts";
import { print } from "./lib/print.ts";
import { groupUnitTests, lanesOf } from "./phase_01_unit.ts";

const KINDS = ["lines", "branches", "functions"] as const;

/** Number of items of each kind, and how many were covered. */
type Counts = Record<(typeof KINDS)[number], { found: number; hit: number }>;

/** Files with lower line coverage, in per cent, are listed. */
const LISTED_BELOW = 80;

/** The fields of an LCOV record that tell what was found and hit. */
const FIELDS = { lines: ["LF", "LH"], branches: ["BRF", "BRH"], functions: ["FNF", "FNH"] } as const;

/** Reads an LCOV report: the counts of each file, by its path from the project's root. */
function readLcov(report: string): Map<string, Counts> {
  const files = new Map<string, Counts>();
  for (const record of report.split("end_of_record")) {
    const path = /^SF:(.*)$/m.exec(record)?.[1];
    if (path === undefined) continue;
    const count = (field: string) => Number(new RegExp(`^${field}:(\\d+)$`, "m").exec(record)?.[1] ?? 0);
    const of = (kind: keyof typeof FIELDS) => ({ found: count(FIELDS[kind][0]), hit: count(FIELDS[kind][1]) });
    const counts = { lines: of("lines"), branches: of("branches"), functions: of("functions") };
    files.set(relative(fileURLToPath(PROJECT_ROOT), path), counts);
  }
  return files;
}

/** The modules below a folder. */
async function modulesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, PROJECT_ROOT))) {
    const path = `${folder}${name}`;
    if (isDirectory) found.push(...await modulesIn(`${path}/`));
    else if (/\.ts$/.test(name) && !name.endsWith(".d.ts")) found.push(path);
  }
  return found;
}

/** Lines of a module that exist at run time: no types, comments or blank lines. */
async function runnableLines(path: string): Promise<number> {
  const source = stripTypeScriptTypes(await Deno.readTextFile(new URL(path, PROJECT_ROOT)));
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return code.split("\n").filter((line) => line.trim() !== "").length;
}

async function addUnloaded(files: Map<string, Counts>): Promise<void> {
  for (const path of await modulesIn("src/")) {
    if (files.has(path)) continue;
    const none = { found: 0, hit: 0 };
    files.set(path, { lines: { found: await runnableLines(path), hit: 0 }, branches: none, functions: none });
  }
}

function shareOf({ found, hit }: { found: number; hit: number }): number {
  return found === 0 ? 100 : hit / found * 100;
}

async function collect(folder: string): Promise<boolean> {
  const args = ["-P=test", "--no-check", `--coverage=${folder}`, "--coverage-raw-data-only"];
  let failed = 0;
  await using groups = await groupUnitTests();
  const runs = Deno.args.length > 0 ? [{ args: Deno.args }] : lanesOf(groups).flat();
  for (const run of runs) failed += (await runTests({ ...run, args: [...args, ...run.args] })).failed;
  return failed === 0;
}

async function lcovOf(folder: string): Promise<string> {
  const args = ["coverage", "--lcov", "--include=/src/", folder];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, cwd: PROJECT_ROOT, stderr: "inherit" }).output();
  return new TextDecoder().decode(stdout);
}

function printFiles(files: ReadonlyMap<string, Counts>): void {
  print("\nFiles with lower coverage (lines run / lines):");
  const listed = [...files].filter(([, { lines }]) => shareOf(lines) < LISTED_BELOW)
    .toSorted(([, a], [, b]) => b.lines.found - b.lines.hit - (a.lines.found - a.lines.hit));
  for (const [path, { lines }] of listed) {
    print(`  ${shareOf(lines).toFixed(0).padStart(3)} %  ${`${lines.hit}/${lines.found}`.padStart(9)}  ${path}`);
  }
}

/** Prints the totals; returns whether they reach the thresholds. */
function printTotals(files: ReadonlyMap<string, Counts>): boolean {
  print();
  let isEnough = true;
  for (const kind of KINDS) {
    const total = { found: 0, hit: 0 };
    for (const counts of files.values()) {
      total.found += counts[kind].found;
      total.hit += counts[kind].hit;
    }
    const threshold = settings.coverage.thresholds[kind];
    const share = shareOf(total);
    if (share < threshold) isEnough = false;
    const verdict = share < threshold ? `, less than the threshold of ${threshold} %` : "";
    print(`${kind}: ${total.hit} of ${total.found}, ${share.toFixed(1)} %${verdict}`);
  }
  return isEnough;
}

if (import.meta.main) {
  const folder = await Deno.makeTempDir({ prefix: "coverage_" });
  try {
    const isGreen = await collect(folder);
    const files = readLcov(await lcovOf(folder));
    await addUnloaded(files);
    printFiles(files);
    const isEnough = printTotals(files);
    Deno.exitCode = isGreen && isEnough ? 0 : 1;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
