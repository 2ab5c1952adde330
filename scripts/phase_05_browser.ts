/**
 * Phase 5: the studio, the client and the README example, in a real browser.
 *
 * @module
 */
import { runTestPhase } from "./lib/deno_tests.ts";
import { print } from "./lib/print.ts";

/** Number of test files at once: speech takes its time, in which another file's browser and service compute. */
const PARALLEL_FILES = navigator.hardwareConcurrency + 1;

if (import.meta.main) {
  print("Phase 5: in a browser");
  const tests = Deno.args.length > 0 ? Deno.args : ["tests/e2e"];
  Deno.exit(await runTestPhase([[{ args: ["-A", "--no-check", "--parallel", ...tests], files: PARALLEL_FILES }]]));
}
