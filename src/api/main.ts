/**
 * The entry point of the service. `program.ts` documents its behaviour and exit codes. Its arguments are the names of the
 * variables that are set for it.
 *
 * @module
 */
import { runProgram } from "./program.ts";

if (import.meta.main) await runProgram({ variables: Deno.args });
