/**
 * Phase 5: the studio, the client and the README example, in a real browser.
 *
 * @module
 */
import { runTestPhase } from "./lib/deno_tests.ts";
import { print } from "./lib/print.ts";

/** Number of test files at once: each has a browser and a service that compute most of the time. */
const PARALLEL_FILES = 2;

if (import.meta.main) {
  print("Phase 5: in a browser");
  const tests = Deno.args.length > 0 ? Deno.args : ["tests/e2e"];
  Deno.exit(await runTestPhase([[["-A", "--no-check", "--parallel", ...tests]]], PARALLEL_FILES));
}
