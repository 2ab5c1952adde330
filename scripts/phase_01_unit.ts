/**
 * Phase 1: the tests. Types are not checked here: `deno task check` does that.
 *
 * @module
 */
import { runTestPhase, type TestRun } from "./lib/tests/deno_tests.ts";
import { print } from "./lib/print.ts";
import { groupTests, type TestGroups } from "./lib/tests/test_groups.ts";

/** Tests that mostly wait for servers, deadlines and other programs. In a group they would wait for each other. */
const WAITING = ["tests/adapters/kit", "tests/adapters/realtime", "tests/integration"];
const OTHER_PROGRAMS = "tests/scripts/python_test.ts";
/** It watches pictures at the pace of speech, so it runs when less runs beside it. */
const LAST = "tests/alone/live_phase_test.ts";

/** Examples in the documentation of the code. */
const EXAMPLES: TestRun = { args: ["--doc", "src/client", "src/contract"] };

/** Groups the tests that mostly compute. */
export function groupUnitTests(): Promise<TestGroups> {
  return groupTests("tests", ["tests/e2e", "tests/alone", ...WAITING, OTHER_PROGRAMS]);
}

/** The tests: lanes at the same time, so that processors are busy while tests wait. Browser tests are a phase. */
export function lanesOf({ modules }: TestGroups): readonly (readonly TestRun[])[] {
  return [
    [{ args: ["--parallel", ...modules] }, { args: [LAST] }],
    [{ files: 2, args: ["--parallel", ...WAITING] }],
    // Each of `tests/alone` measures its process.
    [{ args: [OTHER_PROGRAMS] }, { args: ["tests/alone", `--ignore=${LAST}`] }],
  ];
}

async function runUnitTests(args: readonly string[]): Promise<number> {
  await using groups = await groupUnitTests();
  const lanes = args.length > 0 ? [[{ args }]] : [...lanesOf(groups), [EXAMPLES]];
  const unchecked = (run: TestRun): TestRun => ({ ...run, args: ["-P=test", "--no-check", ...run.args] });
  return await runTestPhase(lanes.map((runs) => runs.map(unchecked)));
}

if (import.meta.main) {
  print("Phase 1: unit tests");
  Deno.exit(await runUnitTests(Deno.args));
}
