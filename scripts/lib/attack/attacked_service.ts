/**
 * The service, which collects its garbage on SIGUSR1, so that its memory before and after an attack can be compared.
 *
 * @module
 */
import { collectGarbage } from "../../../src/core/workers/garbage.ts";
import { runProgram } from "../../../src/api/program.ts";

Deno.addSignalListener("SIGUSR1", () => collectGarbage());

await runProgram();
