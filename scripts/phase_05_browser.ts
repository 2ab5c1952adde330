/**
 * Phase 5: the studio, the client and the README example, in a real browser.
 *
 * @module
 */
import { runTestPhase } from "./lib/tests/deno_tests.ts";
import { print } from "./lib/print.ts";

if (import.meta.main) {
  print("Phase 5: in a browser");
  const tests = Deno.args.length > 0 ? Deno.args : ["tests/e2e"];
  Deno.exit(await runTestPhase([[{ args: ["-A", "--no-check", "--parallel", ...tests] }]]));
}
