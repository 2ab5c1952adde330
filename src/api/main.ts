/**
 * The entry point of the service. `program.ts` documents its behaviour and exit codes. Its arguments are the names of the
 * variables that are set for it; it has no options.
 *
 * @module
 */
import { complain, EXIT_CONFIG, runProgram } from "./program.ts";

if (import.meta.main) {
  const option = Deno.args.find((arg) => !arg.startsWith("TTH_"));
  if (option === undefined) await runProgram({ variables: Deno.args });
  else {
    complain(
      `${option}: the service has no options; set variables, such as TTH_PORT=9000 (config/README.md lists them)`,
    );
    Deno.exitCode = EXIT_CONFIG;
  }
}
