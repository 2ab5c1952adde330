/**
 * The entry point of the service. `program.ts` documents its behaviour and exit codes.
 *
 * @module
 */
import { runProgram } from "./program.ts";

if (import.meta.main) await runProgram();
