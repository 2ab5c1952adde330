/**
 * Phase 1: the tests.
 *
 * @module
 */
import { runTestPhase } from "./lib/deno_tests.ts";
import { print } from "./lib/print.ts";

if (import.meta.main) {
  print("Phase 1: unit tests");
  // Those in the browser are a phase of their own.
  Deno.exit(await runTestPhase(["-P=test", ...Deno.args.length > 0 ? Deno.args : ["--ignore=tests/e2e"]]));
}
