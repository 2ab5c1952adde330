/**
 * Phase 1: the tests. Types are not checked here: `deno task check` does that.
 *
 * @module
 */
import { runTestPhase, type TestRun } from "./lib/deno_tests.ts";
import { print } from "./lib/print.ts";

/** Tests that mostly wait for servers, deadlines and other programs. */
const WAITING = ["tests/adapters/kit", "tests/integration"];
const OTHER_PROGRAMS = "tests/scripts/python_test.ts";
/** It watches pictures at the pace of speech, so it runs when less runs beside it. */
const LAST = "tests/alone/live_phase_test.ts";

/** The tests: lanes at the same time, so that processors are busy while tests wait. Browser tests are a phase. */
export const LANES: readonly (readonly TestRun[])[] = [
  [{ files: 3, args: ["--parallel", `--ignore=tests/e2e,tests/alone,${WAITING},${OTHER_PROGRAMS}`] }, { args: [LAST] }],
  [{ files: 2, args: ["--parallel", ...WAITING] }],
  // Each of `tests/alone` measures its process.
  [{ args: [OTHER_PROGRAMS] }, { args: ["tests/alone", `--ignore=${LAST}`] }],
];

/** Examples in the documentation of the code. */
const EXAMPLES: TestRun = { args: ["--doc", "src/client", "src/contract"] };

if (import.meta.main) {
  print("Phase 1: unit tests");
  const lanes = Deno.args.length > 0 ? [[{ args: Deno.args }]] : [...LANES, [EXAMPLES]];
  const unchecked = (run: TestRun): TestRun => ({ ...run, args: ["-P=test", "--no-check", ...run.args] });
  Deno.exit(await runTestPhase(lanes.map((runs) => runs.map(unchecked))));
}
