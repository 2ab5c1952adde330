/**
 * A phase: a list of named checks with one closing line.
 *
 * @module
 */
import { messageOf } from "../../src/contract/errors.ts";
import { print } from "./print.ts";

/** Numbers of passed, failed and skipped checks. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** Runs and counts checks. */
export class Phase {
  readonly tally: Tally = { passed: 0, failed: 0, skipped: 0 };

  /**
   * Runs a check.
   *
   * @param name The condition to check.
   * @param run Throws if it does not hold; its result is printed beside the name.
   */
  async check(name: string, run: () => unknown): Promise<void> {
    try {
      const detail = await run();
      this.tally.passed += 1;
      print(`  ok    ${name}${typeof detail === "string" ? ` (${detail})` : ""}`);
    } catch (error) {
      this.tally.failed += 1;
      print(`  FAIL  ${name}: ${messageOf(error).replaceAll("\n", "\n        ")}`);
    }
  }

  /** Skips a check or the whole phase. */
  skip(name: string, reason: string): void {
    this.tally.skipped += 1;
    print(`  skip  ${name}: ${reason}`);
  }
}

/** The last line of each phase and of the whole run. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Reads a closing line; `undefined` if there is none in the text. */
export function readClosingLine(text: string): Tally | undefined {
  const found = [...text.matchAll(/^tests: (\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  if (found === undefined) return undefined;
  const [, passed, failed, skipped] = found.map(Number);
  return { passed: passed ?? 0, failed: failed ?? 0, skipped: skipped ?? 0 };
}

/**
 * Runs a phase as a program: its checks, its closing line, its exit code.
 *
 * @param title What the phase proves.
 * @param body Runs the checks. An error that it throws counts as a failed check.
 */
export async function runPhase(title: string, body: (phase: Phase) => Promise<void>): Promise<never> {
  print(title);
  const phase = new Phase();
  try {
    await body(phase);
  } catch (error) {
    phase.tally.failed += 1;
    print(`  FAIL  the phase itself: ${error instanceof Error ? error.stack : String(error)}`);
  }
  print(closingLine(phase.tally));
  Deno.exit(phase.tally.failed > 0 ? 1 : 0);
}
