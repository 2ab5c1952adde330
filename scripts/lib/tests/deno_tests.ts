/**
 * Tests of the project, run as a phase.
 *
 * @module
 */
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import { withoutSettings } from "./own_environment.ts";
import { closingLine, type Tally } from "../phase.ts";
import { print } from "../print.ts";

/** The last line of `deno test`. */
const SUMMARY = /(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed(?: \(\d+ steps?\))?(?: \| (\d+) ignored)?/;

/** The line of a test that passed or was skipped. */
const UNREMARKABLE = /\.\.\. (?:ok|ignored) \([^)]*\)$/;

/** Headings and blanks between the tests. */
const HEADING = /^(?:running \d+ tests? from .*|.* \.\.\.|\s*)$/;

/** Interval of progress reports, in ms. */
const PROGRESS_MS = 10_000;

/** A run without output for this long counts as hanging, in ms. */
const HANG_MS = 180_000;

/** A run of `deno test`. */
export interface TestRun {
  /** Its arguments. */
  readonly args: readonly string[];
  /** Number of files that `--parallel` runs at once. Default: one for each processor. */
  readonly files?: number;
}

/**
 * Runs `deno test` several times and prints the closing line of a phase. Passed tests are counted; for failed tests the
 * full output of `deno test` is printed.
 *
 * @param lanes Lanes run at the same time, the runs of a lane one after the other.
 * @returns The exit code.
 */
export async function runTestPhase(lanes: readonly (readonly TestRun[])[]): Promise<number> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  await Promise.all(lanes.map(async (runs) => {
    for (const run of runs) {
      const { passed, failed, skipped } = await runTests(run);
      tally.passed += passed;
      tally.failed += failed;
      tally.skipped += skipped;
    }
  }));
  print(closingLine(tally));
  return tally.failed > 0 ? 1 : 0;
}

/** Runs `deno test` once and returns how the tests ended. */
export async function runTests({ args, files = navigator.hardwareConcurrency }: TestRun): Promise<Tally> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", ...args],
    cwd: PROJECT_ROOT,
    clearEnv: true,
    env: { ...withoutSettings(Deno.env.toObject()), NO_COLOR: "1", DENO_JOBS: String(files) },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const report = new Report(() => child.kill("SIGKILL"));
  await child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
    .pipeTo(new WritableStream({ write: (line) => report.line(line) }));
  report.end();
  const { success } = await child.status;
  const { tally } = report;
  // A run that hangs or does not compile has no summary.
  if (!success && tally.failed === 0) tally.failed = 1;
  return tally;
}

/** The output of a test run as it arrives. */
class Report {
  readonly tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  readonly #startedAt = performance.now();
  readonly #onHang: () => void;
  #count = 0;
  #toldAt = performance.now();
  #hang: ReturnType<typeof setTimeout> | undefined;

  constructor(onHang: () => void) {
    this.#onHang = onHang;
    this.#watch();
  }

  line(line: string): void {
    this.#watch();
    const summary = SUMMARY.exec(line);
    if (summary !== null) {
      const [passed = 0, failed = 0, skipped = 0] = summary.slice(1).map((count) => Number(count ?? 0));
      Object.assign(this.tally, { passed, failed, skipped });
    }
    if (UNREMARKABLE.test(line)) this.#count++;
    else if (!HEADING.test(line)) print(line);
    if (performance.now() - this.#toldAt >= PROGRESS_MS) this.#tell();
  }

  end(): void {
    clearTimeout(this.#hang);
  }

  #tell(): void {
    this.#toldAt = performance.now();
    print(`  ${this.#count} tests and steps passed in ${Math.round((this.#toldAt - this.#startedAt) / 1000)} s`);
  }

  #watch(): void {
    clearTimeout(this.#hang);
    this.#hang = setTimeout(() => {
      print(`  FAIL  no test ended for ${HANG_MS / 1000} s; the run is stopped`);
      this.#onHang();
    }, HANG_MS);
  }
}

function splitLines(): TransformStream<string, string> {
  let open = "";
  return new TransformStream({
    transform(chunk, out) {
      const lines = (open + chunk).split("\n");
      open = lines.pop() ?? "";
      for (const line of lines) out.enqueue(line);
    },
    flush(out) {
      if (open !== "") out.enqueue(open);
    },
  });
}
