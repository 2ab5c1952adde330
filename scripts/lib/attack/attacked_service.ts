/**
 * The service, which collects its garbage on SIGUSR2, so that its memory before and after an attack can be compared.
 *
 * @module
 */
import { collectGarbage } from "../../../src/core/workers/garbage.ts";
import { runProgram } from "../../../src/api/program.ts";

// SIGUSR1 starts Deno's debugger, which keeps the bodies of all responses that `fetch` receives.
Deno.addSignalListener("SIGUSR2", () => collectGarbage());

await runProgram();
