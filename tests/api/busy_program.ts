/** A project's program that runs something beside the service, and never ends it. */
import { runProgram } from "../../src/api/program.ts";

setInterval(() => {}, 1000);

await runProgram();
