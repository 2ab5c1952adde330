/**
 * The service, which collects its garbage on SIGUSR1, so that its memory before and after an attack can be compared. It
 * needs `--v8-flags=--expose-gc`.
 *
 * @module
 */
import { runProgram } from "../../../src/api/program.ts";

const collect: unknown = Reflect.get(globalThis, "gc");
if (typeof collect === "function") Deno.addSignalListener("SIGUSR1", () => collect());

await runProgram();
