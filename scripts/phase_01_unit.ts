/**
 * Phase 1: the tests.
 *
 * @module
 */
import { PROJECT_ROOT } from "../src/core/config_files.ts";
import { closingLine, type Tally } from "./lib/phase.ts";
import { print } from "./lib/print.ts";

/** The last line of `deno test`. */
const SUMMARY = /(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed(?: \(\d+ steps?\))?(?: \| (\d+) ignored)?/g;

async function runTests(args: readonly string[]): Promise<{ output: string; success: boolean }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-P=test", "--reporter=dot", ...args],
    cwd: PROJECT_ROOT,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let output = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text;
    await Deno.stdout.write(new TextEncoder().encode(text));
  }
  return { output, success: (await child.status).success };
}

if (import.meta.main) {
  print("Phase 1: unit tests");
  const { output, success } = await runTests(Deno.args);
  const [, passed, failed, skipped] = [...output.matchAll(SUMMARY)].at(-1) ?? [];
  const tally: Tally = { passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped: Number(skipped ?? 0) };
  // What does not compile has no summary.
  if (!success && tally.failed === 0) tally.failed = 1;
  print(closingLine(tally));
  Deno.exit(success ? 0 : 1);
}
