/**
 * The options of a service.
 *
 * @module
 */
import type { Clock } from "../contract/clock.ts";
import type { ConfigFiles, LoadedConfig } from "../core/config/config.ts";
import type { Environment } from "../core/config/environment.ts";
import type { LoggingOptions } from "../core/logging.ts";
import type { Registry } from "../core/registry/registry.ts";
import type { KeyValueStore } from "../store/key_value.ts";
import type { PipelineParts } from "./workers/pipeline.ts";

/** Options of a service. */
export interface ServiceOptions {
  env: Environment;
  /** Default: the project's files. */
  files?: ConfigFiles;
  /** Default: the adapters of deno.json, and those of the import map that the environment names. */
  registry?: Registry;
  /** The profile to use; overrides the environment. */
  profile?: string;
  /** Whether `components.llm: auto` looks for a model server on this machine. Default: `false`. */
  findLocal?: boolean;
  /** Default: the machine's. */
  clock?: Clock;
  /** Where sessions are recorded, to be closed by its owner. Default: what the configuration names. */
  store?: KeyValueStore;
  /** Where it is one of several pipelines behind one address. */
  pipeline?: PipelineParts;
  /** The configuration, if it has been loaded from this environment and these files already. */
  loaded?: LoadedConfig;
  /** The log destination, and whether it is a terminal. */
  logging?: Omit<LoggingOptions, "config">;
}
