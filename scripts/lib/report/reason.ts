/**
 * What went wrong in a separate process, in a line.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import { messageOf } from "../../../src/contract/errors.ts";

/** Says why a process of Deno has failed: the first line of what it said, in plain text. */
export function reasonOf(error: unknown): string {
  const [line = ""] = stripVTControlCharacters(messageOf(error)).split("\n");
  return line.replace(/^error: (?:Uncaught )?(?:\(in promise\) )?(?:Error: )?/, "");
}
