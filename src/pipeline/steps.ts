/**
 * Steps that must all run.
 *
 * @module
 */

/**
 * Runs each step in order, even if an earlier one throws.
 *
 * @param steps The steps.
 * @param onFailure Called with what a step throws.
 */
export function runAll(steps: readonly (() => void)[], onFailure: (error: unknown) => void): void {
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      onFailure(error);
    }
  }
}
