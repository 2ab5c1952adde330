/**
 * The number of pipelines.
 *
 * @module
 */
import { TthError } from "../../contract/errors.ts";
import type { Config } from "../../core/config/schema.ts";

/** What decides the number of pipelines, beside the configuration. */
export interface Machine {
  readonly cores: number;
  /** Whether a hosting platform runs the service. */
  readonly onPlatform: boolean;
  /** Whether several workers can listen on one address: Linux, and Deno's `--unstable-net`. */
  readonly sharesPorts: boolean;
}

/** This machine. */
export function thisMachine(onPlatform: boolean): Machine {
  return {
    cores: navigator.hardwareConcurrency,
    onPlatform,
    // Asking for a shared port without the flag ends the process; this function exists with the same flag.
    sharesPorts: Deno.build.os === "linux" && "listenDatagram" in Deno,
  };
}

/** The most pipelines that `auto` means: each takes memory for its own voice and face. */
const MAX_AUTO = 4;

/**
 * The number of pipelines to run.
 *
 * @throws {TthError} `config_invalid` if the configuration asks for more than one, and this machine cannot.
 */
export function pipelineCount({ server: { workers } }: Pick<Config, "server">, machine: Machine): number {
  const { cores, onPlatform, sharesPorts } = machine;
  if (workers === "auto") return cores <= 2 || onPlatform || !sharesPorts ? 1 : Math.min(cores, MAX_AUTO);
  if (workers === 1 || (sharesPorts && !onPlatform)) return workers;
  const why = onPlatform
    ? "the platform runs one pipeline per instance"
    : "several pipelines share a port, which needs Linux and Deno's flag --unstable-net (deno.json sets it)";
  throw new TthError(`server.workers: ${workers} cannot be used: ${why}; set it to 1 or auto`, {
    code: "config_invalid",
  });
}
