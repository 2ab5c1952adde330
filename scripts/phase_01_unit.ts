/**
 * Phase 1: the tests. Types are not checked here: `deno task check` does that.
 *
 * @module
 */
import { runTestPhase } from "./lib/deno_tests.ts";
import { print } from "./lib/print.ts";

/** A test that mostly waits for other programs. `deno test` would begin it last, and then wait for it alone. */
export const WAITING = ["tests/scripts/python_test.ts"];
/** Tests that run in parallel; browser tests are a separate phase. */
export const TOGETHER = ["--parallel", `--ignore=tests/e2e,tests/alone,${WAITING}`];
/** Tests that measure their process. */
export const ALONE = ["tests/alone"];
/** Examples in the documentation of the code. */
const EXAMPLES = ["--doc", "src/client", "src/contract"];

if (import.meta.main) {
  print("Phase 1: unit tests");
  const groups = Deno.args.length > 0 ? [[Deno.args]] : [[TOGETHER, WAITING], [ALONE], [EXAMPLES]];
  Deno.exit(await runTestPhase(groups.map((runs) => runs.map((args) => ["-P=test", "--no-check", ...args]))));
}
