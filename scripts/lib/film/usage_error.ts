/**
 * A request that a command cannot carry out as it was given.
 *
 * @module
 */

/** A mistake in the arguments or the text: its message is one line that names the problem and the remedy. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
