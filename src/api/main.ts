/**
 * The entry point of the service. `program.ts` says what it does, and with which exit codes it ends.
 *
 * @module
 */
import { runProgram } from "./program.ts";

if (import.meta.main) await runProgram();
