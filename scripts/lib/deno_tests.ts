/**
 * Tests of the project, run as a phase.
 *
 * @module
 */
import { PROJECT_ROOT } from "../../src/core/config_files.ts";
import { closingLine, type Tally } from "./phase.ts";
import { print } from "./print.ts";

/** The last line of `deno test`. */
const SUMMARY = /(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed(?: \(\d+ steps?\))?(?: \| (\d+) ignored)?/g;

/**
 * Runs `deno test`, shows what it says, and ends with the closing line of a phase.
 *
 * @param args Arguments behind `deno test`.
 * @returns The exit code.
 */
export async function runTestPhase(args: readonly string[]): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "--reporter=dot", ...args],
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
  const { success } = await child.status;
  const [, passed, failed, skipped] = [...output.matchAll(SUMMARY)].at(-1) ?? [];
  const tally: Tally = { passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped: Number(skipped ?? 0) };
  // What does not compile has no summary.
  if (!success && tally.failed === 0) tally.failed = 1;
  print(closingLine(tally));
  return success ? 0 : 1;
}
